import { bytes } from './arrays.ts';

// The checksum of git's objects. It has nothing to do with Python, but one WebAssembly module loads faster than two.

/** The host writes the bytes. */
export let summed = bytes(0);
let capacity = 0;

/** Makes room for so many bytes. */
export function makeRoomForBytes(size: i32): void {
  if (size <= capacity) return;
  capacity = size;
  summed = bytes(size);
}

const MODULUS = 65521;
/** How many bytes can be added before a sum exceeds 31 bits. */
const RUN = 3800;

/** The first of the two sums of Adler-32 (RFC 1950). */
export let lowSum = 0;

/** Adds the bytes to the sums of what comes before them. Returns the second sum. */
export function addToSums(size: i32, low: i32, high: i32): i32 {
  let first = low;
  let second = high;
  for (let at = 0; at < size; ) {
    const end = at + RUN < size ? at + RUN : size;
    for (; at < end; at++) {
      first += summed[at];
      second += first;
    }
    first %= MODULUS;
    second %= MODULUS;
  }
  lowSum = first;
  return second;
}
