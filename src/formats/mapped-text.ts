import type { Span } from '../engine/span.ts';

/**
 * Text assembled from pieces of a source (joined continuation lines, a folded block, an unquoted string) that still
 * knows the source offset of each character.
 */
export interface MappedText {
  readonly text: string;
  /** The source offset of the character at an index. The index may equal the length. */
  offset(index: number): number;
}

/** A piece of the source, unchanged. */
export function sliceText(source: string, start: number, end: number): MappedText {
  return { text: source.slice(start, end), offset: (index) => start + index };
}

/** Text whose characters are at the given source offsets; `end` is the offset after the last one. */
export function mapText(text: string, offsets: ArrayLike<number>, end: number): MappedText {
  return { text, offset: (index) => (index < text.length ? (offsets[index] ?? end) : end) };
}

/** The source span of a range of mapped text. It ends right after the last character, not at the start of the next. */
export function mappedSpan(mapped: MappedText, start: number, end: number): Span {
  const from = mapped.offset(start);
  return { start: from, end: end > start ? mapped.offset(end - 1) + 1 : from };
}

/** A range of mapped text, as mapped text. */
export function sliceMapped(mapped: MappedText, start: number, end: number): MappedText {
  return {
    text: mapped.text.slice(start, end),
    offset: (index) =>
      start + index >= end && end > start ? mapped.offset(end - 1) + 1 : mapped.offset(start + index),
  };
}

/**
 * Finds the source offset of each character of a text that was read from `source[start, end)`, if reading only dropped,
 * added or changed white space (YAML's block and multi-line scalars), or dropped backslashes or whole comment lines
 * (INI). Null if it did more.
 */
export function alignText(source: string, start: number, end: number, text: string): MappedText | null {
  if (source.slice(start, end) === text) return sliceText(source, start, end);
  const offsets = new Int32Array(text.length);
  let at = start;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (isSpace(code)) {
      offsets[index] = Math.min(at, end);
      if (at < end && isSpace(source.charCodeAt(at))) at++;
      continue;
    }
    while (at < end && source.charCodeAt(at) !== code) {
      const skipped = source.charCodeAt(at);
      if (isComment(source, at)) at = endOfLine(source, at, end);
      else if (isSpace(skipped) || skipped === 0x5c) at++;
      else return null;
    }
    if (at >= end) return null;
    offsets[index] = at++;
  }
  return mapText(text, offsets, at);
}

/** True for a `#` or `;` at the start of its line. */
function isComment(source: string, at: number): boolean {
  if (source[at] !== '#' && source[at] !== ';') return false;
  let before = at - 1;
  while (before >= 0 && (source[before] === ' ' || source[before] === '\t')) before--;
  return before >= 0 && (source[before] === '\n' || source[before] === '\r');
}

function endOfLine(source: string, at: number, end: number): number {
  while (at < end && source[at] !== '\n' && source[at] !== '\r') at++;
  return at;
}

const isSpace = (code: number) => code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
