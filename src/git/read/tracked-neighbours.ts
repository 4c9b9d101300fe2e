import type { Neighbours } from '../../engine/borrowed-names.ts';
import { decodeFile } from '../../engine/file-text.ts';
import { once } from '../../engine/once.ts';
import { fileNameOf, parentOf } from '../../engine/path-parts.ts';
import type { GitSnapshot } from './snapshot.ts';

/**
 * The tracked files around others, for a check of all of them. Files that are only in the work tree do not count, so
 * the answers depend on nothing but the snapshot.
 */
export function openTrackedNeighbours({ paths, read }: Pick<GitSnapshot, 'paths' | 'read'>): Neighbours {
  const tracked = once(() => new Set(paths()));
  const folders = once(() => namesByFolder(tracked()));
  return {
    areMany: true,
    list: (folder) => folders().get(folder) ?? NONE,
    text(path) {
      const bytes = tracked().has(path) ? read(path) : null;
      return bytes === null ? null : decodeFile(bytes, path).text;
    },
  };
}

const NONE: ReadonlySet<string> = new Set();

function namesByFolder(paths: Iterable<string>): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map<string, Set<string>>();
  for (const path of paths) {
    // Up to a folder that is known, and with it those above.
    for (let at = path; at !== ''; at = parentOf(at)) {
      const names = folders.get(parentOf(at));
      if (names !== undefined) {
        names.add(fileNameOf(at));
        break;
      }
      folders.set(parentOf(at), new Set([fileNameOf(at)]));
    }
  }
  return folders;
}
