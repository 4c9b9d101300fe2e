import { addProblem, addPython2 } from './findings.ts';
import { IDENTIFIER, identifierEnd, isDigit, startsIdentifier } from './names.ts';
import { isAt, length, unit } from './text.ts';

/** The end of the number at the offset. */
export function numberEnd(start: i32): i32 {
  let i = unit(start) === 48 ? basedEnd(start) : start;
  if (i === start) {
    i = decimalEnd(start);
    if (unit(start) === 48) checkLeadingZero(start, i);
  }
  if ((unit(i) | 32) === 108 && isInteger(start, i)) {
    i++;
    addPython2(start, i, 'long literal');
  }
  if (i < length && continues(i) && !isOperatorAt(i)) {
    const end = identifierEnd(i);
    addProblem(start, end, 'invalid decimal literal', '', -1);
    return end;
  }
  return i;
}

/** The end of `0x1f`, `0o17` or `0b11`; the start if it is none. */
function basedEnd(start: i32): i32 {
  const base = unit(start + 1) | 32;
  if (base !== 120 && base !== 111 && base !== 98) return start;
  let at = start + 2;
  for (;;) {
    const digit = unit(at) === 95 ? at + 1 : at;
    if (!isDigitOf(base, unit(digit))) break;
    at = digit + 1;
  }
  return at > start + 2 ? at : start;
}

function isDigitOf(base: i32, c: i32): boolean {
  if (base === 98) return c === 48 || c === 49;
  if (base === 111) return c >= 48 && c <= 55;
  return isDigit(c) || ((c | 32) >= 97 && (c | 32) <= 102);
}

function decimalEnd(start: i32): i32 {
  let at = digitsEnd(start);
  if (unit(at) === 46) at = digitsEnd(at + 1);
  if ((unit(at) | 32) === 101) {
    const sign = unit(at + 1);
    const exponent = sign === 43 || sign === 45 ? at + 2 : at + 1;
    if (isDigit(unit(exponent))) at = digitsEnd(exponent);
  }
  return (unit(at) | 32) === 106 ? at + 1 : at;
}

/** The end of digits with single underscores between them. */
function digitsEnd(start: i32): i32 {
  let at = start;
  while (isDigit(unit(at)) || (at > start && unit(at) === 95 && isDigit(unit(at + 1)))) at++;
  return at;
}

/** An integer that starts with 0 is 0, or one of Python 2's octal numbers. */
function checkLeadingZero(start: i32, end: i32): void {
  let isZero = true;
  let isOctal = end > start + 1;
  for (let i = start + 1; i < end; i++) {
    const c = unit(i);
    if (c !== 95 && !isDigit(c)) return;
    if (c !== 48 && c !== 95) isZero = false;
    if (c < 48 || c > 55) isOctal = false;
  }
  if (isZero) return;
  if (isOctal) addPython2(start, end, 'octal literal');
  else {
    const message = 'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers';
    addProblem(start, end, message, '', -1);
  }
}

/** True without a dot, an underscore, a sign or a `j`. */
function isInteger(start: i32, end: i32): boolean {
  for (let i = start; i < end; i++) {
    const c = unit(i) | 32;
    // `0b`, `0o`, `0x` and hexadecimal digits
    if (!isDigit(unit(i)) && !(c >= 97 && c <= 102) && c !== 111 && c !== 120) return false;
  }
  return true;
}

function continues(at: i32): boolean {
  const c = unit(at);
  return c < 128 ? IDENTIFIER[c] === 1 : startsIdentifier(at);
}

/** Keywords that may directly follow a number (`1if x else 2`). */
function isOperatorAt(at: i32): boolean {
  return (
    isAt(at, 'and') ||
    isAt(at, 'else') ||
    isAt(at, 'for') ||
    isAt(at, 'if') ||
    isAt(at, 'in') ||
    isAt(at, 'is') ||
    isAt(at, 'not') ||
    isAt(at, 'or')
  );
}
