import { bytes, ints, shorts } from './arrays.ts';
import { isAsciiName } from './names.ts';
import { length, text, unit } from './text.ts';

// Finds words and names in one pass over the text with an automaton after Aho and Corasick
// (https://doi.org/10.1145/360825.360855). Most of its steps are never taken, so each is only worked out at its first
// use, and memory that no state needs is never touched.

/** The words and after them the names, in ASCII, each followed by a zero. The host writes them. */
export let signLetters = shorts(0);
let signStarts = ints(0);
/** From this sign on, signs are names: found as they are written, and only as whole identifiers. */
let firstName = 0;

/** What a step leads to: a state, with this bit if no sign ends there; 0 if it has not been taken yet. */
const PLAIN = 0x8000;
const ROOT = 1;

/** A column of the table for each character, in both cases. Those in no sign share the first. */
const classOf = bytes(128);
/** How many bits number the columns. */
let bits = 0;
/** By state and column: where the step leads. */
let next = shorts(0);
/** By state: the state of the longest beginning of a sign that its own beginning ends with. */
let suffix = shorts(0);
/** By state: of it and its suffixes, the first in which a sign ends; 0 for none. */
let ending = shorts(0);
/** By state: one more than the number of a sign that ends there; and by sign, one more than that of the next. */
let signAt = ints(0);
let nextSign = ints(0);

/** The signs that are in the text, each once. */
export let foundSigns = ints(0);
export let foundCount = 0;
/** By sign: the scan that last found it. */
let foundIn = ints(0);
let scans = 0;

/** Makes room for signs with so many letters, their zeros counted. */
export function makeRoomForSigns(letters: i32): void {
  signLetters = shorts(letters);
}

function lower(c: i32): i32 {
  return c >= 65 && c <= 90 ? c + 32 : c;
}

/**
 * Makes the states for the beginnings of the signs that the host wrote, and the steps between them.
 * @param words how many of the signs are words
 * @returns false if there are too many
 */
export function plantSigns(count: i32, words: i32, letters: i32): bool {
  if (letters + ROOT >= PLAIN) return false;
  firstName = words;
  signStarts = ints(count + 1);
  foundSigns = ints(count);
  foundIn = ints(count);
  nextSign = ints(count);
  let columns = 1;
  let sign = 0;
  for (let at = 0; at < letters; at++) {
    const c = lower(signLetters[at]);
    if (c === 0) {
      sign++;
      signStarts[sign] = at + 1;
    } else if (classOf[c] === 0) {
      classOf[c] = columns;
      if (c >= 97 && c <= 122) classOf[c - 32] = columns;
      columns++;
    }
  }
  bits = 0;
  while (1 << bits < columns) bits++;
  const most = letters + ROOT + 1;
  next = shorts(most << bits);
  suffix = shorts(most);
  ending = shorts(most);
  signAt = ints(most);
  plant(count);
  return true;
}

/** All signs character by character, as a suffix is shorter than what it is a suffix of. */
function plant(count: i32): void {
  const states = ints(count);
  /** The step that leads to each state from the beginning without its last character. */
  const stepTo = ints(signStarts[count] + ROOT + 1);
  /** The signs that are longer than what was planted of them. */
  const rest = ints(count);
  let left = 0;
  for (let sign = 0; sign < count; sign++) {
    states[sign] = ROOT;
    if (signStarts[sign + 1] - signStarts[sign] > 1) rest[left++] = sign;
  }
  let planted = ROOT + 1;
  for (let size = 1; left > 0; size++) {
    const first = planted;
    let longer = 0;
    for (let i = 0; i < left; i++) {
      const sign = rest[i];
      const column = classOf[lower(signLetters[signStarts[sign] + size - 1])];
      const step = (states[sign] << bits) + column;
      if (next[step] === 0) {
        suffix[planted] = states[sign] === ROOT ? ROOT : follow(suffix[states[sign]], column);
        stepTo[planted] = step;
        next[step] = planted;
        planted++;
      }
      const to = next[step];
      states[sign] = to;
      if (signStarts[sign + 1] - signStarts[sign] - 1 > size) rest[longer++] = sign;
      else {
        nextSign[sign] = signAt[to];
        signAt[to] = sign + 1;
      }
    }
    for (let state = first; state < planted; state++) {
      ending[state] = signAt[state] === 0 ? ending[suffix[state]] : state;
      if (ending[state] === 0) next[stepTo[state]] = state | PLAIN;
    }
    left = longer;
  }
}

/** Where a step leads while not all states are there. */
function follow(state: i32, column: i32): i32 {
  let at = state;
  while (next[(at << bits) + column] === 0) {
    if (at === ROOT) return ROOT;
    at = suffix[at];
  }
  return next[(at << bits) + column] & ~PLAIN;
}

/** Takes a step for the first time. */
function step(state: i32, column: i32): i32 {
  let to = 0;
  for (let at = state; at !== ROOT && to === 0; ) {
    at = suffix[at];
    to = next[(at << bits) + column];
  }
  if (to === 0) to = ROOT | PLAIN;
  next[(state << bits) + column] = to;
  return to;
}

/** Finds the signs in the text. Characters outside of ASCII are in no sign and no identifier. */
export function findSigns(): void {
  scans++;
  foundCount = 0;
  // In local variables, as V8 would read those of the module again for each character.
  const units = text;
  const size = length;
  const columns = classOf;
  const steps = next;
  const shift = bits;
  let state = ROOT;
  for (let i = 0; i < size; i++) {
    const c = units[i];
    const column = c < 128 ? columns[c] : 0;
    let to = steps[(state << shift) + column];
    if ((to & PLAIN) === 0) {
      if (to === 0) to = step(state, column);
      if ((to & PLAIN) === 0) take(to, i + 1);
    }
    state = to & ~PLAIN;
  }
}

function take(state: i32, end: i32): void {
  for (let at = ending[state]; at !== 0; at = ending[suffix[at]]) {
    for (let i = signAt[at]; i !== 0; i = nextSign[i - 1]) {
      const sign = i - 1;
      if (foundIn[sign] === scans || (sign >= firstName && !isNameBefore(sign, end))) continue;
      foundIn[sign] = scans;
      foundSigns[foundCount++] = sign;
    }
  }
}

function isNameBefore(sign: i32, end: i32): bool {
  const from = signStarts[sign];
  const size = signStarts[sign + 1] - from - 1;
  const start = end - size;
  if ((start > 0 && isAsciiName(unit(start - 1))) || (end < length && isAsciiName(unit(end)))) return false;
  for (let i = 0; i < size; i++) if (unit(start + i) !== signLetters[from + i]) return false;
  return true;
}
