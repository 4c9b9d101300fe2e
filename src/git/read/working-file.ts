import { lstatSync, readFileSync } from 'node:fs';
import type { Repository } from '../repository.ts';

/** The absolute path on disk, in bytes, since names need not be UTF-8. */
export function workingPath(repository: Repository, name: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${repository.root}/`), name]);
}

export function parentOf(path: Buffer): Buffer {
  return path.subarray(0, path.lastIndexOf('/'));
}

/** Its bytes, or null if there is no file. */
export function readFile(path: Buffer): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * True if a folder on the way is a symbolic link: git does not track files behind one, so what is there is not the
 * repository's.
 */
export function isBehindLink(repository: Repository, name: Buffer): boolean {
  for (let end = name.indexOf('/'); end !== -1; end = name.indexOf('/', end + 1)) {
    const folder = workingPath(repository, name.subarray(0, end));
    if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return true;
  }
  return false;
}
