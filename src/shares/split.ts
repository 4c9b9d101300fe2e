import type { Entry } from '../git/list/entry.ts';

/** How much to read, search, parse and judge together: a parsed file takes ten times its size in memory. In bytes. */
const MOST = 2_000_000;
const MOST_OF_SEVERAL = 1_000_000;
const LEAST = 300_000;

/**
 * Neighbours stay together, as they ask for each other. With several threads the last shares are small, so that all
 * threads end at about the same time.
 */
export function splitBySize(
  entries: readonly Entry[],
  sizeOf: (entry: Entry) => number,
  threads: number,
): readonly (readonly Entry[])[] {
  let left = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  let room = 0;
  const shares: Entry[][] = [];
  for (const entry of entries) {
    if (room <= 0) {
      shares.push([]);
      room = threads === 1 ? MOST : Math.max(LEAST, Math.min(MOST_OF_SEVERAL, left / threads / 2));
    }
    const size = sizeOf(entry);
    shares.at(-1)!.push(entry);
    room -= size;
    left -= size;
  }
  return shares;
}
