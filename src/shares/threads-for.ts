import { availableParallelism } from 'node:os';
import type { Io } from '../cli/io.ts';

/** Each needs 60 to 100 MB. */
const MOST = 2;
/** A thread loads and optimises the program for itself, which takes as long as judging this much. In bytes. */
const WORTH_A_THREAD = 1_500_000;

/**
 * One less than there are processors: V8's compiler and its collector keep more than half of one busy.
 * @param size of what is judged, in bytes
 */
export function threadsFor(size: number, { bundle }: Pick<Io, 'bundle'>): number {
  if (bundle === null) return 1;
  return Math.max(1, Math.min(MOST, availableParallelism() - 1, Math.floor(size / WORTH_A_THREAD)));
}
