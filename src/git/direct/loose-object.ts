import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import type { BlobChecksum } from './blob-checksum.ts';

/** Leave larger ones to git. In bytes. */
const MAX_SIZE = 10 * 1024 * 1024;
const HEADER = /^(blob|tree|commit|tag) (\d+)\0/;
const MAX_HEADER = 32;

/**
 * An object with its own file, as for everything that was staged or committed recently. Null if it is packed,
 * elsewhere, large or damaged: git finds it, or says what is wrong.
 */
export function readLooseObject(gitDir: string, oid: string, type: 'blob' | 'tree' | 'commit'): Buffer | null {
  try {
    const packed = readFileSync(looseFile(gitDir, oid));
    const bytes = inflateSync(packed, { maxOutputLength: MAX_SIZE + MAX_HEADER });
    const header = HEADER.exec(bytes.toString('latin1', 0, MAX_HEADER));
    if (header === null || header[1] !== type) return null;
    const content = bytes.subarray(header[0].length);
    return content.length === Number(header[2]) && content.length <= MAX_SIZE ? content : null;
  } catch {
    return null;
  }
}

/**
 * Whether these bytes are a blob's content, judging by the checksum at the end of its file. Unpacking it would load
 * node:zlib, which takes longer than everything else that is done with a small file.
 */
export function isLooseBlob(gitDir: string, oid: string, bytes: Buffer, checksum: BlobChecksum): boolean {
  try {
    const packed = readFileSync(looseFile(gitDir, oid));
    // The zlib format ends with the Adler-32 checksum of the unpacked data (RFC 1950).
    return bytes.length <= MAX_SIZE && packed.length > 6 && packed.readUInt32BE(packed.length - 4) === checksum(bytes);
  } catch {
    return false;
  }
}

const looseFile = (gitDir: string, oid: string): string => join(gitDir, 'objects', oid.slice(0, 2), oid.slice(2));
