import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';

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
export function isLooseBlob(gitDir: string, oid: string, bytes: Buffer): boolean {
  try {
    const packed = readFileSync(looseFile(gitDir, oid));
    // The zlib format ends with the Adler-32 checksum of the unpacked data (RFC 1950).
    return (
      bytes.length <= MAX_SIZE && packed.length > 6 && packed.readUInt32BE(packed.length - 4) === blobChecksum(bytes)
    );
  } catch {
    return false;
  }
}

const looseFile = (gitDir: string, oid: string): string => join(gitDir, 'objects', oid.slice(0, 2), oid.slice(2));

const MODULUS = 65521;
/** How many bytes can be added before a sum exceeds V8's small integers. */
const RUN = 1500;
/** How many words can be added before two sums of their bytes exceed one of V8's small integers. */
const RUN_OF_WORDS = 128;
const EVERY_SECOND_BYTE = 0xff00ff;

const IS_LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

interface Sums {
  low: number;
  high: number;
}

function blobChecksum(content: Buffer): number {
  const sums: Sums = { low: 1, high: 0 };
  const header = Buffer.from(`blob ${content.length}\0`);
  addBytes(sums, header, 0);
  addBytes(sums, content, addWords(sums, content));
  return sums.high * 65536 + sums.low;
}

function addBytes(sums: Sums, bytes: Buffer, from: number): void {
  let { low, high } = sums;
  for (let at = from; at < bytes.length; ) {
    for (const end = Math.min(at + RUN, bytes.length); at < end; at++) {
      low += bytes[at]!;
      high += low;
    }
    low %= MODULUS;
    high %= MODULUS;
  }
  sums.low = low;
  sums.high = high;
}

/**
 * Adds as much as it can, four bytes at a time: most of this runs before V8 has optimised it, when each step takes the
 * same time whatever it does. Returns the offset of the rest.
 */
function addWords(sums: Sums, bytes: Buffer): number {
  if (!IS_LITTLE_ENDIAN || bytes.byteOffset % 4 !== 0) return 0;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  for (let at = 0; at < words.length; ) {
    let { low } = sums;
    let lows = 0;
    // The sums of the first and third bytes of all words, in one number; and of the second and fourth.
    let odd = 0;
    let even = 0;
    for (const end = Math.min(at + RUN_OF_WORDS, words.length); at < end; at++) {
      const word = words[at]!;
      const firstAndThird = word & EVERY_SECOND_BYTE;
      const secondAndFourth = (word >>> 8) & EVERY_SECOND_BYTE;
      const pairs = firstAndThird + secondAndFourth;
      lows += low;
      odd += firstAndThird;
      even += secondAndFourth;
      low += (pairs & 0xffff) + (pairs >>> 16);
    }
    // The first byte of a word is in four of its sums, the last in one.
    const within = 4 * (odd & 0xffff) + 3 * (even & 0xffff) + 2 * (odd >>> 16) + (even >>> 16);
    sums.high = (sums.high + 4 * lows + within) % MODULUS;
    sums.low = low % MODULUS;
  }
  return words.length * 4;
}
