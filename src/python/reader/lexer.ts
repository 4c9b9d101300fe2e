import { bytes, ints, shorts } from './arrays.ts';

const capacity = 1 << 14;
/** The tokens. The arrays are longer than `count`, and the next call of `lex` reuses them. */
export let kinds = bytes(capacity);
/** Offsets into the text, end exclusive. */
export const starts = ints(capacity);
export const ends = ints(capacity);
/** For names and strings: their subscribed word, 0 for none. */
export const words = shorts(capacity);
export const count = 0;
/** By word: how it occurs. */
export const present = bytes(0);
/** By word: how often it occurs as a name. */
export const counts = shorts(0);
export const unterminatedFrom = 0;

export function lex(): void {
  kinds = kinds;
}
