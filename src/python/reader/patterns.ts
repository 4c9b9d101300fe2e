import { advance, expect, identifier, isName, leaf, more, p, problem, problemHere, skip } from './cursor.ts';
import { binary, errorExpression } from './expressions.ts';
import { ends, kinds, starts } from './lexer.ts';
import { comeBack, goDeeper } from './nesting.ts';
import * as K from './node-kinds.ts';
import { unit } from './text.ts';
import * as T from './token-kinds.ts';
import { emit, n, nodeData, nodeKinds } from './tree-rows.ts';

// What a pattern is: see PATTERNS in syntax/tree.ts.
const Value = 0;
const Capture = 1;
const Wildcard = 2;
const Sequence = 3;
const Mapping = 4;
const ClassPattern = 5;
const OrPattern = 6;
const StarPattern = 7;
const AsPattern = 8;

/** A pattern, or a sequence of them without brackets. */
export function patterns(): void {
  const start = starts[p];
  const first = n;
  maybeStarPattern();
  if (kinds[p] !== T.Comma) {
    if (nodeData[n - 1] === StarPattern && nodeKinds[n - 1] === K.Pattern) problemHere('invalid syntax');
    return;
  }
  while (kinds[p] === T.Comma) {
    advance();
    if (kinds[p] === T.Colon || kinds[p] === T.If) break;
    maybeStarPattern();
  }
  emit(K.Pattern, start, ends[p - 1], first, Sequence);
}

function maybeStarPattern(): void {
  if (kinds[p] !== T.Star) return pattern();
  const start = starts[p];
  const first = n;
  advance();
  captureName();
  emit(K.Pattern, start, ends[p - 1], first, StarPattern);
}

/** A name that a pattern binds. `_` does not bind anything. */
function captureName(): void {
  if (isWildcard(p)) advance();
  else identifier();
}

function isWildcard(at: i32): boolean {
  return ends[at] - starts[at] === 1 && unit(starts[at]) === 95;
}

/** `a | b as c` */
function pattern(): void {
  const start = starts[p];
  const first = n;
  if (!goDeeper()) {
    emit(K.Pattern, start, ends[p - 1], first, Value);
    return;
  }
  closedPattern();
  if (kinds[p] === T.Bar) {
    while (kinds[p] === T.Bar) {
      advance();
      closedPattern();
    }
    emit(K.Pattern, start, ends[p - 1], first, OrPattern);
  }
  if (kinds[p] === T.As) {
    advance();
    if (isWildcard(p)) problemHere("cannot use '_' as a target");
    captureName();
    emit(K.Pattern, start, ends[p - 1], first, AsPattern);
  }
  comeBack();
}

/** A literal or a dotted name. */
function mappingKey(): void {
  if (!isName(kinds[p])) return literal();
  const dotted = kinds[p + 1] === T.Dot;
  const at = p;
  binary(T.BitOrPrecedence + 1);
  if (!dotted || nodeKinds[n - 1] !== K.Attribute) problem(starts[at], ends[p - 1], 'invalid syntax');
}

function closedPattern(): void {
  const start = starts[p];
  const first = n;
  const k = kinds[p];
  if (isName(k)) {
    if (kinds[p + 1] !== T.Dot && kinds[p + 1] !== T.LeftParen) {
      const wildcard = isWildcard(p);
      captureName();
      return emit(K.Pattern, start, ends[p - 1], first, wildcard ? Wildcard : Capture);
    }
    leaf(K.Name, 0);
    while (kinds[p] === T.Dot) {
      advance();
      const at = starts[p];
      if (isName(kinds[p])) advance();
      else problemHere('invalid syntax');
      emit(K.Attribute, start, ends[p - 1], first, at);
    }
    if (kinds[p] !== T.LeftParen) return emit(K.Pattern, start, ends[p - 1], first, Value);
    advance();
    let keywords = false;
    while (kinds[p] !== T.RightParen) {
      if (isName(kinds[p]) && kinds[p + 1] === T.Assign) {
        skip(2);
        keywords = true;
      } else if (keywords) problemHere('positional patterns follow keyword patterns');
      pattern();
      if (!more(T.RightParen)) break;
    }
    expect(T.RightParen, 'invalid syntax');
    return emit(K.Pattern, start, ends[p - 1], first, ClassPattern);
  }
  if (k === T.LeftParen || k === T.LeftBracket) {
    const closing = k + 1;
    advance();
    let commas = 0;
    let star = false;
    while (kinds[p] !== closing) {
      if (kinds[p] === T.Star) star = true;
      maybeStarPattern();
      if (kinds[p] === T.Comma) commas++;
      if (!more(closing)) break;
    }
    const empty = n === first;
    expect(closing, 'invalid syntax');
    if (k === T.LeftParen && commas === 0 && !star && !empty) return;
    return emit(K.Pattern, start, ends[p - 1], first, Sequence);
  }
  if (k === T.LeftBrace) {
    advance();
    while (kinds[p] !== T.RightBrace) {
      if (kinds[p] === T.DoubleStar) {
        advance();
        if (isWildcard(p)) problemHere('invalid syntax');
        identifier();
        if (kinds[p] === T.Comma && kinds[p + 1] !== T.RightBrace) {
          problemHere('double star pattern must be the last element of a mapping');
        }
      } else {
        mappingKey();
        if (expect(T.Colon, "expected ':'")) pattern();
      }
      if (!more(T.RightBrace)) break;
    }
    expect(T.RightBrace, 'invalid syntax');
    return emit(K.Pattern, start, ends[p - 1], first, Mapping);
  }
  literal();
  emit(K.Pattern, start, ends[p - 1], first, Value);
}

/** A literal in a pattern: a number, possibly signed or complex, strings, None, True, False. */
function literal(): void {
  const from = p;
  const start = starts[p];
  const first = n;
  binary(T.BitOrPrecedence + 1);
  let at = from;
  if (kinds[at] === T.Minus) at++;
  const signed = at > from;
  const k = kinds[at];
  const isNumber = k === T.NumberLiteral;
  if (isNumber) {
    at++;
    if (at < p && (kinds[at] === T.Plus || kinds[at] === T.Minus) && kinds[at + 1] === T.NumberLiteral) {
      at += 2;
      const real = ends[at - 3] - 1;
      if (isImaginary(real)) problem(start, ends[p - 1], 'real number required in complex literal');
      else if (!isImaginary(ends[at - 1] - 1))
        problem(start, ends[p - 1], 'imaginary number required in complex literal');
    }
  } else if (!signed && (k === T.None || k === T.True || k === T.False)) at++;
  else if (!signed) while (kinds[at] === T.StringLiteral) at++;
  // An f-string is only refused when it is compiled.
  if (nodeKinds[n - 1] === K.JoinedStr) return;
  if (at !== p || p === from) problem(start, ends[p - 1], 'invalid syntax');
  if (n === first) errorExpression();
}

function isImaginary(last: i32): boolean {
  return (unit(last) | 32) === 106;
}
