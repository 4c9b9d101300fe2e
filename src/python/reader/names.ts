import { bytes } from './arrays.ts';
import { continuesForeignName, startsForeignName } from './foreign-names.ts';
import { unit } from './text.ts';

/** 1 for the ASCII characters of names: letters, `_` and (after the first) digits. */
export const IDENTIFIER = bytes(128);
for (let c = 48; c < 58; c++) IDENTIFIER[c] = 1;
for (let c = 65; c < 91; c++) IDENTIFIER[c] = 1;
for (let c = 97; c < 123; c++) IDENTIFIER[c] = 1;
IDENTIFIER[95] = 1;

/** True for an ASCII character of names. */
export function isAsciiName(c: i32): boolean {
  return c < 128 && IDENTIFIER[c] === 1;
}

export function isDigit(c: i32): boolean {
  return c >= 48 && c <= 57;
}

/** True where a name may start with the character at the offset. */
export function startsIdentifier(at: i32): boolean {
  const c = unit(at);
  if (c < 128) return IDENTIFIER[c] === 1 && !isDigit(c);
  return startsForeignName(at);
}

/** The end of the name that continues at the offset; may be the offset itself. */
export function identifierEnd(from: i32): i32 {
  let at = from;
  while (continuesIdentifier(at)) at++;
  return at;
}

function continuesIdentifier(at: i32): bool {
  const c = unit(at);
  return c < 128 ? IDENTIFIER[c] === 1 : continuesForeignName(at);
}
