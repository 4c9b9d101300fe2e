import { addProblem } from './findings.ts';
import { ends, kinds, starts } from './lexer.ts';
import * as K from './node-kinds.ts';
import * as T from './token-kinds.ts';
import { startsExpression } from './token-traits.ts';
import { emit, n } from './tree-rows.ts';

// Where the parser is in the tokens, and what it reports there.

/** The next token. */
export let p = 0;
/** The logical line already has a problem, so consequences of it are not reported. */
export let broken = false;
/** The first token of the logical line. */
let lineToken = 0;

/** Goes back to the first token. */
export function rewind(): void {
  p = 0;
  beginLine();
}

/** Consumes the next token. */
export function advance(): void {
  p++;
}

export function skip(tokens: i32): void {
  p += tokens;
}

/** Emits a leaf for the next token and consumes it. */
export function leaf(kind: i32, data: i32): void {
  emit(kind, starts[p], ends[p], n, data);
  advance();
}

export function isName(kind: i32): boolean {
  return kind <= T.LastName;
}

/** A name that is not an expression. */
export function identifier(): void {
  if (isName(kinds[p])) leaf(K.Identifier, 0);
  else problemHere('invalid syntax');
}

export function expect(kind: i32, message: string): boolean {
  if (kinds[p] === kind) {
    advance();
    return true;
  }
  problemHere(message);
  return false;
}

/** True at the end of a simple statement. */
export function atEnd(): boolean {
  return kinds[p] === T.Newline || kinds[p] === T.Semicolon || kinds[p] === T.EndOfFile;
}

export function beginLine(): void {
  broken = false;
  lineToken = p;
}

/** Begins a part of the same logical line, with or without a problem. */
export function continueLine(isBroken: boolean): void {
  beginLine();
  broken = isBroken;
}

/** Reports a problem with a token, whatever else was reported on its logical line. */
export function problemAt(token: i32, message: string): void {
  lineToken = token;
  broken = false;
  problem(starts[token], ends[token], message);
}

export function problem(start: i32, end: i32, message: string): void {
  problemWith(start, end, message, '');
}

export function problemHere(message: string): void {
  problem(starts[p], ends[p], message);
}

/** A problem whose message has a part to fill in: `%s`. */
export function problemWith(start: i32, end: i32, message: string, part: string): void {
  if (broken) return;
  broken = true;
  addProblem(start, end, message, part, lineToken);
}

/**
 * After an element inside brackets: consumes the comma, and returns whether another element follows. An element without
 * a comma before it, or after something that cannot be read, is still read.
 */
export function more(closing: i32): boolean {
  if (kinds[p] === T.Comma) {
    advance();
    return kinds[p] !== closing && kinds[p] !== T.Newline;
  }
  if (kinds[p] === closing) return false;
  problemHere('invalid syntax');
  while (!startsExpression(kinds[p])) {
    if (kinds[p] === T.Comma) return more(closing);
    if (endsElements(kinds[p])) return false;
    advance();
  }
  return true;
}

function endsElements(kind: i32): boolean {
  switch (kind) {
    case T.Newline:
    case T.EndOfFile:
    case T.RightParen:
    case T.RightBracket:
    case T.RightBrace:
    case T.FStringEnd:
    case T.FStringMiddle:
      return true;
  }
  return false;
}
