import { bytes, ints } from './arrays.ts';
import { length } from './text.ts';

// Names with characters beyond ASCII. Only JavaScript knows Unicode's tables, so for a text that has such characters the
// host writes down beforehand what it knows of them. The reader asks nothing: for each function that WebAssembly imports,
// V8 compiles code, which takes as long as reading a small file.

/** Names may contain the character. */
const CONTINUES = 1;
/** Names may start with the character (PEP 3131), and contain it. */
const STARTS = 3;

/** By offset: one of these for a character that is not ASCII. Of two surrogates, only the first can start a name. */
export let foreignUnits = bytes(0);
/** The names with such characters that rules look for: offset and word, by turns, in ascending order. */
export let foreignNames = ints(0);
let nameCount = 0;

let unitCapacity = 0;
let nameCapacity = 0;

/** Makes room for what the host knows about the text, of which so many names are words. */
export function makeRoomForNames(names: i32): void {
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
  return foreignUnits[at] === STARTS;
}

/** True if a name may continue at the offset. */
export function continuesForeignName(at: i32): bool {
  return (foreignUnits[at] & CONTINUES) !== 0;
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
