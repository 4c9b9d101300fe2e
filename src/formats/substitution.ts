/** `$NAME`, `${NAME}`, `${NAME:-default}` in a text. Offsets are relative to the text. */
export interface Reference {
  readonly name: string;
  /** What follows the name: `:-` and `-` mean a default, `:+` and `+` an alternative, `:?` and `?` an error. */
  readonly operator: '' | ':-' | '-' | ':+' | '+' | ':?' | '?';
  /** The default or alternative. */
  readonly argumentStart: number;
  readonly argumentEnd: number;
  readonly start: number;
  readonly end: number;
}

const MAX_LENGTH = 10_000;
const OPERATORS = [':-', ':+', ':?', '-', '+', '?'] as const;

/**
 * The references that shells, compose, Dockerfiles and python-dotenv expand, from left to right, without those nested
 * in another's default. `$$` and `\$` are dollar signs.
 */
export function findReferences(text: string): Reference[] {
  const references: Reference[] = [];
  // No real reference is that long, and unclosed braces make the scan quadratic.
  if (text.length > MAX_LENGTH) return references;
  let at = text.indexOf('$');
  while (at >= 0) {
    if (text[at + 1] === '$') at += 2;
    else if (text[at - 1] === '\\') at++;
    else {
      const reference = referenceAt(text, at);
      if (reference) references.push(reference);
      at = reference ? reference.end : at + 1;
    }
    at = text.indexOf('$', at);
  }
  return references;
}

function referenceAt(text: string, start: number): Reference | null {
  const braced = text[start + 1] === '{';
  const nameStart = start + (braced ? 2 : 1);
  let nameEnd = nameStart;
  while (nameEnd < text.length && isNameCode(text.charCodeAt(nameEnd))) nameEnd++;
  if (nameEnd === nameStart) return null;
  const name = text.slice(nameStart, nameEnd);
  if (!braced) return { name, operator: '', argumentStart: nameEnd, argumentEnd: nameEnd, start, end: nameEnd };
  const close = closingBrace(text, nameEnd);
  if (close < 0) return null;
  if (close === nameEnd) return { name, operator: '', argumentStart: close, argumentEnd: close, start, end: close + 1 };
  const operator = OPERATORS.find((candidate) => text.startsWith(candidate, nameEnd));
  if (!operator) return null;
  return { name, operator, argumentStart: nameEnd + operator.length, argumentEnd: close, start, end: close + 1 };
}

function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '{' && text[at - 1] === '$') depth++;
    else if (char === '}' && --depth === 0) return at;
    else if (char === '\n') return -1;
  }
  return -1;
}

const isNameCode = (code: number) =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39) || code === 0x5f;

/** The literal piece that a text becomes if nothing is set from outside. */
export interface Literal {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** `known` tells where the variable's value is written; the piece is then there and not in the text. */
export type Resolution<T> = { readonly literal: Literal } | { readonly known: T } | null;

/**
 * The value of a text if only the variables that `lookup` knows are set. Null if the value is joined from several
 * pieces, is empty, or is an error.
 */
export function resolveReferences<T>(text: string, lookup: (name: string) => T | null): Resolution<T> {
  if (text.length > MAX_LENGTH) return null;
  let start = 0;
  let end = text.length;
  for (let depth = 0; depth < 20; depth++) {
    const piece = text.slice(start, end);
    const references = findReferences(piece);
    const [first] = references;
    if (!first) return { literal: unquote(piece, start) };
    if (references.length > 1 || first.start !== 0 || first.end !== piece.length) return null;
    const known = lookup(first.name);
    const alternative = first.operator === '+' || first.operator === ':+';
    if (known !== null && !alternative) return { known };
    const usesArgument = alternative ? known !== null : first.operator === '-' || first.operator === ':-';
    if (!usesArgument) return null;
    end = start + first.argumentEnd;
    start += first.argumentStart;
  }
  return null;
}

/** A default may have its own quotes: `${DEBUG:-"1"}`. */
function unquote(piece: string, start: number): Literal {
  const quote = piece[0];
  if (piece.length > 1 && (quote === '"' || quote === "'") && piece.indexOf(quote, 1) === piece.length - 1) {
    return { text: piece.slice(1, -1), start: start + 1, end: start + piece.length - 1 };
  }
  return { text: piece, start, end: start + piece.length };
}
