import {
  advance,
  beginLine,
  broken,
  continueLine,
  expect,
  isName,
  more,
  p,
  problem,
  problemAt,
  problemHere,
  problemWith,
  skip,
} from './cursor.ts';
import {
  callArguments,
  errorExpression,
  expression,
  namedExpression,
  parameters,
  starExpressions,
  starNamedExpression,
  target,
  targets,
} from './expressions.ts';
import { addPython2 } from './findings.ts';
import { ends, kinds, starts } from './lexer.ts';
import * as K from './node-kinds.ts';
import { patterns } from './patterns.ts';
import { simpleStatement } from './simple-statements.ts';
import { assignable } from './targets.ts';
import { isAt, unit } from './text.ts';
import * as T from './token-kinds.ts';
import { startsExpression } from './token-traits.ts';
import { emit, n, nodeEnds } from './tree-rows.ts';
import { definedName, typeParameters } from './type-parameters.ts';
import { release, wait, waitingCount } from './waiting.ts';

/** The end of the last logical line, where compound statements end: of its `;` if it has one. */
let lastEnd = 0;

/** All statements of a file. */
export function statements(): void {
  lastEnd = 0;
  while (kinds[p] !== T.EndOfFile) {
    if (kinds[p] === T.Dedent) advance();
    else statement();
  }
}

function statement(): void {
  beginLine();
  const start = starts[p];
  const first = n;
  const k = kinds[p];
  switch (k) {
    case T.If:
      return ifStatement(start);
    case T.Def:
      return functionDef(start, first, 0);
    case T.Class:
      return classDef(start, first);
    case T.For:
      return forStatement(start, 0);
    case T.While:
      return whileStatement(start);
    case T.Try:
      return tryStatement(start);
    case T.With:
      return withStatement(start, 0);
    case T.At:
      return decorated();
    case T.Async:
      if (kinds[p + 1] === T.Def || kinds[p + 1] === T.For || kinds[p + 1] === T.With) {
        advance();
        if (kinds[p] === T.Def) return functionDef(start, first, 1);
        if (kinds[p] === T.For) return forStatement(start, 1);
        return withStatement(start, 1);
      }
      break;
    case T.Match:
      if (isMatchStatement()) return matchStatement(start);
      break;
    case T.Indent:
      problemHere('unexpected indent');
      indented();
      return;
    case T.Newline:
      // Only after a bracket that the lexer closed.
      advance();
      return;
  }
  simpleStatements();
}

/** The statements between an Indent and its Dedent. */
function indented(): void {
  advance();
  while (kinds[p] !== T.Dedent && kinds[p] !== T.EndOfFile) statement();
  if (kinds[p] === T.Dedent) advance();
}

/** `a; b; c` up to the end of the logical line. */
function simpleStatements(): void {
  for (;;) {
    simpleStatement();
    if (kinds[p] !== T.Semicolon) break;
    advance();
    if (kinds[p] === T.Newline) break;
  }
  endOfLine();
}

function endOfLine(): void {
  if (kinds[p] !== T.Newline && kinds[p] !== T.EndOfFile) {
    problemHere('invalid syntax');
    leftovers();
  }
  lastEnd = ends[p - 1];
  if (kinds[p] === T.Newline) {
    advance();
    // What is indented below an unreadable line may have been its block.
    if (broken && kinds[p] === T.Indent) indented();
  }
}

/** Keeps the complete expressions in the rest of a logical line. */
function leftovers(): void {
  const start = starts[p];
  const first = n;
  while (kinds[p] !== T.Newline && kinds[p] !== T.EndOfFile) {
    if (startsExpression(kinds[p])) expression();
    else advance();
  }
  emit(K.ErrorStatement, start, ends[p - 1], first, 0);
}

/** `:` and the statements after it, on the same line or indented below. */
function block(what: string): void {
  const first = n;
  if (kinds[p] !== T.Colon) {
    problemHere("expected ':'");
    if (kinds[p] !== T.Newline) headerLeftovers();
  }
  const start = ends[p - 1];
  lastEnd = start;
  if (kinds[p] === T.Colon) advance();
  if (kinds[p] === T.Newline) {
    const wasBroken = broken;
    advance();
    if (kinds[p] === T.Indent) indented();
    else {
      continueLine(wasBroken);
      problemWith(starts[p], ends[p], 'expected an indented block after %s', what);
    }
  } else if (kinds[p] !== T.EndOfFile) simpleStatements();
  if (n > first) emit(K.Block, start, lastEnd, first, 0);
  else emit(K.Block, start, start, n, 0);
}

/** Keeps the complete expressions between a broken header and its colon. */
function headerLeftovers(): void {
  const start = starts[p];
  const first = n;
  while (kinds[p] !== T.Newline && kinds[p] !== T.EndOfFile) {
    if (kinds[p] === T.Colon && kinds[p + 1] === T.Newline) break;
    if (startsExpression(kinds[p])) expression();
    else advance();
  }
  emit(K.ErrorStatement, start, ends[p - 1], first, 0);
}

/** An `elif` is an If in the `orelse` of the previous one. The chain may be long, so this is a loop. */
function ifStatement(start: i32): void {
  const waitingBefore = waitingCount;
  wait(start);
  wait(n);
  advance();
  namedExpression();
  block("'if' statement");
  for (;;) {
    if (kinds[p] === T.Elif) {
      beginLine();
      wait(starts[p]);
      wait(n);
      advance();
      namedExpression();
      block("'elif' statement");
    } else {
      if (kinds[p] === T.Else) elseBlock("'else' statement");
      break;
    }
  }
  while (waitingCount > waitingBefore) {
    const first = release();
    emit(K.If, release(), lastEnd, first, 0);
  }
}

function elseBlock(what: string): void {
  beginLine();
  advance();
  block(what);
}

function whileStatement(start: i32): void {
  const first = n;
  advance();
  namedExpression();
  block("'while' statement");
  if (kinds[p] === T.Else) elseBlock("'else' statement");
  emit(K.While, start, lastEnd, first, 0);
}

function forStatement(start: i32, isAsync: i32): void {
  const first = n;
  advance();
  targets();
  assignable(n - 1);
  if (expect(T.In, 'invalid syntax')) starExpressions();
  else errorExpression();
  block("'for' statement");
  if (kinds[p] === T.Else) elseBlock("'else' statement");
  emit(K.For, start, lastEnd, first, isAsync);
}

function withStatement(start: i32, isAsync: i32): void {
  const first = n;
  advance();
  if (kinds[p] === T.LeftParen && isParenthesisedWith()) {
    advance();
    do withItem();
    while (more(T.RightParen));
    expect(T.RightParen, 'invalid syntax');
  } else {
    for (;;) {
      withItem();
      if (kinds[p] !== T.Comma) break;
      advance();
    }
  }
  block("'with' statement");
  emit(K.With, start, lastEnd, first, isAsync);
}

function withItem(): void {
  const start = starts[p];
  const first = n;
  expression();
  if (kinds[p] === T.As) {
    advance();
    target();
    assignable(n - 1);
  }
  emit(K.WithItem, start, ends[p - 1], first, 0);
}

/**
 * True if the bracket after `with` contains the items (PEP 617), false if it belongs to the first expression. For
 * items, the colon follows it, and its content is neither empty, a generator, a yield, a starred nor a named
 * expression.
 */
function isParenthesisedWith(): boolean {
  let level = 0;
  for (let at = p; kinds[at] !== T.Newline && kinds[at] !== T.EndOfFile; at++) {
    const k = kinds[at];
    if (k === T.LeftParen || k === T.LeftBracket || k === T.LeftBrace) level++;
    else if (k === T.RightParen || k === T.RightBracket || k === T.RightBrace) {
      if (--level === 0) return kinds[at + 1] === T.Colon && at > p + 1;
    } else if (level === 1) {
      if (k === T.For || k === T.Walrus || k === T.Yield) return false;
      if (k === T.Star && (kinds[at - 1] === T.LeftParen || kinds[at - 1] === T.Comma)) return false;
    }
  }
  return false;
}

function tryStatement(start: i32): void {
  const first = n;
  let data = 0;
  advance();
  block("'try' statement");
  let clauses = 0;
  while (kinds[p] === T.Except) {
    const at = p;
    const star = exceptHandler();
    if (clauses++ > 0 && star !== ((data & K.Star) !== 0)) {
      problemAt(at, "cannot have both 'except' and 'except*' on the same 'try'");
    }
    if (star) data |= K.Star;
  }
  if (kinds[p] === T.Else && clauses > 0) {
    elseBlock("'else' statement");
    data |= K.Else;
  }
  if (kinds[p] === T.Finally) {
    elseBlock("'finally' statement");
    data |= K.Finally;
    clauses++;
  }
  if (clauses === 0) {
    beginLine();
    problemHere("expected 'except' or 'finally' block");
  }
  emit(K.Try, start, lastEnd, first, data);
}

/** True for `except*`. */
function exceptHandler(): boolean {
  beginLine();
  const start = starts[p];
  const first = n;
  let name = 0;
  advance();
  const star = kinds[p] === T.Star;
  if (star) advance();
  if (kinds[p] !== T.Colon) {
    const from = starts[p];
    expression();
    if (kinds[p] === T.Comma && isPython2Handler()) {
      advance();
      name = starts[p];
      advance();
      addPython2(start, ends[p - 1], 'except with a comma');
    } else if (kinds[p] === T.Comma) {
      while (kinds[p] === T.Comma) {
        advance();
        if (kinds[p] === T.Colon) break;
        expression();
      }
      emit(K.Tuple, from, ends[p - 1], first, 0);
      if (kinds[p] === T.As) problem(from, ends[p], "multiple exception types must be parenthesized when using 'as'");
    }
    if (kinds[p] === T.As) {
      advance();
      name = definedName();
    }
  } else if (star) problemHere('expected one or more exception types');
  block("'except' statement");
  emit(K.ExceptHandler, start, lastEnd, first, name);
  return star;
}

/**
 * In Python 2, `except A, e:` binds `e`. Since PEP 758 (3.14) it is also valid and names two types. Types are
 * capitalised except for the `error` of some modules, so a single lower-case name after a comma is Python 2's, where
 * names are ASCII.
 */
function isPython2Handler(): boolean {
  if (!isName(kinds[p + 1]) || kinds[p + 2] !== T.Colon) return false;
  const start = starts[p + 1];
  const end = ends[p + 1];
  for (let at = start; at < end; at++) {
    const c = unit(at);
    if (c > 127 || (c >= 65 && c <= 90)) return false;
  }
  return !(end - start === 5 && isAt(start, 'error'));
}

function decorated(): void {
  const first = n;
  const from = starts[p];
  while (kinds[p] === T.At) {
    beginLine();
    const start = starts[p];
    const child = n;
    advance();
    namedExpression();
    emit(K.Decorator, start, ends[p - 1], child, 0);
    if (kinds[p] !== T.Newline) {
      problemHere('invalid syntax');
      while (kinds[p] !== T.Newline && kinds[p] !== T.EndOfFile) advance();
    }
    if (kinds[p] === T.Newline) advance();
  }
  beginLine();
  const start = starts[p];
  if (kinds[p] === T.Def) return functionDef(start, first, 0);
  if (kinds[p] === T.Class) return classDef(start, first);
  if (kinds[p] === T.Async && kinds[p + 1] === T.Def) {
    advance();
    return functionDef(start, first, 1);
  }
  emit(K.ErrorStatement, from, nodeEnds[n - 1], first, 0);
  problemHere('invalid syntax');
}

function functionDef(start: i32, first: i32, isAsync: i32): void {
  advance();
  const name = definedName();
  typeParameters();
  if (expect(T.LeftParen, "expected '('")) {
    parameters(T.RightParen, true);
    expect(T.RightParen, 'invalid syntax');
  } else emit(K.Parameters, ends[p - 1], ends[p - 1], n, 0);
  if (kinds[p] === T.Arrow) {
    advance();
    expression();
  }
  block('function definition');
  emit(K.FunctionDef, start, lastEnd, first, name * 2 + isAsync);
}

function classDef(start: i32, first: i32): void {
  advance();
  const name = definedName();
  typeParameters();
  if (kinds[p] === T.LeftParen) callArguments(true);
  block('class definition');
  emit(K.ClassDef, start, lastEnd, first, name);
}

/** `match` is a keyword if the line ends with a colon and a `case` is indented below. */
function isMatchStatement(): boolean {
  let at = p + 1;
  while (kinds[at] !== T.Newline && kinds[at] !== T.EndOfFile) at++;
  return at > p + 2 && kinds[at - 1] === T.Colon && kinds[at + 1] === T.Indent && kinds[at + 2] === T.Case;
}

function matchStatement(start: i32): void {
  const first = n;
  advance();
  const from = starts[p];
  starNamedExpression();
  if (kinds[p] === T.Comma) {
    while (kinds[p] === T.Comma) {
      advance();
      if (kinds[p] === T.Colon) break;
      starNamedExpression();
    }
    emit(K.Tuple, from, ends[p - 1], first, 0);
  }
  if (kinds[p] !== T.Colon) {
    problemHere("expected ':'");
    while (kinds[p] !== T.Newline) advance();
  } else advance();
  skip(2);
  while (kinds[p] !== T.Dedent && kinds[p] !== T.EndOfFile) {
    beginLine();
    if (kinds[p] === T.Case) matchCase();
    else {
      problemHere('invalid syntax');
      statementInsteadOfCase();
    }
  }
  if (kinds[p] === T.Dedent) advance();
  emit(K.Match, start, lastEnd, first, 0);
}

function statementInsteadOfCase(): void {
  const start = starts[p];
  const first = n;
  emit(K.Pattern, start, start, n, 2);
  const body = n;
  statement();
  emit(K.Block, start, n > body ? nodeEnds[n - 1] : start, body, 0);
  emit(K.MatchCase, start, lastEnd, first, 0);
}

function matchCase(): void {
  const start = starts[p];
  const first = n;
  advance();
  patterns();
  if (kinds[p] === T.If) {
    advance();
    namedExpression();
  }
  block("'case' statement");
  emit(K.MatchCase, start, lastEnd, first, 0);
}
