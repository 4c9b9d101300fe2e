/** Expressions that are not linear, each with what bounds its input. */
export const EXCEPTIONS: ReadonlyMap<string, string> = new Map([]);
