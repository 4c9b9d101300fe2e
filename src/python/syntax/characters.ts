/** ASCII characters of names: letters, `_` and (after the first) digits. */
const IDENTIFIER = new Uint8Array(128);
IDENTIFIER.fill(1, 0x30, 0x3a).fill(1, 0x41, 0x5b).fill(1, 0x61, 0x7b)[0x5f] = 1;

// Expressions with Unicode's classes stand where they are used: each takes a third of a millisecond to build, which few
// files need.

/** The end of the code point at an offset. */
const after = (text: string, at: number): number => at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

/** True for a code unit that is an ASCII character of names. */
export const isAsciiName = (c: number): boolean => IDENTIFIER[c] === 1;

/** The ASCII part of a name. A native search costs less than a loop over a few characters. */
const ASCII_NAME = /\w*/y;
const NOT_ASCII = /[^\0-\x7f]/;

/** The end of the name that continues at the offset; may be the offset itself. */
export function identifierEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    ASCII_NAME.lastIndex = at;
    ASCII_NAME.test(text);
    at = ASCII_NAME.lastIndex;
    if (at >= text.length || text.charCodeAt(at) < 128) return at;
    const next = after(text, at);
    if (!/\p{XID_Continue}/u.test(text.slice(at, next))) return at;
    at = next;
  }
}

/** The name at the offset as the compiler sees it (PEP 3131: NFKC); '' if there is none. */
export function identifierAt(text: string, from: number): string {
  return normalised(text.slice(from, identifierEnd(text, from)));
}

/** A name as the compiler sees it. */
export function normalised(name: string): string {
  return NOT_ASCII.test(name) ? nfkc(name) : name;
}

/**
 * Normalised according to PEP 3131, except for long runs of combining marks: they cannot form a word, and would take
 * quadratic time. More than 31 in a row are in no language (the limit of Unicode's stream-safe format, UAX 15).
 */
export function nfkc(name: string): string {
  return name.length > 31 && /\p{M}{31}/u.test(name) ? name : name.normalize('NFKC');
}

/** The offset of the next token, past white space, comments and joined lines (inside brackets). */
export function skipTrivia(text: string, from: number): number {
  let at = from;
  for (;;) {
    const c = text.charCodeAt(at);
    if (c === 32 || c === 9 || c === 10 || c === 12 || c === 13 || c === 92) at++;
    else if (c === 35) {
      while (at < text.length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
    } else return at;
  }
}
