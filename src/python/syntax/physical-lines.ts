import { identifierEnd, startsIdentifier } from './characters.ts';

/** The start of the physical line around an offset. */
export function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start -= 1;
  return start;
}

/** The end of the physical line around an offset, without its line break. */
export function lineEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || c === 13) return i;
  }
  return text.length;
}

/** Seven of `<`, `=`, `>` or `|` at the start of a line, as git writes them. */
export function isConflictMarker(text: string, at: number, c: number): boolean {
  if (c !== 60 && c !== 61 && c !== 62 && c !== 124) return false;
  for (let i = 1; i < 7; i++) if (text.charCodeAt(at + i) !== c) return false;
  const next = text.charCodeAt(at + 7);
  return next === 32 || next === 10 || next === 13 || at + 7 >= text.length;
}

/** Words that can continue a line inside brackets. */
const GOES_ON: ReadonlySet<string> = new Set(['and', 'or', 'in', 'is', 'not', 'else', 'as']);
/** These can too, unless the line is the header of a statement. */
const MAY_GO_ON: ReadonlySet<string> = new Set(['if', 'for', 'async', 'from']);

/** True if the line at the offset could be a statement: it starts with a name that is not an operator. */
export function startsStatement(text: string, at: number): boolean {
  if (!startsIdentifier(text, at)) return text.charCodeAt(at) === 64;
  const end = identifierEnd(text, at);
  if (text.charCodeAt(end) === 34 || text.charCodeAt(end) === 39) return false;
  const word = text.slice(at, end);
  if (GOES_ON.has(word)) return false;
  return (
    !MAY_GO_ON.has(word) || /:[ \t\f]*(?:#|$)|^from[ \t]+[.\w]+[ \t]+import\b/.test(text.slice(at, lineEnd(text, at)))
  );
}

/** The number of blanks between the start of the physical line and the offset. */
export function columnWidth(text: string, at: number): number {
  let i = at;
  while (i > 0) {
    const c = text.charCodeAt(i - 1);
    if (c !== 32 && c !== 9 && c !== 12) break;
    i--;
  }
  return at - i;
}

export function onlySpaceBefore(text: string, at: number): boolean {
  const before = at - columnWidth(text, at);
  if (before === 0) return true;
  const c = text.charCodeAt(before - 1);
  return c === 10 || c === 13;
}

/** The column of an offset that is only preceded by white space, as indentation counts. */
export function columnOf(text: string, at: number): number {
  let column = 0;
  for (let i = at - columnWidth(text, at); i < at; i++) {
    const c = text.charCodeAt(i);
    column = c === 9 ? (column >> 3) * 8 + 8 : c === 12 ? 0 : column + 1;
  }
  return column;
}
