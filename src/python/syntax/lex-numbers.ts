import { IDENTIFIER, identifierEnd, startsIdentifier } from './characters.ts';
import type { Python2Construct, SyntaxProblem } from './problems.ts';

const DECIMAL = /(?:[0-9](?:_?[0-9])*)?(?:\.(?:[0-9](?:_?[0-9])*)?)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?[jJ]?/y;
const BASED = /0(?:[xX](?:_?[0-9a-fA-F])+|[oO](?:_?[0-7])+|[bB](?:_?[01])+)/y;
/** Keywords that may directly follow a number (`1if x else 2`). */
const AFTER_NUMBER = /(?:and|else|for|if|in|is|not|or)/y;

/** The end of the number at the offset. */
export function number(text: string, start: number, problems: SyntaxProblem[], python2: Python2Construct[]): number {
  let i: number;
  BASED.lastIndex = start;
  if (text.charCodeAt(start) === 48 && BASED.test(text)) i = BASED.lastIndex;
  else {
    DECIMAL.lastIndex = start;
    DECIMAL.test(text);
    i = DECIMAL.lastIndex;
    if (
      text.charCodeAt(start) === 48 &&
      /^0[0-9_]*[1-9_]/.test(text.slice(start, i)) &&
      /^[0-9_]+$/.test(text.slice(start, i))
    ) {
      if (/^0[0-7]+$/.test(text.slice(start, i))) python2.push({ start, end: i, what: 'octal literal' });
      else if (!/^0(?:_?0)*$/.test(text.slice(start, i))) {
        problems.push({
          start,
          end: i,
          message: 'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers',
        });
      }
    }
  }
  const c = text.charCodeAt(i);
  if ((c === 76 || c === 108) && /^[0-9a-fA-FxXoObB]+$/.test(text.slice(start, i))) {
    i++;
    python2.push({ start, end: i, what: 'long literal' });
  }
  if (i < text.length && startsOrContinues(text, i)) {
    AFTER_NUMBER.lastIndex = i;
    if (!AFTER_NUMBER.test(text)) {
      const end = identifierEnd(text, i);
      problems.push({ start, end, message: 'invalid decimal literal' });
      return end;
    }
  }
  return i;
}

function startsOrContinues(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return c < 128 ? IDENTIFIER[c] === 1 : startsIdentifier(text, at);
}
