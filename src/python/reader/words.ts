import { bytes, clearBytes, clearShorts, ints, shorts } from './arrays.ts';
import { unit } from './text.ts';

/** How many words rules look for, with the empty one before the first. */
export let wordCount = 0;
/** The words, each followed by a space. The host writes them. */
export let letters = shorts(0);
/** By word: the kind of its token. The host writes them. */
export let wordKinds = bytes(0);
/** By word: its first letter, up to the space before the next one. */
let wordStarts = ints(0);

/** By word: how it occurs in the file. */
export let present = bytes(0);
/** By word: how often it occurs as a name. */
export let counts = shorts(0);

/** By a hash of first, second and last character and length: the first word of the bucket. `next` chains them. */
const head = shorts(16384);
let next = shorts(0);

function hashOf(first: i32, second: i32, last: i32, size: i32): i32 {
  return (first * 7 + second * 241 + last * 1033 + size * 3079) & 16383;
}

let capacity = 0;
let letterCapacity = 0;

/** Makes room for words of so many letters with their spaces. */
export function makeRoomForWords(count: i32, size: i32): void {
  wordCount = count;
  if (count > capacity) {
    capacity = count;
    wordKinds = bytes(count);
    wordStarts = ints(count + 1);
    next = shorts(count);
    present = bytes(count);
    counts = shorts(count);
  }
  if (size > letterCapacity) {
    letterCapacity = size;
    letters = shorts(size);
  }
}

/** Puts the words that the host wrote into their buckets. */
export function sortWords(): void {
  clearShorts(head, 16384);
  let at = 1;
  for (let word = 1; word < wordCount; word++) {
    const start = at;
    while (letters[at] !== 32) at++;
    const size = at - start;
    const bucket = hashOf(letters[start], size > 1 ? letters[start + 1] : 0, letters[at - 1], size);
    wordStarts[word] = start;
    next[word] = head[bucket];
    head[bucket] = word;
    at++;
  }
  wordStarts[wordCount] = at;
}

/** The first word of the bucket that the text between two offsets would be in; 0 for none. */
export function bucketOf(start: i32, end: i32): i32 {
  const size = end - start;
  return head[hashOf(unit(start), size > 1 ? unit(start + 1) : 0, unit(end - 1), size)];
}

/** The word in a bucket that is at an offset; 0 for none. */
export function wordIn(first: i32, start: i32, size: i32): i32 {
  for (let word = first; word !== 0; word = next[word]) {
    const from = wordStarts[word];
    if (wordStarts[word + 1] - from - 1 !== size) continue;
    let i = 0;
    while (i < size && letters[from + i] === unit(start + i)) i++;
    if (i === size) return word;
  }
  return 0;
}

/** The word between two offsets; 0 if no rule looks for it. */
export function wordBetween(start: i32, end: i32): i32 {
  return wordIn(bucketOf(start, end), start, end - start);
}

/** Forgets which words occur. */
export function clearWords(): void {
  clearBytes(present, wordCount);
  clearShorts(counts, wordCount);
}
