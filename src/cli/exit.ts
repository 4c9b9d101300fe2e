/** Exit statuses, as documented in README.md. */
export const EXIT = { clean: 0, blocked: 1, usage: 2, failed: 3 } as const;
