import { InString } from './lexer-numbers.ts';
import { isAsciiName } from './names.ts';
import { length, unit } from './text.ts';
import { present, wordBetween } from './words.ts';

// The forms of string prefixes.
export const NoPrefix = -1;
export const Plain = 0;
export const Bytes = 1;
export const Python2Form = 2;
export const Formatted = 3;
export const RawFormatted = 4;

/** The form of a string with a prefix of up to two letters; NoPrefix if it is not one. */
export function prefixForm(start: i32, size: i32): i32 {
  const first = unit(start) | 32;
  if (size === 1) {
    // r, u, b, f and t
    if (first === 114 || first === 117) return Plain;
    if (first === 98) return Bytes;
    return first === 102 || first === 116 ? Formatted : NoPrefix;
  }
  const second = unit(start + 1) | 32;
  if (first === 117) return second === 114 ? Python2Form : NoPrefix;
  const other = first === 114 ? second : second === 114 ? first : 0;
  if (other === 98) return Bytes;
  return other === 102 || other === 116 ? RawFormatted : NoPrefix;
}

/** The end of the string whose opening quote is at the offset; -end-1 if it is not terminated. */
export function stringEnd(open: i32, quote: i32, triple: boolean): i32 {
  let i = triple ? open + 3 : open + 1;
  while (i < length) {
    const c = unit(i);
    if (c === 92) i += !triple && unit(i + 1) === 13 && unit(i + 2) === 10 ? 3 : 2;
    else if (c === quote) {
      if (!triple) return i + 1;
      if (unit(i + 1) === quote && unit(i + 2) === quote) return i + 3;
      i++;
    } else if (!triple && (c === 10 || c === 13)) return -i - 1;
    else i++;
  }
  return -length - 1;
}

export function isAsciiBetween(start: i32, end: i32): boolean {
  for (let i = start; i < end; i++) if (unit(i) > 127) return false;
  return true;
}

/** The word of a short string literal, or the one after its last dot. */
export function stringWord(start: i32, end: i32): i32 {
  if (end - start > 60) return 0;
  let from = start;
  let c = unit(from);
  while (c !== 34 && c !== 39 && from < end) c = unit(++from);
  from++;
  let to = end - 1;
  if (end - start >= 6 && unit(from) === c && unit(from + 1) === c) {
    from += 2;
    to -= 2;
  }
  if (to <= from) return 0;
  // Every part of a dotted name counts as present. The last one is the word.
  let word = 0;
  let part = from;
  for (let i = from; i <= to; i++) {
    c = unit(i);
    if (i < to && isAsciiName(c)) continue;
    word = i > part ? wordBetween(part, i) : 0;
    if (word !== 0) present[word] |= InString;
    if (i < to && c !== 46) return 0;
    part = i + 1;
  }
  return word;
}
