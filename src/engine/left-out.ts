import { memo } from './memo.ts';

const reasonsOf = (_owner: object): Set<string> => new Set();

/** Notes that a limit of ours was reached, and that a file was therefore not judged to its end. */
export function leaveOut(file: object, reason: string): void {
  memo(file, reasonsOf).add(reason);
}

/** Why something of a file was left out; empty if nothing was. */
export const leftOutOf = (file: object): ReadonlySet<string> => memo(file, reasonsOf);
