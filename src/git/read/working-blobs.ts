import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { blobId } from '../blob-id.ts';
import type { Entry } from '../list/entry.ts';
import type { Repository } from '../repository.ts';
import { workingPath } from './working-file.ts';

/** After so many files that are not as git has them, and more than others, the rest is left to git. */
const MAX_MISSES = 50;

/** Many files are read into the same memory. In bytes. */
const ROOM = 1 << 20;

/** Neither waits for a pipe's other end nor follows a link. Windows has no such flags. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

interface Room {
  readonly memory: Buffer;
  used: number;
}

/**
 * The blobs that are in the work tree under the same path, by id. Reading and hashing a file takes a third of what
 * reading an object takes, and most of a tree is usually checked out. The id proves that the content is git's, however
 * it got there.
 */
export function workingBlobs(
  repository: Repository,
  entries: readonly Pick<Entry, 'name' | 'oid'>[],
  limit: number,
): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  let room: Room = { memory: Buffer.alloc(0), used: 0 };
  let misses = 0;
  for (const { name, oid } of entries) {
    if (oid === null) continue;
    const bytes = readInto(
      (size) => {
        if (room.memory.length - room.used < size) {
          const least = entries.length === 1 ? 0 : ROOM;
          room = { memory: Buffer.allocUnsafeSlow(Math.max(size, least)), used: 0 };
        }
        return room.memory.subarray(room.used, room.used + size);
      },
      workingPath(repository, name),
      limit,
    );
    if (bytes !== null && blobId(bytes, oid) === oid) {
      room.used += bytes.length;
      found.set(oid, bytes);
    } else {
      misses += 1;
      if (misses > MAX_MISSES && misses > found.size) break;
    }
  }
  return found;
}

/** Null if there is no such file, or it is too large. */
function readInto(roomFor: (size: number) => Buffer, path: Buffer, limit: number): Buffer | null {
  let descriptor: number;
  try {
    descriptor = openSync(path, FLAGS);
  } catch {
    return null;
  }
  try {
    const file = fstatSync(descriptor);
    if (!file.isFile() || file.size > limit) return null;
    const bytes = roomFor(file.size);
    return bytes.subarray(0, readSync(descriptor, bytes));
  } catch {
    return null;
  } finally {
    closeSync(descriptor);
  }
}
