import type { GitIndex, IndexEntry } from './git-index.ts';

/** The files directly in these folders; null for every file. */
export function entriesIn(index: GitIndex, folders: readonly string[] | null): IndexEntry[] {
  if (folders === null) return Array.from({ length: index.count }, (_, at) => index.entry(at));
  return folders.flatMap((folder) => {
    const prefix = Buffer.from(folder === '' ? '' : `${folder}/`);
    const found: IndexEntry[] = [];
    for (let at = index.lowerBound(prefix); at < index.count; ) {
      const name = index.nameOf(at);
      if (!name.subarray(0, prefix.length).equals(prefix)) break;
      const slash = name.indexOf(47, prefix.length);
      if (slash === -1) found.push(index.entry(at++));
      else at = index.lowerBound(endOfFolder(name.subarray(0, slash)));
    }
    return found;
  });
}

export function hasFolder(index: GitIndex, folder: string): boolean {
  const prefix = Buffer.from(`${folder}/`);
  const at = index.lowerBound(prefix);
  return at < index.count && index.nameOf(at).subarray(0, prefix.length).equals(prefix);
}

/** What sorts after all files in a folder: `0` is the character after `/`. */
export const endOfFolder = (folder: Buffer): Buffer => Buffer.concat([folder, ZERO]);

const ZERO = Buffer.from('0');
