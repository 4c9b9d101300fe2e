import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Neighbours } from '../../engine/borrowed-names.ts';

/** Modules that only re-export names are small. In bytes. */
const SIZE_LIMIT = 500_000;

/**
 * The working files around the judged ones. They may differ from what is staged, but asking git takes a process, and
 * they only tell where to look.
 * @param judged the judged content of a path, if any
 */
export function openNeighbours(root: string, judged: (path: string) => Buffer | null): Neighbours {
  const folders = new Map<string, ReadonlySet<string>>();
  return {
    list(folder) {
      let entries = folders.get(folder);
      if (entries === undefined) {
        try {
          entries = new Set(readdirSync(join(root, folder)));
        } catch {
          entries = new Set();
        }
        folders.set(folder, entries);
      }
      return entries;
    },
    text(path) {
      const bytes = judged(path);
      if (bytes !== null) return bytes.toString('latin1');
      try {
        const file = join(root, path);
        const found = lstatSync(file);
        return found.isFile() && found.size <= SIZE_LIMIT ? readFileSync(file, 'latin1') : null;
      } catch {
        return null;
      }
    },
  };
}
