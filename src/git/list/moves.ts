import type { Repository } from '../repository.ts';
import { runGitSync } from '../run.ts';
import type { Base } from './entry.ts';
import { displayPath, key } from './path-bytes.ts';
import { isFile, parseRawDiff, RAW_DIFF, type RawChange } from './raw-diff.ts';

/** Bases of files that the change only moved, by the {@link key} of their current path. */
export type Moves = ReadonlyMap<string, Base>;

/**
 * Files that a change moved unchanged, from the rows of one diff: an added and a deleted path with the same object id.
 * Each deleted file moved to only one place; anything else with its content is a copy, and new.
 */
export function exactMoves(changes: readonly RawChange[]): Moves {
  const gone = new Map<string, RawChange[]>();
  for (const change of changes) {
    if (change.status !== 'D' || !isFile(change.oldMode)) continue;
    const same = gone.get(change.oldOid);
    if (same === undefined) gone.set(change.oldOid, [change]);
    else same.push(change);
  }
  const moves = new Map<string, Base>();
  if (gone.size === 0) return moves;
  const added = changes.filter(({ status, newMode }) => status === 'A' && isFile(newMode));
  // Like git, prefer those that kept their name.
  for (const keepsName of [true, false]) {
    for (const { name, newOid } of added) {
      const candidates = gone.get(newOid) ?? [];
      const at = candidates.findIndex((old) => !keepsName || fileName(old.name) === fileName(name));
      if (at === -1 || moves.has(key(name))) continue;
      const [old] = candidates.splice(at, 1);
      if (old !== undefined) moves.set(key(name), { object: old.oldOid, path: displayPath(old.name) });
    }
  }
  return moves;
}

/** True if files were added and others deleted, some of which may have been moved and changed at the same time. */
export function mayHoldMoves(changes: readonly RawChange[], exact: Moves): boolean {
  const moved = new Set([...exact.values()].map(({ path }) => path));
  return (
    changes.some(({ status, newMode, name }) => status === 'A' && isFile(newMode) && !exact.has(key(name))) &&
    changes.some(({ status, oldMode, name }) => status === 'D' && isFile(oldMode) && !moved.has(displayPath(name)))
  );
}

/** More pairs than git can compare quickly. Beyond that, it only finds exact moves. */
const RENAME_LIMIT = 400;

/** Files that were moved and changed, according to git's own rename detection. */
export function similarMoves(repository: Repository, args: readonly string[]): Moves {
  const options = [...RAW_DIFF, '-M', `-l${RENAME_LIMIT}`, '--diff-filter=R'];
  // If it fails (a partial clone lacks the old content), the file counts as new.
  const { stdout } = runGitSync(repository, ['diff', ...options, ...args, '--']);
  return new Map(
    parseRawDiff(stdout).flatMap(({ name, oldName, oldOid, oldMode }) =>
      isFile(oldMode) ? [[key(name), { object: oldOid, path: displayPath(oldName) }] as const] : [],
    ),
  );
}

const fileName = (name: Buffer): string => key(name.subarray(name.lastIndexOf('/') + 1));
