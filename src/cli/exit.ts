/** Exit statuses, as README.md has them. */
export const EXIT = { clean: 0, blocked: 1, usage: 2, failed: 3 } as const;
