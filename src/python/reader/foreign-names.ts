import { bytes, ints } from './arrays.ts';
import { length } from './text.ts';

// Names with characters beyond ASCII. Only JavaScript knows Unicode's tables. The reader does not ask it, since V8
// compiles code for each function that WebAssembly imports, which takes as long as reading a small file. It notes that it
// would have asked: then the host describes such characters, and has the text read again.

/** Names may contain the character. */
const CONTINUES = 1;
/** Names may start with the character (PEP 3131), and contain it. */
const STARTS = 3;

/** 1 if there is such a character where a name could start or continue, and the host has not described them. */
export let wantsNames = 0;
let isDescribed = false;

/** By offset: one of these for a character that is not ASCII. Of two surrogates, only the first can start a name. */
export let foreignUnits = bytes(0);
/** The names with such characters that rules look for: offset and word, by turns, in ascending order. */
export let foreignNames = ints(0);
let nameCount = 0;

let unitCapacity = 0;
let nameCapacity = 0;

/** Starts with a text that has not been described. */
export function forgetNames(): void {
  wantsNames = 0;
  isDescribed = false;
  nameCount = 0;
}

/** Makes room for what the host knows about the text, of which so many names are words. */
export function makeRoomForNames(names: i32): void {
  wantsNames = 0;
  isDescribed = true;
  nameCount = names;
  if (length > unitCapacity) {
    unitCapacity = length;
    foreignUnits = bytes(length);
  }
  if (names > nameCapacity) {
    nameCapacity = names;
    foreignNames = ints(2 * names);
  }
}

/** True if a name may start at the offset. */
export function startsForeignName(at: i32): bool {
  return useInNames(at) === STARTS;
}

/** True if a name may continue at the offset. */
export function continuesForeignName(at: i32): bool {
  return (useInNames(at) & CONTINUES) !== 0;
}

function useInNames(at: i32): i32 {
  if (isDescribed) return foreignUnits[at];
  wantsNames = 1;
  return 0;
}

/** The number of the word that a name is after normalisation (PEP 3131: NFKC); 0 if no rule looks for it. */
export function wordOfForeignName(start: i32): i32 {
  let low = 0;
  let high = nameCount;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (foreignNames[2 * middle] < start) low = middle + 1;
    else high = middle;
  }
  return low < nameCount && foreignNames[2 * low] === start ? foreignNames[2 * low + 1] : 0;
}
