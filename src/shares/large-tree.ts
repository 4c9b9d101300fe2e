import type { GitIndex } from '../git/direct/git-index.ts';
import type { Entry, Listing } from '../git/list/entry.ts';
import { isAsset } from '../git/read/content.ts';
import { openPassingObjects, type PassingObjects } from '../git/read/passing-objects.ts';
import type { Repository } from '../git/repository.ts';

/** A tree that is judged share by share. */
export interface LargeTree {
  readonly index: GitIndex;
  readonly objects: PassingObjects;
  /** In bytes, as far as git knows it. */
  sizeOf(entry: Entry): number;
}

/** Below, everything is judged at once. In bytes. */
export const SMALL = 1_000_000;
/** For what git did not note the size of. */
const USUAL_SIZE = 6_000;

/** Null for a tree that is small, or that only git can read. */
export function openLargeTree(repository: Repository, { entries }: Listing): LargeTree | null {
  const index = repository.direct?.index() ?? null;
  if (index === null) return null;
  const objects = openPassingObjects(repository, index);
  const sizeOf = ({ path, oid }: Entry): number => (isAsset(path) ? 0 : objects.sizeOf(oid ?? '') || USUAL_SIZE);
  const size = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  return size < SMALL ? null : { index, objects, sizeOf };
}
