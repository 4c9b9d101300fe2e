import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { blobIdInPlace, HEADER_ROOM } from '../blob-id.ts';
import type { Entry } from '../list/entry.ts';
import type { Repository } from '../repository.ts';

/** After so many files that are not as git has them, and more than others, the rest is left to git. */
const MAX_MISSES = 50;

/** Many files are read into the same memory. In bytes. */
const ROOM = 1 << 20;
/** What is read at once. For a larger file, its size is asked for first. In bytes. */
const USUAL_SIZE = 1 << 15;

/** Neither waits for a pipe's other end nor follows a link. Windows has no such flags. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** Reads files of the work tree that may be blobs, see {@link workingBlobs}. */
export interface WorkingFiles {
  /** The content of a file if it is the blob with that id, which proves it, however it got there. */
  read(name: Buffer, oid: string): Buffer | null;
}

/** @param room how much memory to take at once, in bytes */
export function openWorkingFiles(repository: Repository, limit: number, room: number = ROOM): WorkingFiles {
  const pathOf = openPaths(repository);
  let memory = Buffer.alloc(0);
  let used = 0;
  const makeRoom = (size: number): void => {
    if (memory.length - used >= size) return;
    memory = Buffer.allocUnsafeSlow(Math.max(size, room));
    used = 0;
  };
  /** Reads a file to where the next one belongs. Null if it is too large. */
  const readNext = (descriptor: number): number | null => {
    makeRoom(USUAL_SIZE);
    const start = used + HEADER_ROOM;
    const size = readSync(descriptor, memory, start, memory.length - start, 0);
    if (start + size < memory.length) return size;
    // There may be more of it.
    const file = fstatSync(descriptor);
    if (!file.isFile() || file.size > limit) return null;
    makeRoom(HEADER_ROOM + file.size + 1);
    return readSync(descriptor, memory, used + HEADER_ROOM, file.size, 0);
  };
  return {
    read(name, oid) {
      const size = withFile(pathOf(name), readNext);
      if (size === null || size > limit) return null;
      const start = used + HEADER_ROOM;
      const end = start + size;
      if (blobIdInPlace(memory, start, end, oid) !== oid) return null;
      used = end;
      return memory.subarray(start, end);
    },
  };
}

/** The absolute path of a name, in memory that the next path is written to. */
function openPaths(repository: Repository): (name: Buffer) => Buffer {
  const root = Buffer.from(`${repository.root}/`);
  let memory = Buffer.from(root);
  return (name) => {
    const size = root.length + name.length;
    if (memory.length < size) memory = Buffer.concat([root, Buffer.alloc(2 * size)]);
    name.copy(memory, root.length);
    return memory.subarray(0, size);
  };
}

/**
 * The blobs that are in the work tree under the same path, by id. Reading and hashing a file takes a third of what
 * reading an object takes, and most of a tree is usually checked out.
 */
export function workingBlobs(
  repository: Repository,
  entries: readonly Pick<Entry, 'name' | 'oid'>[],
  limit: number,
): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  const files = openWorkingFiles(repository, limit);
  let misses = 0;
  for (const { name, oid } of entries) {
    if (oid === null) continue;
    const bytes = files.read(name, oid);
    if (bytes !== null) found.set(oid, bytes);
    else {
      misses += 1;
      if (misses > MAX_MISSES && misses > found.size) break;
    }
  }
  return found;
}

/** Null if there is no such file, or it cannot be read. */
function withFile(path: Buffer, read: (descriptor: number) => number | null): number | null {
  let descriptor: number;
  try {
    descriptor = openSync(path, FLAGS);
  } catch {
    return null;
  }
  try {
    return read(descriptor);
  } catch {
    return null;
  } finally {
    closeSync(descriptor);
  }
}
