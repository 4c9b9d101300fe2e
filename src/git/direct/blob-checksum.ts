import { once } from '../../engine/once.ts';
import { type Reader, wasmReader } from '../../python/syntax/index.ts';

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

/** The Adler-32 checksum (RFC 1950) of a blob with this content. */
export type BlobChecksum = (content: Buffer) => number;

/** From so many bytes on, WebAssembly has added them up sooner than code that V8 has not optimised, loading included. */
const WORTH_WEBASSEMBLY = 20_000;
/** How much WebAssembly gets at a time, so that a large file does not make its memory grow. */
const PIECE = 64 * 1024;

export function makeBlobChecksum(): BlobChecksum {
  let added = 0;
  const adder = once(openAdder);
  return (content) => {
    const sums: Sums = { low: 1, high: 0 };
    addBytes(sums, Buffer.from(`blob ${content.length}\0`), 0);
    added += content.length;
    const reader = added > WORTH_WEBASSEMBLY ? adder() : null;
    if (reader === null) addBytes(sums, content, addWords(sums, content));
    else for (let at = 0; at < content.length; at += PIECE) addPiece(sums, content.subarray(at, at + PIECE), reader);
    return sums.high * 65536 + sums.low;
  };
}

/** Null where WebAssembly cannot run. */
function openAdder(): Reader | null {
  try {
    const reader = wasmReader();
    reader.run('makeRoomForBytes', PIECE);
    return reader;
  } catch {
    return null;
  }
}

function addPiece(sums: Sums, bytes: Buffer, reader: Reader): void {
  reader.writeBytes('summed', bytes);
  sums.high = reader.run('addToSums', bytes.length, sums.low, sums.high)!;
  sums.low = reader.number('lowSum');
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
