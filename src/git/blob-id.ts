import { createHash, type Hash } from 'node:crypto';

/**
 * The id under which git stores these bytes. `like`: any id in the same repository (40 hex digits: SHA-1, 64: SHA-256).
 */
export function blobId(bytes: Uint8Array, like: string): string {
  return hashLike(like).update(headerOf(bytes.length)).update(bytes).digest('hex');
}

/** What the header of a blob takes at most. In bytes. */
export const HEADER_ROOM = 32;

/** Like {@link blobId}, of a part of the memory, which must have {@link HEADER_ROOM} before it: to hash once is faster. */
export function blobIdInPlace(memory: Buffer, start: number, end: number, like: string): string {
  const header = headerOf(end - start);
  memory.write(header, start - header.length, 'latin1');
  return hashLike(like)
    .update(memory.subarray(start - header.length, end))
    .digest('hex');
}

const headerOf = (size: number): string => `blob ${size}\0`;

const hashLike = (like: string): Hash => createHash(like.length === 64 ? 'sha256' : 'sha1');
