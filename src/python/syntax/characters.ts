/** ASCII characters of names: letters, `_` and (after the first) digits. */
export const IDENTIFIER = new Uint8Array(128);
for (let c = 0; c < 128; c++) IDENTIFIER[c] = /[A-Za-z0-9_]/.test(String.fromCharCode(c)) ? 1 : 0;

const START = /[\p{XID_Start}_]/u;
const CONTINUE = /\p{XID_Continue}/u;

/** The end of the code point at an offset. */
const after = (text: string, at: number): number => at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

/** True where a name may start with the character at the offset (PEP 3131). */
export function startsIdentifier(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  if (c < 128) return IDENTIFIER[c] === 1 && !(c >= 48 && c <= 57);
  return at < text.length && START.test(text.slice(at, after(text, at)));
}

/** The end of the name that continues at the offset; may be the offset itself. */
export function identifierEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const c = text.charCodeAt(at);
    if (c < 128) {
      if (IDENTIFIER[c] === 0) return at;
      at++;
    } else {
      if (at >= text.length) return at;
      const next = after(text, at);
      if (!CONTINUE.test(text.slice(at, next))) return at;
      at = next;
    }
  }
}

/** The name at the offset as the compiler sees it (PEP 3131: NFKC); '' if there is none. */
export function identifierAt(text: string, from: number): string {
  return normalised(text.slice(from, identifierEnd(text, from)));
}

/** A name as the compiler sees it. */
export function normalised(name: string): string {
  for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) > 127) return nfkc(name);
  return name;
}

/** More combining marks in a row than any language uses: the limit of Unicode's stream-safe format (UAX 15). */
const STACKED_MARKS = /\p{M}{31}/u;

/**
 * Normalised according to PEP 3131, except for long runs of combining marks: they cannot form a word, and would take
 * quadratic time.
 */
export function nfkc(name: string): string {
  return name.length > 31 && STACKED_MARKS.test(name) ? name : name.normalize('NFKC');
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
