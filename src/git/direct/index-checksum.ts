import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const SIZE = 20;

/** Reads only the checksum of an index; null if there is no such file. */
export function readChecksum(indexPath: string): string | null {
  let handle: number;
  try {
    handle = openSync(indexPath, 'r');
  } catch {
    return null;
  }
  try {
    const checksum = Buffer.alloc(SIZE);
    readSync(handle, checksum, 0, SIZE, fstatSync(handle).size - SIZE);
    return checksum.toString('hex');
  } finally {
    closeSync(handle);
  }
}
