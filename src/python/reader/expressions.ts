import { advance, expect, isName, leaf, more, p, problem, problemHere, skip } from './cursor.ts';
import { addPython2 } from './findings.ts';
import { Called, Keywords, Uncalled } from './hit-lists.ts';
import { hit } from './hits.ts';
import { ends, kinds, starts, words } from './lexer.ts';
import { AsKeyword, Bare } from './lexer-numbers.ts';
import { comeBack, goDeeper } from './nesting.ts';
import * as K from './node-kinds.ts';
import { assignable, problemOf } from './targets.ts';
import { unit } from './text.ts';
import * as T from './token-kinds.ts';
import { endsSingle, precedenceOf, startsExpression } from './token-traits.ts';
import { emit, n, nodeData, nodeEnds, nodeFirsts, nodeKinds, nodeStarts } from './tree-rows.ts';
import { release, wait, waitingCount } from './waiting.ts';
import { present } from './words.ts';

/** The targets of `for`, which end before `in`. */
export function targets(): void {
  const start = starts[p];
  const first = n;
  target();
  if (kinds[p] !== T.Comma) return;
  while (kinds[p] === T.Comma) {
    advance();
    if (kinds[p] === T.In || kinds[p] === T.Assign) break;
    target();
  }
  emit(K.Tuple, start, ends[p - 1], first, 0);
}

export function target(): void {
  if (kinds[p] === T.Star) starred();
  else nested(T.BitOrPrecedence);
}

/** `*x` */
export function starred(): void {
  const start = starts[p];
  const first = n;
  advance();
  nested(T.BitOrPrecedence);
  emit(K.Starred, start, ends[p - 1], first, 0);
}

/**
 * Parameters up to the closing token, which is not consumed: `)` for a def, `:` for a lambda.
 * Python 2's `(a, b)` gives a parameter for each of its names.
 */
export function parameters(closing: i32, annotated: boolean): void {
  const start = starts[p];
  const first = n;
  const from = p;
  let role = 0;
  let defaults = false;
  let slash = false;
  let doubleStar = false;
  while (kinds[p] !== closing) {
    const k = kinds[p];
    const at = starts[p];
    const child = n;
    if (doubleStar) problemHere('arguments cannot follow var-keyword argument');
    if (isName(k)) {
      advance();
      let data = role;
      if (annotated && kinds[p] === T.Colon) {
        advance();
        expression();
        data |= K.HasAnnotation;
      }
      if (kinds[p] === T.Assign) {
        advance();
        expression();
        data |= K.HasDefault;
        defaults = true;
      } else if (defaults && role === 0) {
        problem(at, ends[p - 1], 'parameter without a default follows parameter with a default');
      }
      emit(K.Parameter, at, ends[p - 1], child, data);
    } else if (k === T.Star || k === T.DoubleStar) {
      advance();
      if (k === T.DoubleStar) doubleStar = true;
      else if (role === 2) problem(at, ends[p - 1], '* argument may appear only once');
      if (isName(kinds[p])) {
        advance();
        let data = k === T.Star ? 3 : 4;
        if (annotated && kinds[p] === T.Colon) {
          advance();
          if (kinds[p] === T.Star) starred();
          else expression();
          data |= K.HasAnnotation;
        }
        emit(K.Parameter, at, ends[p - 1], child, data);
        if (kinds[p] === T.Assign) problemHere('var-positional argument cannot have default value');
      } else if (k === T.DoubleStar) {
        problemHere('invalid syntax');
      } else if (kinds[p] !== T.Comma || kinds[p + 1] === closing || kinds[p + 1] === T.DoubleStar) {
        problem(at, ends[p - 1], 'named arguments must follow bare *');
      }
      role = 2;
    } else if (k === T.Slash) {
      advance();
      if (child === first) problem(at, ends[p - 1], 'at least one argument must precede /');
      else if (slash || role !== 0) problem(at, ends[p - 1], '/ must be ahead of *');
      slash = true;
      // Those before it are positional-only (PEP 570).
      for (let node = n - 1; node >= first; node = nodeFirsts[node] - 1) {
        if ((nodeData[node] & 7) === 0) nodeData[node] = nodeData[node] | 1;
      }
    } else if (k === T.LeftParen) {
      const open = p;
      tupleParameter();
      addPython2(starts[open], ends[p - 1], 'tuple parameter');
    } else {
      problemHere('invalid syntax');
      if (k === T.Newline || k === T.EndOfFile || k === T.RightParen || k === T.RightBracket || k === T.RightBrace)
        break;
      if (k === T.Colon) break;
      advance();
      continue;
    }
    if (kinds[p] === T.Comma) advance();
    else if (kinds[p] !== closing) {
      problemHere('invalid syntax');
      if (!isName(kinds[p]) && kinds[p] !== T.Star && kinds[p] !== T.DoubleStar) break;
    }
  }
  emit(K.Parameters, start, p > from ? ends[p - 1] : start, first, 0);
}

/** Python 2's `def f(a, (b, (c, d)) = x)` (PEP 3113). */
function tupleParameter(): void {
  let level = 0;
  do {
    const k = kinds[p];
    if (k === T.LeftParen) level++;
    else if (k === T.RightParen) level--;
    else if (isName(k)) emit(K.Parameter, starts[p], ends[p], n, 0);
    else if (k !== T.Comma) return problemHere('invalid syntax');
    advance();
  } while (level > 0);
  if (kinds[p] === T.Assign) {
    advance();
    const first = n;
    expression();
    // The default does not belong to a single name, so its content is kept under the last one.
    emit(K.ErrorExpression, nodeStarts[first], ends[p - 1], first, 0);
  }
}

export function errorExpression(): void {
  emit(K.ErrorExpression, starts[p], starts[p], n, 0);
}

/** `yield`, or expressions with stars and commas: what can stand alone or to the right of `=`. */
export function yieldOrStarExpressions(): void {
  if (kinds[p] === T.Yield) yieldExpression();
  else starExpressions();
}

function yieldExpression(): void {
  const start = starts[p];
  const first = n;
  advance();
  if (kinds[p] === T.From) {
    advance();
    expression();
    return emit(K.Yield, start, ends[p - 1], first, 1);
  }
  if (startsExpression(kinds[p]) || kinds[p] === T.Star) starExpressions();
  emit(K.Yield, start, ends[p - 1], first, 0);
}

/** `a, *b, c`: a Tuple if there is a comma. */
export function starExpressions(): void {
  const start = starts[p];
  const first = n;
  if (!single()) starExpression();
  if (kinds[p] !== T.Comma) return;
  while (kinds[p] === T.Comma) {
    advance();
    if (!startsExpression(kinds[p]) && kinds[p] !== T.Star) break;
    starExpression();
  }
  emit(K.Tuple, start, ends[p - 1], first, 0);
}

function starExpression(): void {
  if (kinds[p] === T.Star) starred();
  else expression();
}

export function starNamedExpression(): void {
  if (kinds[p] === T.Star) starred();
  else namedExpression();
}

/** `name := value` or an expression. */
export function namedExpression(): void {
  if (kinds[p + 1] !== T.Walrus || !isName(kinds[p])) {
    expression();
    if (kinds[p] === T.Walrus) {
      problemOf(n - 1, 'cannot use assignment expressions with %s');
      advance();
      expression();
    }
    return;
  }
  const start = starts[p];
  const first = n;
  const word = words[p];
  if (word !== 0) present[word] = present[word] | Bare;
  leaf(K.Name, 0);
  advance();
  expression();
  emit(K.NamedExpr, start, ends[p - 1], first, 0);
}

/** Reads an expression of a single token, as most are; false if there is none. */
function single(): boolean {
  if (!endsSingle(kinds[p + 1])) return false;
  const k = kinds[p];
  if (k <= T.LastName) {
    const word = words[p];
    if (word !== 0) {
      present[word] = present[word] | Bare;
      hit(Uncalled, n, word);
    }
    leaf(K.Name, 0);
  } else if (k === T.StringLiteral) {
    if (words[p] !== 0) hit(Uncalled, n, words[p]);
    leaf(K.StringLiteral, 0);
  } else if (k === T.NumberLiteral) leaf(K.NumberLiteral, 0);
  else return false;
  return true;
}

/** `a if b else c`, `lambda: a`, or less. Chains of both nest to the right, and are parsed in a loop. */
export function expression(): void {
  if (single()) return;
  if (!goDeeper()) return;
  const start = starts[p];
  const first = n;
  if (kinds[p] !== T.Lambda) {
    binary(T.OrPrecedence);
    if (kinds[p] !== T.If) {
      comeBack();
      return;
    }
    rightChain(start, first, true);
  } else rightChain(start, first, false);
  comeBack();
}

function rightChain(from: i32, row: i32, hasBody: boolean): void {
  const waitingBefore = waitingCount;
  let start = from;
  let first = row;
  let body = hasBody;
  for (;;) {
    if (!body && kinds[p] === T.Lambda) {
      advance();
      parameters(T.Colon, false);
      expect(T.Colon, "expected ':'");
      wait(K.Lambda);
      wait(start);
      wait(first);
    } else {
      if (!body) binary(T.OrPrecedence);
      if (kinds[p] !== T.If) break;
      advance();
      binary(T.OrPrecedence);
      if (!expect(T.Else, "expected 'else' after 'if' expression")) errorExpression();
      wait(K.IfExp);
      wait(start);
      wait(first);
      if (kinds[p - 1] !== T.Else) break;
    }
    body = false;
    start = starts[p];
    first = n;
  }
  while (waitingCount > waitingBefore) {
    first = release();
    start = release();
    emit(release(), start, ends[p - 1], first, 0);
  }
}

/** Like `binary`, where an operand can contain the same again in brackets, or without them. */
function nested(precedence: i32): void {
  if (single()) return;
  if (!goDeeper()) return;
  binary(precedence);
  comeBack();
}

/** Binary operators of at least a precedence, by precedence climbing, with prefix operators. */
export function binary(precedence: i32): void {
  if (single()) return;
  const start = starts[p];
  const first = n;
  const k = kinds[p];
  if (k === T.Not) {
    const waitingBefore = waitingCount;
    const misplaced = precedence > T.NotPrecedence;
    if (misplaced) problemHere('invalid syntax');
    while (kinds[p] === T.Not) {
      wait(starts[p]);
      advance();
    }
    if (misplaced) nested(T.ComparePrecedence);
    else binary(T.ComparePrecedence);
    while (waitingCount > waitingBefore) emit(K.UnaryOp, release(), ends[p - 1], first, T.Not);
  } else if (k === T.Minus || k === T.Plus || k === T.Tilde) unary();
  else {
    primary();
    if (kinds[p] === T.DoubleStar) power(start, first);
  }

  for (;;) {
    const operator = kinds[p];
    const level = precedenceOf(operator);
    if (level === 0 || level < precedence) return;
    if (level > T.ComparePrecedence) {
      advance();
      binary(level + 1);
      emit(K.BinOp, start, ends[p - 1], first, operator);
    } else if (level === T.ComparePrecedence) {
      const compared = comparison();
      if (compared === 0) return;
      while (precedenceOf(kinds[p]) === T.ComparePrecedence) {
        const at = p;
        const row = n;
        const next = comparisonOperator();
        if (next === 0) break;
        emit(K.Operator, starts[at], ends[p - 1], row, next);
        binary(T.BitOrPrecedence);
      }
      emit(K.Compare, start, ends[p - 1], first, compared);
    } else {
      do {
        advance();
        binary(level + 1);
      } while (kinds[p] === operator);
      emit(K.BoolOp, start, ends[p - 1], first, operator);
    }
  }
}

function comparison(): i32 {
  const operator = comparisonOperator();
  if (operator !== 0) binary(T.BitOrPrecedence);
  return operator;
}

/** Consumes a comparison operator of one or two words; 0 for a `not` that is not one. */
function comparisonOperator(): i32 {
  const k = kinds[p];
  if (k === T.Not) {
    if (kinds[p + 1] !== T.In) return 0;
    skip(2);
    return T.NotIn;
  }
  advance();
  if (k === T.Is && kinds[p] === T.Not) {
    advance();
    return T.IsNot;
  }
  return k;
}

/** `-x`, `~-x ** -y`: prefix operators and powers group to the right, so they wait on a stack. */
function unary(): void {
  power(starts[p], -1);
}

function power(from: i32, row: i32): void {
  const waitingBefore = waitingCount;
  let start = from;
  let first = row;
  for (;;) {
    if (first < 0) {
      // At an operand.
      const k = kinds[p];
      start = starts[p];
      if (k === T.Minus || k === T.Plus || k === T.Tilde) {
        wait(k);
        wait(start);
        wait(n);
        advance();
        continue;
      }
      if (k === T.Not) problemHere('invalid syntax');
      first = n;
      primary();
    }
    if (kinds[p] !== T.DoubleStar) break;
    wait(T.DoubleStar);
    wait(start);
    wait(first);
    advance();
    first = -1;
  }
  while (waitingCount > waitingBefore) {
    first = release();
    start = release();
    const operator = release();
    emit(operator === T.DoubleStar ? K.BinOp : K.UnaryOp, start, ends[p - 1], first, operator);
  }
}

/** An atom with its attributes, calls and subscripts. */
function primary(): void {
  const start = starts[p];
  const first = n;
  let k = kinds[p];
  if (k === T.Await) {
    advance();
    if (kinds[p] === T.Await) problemHere('invalid syntax');
    const waitingBefore = waitingCount;
    wait(start);
    while (kinds[p] === T.Await) {
      wait(starts[p]);
      advance();
    }
    primary();
    while (waitingCount > waitingBefore) emit(K.Await, release(), ends[p - 1], first, 0);
    return;
  }
  let word = 0;
  if (isName(k)) {
    word = words[p];
    if (word !== 0) present[word] = present[word] | Bare;
    emit(K.Name, start, ends[p], first, 0);
    advance();
  } else atom();

  for (;;) {
    k = kinds[p];
    if (k === T.Dot) {
      advance();
      if (!isName(kinds[p])) {
        problemHere('invalid syntax');
        emit(K.Attribute, start, ends[p - 1], first, ends[p - 1]);
        continue;
      }
      word = words[p];
      emit(K.Attribute, start, ends[p], first, starts[p]);
      advance();
    } else if (k === T.LeftParen) {
      callArguments(false);
      if (word !== 0) hit(Called, n, word);
      word = 0;
      emit(K.Call, start, ends[p - 1], first, 0);
    } else if (k === T.LeftBracket) {
      if (word !== 0) hit(Uncalled, n - 1, word);
      word = 0;
      advance();
      slices();
      expect(T.RightBracket, 'invalid syntax');
      emit(K.Subscript, start, ends[p - 1], first, 0);
    } else {
      if (word !== 0) hit(Uncalled, n - 1, word);
      return;
    }
  }
}

function atom(): void {
  const k = kinds[p];
  switch (k) {
    case T.StringLiteral:
      // A single one, as most are.
      if (kinds[p + 1] !== T.StringLiteral && kinds[p + 1] !== T.FStringStart) {
        if (words[p] !== 0) hit(Uncalled, n, words[p]);
        return leaf(K.StringLiteral, 0);
      }
      return strings();
    case T.FStringStart:
      return strings();
    case T.NumberLiteral:
      return leaf(K.NumberLiteral, 0);
    case T.True:
      return leaf(K.Constant, 0);
    case T.False:
      return leaf(K.Constant, 1);
    case T.None:
      return leaf(K.Constant, 2);
    case T.Ellipsis:
      return leaf(K.Constant, 3);
    case T.LeftParen:
      return group();
    case T.LeftBracket:
      return listDisplay();
    case T.LeftBrace:
      return braceDisplay();
    case T.Backquote:
      return backquote();
    case T.Lambda:
      // There should be no operand here, but it can be read nevertheless.
      problemHere('invalid syntax');
      return expression();
  }
  problemHere('invalid syntax');
  errorExpression();
}

/** `(…)`: an expression in brackets, a tuple, a generator, a yield. */
function group(): void {
  const start = starts[p];
  const first = n;
  advance();
  if (kinds[p] === T.RightParen) {
    advance();
    return emit(K.Tuple, start, ends[p - 1], first, 0);
  }
  if (kinds[p] === T.Yield) {
    yieldExpression();
    expect(T.RightParen, 'invalid syntax');
    return;
  }
  starNamedExpression();
  if (isComprehension()) {
    comprehensionClauses();
    expect(T.RightParen, 'invalid syntax');
    return emit(K.Comprehension, start, ends[p - 1], first, 2);
  }
  if (kinds[p] === T.RightParen) {
    if (nodeKinds[n - 1] === K.Starred) problem(start, ends[p], 'cannot use starred expression here');
    advance();
    return;
  }
  while (more(T.RightParen)) starNamedExpression();
  expect(T.RightParen, 'invalid syntax');
  emit(K.Tuple, start, ends[p - 1], first, 0);
}

function listDisplay(): void {
  const start = starts[p];
  const first = n;
  advance();
  if (kinds[p] !== T.RightBracket) {
    starNamedExpression();
    if (isComprehension()) {
      comprehensionClauses();
      expect(T.RightBracket, 'invalid syntax');
      return emit(K.Comprehension, start, ends[p - 1], first, 0);
    }
    while (more(T.RightBracket)) starNamedExpression();
  }
  expect(T.RightBracket, 'invalid syntax');
  emit(K.List, start, ends[p - 1], first, 0);
}

/** `{…}`: a dict or a set. */
function braceDisplay(): void {
  const start = starts[p];
  const first = n;
  advance();
  if (kinds[p] === T.RightBrace) {
    advance();
    return emit(K.Dict, start, ends[p - 1], first, 0);
  }
  const isDict = braceItem();
  if (isComprehension()) {
    comprehensionClauses();
    expect(T.RightBrace, 'invalid syntax');
    return emit(K.Comprehension, start, ends[p - 1], first, isDict ? 3 : 1);
  }
  while (more(T.RightBrace)) {
    const at = starts[p];
    const row = n;
    if (braceItem() !== isDict) {
      problem(at, ends[p - 1], isDict ? "':' expected after dictionary key" : 'invalid syntax');
      if (isDict) emit(K.DictItem, at, ends[p - 1], row, 0);
    }
  }
  expect(T.RightBrace, 'invalid syntax');
  emit(isDict ? K.Dict : K.SetDisplay, start, ends[p - 1], first, 0);
}

/** `key: value` or `**value`, which become a DictItem (returns true), or an element of a set. */
function braceItem(): boolean {
  const start = starts[p];
  const first = n;
  if (kinds[p] === T.DoubleStar) {
    advance();
    nested(T.BitOrPrecedence);
    emit(K.DictItem, start, ends[p - 1], first, 0);
    return true;
  }
  starNamedExpression();
  if (kinds[p] !== T.Colon) return false;
  if (nodeKinds[n - 1] === K.Starred) problemHere('cannot use a starred expression in a dictionary key');
  advance();
  if (kinds[p] === T.Star) problemHere('cannot use a starred expression in a dictionary value');
  starExpression();
  emit(K.DictItem, start, ends[p - 1], first, 0);
  return true;
}

function isComprehension(): boolean {
  return kinds[p] === T.For || (kinds[p] === T.Async && kinds[p + 1] === T.For);
}

function comprehensionClauses(): void {
  do {
    const start = starts[p];
    const first = n;
    const isAsync = kinds[p] === T.Async ? 1 : 0;
    skip(1 + isAsync);
    targets();
    assignable(n - 1);
    if (expect(T.In, "'in' expected after for-loop variables")) nested(T.OrPrecedence);
    else errorExpression();
    while (kinds[p] === T.If) {
      advance();
      nested(T.OrPrecedence);
    }
    emit(K.ComprehensionFor, start, ends[p - 1], first, isAsync);
  } while (isComprehension());
}

/** Python 2's backticks. */
function backquote(): void {
  const start = starts[p];
  const first = n;
  advance();
  starExpressions();
  expect(T.Backquote, 'invalid syntax');
  addPython2(start, ends[p - 1], 'backticks');
  emit(K.Backquote, start, ends[p - 1], first, 0);
}

/** `(…)` after a callee or the name of a class. */
export function callArguments(inClass: boolean): void {
  const open = starts[p];
  advance();
  let keywords = false;
  let unpacking = false;
  let generator = -1;
  let count = 0;
  while (kinds[p] !== T.RightParen) {
    const start = starts[p];
    const first = n;
    const k = kinds[p];
    count++;
    if (k === T.Star) {
      advance();
      if (unpacking) problem(start, ends[p - 1], 'iterable argument unpacking follows keyword argument unpacking');
      expression();
      emit(K.Starred, start, ends[p - 1], first, 0);
      // PEP 798
      if (isComprehension()) generator = argumentGenerator(open, start, first, count);
    } else if (k === T.DoubleStar) {
      advance();
      unpacking = true;
      expression();
      emit(K.Keyword, start, ends[p - 1], first, 0);
    } else if (isName(k) && kinds[p + 1] === T.Assign) {
      const nameEnd = ends[p];
      const word = words[p];
      skip(2);
      keywords = true;
      expression();
      if (word !== 0) {
        present[word] = present[word] | AsKeyword;
        hit(Keywords, n, word);
      }
      emit(K.Keyword, start, ends[p - 1], first, nameEnd);
    } else {
      namedExpression();
      if (kinds[p] === T.Assign) {
        problemHere('expression cannot contain assignment, perhaps you meant "=="?');
        advance();
        expression();
      } else if (isComprehension()) {
        generator = argumentGenerator(open, start, first, count);
      }
      if (unpacking) problem(start, ends[p - 1], 'positional argument follows keyword argument unpacking');
      else if (keywords) problem(start, ends[p - 1], 'positional argument follows keyword argument');
    }
    if (!more(T.RightParen)) break;
  }
  if (generator >= 0 && (inClass || count > 1 || kinds[p - 1] === T.Comma)) {
    problem(nodeStarts[generator], nodeEnds[generator], 'Generator expression must be parenthesized');
  }
  expect(T.RightParen, 'invalid syntax');
}

/** The clauses of a generator among arguments, and its row. If it is the only argument, it uses the call's brackets. */
function argumentGenerator(open: i32, start: i32, first: i32, count: i32): i32 {
  comprehensionClauses();
  const alone = count === 1 && kinds[p] === T.RightParen;
  emit(K.Comprehension, alone ? open : start, ends[alone ? p : p - 1], first, 2);
  return n - 1;
}

/** What is inside `x[…]`: a Tuple without brackets if there is a comma. */
function slices(): void {
  const start = starts[p];
  const first = n;
  if (kinds[p] === T.RightBracket) {
    problemHere('invalid syntax');
    return errorExpression();
  }
  slice();
  if (kinds[p] === T.RightBracket && nodeKinds[n - 1] !== K.Starred) return;
  if (kinds[p] === T.RightBracket) return emit(K.Tuple, start, ends[p - 1], first, 0);
  while (more(T.RightBracket)) slice();
  emit(K.Tuple, start, ends[p - 1], first, 0);
}

function slice(): void {
  const start = starts[p];
  const first = n;
  let data = 0;
  if (kinds[p] !== T.Colon) {
    starNamedExpression();
    if (kinds[p] !== T.Colon) return;
    if (nodeKinds[n - 1] === K.Starred) problemHere('invalid syntax');
    data = K.Lower;
  }
  advance();
  if (startsExpression(kinds[p])) {
    expression();
    data |= K.Upper;
  }
  if (kinds[p] === T.Colon) {
    advance();
    if (startsExpression(kinds[p])) {
      expression();
      data |= K.Step;
    }
  }
  emit(K.Slice, start, ends[p - 1], first, data);
}

// ── Strings ──────────────────────────────────────────────────────────────────────────────────────

/** Adjacent literals of any form: a String, or a JoinedStr if one of them is an f-string. */
function strings(): void {
  const start = starts[p];
  const first = n;
  let formatted = false;
  let template = 0;
  let bytes = 0;
  let count = 0;
  for (;;) {
    const k = kinds[p];
    if (k === T.StringLiteral) {
      if (isBytes(starts[p])) bytes++;
      if (words[p] !== 0) hit(Uncalled, n, words[p]);
      leaf(K.StringPart, 0);
    } else if (k === T.FStringStart) {
      formatted = true;
      if (prefixHas(116)) template++;
      fstring(prefixHas(114) ? 1 : 0);
    } else break;
    count++;
  }
  if (bytes > 0 && bytes < count) problem(start, ends[p - 1], 'cannot mix bytes and nonbytes literals');
  if (template > 0 && template < count) problem(start, ends[p - 1], 'cannot mix t-string literals with others');
  emit(formatted ? K.JoinedStr : K.StringLiteral, start, ends[p - 1], first, template > 0 ? 1 : 0);
}

/** True if the prefix of the f-string that starts here has a letter, given in lower case. */
function prefixHas(letter: i32): boolean {
  for (let at = starts[p]; at < ends[p]; at++) if ((unit(at) | 32) === letter) return true;
  return false;
}

function isBytes(start: i32): boolean {
  const a = unit(start) | 32;
  return a === 98 || (a === 114 && (unit(start + 1) | 32) === 98);
}

function fstring(raw: i32): void {
  advance();
  for (;;) {
    const k = kinds[p];
    if (k === T.FStringMiddle) leaf(K.Middle, raw);
    else if (k === T.LeftBrace) replacementField(raw);
    else break;
  }
  if (kinds[p] === T.FStringEnd) advance();
  else problemHere("f-string: expecting '}'");
}

/** `{value!r:spec}` */
function replacementField(raw: i32): void {
  const start = starts[p];
  const first = n;
  let conversion = 0;
  if (!goDeeper()) return;
  advance();
  if (kinds[p] === T.RightBrace) {
    problemHere("f-string: valid expression required before '}'");
    errorExpression();
  } else yieldOrStarExpressions();
  if (kinds[p] === T.Assign) {
    advance();
    emit(K.DebugText, start + 1, starts[p], n, 0);
  }
  if (kinds[p] === T.Exclamation) {
    advance();
    if (starts[p] !== ends[p - 1]) {
      problemHere('f-string: conversion type must come right after the exclamation mark');
    }
    const size = ends[p] - starts[p];
    const letter = unit(starts[p]);
    if (isName(kinds[p]) && size === 1 && (letter === 114 || letter === 115 || letter === 97)) conversion = letter;
    else problemHere("f-string: invalid conversion character: expected 's', 'r', or 'a'");
    if (isName(kinds[p])) advance();
  }
  if (kinds[p] === T.Colon) {
    const specStart = starts[p];
    const spec = n;
    advance();
    for (;;) {
      const k = kinds[p];
      if (k === T.FStringMiddle) leaf(K.Middle, raw | 2);
      else if (k === T.LeftBrace) replacementField(raw);
      else break;
    }
    emit(K.JoinedStr, specStart, ends[p - 1], spec, 0);
  }
  if (kinds[p] === T.RightBrace) advance();
  else {
    problemHere("f-string: expecting '}'");
    // Up to the end of the field, keeping what can be read.
    while (kinds[p] !== T.RightBrace && kinds[p] !== T.FStringEnd && kinds[p] !== T.Newline) {
      if (kinds[p] === T.EndOfFile || kinds[p] === T.FStringMiddle) break;
      advance();
    }
    if (kinds[p] === T.RightBrace) advance();
  }
  emit(K.FormattedValue, start, ends[p - 1], first, conversion);
  comeBack();
}
