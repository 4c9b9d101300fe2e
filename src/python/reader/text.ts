import { shorts } from './arrays.ts';

/** How many zeros follow the text. */
const PADDING = 16;

let capacity = 1 << 16;
/** The code units of the text, followed by zeros. The host writes them. */
export let text = shorts(capacity);
/** The length of the text. */
export let length = 0;

/** Makes room for a text of a length, which the host then writes. */
export function makeRoom(size: i32): void {
  length = size;
  if (size + PADDING <= capacity) {
    for (let i = size; i < size + PADDING; i++) text[i] = 0;
    return;
  }
  while (size + PADDING > capacity) capacity *= 2;
  text = shorts(capacity);
}

/** The code unit at an offset. */
export function unit(at: i32): i32 {
  return text[at];
}

/** True if this is written at the offset. */
export function isAt(at: i32, characters: string): boolean {
  for (let i = 0; i < characters.length; i++) if (unit(at + i) !== characters.charCodeAt(i)) return false;
  return true;
}
