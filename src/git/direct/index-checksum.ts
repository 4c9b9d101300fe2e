import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const SIZE = 20;

/** Reads only the checksum of an index; null if there is none. Git says what is wrong with the file. */
export function readChecksum(indexPath: string): string | null {
  let handle: number | undefined;
  try {
    handle = openSync(indexPath, 'r');
    const checksum = Buffer.alloc(SIZE);
    const start = fstatSync(handle).size - SIZE;
    return start >= 0 && readSync(handle, checksum, 0, SIZE, start) === SIZE ? checksum.toString('hex') : null;
  } catch {
    return null;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
