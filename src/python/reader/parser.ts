import { addProblem, addPython2 } from './findings.ts';
import { Called, Imported, Keywords, Modules, Uncalled } from './hit-lists.ts';
import { forgetHits, hit } from './hits.ts';
import { count, ends, kinds, starts, words } from './lexer.ts';
import { AsKeyword, Bare } from './lexer-numbers.ts';
import * as K from './node-kinds.ts';
import { isAt, length, unit } from './text.ts';
import * as T from './token-kinds.ts';
import { endsSingle, followsPrint, precedenceOf, startsExpression } from './token-traits.ts';
import { beginTree, emit, n, nodeData, nodeEnds, nodeFirsts, nodeKinds, nodeStarts } from './tree-rows.ts';
import { forgetWaiting, release, wait, waitingCount } from './waiting.ts';
import { present } from './words.ts';

/**
 * A recursive-descent parser for the union of CPython 3.15's grammar and Python 2.7's
 * (https://docs.python.org/3/reference/grammar.html). It writes a flat tree in postorder: a rule of the grammar
 * records `n` (the next row), parses its children, and emits itself last.
 *
 * No function fails. What is missing becomes an ErrorExpression and a problem, what is left over on a logical
 * line becomes an ErrorStatement, and the next line starts afresh. Chains that programs make arbitrarily long
 * (operators, calls, elif, lambda, conditional expressions) are loops; brackets recurse, up to MAX_DEPTH.
 */

/** CPython allows 200 brackets. Deeper nesting than this is reported and skipped. */
const MAX_DEPTH = 256;

/** The next token. */
let p = 0;
let depth = 0;
/** The logical line already has a problem, so consequences of it are not reported. */
let broken = false;
/** The end of the last logical line, where compound statements end: of its `;` if it has one. */
let lastEnd = 0;
/** The first token of the logical line. */
let lineToken = 0;
/** How many star imports there are. */
export let stars = 0;

/** Emits a leaf for the next token and consumes it. */
function leaf(kind: i32, data: i32): void {
  emit(kind, starts[p], ends[p], n, data);
  p++;
}

/** Parses the tokens of the lexer. */
export function parse(): void {
  beginTree(count);
  forgetHits();
  forgetWaiting();
  stars = 0;
  p = 0;
  depth = 0;
  lastEnd = 0;
  beginLine();
  while (kinds[p] !== T.EndOfFile) {
    if (kinds[p] === T.Dedent) p++;
    else statement();
  }
  emit(K.Module, 0, length, 0, 0);
}

// ── Problems ─────────────────────────────────────────────────────────────────────────────────────

function problem(start: i32, end: i32, message: string): void {
  if (broken) return;
  broken = true;
  addProblem(start, end, message, '', lineToken);
}

/** A problem with an expression, whose name is part of the message. */
function problemWith(node: i32, message: string): void {
  if (broken) return;
  broken = true;
  addProblem(nodeStarts[node], nodeEnds[node], message, nameOf(node), lineToken);
}

function problemHere(message: string): void {
  problem(starts[p], ends[p], message);
}

function beginLine(): void {
  broken = false;
  lineToken = p;
}

function expect(kind: i32, message: string): boolean {
  if (kinds[p] === kind) {
    p++;
    return true;
  }
  problemHere(message);
  return false;
}

function isName(kind: i32): boolean {
  return kind <= T.LastName;
}

// ── Statements ───────────────────────────────────────────────────────────────────────────────────

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
        p++;
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
      p++;
      return;
  }
  simpleStatements();
}

/** The statements between an Indent and its Dedent. */
function indented(): void {
  p++;
  while (kinds[p] !== T.Dedent && kinds[p] !== T.EndOfFile) statement();
  if (kinds[p] === T.Dedent) p++;
}

/** `a; b; c` up to the end of the logical line. */
function simpleStatements(): void {
  do simpleStatement();
  while (kinds[p] === T.Semicolon && kinds[++p] !== T.Newline);
  endOfLine();
}

function endOfLine(): void {
  if (kinds[p] !== T.Newline && kinds[p] !== T.EndOfFile) {
    problemHere('invalid syntax');
    leftovers();
  }
  lastEnd = ends[p - 1];
  if (kinds[p] === T.Newline) {
    p++;
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
    else p++;
  }
  emit(K.ErrorStatement, start, ends[p - 1], first, 0);
}

function simpleStatement(): void {
  const start = starts[p];
  const first = n;
  const k = kinds[p];
  switch (k) {
    case T.Return:
      p++;
      if (!atEnd()) starExpressions();
      return emit(K.Return, start, ends[p - 1], first, 0);
    case T.Import:
      return importStatement(start, 0);
    case T.From:
      return importFrom(start, 0);
    case T.Lazy:
      if (kinds[p + 1] === T.Import) return importStatement(start, 1);
      if (kinds[p + 1] === T.From) return importFrom(start, 1);
      break;
    case T.Raise:
      return raiseStatement(start);
    case T.Pass:
      return leaf(K.Pass, 0);
    case T.Break:
      return leaf(K.Break, 0);
    case T.Continue:
      return leaf(K.Continue, 0);
    case T.Assert:
      p++;
      expression();
      if (kinds[p] === T.Comma) {
        p++;
        expression();
      }
      return emit(K.Assert, start, ends[p - 1], first, 0);
    case T.Del:
      p++;
      deleteTargets();
      return emit(K.Delete, start, ends[p - 1], first, 0);
    case T.Global:
    case T.Nonlocal: {
      const nonlocal = kinds[p++] === T.Nonlocal ? 1 : 0;
      for (;;) {
        identifier();
        if (kinds[p] !== T.Comma) break;
        p++;
      }
      return emit(K.Global, start, ends[p - 1], first, nonlocal);
    }
    case T.Print:
      if (isPrintStatement()) return printStatement(start);
      break;
    case T.Exec:
      if (followsPrint(kinds[p + 1]) && kinds[p + 1] !== T.Not) return execStatement(start);
      break;
    case T.Type:
      if (isName(kinds[p + 1])) return typeAlias(start);
      break;
  }
  expressionStatement(start);
}

/** True at the end of a simple statement. */
function atEnd(): boolean {
  return kinds[p] === T.Newline || kinds[p] === T.Semicolon || kinds[p] === T.EndOfFile;
}

/** An expression statement, or what can follow an expression: `=`, `+=`, `: annotation`. */
function expressionStatement(start: i32): void {
  const first = n;
  yieldOrStarExpressions();
  const k = kinds[p];
  if (k === T.Newline) {
    emit(K.ExpressionStatement, start, ends[p - 1], first, 0);
  } else if (k === T.Assign) {
    do {
      assignable(n - 1);
      p++;
      yieldOrStarExpressions();
    } while (kinds[p] === T.Assign);
    emit(K.Assign, start, ends[p - 1], first, 0);
  } else if (k >= T.FirstAugmented && k <= T.LastAugmented) {
    singleTarget(n - 1, "'%s' is an illegal expression for augmented assignment");
    p++;
    yieldOrStarExpressions();
    emit(K.AugAssign, start, ends[p - 1], first, k - T.Augmented);
  } else if (k === T.Colon && nodeKinds[n - 1] !== K.ErrorExpression) {
    const target = n - 1;
    if (kinds[p + 1] === T.Newline) {
      // `whlie x:`: looks like the header of a block.
      problemHere('invalid syntax');
      emit(K.ExpressionStatement, start, ends[p - 1], first, 0);
      p++;
      return;
    }
    singleTarget(target, 'only single target (not %s) can be annotated');
    p++;
    expression();
    if (kinds[p] === T.Assign) {
      p++;
      yieldOrStarExpressions();
    }
    emit(K.AnnAssign, start, ends[p - 1], first, 0);
  } else {
    // Before the first token of the file there is none.
    emit(K.ExpressionStatement, start, p > 0 ? ends[p - 1] : 0, first, 0);
  }
}

/** The name of an expression in messages about assigning to it. */
function nameOf(node: i32): string {
  const kind = nodeKinds[node];
  switch (kind) {
    case K.NumberLiteral:
    case K.StringLiteral:
      return 'literal';
    case K.Constant:
      return nameOfConstant(nodeData[node]);
    case K.JoinedStr:
      return 'f-string expression';
    case K.Call:
      return 'function call';
    case K.Compare:
      return 'comparison';
    case K.IfExp:
      return 'conditional expression';
    case K.Lambda:
      return 'lambda';
    case K.Comprehension:
      return 'comprehension';
    case K.Await:
      return 'await expression';
    case K.Yield:
      return 'yield expression';
    case K.Dict:
      return 'dict literal';
    case K.SetDisplay:
      return 'set display';
    case K.Tuple:
      return 'tuple';
    case K.List:
      return 'list';
    case K.NamedExpr:
      return 'named expression';
    case K.Slice:
      return 'slice';
  }
  return 'expression';
}

function nameOfConstant(constant: i32): string {
  if (constant === 0) return 'True';
  if (constant === 1) return 'False';
  return constant === 2 ? 'None' : '...';
}

/** Reports a node that cannot be assigned to, or whose part cannot. */
function assignable(node: i32): void {
  const kind = nodeKinds[node];
  if (kind === K.Starred) assignable(node - 1);
  else if (kind === K.Tuple || kind === K.List) {
    for (let child = node - 1; child >= nodeFirsts[node]; child = nodeFirsts[child] - 1) assignable(child);
  } else if (!isTarget(kind)) problemWith(node, 'cannot assign to %s');
}

/** Reports a node that cannot be deleted, or whose part cannot. */
function deletable(node: i32): void {
  const kind = nodeKinds[node];
  if (kind === K.Tuple || kind === K.List) {
    for (let child = node - 1; child >= nodeFirsts[node]; child = nodeFirsts[child] - 1) deletable(child);
  } else if (!isTarget(kind)) problemWith(node, 'cannot delete %s');
}

function singleTarget(node: i32, message: string): void {
  if (!isTarget(nodeKinds[node])) problemWith(node, message);
}

function isTarget(kind: i32): boolean {
  return kind === K.Name || kind === K.Attribute || kind === K.Subscript || kind === K.ErrorExpression;
}

function deleteTargets(): void {
  for (;;) {
    binary(T.BitOrPrecedence);
    deletable(n - 1);
    if (kinds[p] !== T.Comma) return;
    p++;
    if (atEnd()) return;
  }
}

/** A name that is not an expression. */
function identifier(): void {
  if (isName(kinds[p])) leaf(K.Identifier, 0);
  else problemHere('invalid syntax');
}

/** Consumes the name of a definition and returns its offset. */
function definedName(): i32 {
  const at = starts[p];
  if (isName(kinds[p])) p++;
  else problemHere('invalid syntax');
  return at;
}

function dottedName(): void {
  if (isName(kinds[p])) p++;
  else return problemHere('invalid syntax');
  while (kinds[p] === T.Dot) {
    p++;
    if (isName(kinds[p])) p++;
    else return problemHere('invalid syntax');
  }
}

/** `a.b as c`, `x as y` or `*`. */
function importAlias(dotted: boolean): void {
  const start = starts[p];
  const first = p;
  if (dotted) dottedName();
  else if (isName(kinds[p])) p++;
  else problemHere('invalid syntax');
  if (p > first) {
    // After `import a.` the last token is not a name.
    const word = isName(kinds[p - 1]) ? words[p - 1] : 0;
    if (word !== 0) {
      if (dotted) present[word] = present[word] | Bare;
      hit(Imported, n, word);
    }
    if (dotted && words[first] !== 0) hit(Modules, n, words[first]);
  }
  if (kinds[p] === T.As) {
    p++;
    if (isName(kinds[p])) p++;
    else problemHere('invalid syntax');
  }
  if (p > first) emit(K.ImportAlias, start, ends[p - 1], n, 0);
}

function importStatement(start: i32, lazy: i32): void {
  const first = n;
  p += 1 + lazy;
  for (;;) {
    importAlias(true);
    if (kinds[p] !== T.Comma) break;
    p++;
  }
  emit(K.Import, start, ends[p - 1], first, lazy);
}

function importFrom(start: i32, lazy: i32): void {
  const first = n;
  p += 1 + lazy;
  const from = p;
  while (kinds[p] === T.Dot || kinds[p] === T.Ellipsis) p++;
  const word = kinds[p] <= T.LastName && p === from ? words[p] : 0;
  if (kinds[p] !== T.Import || p === from) dottedName();
  if (expect(T.Import, "expected 'import'")) {
    const bracket = kinds[p] === T.LeftParen;
    if (kinds[p] === T.Star) {
      stars++;
      leaf(K.ImportAlias, 0);
    } else {
      if (bracket) p++;
      for (;;) {
        importAlias(false);
        if (kinds[p] !== T.Comma) break;
        p++;
        if (bracket && kinds[p] === T.RightParen) break;
        if (kinds[p] === T.Newline) {
          problemHere('trailing comma not allowed without surrounding parentheses');
          break;
        }
      }
      if (bracket) expect(T.RightParen, 'invalid syntax');
    }
  }
  if (word !== 0) hit(Modules, n, word);
  emit(K.ImportFrom, start, ends[p - 1], first, lazy);
}

function raiseStatement(start: i32): void {
  const first = n;
  let data = 0;
  p++;
  if (!atEnd()) {
    expression();
    data = K.Exception;
    if (kinds[p] === T.From) {
      p++;
      expression();
      data |= K.Cause;
    } else if (kinds[p] === T.Comma) {
      data |= K.Arguments;
      while (kinds[p] === T.Comma) {
        p++;
        expression();
      }
      addPython2(start, ends[p - 1], 'raise with a comma');
    }
  }
  emit(K.Raise, start, ends[p - 1], first, data);
}

/** `print x` and `print >>file, x`. `print(x)` is a call in both languages. */
function isPrintStatement(): boolean {
  const next = kinds[p + 1];
  if (next === T.Not) return kinds[p + 2] !== T.In;
  return next === T.RightShift || followsPrint(next);
}

function printStatement(start: i32): void {
  const first = n;
  p++;
  if (kinds[p] === T.RightShift) p++;
  for (;;) {
    expression();
    if (kinds[p] !== T.Comma) break;
    p++;
    if (atEnd()) break;
  }
  addPython2(start, ends[p - 1], 'print statement');
  emit(K.Print, start, ends[p - 1], first, 0);
}

function execStatement(start: i32): void {
  const first = n;
  p++;
  binary(T.BitOrPrecedence);
  if (kinds[p] === T.In) {
    p++;
    expression();
    if (kinds[p] === T.Comma) {
      p++;
      expression();
    }
  }
  addPython2(start, ends[p - 1], 'exec statement');
  emit(K.Exec, start, ends[p - 1], first, 0);
}

/** PEP 695 */
function typeAlias(start: i32): void {
  const first = n;
  p++;
  leaf(K.Name, 0);
  typeParameters();
  if (expect(T.Assign, "expected '='")) expression();
  else errorExpression();
  emit(K.TypeAlias, start, ends[p - 1], first, 0);
}

// ── Compound statements ──────────────────────────────────────────────────────────────────────────

/** `:` and the statements after it, on the same line or indented below. */
function block(what: string): void {
  const first = n;
  if (kinds[p] !== T.Colon) {
    problemHere("expected ':'");
    if (kinds[p] !== T.Newline) headerLeftovers();
  }
  const start = ends[p - 1];
  lastEnd = start;
  if (kinds[p] === T.Colon) p++;
  if (kinds[p] === T.Newline) {
    const wasBroken = broken;
    p++;
    if (kinds[p] === T.Indent) indented();
    else {
      beginLine();
      broken = wasBroken;
      if (!broken) {
        broken = true;
        addProblem(starts[p], ends[p], 'expected an indented block after %s', what, lineToken);
      }
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
    else p++;
  }
  emit(K.ErrorStatement, start, ends[p - 1], first, 0);
}

/** An `elif` is an If in the `orelse` of the previous one. The chain may be long, so this is a loop. */
function ifStatement(start: i32): void {
  const waitingBefore = waitingCount;
  wait(start);
  wait(n);
  p++;
  namedExpression();
  block("'if' statement");
  for (;;) {
    if (kinds[p] === T.Elif) {
      beginLine();
      wait(starts[p]);
      wait(n);
      p++;
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
  p++;
  block(what);
}

function whileStatement(start: i32): void {
  const first = n;
  p++;
  namedExpression();
  block("'while' statement");
  if (kinds[p] === T.Else) elseBlock("'else' statement");
  emit(K.While, start, lastEnd, first, 0);
}

function forStatement(start: i32, isAsync: i32): void {
  const first = n;
  p++;
  targets();
  assignable(n - 1);
  if (expect(T.In, 'invalid syntax')) starExpressions();
  else errorExpression();
  block("'for' statement");
  if (kinds[p] === T.Else) elseBlock("'else' statement");
  emit(K.For, start, lastEnd, first, isAsync);
}

/** The targets of `for`, which end before `in`. */
function targets(): void {
  const start = starts[p];
  const first = n;
  target();
  if (kinds[p] !== T.Comma) return;
  while (kinds[p] === T.Comma) {
    p++;
    if (kinds[p] === T.In || kinds[p] === T.Assign) break;
    target();
  }
  emit(K.Tuple, start, ends[p - 1], first, 0);
}

function target(): void {
  if (kinds[p] === T.Star) starred();
  else nested(T.BitOrPrecedence);
}

/** `*x` */
function starred(): void {
  const start = starts[p];
  const first = n;
  p++;
  nested(T.BitOrPrecedence);
  emit(K.Starred, start, ends[p - 1], first, 0);
}

function withStatement(start: i32, isAsync: i32): void {
  const first = n;
  p++;
  if (kinds[p] === T.LeftParen && isParenthesisedWith()) {
    p++;
    do withItem();
    while (more(T.RightParen));
    expect(T.RightParen, 'invalid syntax');
  } else {
    for (;;) {
      withItem();
      if (kinds[p] !== T.Comma) break;
      p++;
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
    p++;
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
  p++;
  block("'try' statement");
  let clauses = 0;
  while (kinds[p] === T.Except) {
    const at = p;
    const star = exceptHandler();
    if (clauses++ > 0 && star !== ((data & K.Star) !== 0)) {
      lineToken = at;
      broken = false;
      problem(starts[at], ends[at], "cannot have both 'except' and 'except*' on the same 'try'");
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
  p++;
  const star = kinds[p] === T.Star;
  if (star) p++;
  if (kinds[p] !== T.Colon) {
    const from = starts[p];
    expression();
    if (kinds[p] === T.Comma && isPython2Handler()) {
      p++;
      name = starts[p];
      p++;
      addPython2(start, ends[p - 1], 'except with a comma');
    } else if (kinds[p] === T.Comma) {
      while (kinds[p] === T.Comma) {
        p++;
        if (kinds[p] === T.Colon) break;
        expression();
      }
      emit(K.Tuple, from, ends[p - 1], first, 0);
      if (kinds[p] === T.As) problem(from, ends[p], "multiple exception types must be parenthesized when using 'as'");
    }
    if (kinds[p] === T.As) {
      p++;
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
    p++;
    namedExpression();
    emit(K.Decorator, start, ends[p - 1], child, 0);
    if (kinds[p] !== T.Newline) {
      problemHere('invalid syntax');
      while (kinds[p] !== T.Newline && kinds[p] !== T.EndOfFile) p++;
    }
    if (kinds[p] === T.Newline) p++;
  }
  beginLine();
  const start = starts[p];
  if (kinds[p] === T.Def) return functionDef(start, first, 0);
  if (kinds[p] === T.Class) return classDef(start, first);
  if (kinds[p] === T.Async && kinds[p + 1] === T.Def) {
    p++;
    return functionDef(start, first, 1);
  }
  emit(K.ErrorStatement, from, nodeEnds[n - 1], first, 0);
  problemHere('invalid syntax');
}

function functionDef(start: i32, first: i32, isAsync: i32): void {
  p++;
  const name = definedName();
  typeParameters();
  if (expect(T.LeftParen, "expected '('")) {
    parameters(T.RightParen, true);
    expect(T.RightParen, 'invalid syntax');
  } else emit(K.Parameters, ends[p - 1], ends[p - 1], n, 0);
  if (kinds[p] === T.Arrow) {
    p++;
    expression();
  }
  block('function definition');
  emit(K.FunctionDef, start, lastEnd, first, name * 2 + isAsync);
}

function classDef(start: i32, first: i32): void {
  p++;
  const name = definedName();
  typeParameters();
  if (kinds[p] === T.LeftParen) callArguments(true);
  block('class definition');
  emit(K.ClassDef, start, lastEnd, first, name);
}

/**
 * Parameters up to the closing token, which is not consumed: `)` for a def, `:` for a lambda.
 * Python 2's `(a, b)` gives a parameter for each of its names.
 */
function parameters(closing: i32, annotated: boolean): void {
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
      p++;
      let data = role;
      if (annotated && kinds[p] === T.Colon) {
        p++;
        expression();
        data |= K.HasAnnotation;
      }
      if (kinds[p] === T.Assign) {
        p++;
        expression();
        data |= K.HasDefault;
        defaults = true;
      } else if (defaults && role === 0) {
        problem(at, ends[p - 1], 'parameter without a default follows parameter with a default');
      }
      emit(K.Parameter, at, ends[p - 1], child, data);
    } else if (k === T.Star || k === T.DoubleStar) {
      p++;
      if (k === T.DoubleStar) doubleStar = true;
      else if (role === 2) problem(at, ends[p - 1], '* argument may appear only once');
      if (isName(kinds[p])) {
        p++;
        let data = k === T.Star ? 3 : 4;
        if (annotated && kinds[p] === T.Colon) {
          p++;
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
      p++;
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
      p++;
      continue;
    }
    if (kinds[p] === T.Comma) p++;
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
    p++;
  } while (level > 0);
  if (kinds[p] === T.Assign) {
    p++;
    const first = n;
    expression();
    // The default does not belong to a single name, so its content is kept under the last one.
    emit(K.ErrorExpression, nodeStarts[first], ends[p - 1], first, 0);
  }
}

/** `[T: bound = default, *Ts, **P]` (PEP 695, PEP 696). */
function typeParameters(): void {
  if (kinds[p] !== T.LeftBracket) return;
  p++;
  if (kinds[p] === T.RightBracket) problemHere('Type parameter list cannot be empty');
  while (kinds[p] !== T.RightBracket) {
    const start = starts[p];
    const first = n;
    let data = 0;
    if (kinds[p] === T.Star || kinds[p] === T.DoubleStar) data = kinds[p++] === T.Star ? 1 : 2;
    if (!isName(kinds[p])) {
      problemHere('invalid syntax');
      break;
    }
    p++;
    if (kinds[p] === T.Colon) {
      p++;
      expression();
      data |= K.HasAnnotation;
    }
    if (kinds[p] === T.Assign) {
      p++;
      if (kinds[p] === T.Star) starred();
      else expression();
      data |= K.HasDefault;
    }
    emit(K.TypeParameter, start, ends[p - 1], first, data);
    if (kinds[p] !== T.Comma) break;
    p++;
  }
  expect(T.RightBracket, 'invalid syntax');
}

// ── match (PEP 634) ──────────────────────────────────────────────────────────────────────────────

/** `match` is a keyword if the line ends with a colon and a `case` is indented below. */
function isMatchStatement(): boolean {
  let at = p + 1;
  while (kinds[at] !== T.Newline && kinds[at] !== T.EndOfFile) at++;
  return at > p + 2 && kinds[at - 1] === T.Colon && kinds[at + 1] === T.Indent && kinds[at + 2] === T.Case;
}

function matchStatement(start: i32): void {
  const first = n;
  p++;
  const from = starts[p];
  starNamedExpression();
  if (kinds[p] === T.Comma) {
    while (kinds[p] === T.Comma) {
      p++;
      if (kinds[p] === T.Colon) break;
      starNamedExpression();
    }
    emit(K.Tuple, from, ends[p - 1], first, 0);
  }
  if (kinds[p] !== T.Colon) {
    problemHere("expected ':'");
    while (kinds[p] !== T.Newline) p++;
  } else p++;
  p += 2;
  while (kinds[p] !== T.Dedent && kinds[p] !== T.EndOfFile) {
    beginLine();
    if (kinds[p] === T.Case) matchCase();
    else {
      problemHere('invalid syntax');
      statementInsteadOfCase();
    }
  }
  if (kinds[p] === T.Dedent) p++;
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
  p++;
  patterns();
  if (kinds[p] === T.If) {
    p++;
    namedExpression();
  }
  block("'case' statement");
  emit(K.MatchCase, start, lastEnd, first, 0);
}

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
function patterns(): void {
  const start = starts[p];
  const first = n;
  maybeStarPattern();
  if (kinds[p] !== T.Comma) {
    if (nodeData[n - 1] === StarPattern && nodeKinds[n - 1] === K.Pattern) problemHere('invalid syntax');
    return;
  }
  while (kinds[p] === T.Comma) {
    p++;
    if (kinds[p] === T.Colon || kinds[p] === T.If) break;
    maybeStarPattern();
  }
  emit(K.Pattern, start, ends[p - 1], first, Sequence);
}

function maybeStarPattern(): void {
  if (kinds[p] !== T.Star) return pattern();
  const start = starts[p];
  const first = n;
  p++;
  captureName();
  emit(K.Pattern, start, ends[p - 1], first, StarPattern);
}

/** A name that a pattern binds. `_` does not bind anything. */
function captureName(): void {
  if (isWildcard(p)) p++;
  else identifier();
}

function isWildcard(at: i32): boolean {
  return ends[at] - starts[at] === 1 && unit(starts[at]) === 95;
}

/** `a | b as c` */
function pattern(): void {
  const start = starts[p];
  const first = n;
  if (++depth > MAX_DEPTH) {
    tooDeep();
    emit(K.Pattern, start, ends[p - 1], first, Value);
    depth--;
    return;
  }
  closedPattern();
  if (kinds[p] === T.Bar) {
    while (kinds[p] === T.Bar) {
      p++;
      closedPattern();
    }
    emit(K.Pattern, start, ends[p - 1], first, OrPattern);
  }
  if (kinds[p] === T.As) {
    p++;
    if (isWildcard(p)) problemHere("cannot use '_' as a target");
    captureName();
    emit(K.Pattern, start, ends[p - 1], first, AsPattern);
  }
  depth--;
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
      p++;
      const at = starts[p];
      if (isName(kinds[p])) p++;
      else problemHere('invalid syntax');
      emit(K.Attribute, start, ends[p - 1], first, at);
    }
    if (kinds[p] !== T.LeftParen) return emit(K.Pattern, start, ends[p - 1], first, Value);
    p++;
    let keywords = false;
    while (kinds[p] !== T.RightParen) {
      if (isName(kinds[p]) && kinds[p + 1] === T.Assign) {
        p += 2;
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
    p++;
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
    p++;
    while (kinds[p] !== T.RightBrace) {
      if (kinds[p] === T.DoubleStar) {
        p++;
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

// ── Expressions ──────────────────────────────────────────────────────────────────────────────────

function errorExpression(): void {
  emit(K.ErrorExpression, starts[p], starts[p], n, 0);
}

/** Skips what nests too deeply, up to the closing bracket. */
function tooDeep(): void {
  const start = starts[p];
  problemHere('too deeply nested');
  let level = 0;
  for (; ; p++) {
    const k = kinds[p];
    if (k === T.LeftParen || k === T.LeftBracket || k === T.LeftBrace) level++;
    else if (k === T.RightParen || k === T.RightBracket || k === T.RightBrace) {
      if (level === 0) break;
      level--;
    } else if (k === T.Newline || k === T.EndOfFile || (k === T.Comma && level === 0)) break;
  }
  emit(K.ErrorExpression, start, ends[p - 1], n, 0);
}

/** `yield`, or expressions with stars and commas: what can stand alone or to the right of `=`. */
function yieldOrStarExpressions(): void {
  if (kinds[p] === T.Yield) yieldExpression();
  else starExpressions();
}

function yieldExpression(): void {
  const start = starts[p];
  const first = n;
  p++;
  if (kinds[p] === T.From) {
    p++;
    expression();
    return emit(K.Yield, start, ends[p - 1], first, 1);
  }
  if (startsExpression(kinds[p]) || kinds[p] === T.Star) starExpressions();
  emit(K.Yield, start, ends[p - 1], first, 0);
}

/** `a, *b, c`: a Tuple if there is a comma. */
function starExpressions(): void {
  const start = starts[p];
  const first = n;
  if (!single()) starExpression();
  if (kinds[p] !== T.Comma) return;
  while (kinds[p] === T.Comma) {
    p++;
    if (!startsExpression(kinds[p]) && kinds[p] !== T.Star) break;
    starExpression();
  }
  emit(K.Tuple, start, ends[p - 1], first, 0);
}

function starExpression(): void {
  if (kinds[p] === T.Star) starred();
  else expression();
}

function starNamedExpression(): void {
  if (kinds[p] === T.Star) starred();
  else namedExpression();
}

/** `name := value` or an expression. */
function namedExpression(): void {
  if (kinds[p + 1] !== T.Walrus || !isName(kinds[p])) {
    expression();
    if (kinds[p] === T.Walrus) {
      problemWith(n - 1, 'cannot use assignment expressions with %s');
      p++;
      expression();
    }
    return;
  }
  const start = starts[p];
  const first = n;
  const word = words[p];
  if (word !== 0) present[word] = present[word] | Bare;
  leaf(K.Name, 0);
  p++;
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
function expression(): void {
  if (single()) return;
  if (++depth > MAX_DEPTH) {
    tooDeep();
    depth--;
    return;
  }
  const start = starts[p];
  const first = n;
  if (kinds[p] !== T.Lambda) {
    binary(T.OrPrecedence);
    if (kinds[p] !== T.If) {
      depth--;
      return;
    }
    rightChain(start, first, true);
  } else rightChain(start, first, false);
  depth--;
}

function rightChain(from: i32, row: i32, hasBody: boolean): void {
  const waitingBefore = waitingCount;
  let start = from;
  let first = row;
  let body = hasBody;
  for (;;) {
    if (!body && kinds[p] === T.Lambda) {
      p++;
      parameters(T.Colon, false);
      expect(T.Colon, "expected ':'");
      wait(K.Lambda);
      wait(start);
      wait(first);
    } else {
      if (!body) binary(T.OrPrecedence);
      if (kinds[p] !== T.If) break;
      p++;
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
  if (++depth > MAX_DEPTH) tooDeep();
  else binary(precedence);
  depth--;
}

/** Binary operators of at least a precedence, by precedence climbing, with prefix operators. */
function binary(precedence: i32): void {
  if (single()) return;
  const start = starts[p];
  const first = n;
  const k = kinds[p];
  if (k === T.Not) {
    const waitingBefore = waitingCount;
    const misplaced = precedence > T.NotPrecedence;
    if (misplaced) problemHere('invalid syntax');
    while (kinds[p] === T.Not) wait(starts[p++]);
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
      p++;
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
        p++;
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
    p += 2;
    return T.NotIn;
  }
  p++;
  if (k === T.Is && kinds[p] === T.Not) {
    p++;
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
        p++;
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
    p++;
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
    p++;
    if (kinds[p] === T.Await) problemHere('invalid syntax');
    const waitingBefore = waitingCount;
    wait(start);
    while (kinds[p] === T.Await) wait(starts[p++]);
    primary();
    while (waitingCount > waitingBefore) emit(K.Await, release(), ends[p - 1], first, 0);
    return;
  }
  let word = 0;
  if (isName(k)) {
    word = words[p];
    if (word !== 0) present[word] = present[word] | Bare;
    emit(K.Name, start, ends[p], first, 0);
    p++;
  } else atom();

  for (;;) {
    k = kinds[p];
    if (k === T.Dot) {
      p++;
      if (!isName(kinds[p])) {
        problemHere('invalid syntax');
        emit(K.Attribute, start, ends[p - 1], first, ends[p - 1]);
        continue;
      }
      word = words[p];
      emit(K.Attribute, start, ends[p], first, starts[p]);
      p++;
    } else if (k === T.LeftParen) {
      callArguments(false);
      if (word !== 0) hit(Called, n, word);
      word = 0;
      emit(K.Call, start, ends[p - 1], first, 0);
    } else if (k === T.LeftBracket) {
      if (word !== 0) hit(Uncalled, n - 1, word);
      word = 0;
      p++;
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

/**
 * After an element inside brackets: consumes the comma, and returns whether another element follows. An element without
 * a comma before it, or after something that cannot be read, is still read.
 */
function more(closing: i32): boolean {
  if (kinds[p] === T.Comma) {
    p++;
    return kinds[p] !== closing && kinds[p] !== T.Newline;
  }
  if (kinds[p] === closing) return false;
  problemHere('invalid syntax');
  while (!startsExpression(kinds[p])) {
    if (kinds[p] === T.Comma) return more(closing);
    if (endsElements(kinds[p])) return false;
    p++;
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

/** `(…)`: an expression in brackets, a tuple, a generator, a yield. */
function group(): void {
  const start = starts[p];
  const first = n;
  p++;
  if (kinds[p] === T.RightParen) {
    p++;
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
    p++;
    return;
  }
  while (more(T.RightParen)) starNamedExpression();
  expect(T.RightParen, 'invalid syntax');
  emit(K.Tuple, start, ends[p - 1], first, 0);
}

function listDisplay(): void {
  const start = starts[p];
  const first = n;
  p++;
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
  p++;
  if (kinds[p] === T.RightBrace) {
    p++;
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
    p++;
    nested(T.BitOrPrecedence);
    emit(K.DictItem, start, ends[p - 1], first, 0);
    return true;
  }
  starNamedExpression();
  if (kinds[p] !== T.Colon) return false;
  if (nodeKinds[n - 1] === K.Starred) problemHere('cannot use a starred expression in a dictionary key');
  p++;
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
    p += 1 + isAsync;
    targets();
    assignable(n - 1);
    if (expect(T.In, "'in' expected after for-loop variables")) nested(T.OrPrecedence);
    else errorExpression();
    while (kinds[p] === T.If) {
      p++;
      nested(T.OrPrecedence);
    }
    emit(K.ComprehensionFor, start, ends[p - 1], first, isAsync);
  } while (isComprehension());
}

/** Python 2's backticks. */
function backquote(): void {
  const start = starts[p];
  const first = n;
  p++;
  starExpressions();
  expect(T.Backquote, 'invalid syntax');
  addPython2(start, ends[p - 1], 'backticks');
  emit(K.Backquote, start, ends[p - 1], first, 0);
}

/** `(…)` after a callee or the name of a class. */
function callArguments(inClass: boolean): void {
  const open = starts[p];
  p++;
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
      p++;
      if (unpacking) problem(start, ends[p - 1], 'iterable argument unpacking follows keyword argument unpacking');
      expression();
      emit(K.Starred, start, ends[p - 1], first, 0);
      // PEP 798
      if (isComprehension()) generator = argumentGenerator(open, start, first, count);
    } else if (k === T.DoubleStar) {
      p++;
      unpacking = true;
      expression();
      emit(K.Keyword, start, ends[p - 1], first, 0);
    } else if (isName(k) && kinds[p + 1] === T.Assign) {
      const nameEnd = ends[p];
      const word = words[p];
      p += 2;
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
        p++;
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
  p++;
  if (startsExpression(kinds[p])) {
    expression();
    data |= K.Upper;
  }
  if (kinds[p] === T.Colon) {
    p++;
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
  p++;
  for (;;) {
    const k = kinds[p];
    if (k === T.FStringMiddle) leaf(K.Middle, raw);
    else if (k === T.LeftBrace) replacementField(raw);
    else break;
  }
  if (kinds[p] === T.FStringEnd) p++;
  else problemHere("f-string: expecting '}'");
}

/** `{value!r:spec}` */
function replacementField(raw: i32): void {
  const start = starts[p];
  const first = n;
  let conversion = 0;
  if (++depth > MAX_DEPTH) {
    tooDeep();
    depth--;
    return;
  }
  p++;
  if (kinds[p] === T.RightBrace) {
    problemHere("f-string: valid expression required before '}'");
    errorExpression();
  } else yieldOrStarExpressions();
  if (kinds[p] === T.Assign) {
    p++;
    emit(K.DebugText, start + 1, starts[p], n, 0);
  }
  if (kinds[p] === T.Exclamation) {
    p++;
    if (starts[p] !== ends[p - 1]) {
      problemHere('f-string: conversion type must come right after the exclamation mark');
    }
    const size = ends[p] - starts[p];
    const letter = unit(starts[p]);
    if (isName(kinds[p]) && size === 1 && (letter === 114 || letter === 115 || letter === 97)) conversion = letter;
    else problemHere("f-string: invalid conversion character: expected 's', 'r', or 'a'");
    if (isName(kinds[p])) p++;
  }
  if (kinds[p] === T.Colon) {
    const specStart = starts[p];
    const spec = n;
    p++;
    for (;;) {
      const k = kinds[p];
      if (k === T.FStringMiddle) leaf(K.Middle, raw | 2);
      else if (k === T.LeftBrace) replacementField(raw);
      else break;
    }
    emit(K.JoinedStr, specStart, ends[p - 1], spec, 0);
  }
  if (kinds[p] === T.RightBrace) p++;
  else {
    problemHere("f-string: expecting '}'");
    // Up to the end of the field, keeping what can be read.
    while (kinds[p] !== T.RightBrace && kinds[p] !== T.FStringEnd && kinds[p] !== T.Newline) {
      if (kinds[p] === T.EndOfFile || kinds[p] === T.FStringMiddle) break;
      p++;
    }
    if (kinds[p] === T.RightBrace) p++;
  }
  emit(K.FormattedValue, start, ends[p - 1], first, conversion);
  depth--;
}
