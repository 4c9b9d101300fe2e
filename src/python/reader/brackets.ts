// The brackets that are open.
import { ints, longerInts } from './arrays.ts';

let capacity = 256;
export let depth = 0;
/** The codes of `(`, `[` and `{`, or Field and FieldSpec. */
export let brackets = ints(capacity);
export let bracketStarts = ints(capacity);

export function openBracket(bracket: i32, start: i32): void {
  if (depth === capacity) {
    capacity *= 2;
    brackets = longerInts(brackets, capacity);
    bracketStarts = longerInts(bracketStarts, capacity);
  }
  brackets[depth] = bracket;
  bracketStarts[depth++] = start;
}

/** Closes all but the first ones. */
export function closeBrackets(open: i32): void {
  depth = open;
}
