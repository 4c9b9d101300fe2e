import { identifierEnd, isAsciiName, startsIdentifier } from './names.ts';
import { isAt, length, unit } from './text.ts';
import * as T from './token-kinds.ts';
import { wordBetween, wordKinds } from './words.ts';

/** The end of the physical line around an offset, without its line break. */
export function lineEnd(from: i32): i32 {
  let i = from;
  while (i < length && unit(i) !== 10 && unit(i) !== 13) i++;
  return i;
}

/** Seven of `<`, `=`, `>` or `|` at the start of a line, as git writes them. */
export function isConflictMarker(at: i32, c: i32): boolean {
  if (c !== 60 && c !== 61 && c !== 62 && c !== 124) return false;
  for (let i = 1; i < 7; i++) if (unit(at + i) !== c) return false;
  const next = unit(at + 7);
  return next === 32 || next === 10 || next === 13 || at + 7 >= length;
}

/** True if the line at the offset could be a statement: it starts with a name that is not an operator. */
export function startsStatement(at: i32): boolean {
  if (!startsIdentifier(at)) return unit(at) === 64;
  const end = identifierEnd(at);
  if (unit(end) === 34 || unit(end) === 39) return false;
  switch (wordKinds[wordBetween(at, end)]) {
    // These can continue a line inside brackets.
    case T.And:
    case T.Or:
    case T.In:
    case T.Is:
    case T.Not:
    case T.Else:
    case T.As:
      return false;
    // These can too, unless the line is the header of a statement.
    case T.If:
    case T.For:
    case T.Async:
      return endsWithColon(at);
    case T.From:
      return endsWithColon(at) || isFromImport(end);
  }
  return true;
}

function isBlank(c: i32): boolean {
  return c === 32 || c === 9;
}

/** True if nothing but a comment follows a colon on the line. */
function endsWithColon(at: i32): boolean {
  let afterColon = false;
  for (let i = at; i < length; i++) {
    const c = unit(i);
    if (c === 10 || c === 13) break;
    if (c === 35 && afterColon) return true;
    if (c === 58) afterColon = true;
    else if (!isBlank(c) && c !== 12) afterColon = false;
  }
  return afterColon;
}

/** True if a module and `import` follow. */
function isFromImport(from: i32): boolean {
  let at = from;
  while (isBlank(unit(at))) at++;
  const module = at;
  while (unit(at) === 46 || isAsciiName(unit(at))) at++;
  const end = at;
  while (isBlank(unit(at))) at++;
  return module > from && end > module && at > end && isAt(at, 'import') && !isAsciiName(unit(at + 6));
}

/** The number of blanks between the start of the physical line and the offset. */
export function columnWidth(at: i32): i32 {
  let i = at;
  while (i > 0 && (isBlank(unit(i - 1)) || unit(i - 1) === 12)) i--;
  return at - i;
}

export function onlySpaceBefore(at: i32): boolean {
  const before = at - columnWidth(at);
  return before === 0 || unit(before - 1) === 10 || unit(before - 1) === 13;
}

/** The column of an offset that is only preceded by white space, as indentation counts. */
export function columnOf(at: i32): i32 {
  let column = 0;
  for (let i = at - columnWidth(at); i < at; i++) {
    const c = unit(i);
    column = c === 9 ? (column >> 3) * 8 + 8 : c === 12 ? 0 : column + 1;
  }
  return column;
}
