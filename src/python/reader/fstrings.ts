// The f-strings around the current token, from the outermost to the innermost.
import { ints, longerInts } from './arrays.ts';

let capacity = 32;
export let fstringCount = 0;
export let fstringStarts = ints(capacity);
/** By f-string: the code of its quote, with Triple and Raw. */
export let fstringForms = ints(capacity);
/** By f-string: the number of open brackets at its start. */
export let fstringDepths = ints(capacity);
/** By f-string: its first token. */
export let fstringTokens = ints(capacity);

export const Quote = 127;
export const Triple = 128;
export const Raw = 256;

export function openFString(start: i32, form: i32, depth: i32, token: i32): void {
  if (fstringCount === capacity) {
    capacity *= 2;
    fstringStarts = longerInts(fstringStarts, capacity);
    fstringForms = longerInts(fstringForms, capacity);
    fstringDepths = longerInts(fstringDepths, capacity);
    fstringTokens = longerInts(fstringTokens, capacity);
  }
  fstringStarts[fstringCount] = start;
  fstringForms[fstringCount] = form;
  fstringDepths[fstringCount] = depth;
  fstringTokens[fstringCount++] = token;
}

export function closeFString(): void {
  fstringCount--;
}

export function closeAllFStrings(): void {
  fstringCount = 0;
}
