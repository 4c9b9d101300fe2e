import type { BaseFile, Snapshot } from './engine/snapshot.ts';
import type { Entry } from './git/list/entry.ts';
import type { GitSnapshot } from './git/read/snapshot.ts';

/**
 * The snapshot as rules see it.
 * @param entries by path
 * @param linkBases what was behind symbolic links before the change
 */
export function snapshotOf(
  snapshot: GitSnapshot,
  entries: ReadonlyMap<string, Entry>,
  linkBases: ReadonlyMap<string, readonly BaseFile[]>,
): Snapshot {
  return {
    ...snapshot,
    // One listing answers for everything that does not exist; each separate lookup would take two processes.
    read: (path) => (snapshot.exists(path) ? snapshot.read(path) : null),
    bases(path) {
      const entry = entries.get(path);
      return entry === undefined ? (linkBases.get(path) ?? []) : snapshot.bases(entry);
    },
  };
}
