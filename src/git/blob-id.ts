import { createHash } from 'node:crypto';

/**
 * The id under which git stores these bytes. `like`: any id in the same repository (40 hex digits: SHA-1, 64: SHA-256).
 */
export function blobId(bytes: Uint8Array, like: string): string {
  return createHash(like.length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}
