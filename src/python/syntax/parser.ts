import { AsKeyword, Bare } from '../reader/lexer-numbers.ts';
import { lex } from './lexer.ts';
import type { Python2Construct, SyntaxProblem } from './problems.ts';
import * as T from './tokens.ts';
import * as K from './tree.ts';

/**
 * A recursive-descent parser for the union of CPython 3.15's grammar and Python 2.7's
 * (https://docs.python.org/3/reference/grammar.html). It writes a flat tree in postorder: a rule of the grammar
 * records `n` (the next row), parses its children, and emits itself last.
 *
 * No function fails. What is missing becomes an ErrorExpression and a problem, what is left over on a logical
 * line becomes an ErrorStatement, and the next line starts afresh. Chains that programs make arbitrarily long
 * (operators, calls, elif, lambda, conditional expressions) are loops; brackets recurse, up to MAX_DEPTH.
 */
export interface Parsed {
  readonly tree: K.FlatTree;
  readonly problems: readonly SyntaxProblem[];
  readonly python2: readonly Python2Construct[];
  /** Alternating starts and ends. */
  readonly comments: Int32Array;
  /** The logical lines: alternating starts and ends. */
  readonly lines: Int32Array;
  readonly present: Uint8Array;
  readonly counts: Uint16Array;
  /** Calls by the last word of what is called: alternating row and word. */
  readonly called: readonly number[];
  /** Names, attributes and strings that are a subscribed word and are not called directly: row, word. */
  readonly uncalled: readonly number[];
  /** Keyword arguments: row, word. */
  readonly keywords: readonly number[];
  /**
   * Aliases of imports whose last word is subscribed: row, word. From-imports by the first word of their module: row,
   * word.
   */
  readonly imported: readonly number[];
  readonly modules: readonly number[];
  /** Star imports. */
  readonly stars: number;
}

/** CPython allows 200 brackets. Deeper nesting than this is reported and skipped. */
const MAX_DEPTH = 256;

// ── State: of one call of `parse`, kept in the module because that is where V8 reads it fastest ──

let text = '';
/** The tokens, and the next one. */
let kinds: Uint8Array = new Uint8Array(0);
let starts: Int32Array = new Int32Array(0);
let ends: Int32Array = new Int32Array(0);
let words: Uint16Array = new Uint16Array(0);
let present: Uint8Array = new Uint8Array(0);
let called: number[] = [];
let uncalled: number[] = [];
let keywordHits: number[] = [];
let imported: number[] = [];
let modules: number[] = [];
let stars = 0;
let p = 0;

/** The rows of the tree, and the next one. */
let capacity = 1 << 13;
let nodeKinds = new Uint8Array(capacity);
let nodeStarts = new Int32Array(capacity);
let nodeEnds = new Int32Array(capacity);
let nodeFirsts = new Int32Array(capacity);
let nodeData = new Int32Array(capacity);
let n = 0;
/** Larger buffers (in rows) are not kept. */
const KEPT = 1 << 18;

let depth = 0;
/** The logical line already has a problem, so consequences of it are not reported. */
let broken = false;
/** The end of the last logical line, where compound statements end: of its `;` if it has one. */
let lastEnd = 0;
/** The first token of the logical line. */
let lineToken = 0;
let problems: (SyntaxProblem & { readonly line: number })[] = [];
let python2: Python2Construct[] = [];

function allocate(size: number): void {
  capacity = size;
  nodeKinds = new Uint8Array(size);
  nodeStarts = new Int32Array(size);
  nodeEnds = new Int32Array(size);
  nodeFirsts = new Int32Array(size);
  nodeData = new Int32Array(size);
}

function grow(): void {
  const [k, s, e, f, d] = [nodeKinds, nodeStarts, nodeEnds, nodeFirsts, nodeData];
  allocate(capacity * 2);
  nodeKinds.set(k);
  nodeStarts.set(s);
  nodeEnds.set(e);
  nodeFirsts.set(f);
  nodeData.set(d);
}

function emit(kind: number, start: number, end: number, first: number, data: number): void {
  if (n === capacity) grow();
  nodeKinds[n] = kind;
  nodeStarts[n] = start;
  // A node without any token ends where it starts.
  nodeEnds[n] = end > start ? end : start;
  nodeFirsts[n] = first;
  nodeData[n++] = data;
}

/** Emits a leaf for the next token and consumes it. */
function leaf(kind: number, data: number): void {
  if (n === capacity) grow();
  nodeKinds[n] = kind;
  nodeStarts[n] = starts[p]!;
  nodeEnds[n] = ends[p++]!;
  nodeFirsts[n] = n;
  nodeData[n++] = data;
}

/** Reads a Python file. */
export function parse(source: string): Parsed {
  const tokens = lex(source);
  text = source;
  kinds = tokens.kinds;
  starts = tokens.starts;
  ends = tokens.ends;
  words = tokens.words;
  present = tokens.present;
  called = [];
  uncalled = [];
  keywordHits = [];
  imported = [];
  modules = [];
  stars = 0;
  p = 0;
  if (capacity > KEPT) allocate(1 << 13);
  n = 0;
  depth = 0;
  lastEnd = 0;
  problems = [];
  python2 = [...tokens.python2];

  beginLine();
  while (kinds[p] !== T.EndOfFile) {
    if (kinds[p] === T.Dedent) p++;
    else statement();
  }
  emit(K.Module, 0, source.length, 0, 0);

  const tree = {
    kinds: nodeKinds.slice(0, n),
    starts: nodeStarts.slice(0, n),
    ends: nodeEnds.slice(0, n),
    firsts: nodeFirsts.slice(0, n),
    data: nodeData.slice(0, n),
  };
  if (ESCAPES.some((start) => source.includes(start))) checkEscapes();
  const nul = source.indexOf('\0');
  if (nul >= 0) {
    // Anywhere, even in comments and strings.
    problems.push({ start: nul, end: nul + 1, message: 'source code cannot contain null bytes', line: -1 });
  }
  const result = {
    tree,
    problems:
      tokens.problems.length + problems.length === 0
        ? []
        : mergeProblems(tokens.problems).filter(isBefore(tokens.unterminatedFrom)),
    python2: python2.filter(isBefore(tokens.unterminatedFrom)).sort((a, b) => a.start - b.start),
    comments: new Int32Array(tokens.comments),
    lines: new Int32Array(tokens.lines),
    present,
    counts: tokens.counts,
    called,
    uncalled,
    keywords: keywordHits,
    imported,
    modules,
    stars,
  };
  text = '';
  return result;
}

// ── Problems ─────────────────────────────────────────────────────────────────────────────────────

function problem(start: number, end: number, message: string): void {
  if (broken) return;
  broken = true;
  problems.push({ start, end, message, line: lineToken });
}

function problemHere(message: string): void {
  problem(starts[p]!, ends[p]!, message);
}

function beginLine(): void {
  broken = false;
  lineToken = p;
}

const isBefore =
  (unterminatedFrom: number) =>
  ({ start }: { readonly start: number }): boolean =>
    start <= unterminatedFrom;

/** The problems of the lexer and the parser, except those of the parser on a logical line that the lexer broke. */
function mergeProblems(lexical: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  const all = [...lexical].sort((a, b) => a.start - b.start);
  const count = all.length;
  let next = 0;
  for (const { start, end, message, line } of problems) {
    if (line < 0) {
      all.push({ start, end, message });
      continue;
    }
    let last = line;
    while (kinds[last] !== T.Newline && kinds[last] !== T.EndOfFile) last++;
    const from = starts[line]!;
    while (next < count && all[next]!.start < from) next++;
    if (next < count && all[next]!.start <= ends[last]!) continue;
    all.push({ start, end, message });
  }
  return all.sort((a, b) => a.start - b.start);
}

function expect(kind: number, message: string): boolean {
  if (kinds[p] === kind) {
    p++;
    return true;
  }
  problemHere(message);
  return false;
}

const isName = (kind: number): boolean => kind <= T.LastName;

const ESCAPES = ['\\x', '\\u', '\\U', '\\N'];

/**
 * Escapes that are cut short or too large, in bytes and in text. What Python 2 accepts in a `str` is not a problem
 * there.
 */
const BROKEN_BYTES = /(?<!\\)(?:\\\\)*\\x(?![0-9a-fA-F]{2})/;
const BROKEN_TEXT =
  /(?<!\\)(?:\\\\)*\\(?:x(?![0-9a-fA-F]{2})|u(?![0-9a-fA-F]{4})|U(?!00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4})|N(?!\{[^}\n]+\}))/;

function checkEscapes(): void {
  for (let node = 0; node < n; node++) {
    const kind = nodeKinds[node];
    if (kind === K.StringLiteral ? nodeFirsts[node] !== node : kind !== K.StringPart && kind !== K.Middle) continue;
    const start = nodeStarts[node]!;
    const end = nodeEnds[node]!;
    const backslash = text.indexOf('\\', start);
    if (backslash < 0) return;
    if (backslash >= end) continue;
    const source = text.slice(start, end);
    const isText = kind === K.Middle || !isBytes(start);
    const raw = kind === K.Middle ? (nodeData[node]! & 1) !== 0 : /^[bBuU]?[rR]/.test(source);
    if (raw || !(isText && python2.length === 0 ? BROKEN_TEXT : BROKEN_BYTES).test(source)) continue;
    problems.push({
      start,
      end,
      message: isText ? '(unicode error) broken escape' : '(value error) invalid \\x escape',
      line: -1,
    });
  }
}

// ── Statements ───────────────────────────────────────────────────────────────────────────────────

function statement(): void {
  beginLine();
  const start = starts[p]!;
  const first = n;
  switch (kinds[p]) {
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
  lastEnd = ends[p - 1]!;
  if (kinds[p] === T.Newline) {
    p++;
    // What is indented below an unreadable line may have been its block.
    if (broken && kinds[p] === T.Indent) indented();
  }
}

/** Keeps the complete expressions in the rest of a logical line. */
function leftovers(): void {
  const start = starts[p]!;
  const first = n;
  while (kinds[p] !== T.Newline && kinds[p] !== T.EndOfFile) {
    if (T.STARTS_EXPRESSION[kinds[p]!] === 1) expression();
    else p++;
  }
  emit(K.ErrorStatement, start, ends[p - 1]!, first, 0);
}

/** 1 for what may follow `print` and `exec` if those are Python 2's statements. */
const FOLLOWS_PRINT = new Uint8Array(128);
for (let kind = T.Name; kind <= T.LastName; kind++) FOLLOWS_PRINT[kind] = 1;
for (const kind of [
  T.NumberLiteral,
  T.StringLiteral,
  T.FStringStart,
  T.Lambda,
  T.Not,
  T.None,
  T.True,
  T.False,
  T.Backquote,
]) {
  FOLLOWS_PRINT[kind] = 1;
}
FOLLOWS_PRINT[T.LeftBrace] = 1;
FOLLOWS_PRINT[T.Tilde] = 1;

function simpleStatement(): void {
  const start = starts[p]!;
  const first = n;
  switch (kinds[p]) {
    case T.Return:
      p++;
      if (!atEnd()) starExpressions();
      return emit(K.Return, start, ends[p - 1]!, first, 0);
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
      return emit(K.Assert, start, ends[p - 1]!, first, 0);
    case T.Del:
      p++;
      deleteTargets();
      return emit(K.Delete, start, ends[p - 1]!, first, 0);
    case T.Global:
    case T.Nonlocal: {
      const nonlocal = kinds[p++] === T.Nonlocal ? 1 : 0;
      for (;;) {
        identifier();
        if (kinds[p] !== T.Comma) break;
        p++;
      }
      return emit(K.Global, start, ends[p - 1]!, first, nonlocal);
    }
    case T.Print:
      if (isPrintStatement()) return printStatement(start);
      break;
    case T.Exec:
      if (FOLLOWS_PRINT[kinds[p + 1]!] === 1 && kinds[p + 1] !== T.Not) return execStatement(start);
      break;
    case T.Type:
      if (isName(kinds[p + 1]!)) return typeAlias(start);
      break;
  }
  expressionStatement(start);
}

/** True at the end of a simple statement. */
function atEnd(): boolean {
  return kinds[p] === T.Newline || kinds[p] === T.Semicolon || kinds[p] === T.EndOfFile;
}

/** An expression statement, or what can follow an expression: `=`, `+=`, `: annotation`. */
function expressionStatement(start: number): void {
  const first = n;
  yieldOrStarExpressions();
  const k = kinds[p]!;
  if (k === T.Newline) {
    emit(K.ExpressionStatement, start, ends[p - 1]!, first, 0);
  } else if (k === T.Assign) {
    do {
      assignable(n - 1, 'assign to');
      p++;
      yieldOrStarExpressions();
    } while (kinds[p] === T.Assign);
    emit(K.Assign, start, ends[p - 1]!, first, 0);
  } else if (k >= T.FirstAugmented && k <= T.LastAugmented) {
    singleTarget(n - 1, "'%s' is an illegal expression for augmented assignment");
    p++;
    yieldOrStarExpressions();
    emit(K.AugAssign, start, ends[p - 1]!, first, k - T.Augmented);
  } else if (k === T.Colon && nodeKinds[n - 1] !== K.ErrorExpression) {
    const target = n - 1;
    if (kinds[p + 1] === T.Newline) {
      // `whlie x:`: looks like the header of a block.
      problemHere('invalid syntax');
      emit(K.ExpressionStatement, start, ends[p - 1]!, first, 0);
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
    emit(K.AnnAssign, start, ends[p - 1]!, first, 0);
  } else {
    emit(K.ExpressionStatement, start, ends[p - 1]!, first, 0);
  }
}

/** Names of expressions in messages about assigning to them. */
const NOT_ASSIGNABLE: Readonly<Record<number, string>> = {
  [K.NumberLiteral]: 'literal',
  [K.StringLiteral]: 'literal',
  [K.JoinedStr]: 'f-string expression',
  [K.Call]: 'function call',
  [K.UnaryOp]: 'expression',
  [K.BinOp]: 'expression',
  [K.BoolOp]: 'expression',
  [K.Compare]: 'comparison',
  [K.IfExp]: 'conditional expression',
  [K.Lambda]: 'lambda',
  [K.Comprehension]: 'comprehension',
  [K.Await]: 'await expression',
  [K.Yield]: 'yield expression',
  [K.Dict]: 'dict literal',
  [K.SetDisplay]: 'set display',
  [K.NamedExpr]: 'named expression',
  [K.Backquote]: 'expression',
  [K.Slice]: 'slice',
};

const nameOfKind = (node: number): string =>
  nodeKinds[node] === K.Constant
    ? text.slice(nodeStarts[node], nodeEnds[node])
    : nodeKinds[node] === K.Tuple
      ? 'tuple'
      : nodeKinds[node] === K.List
        ? 'list'
        : (NOT_ASSIGNABLE[nodeKinds[node]!] ?? 'expression');

/** Reports a node that cannot be assigned to (or deleted), or whose part cannot. */
function assignable(node: number, verb: string): void {
  switch (nodeKinds[node]) {
    case K.Name:
    case K.Attribute:
    case K.Subscript:
    case K.ErrorExpression:
      return;
    case K.Tuple:
    case K.List:
      for (let child = node - 1; child >= nodeFirsts[node]!; child = nodeFirsts[child]! - 1) assignable(child, verb);
      return;
    case K.Starred:
      if (verb !== 'delete') return assignable(node - 1, verb);
  }
  problem(nodeStarts[node]!, nodeEnds[node]!, `cannot ${verb} ${nameOfKind(node)}`);
}

function singleTarget(node: number, message: string): void {
  const kind = nodeKinds[node];
  if (kind === K.Name || kind === K.Attribute || kind === K.Subscript || kind === K.ErrorExpression) return;
  problem(nodeStarts[node]!, nodeEnds[node]!, message.replace('%s', nameOfKind(node)));
}

function deleteTargets(): void {
  for (;;) {
    binary(T.BitOrPrecedence);
    assignable(n - 1, 'delete');
    if (kinds[p] !== T.Comma) return;
    p++;
    if (atEnd()) return;
  }
}

/** A name that is not an expression. */
function identifier(): void {
  if (isName(kinds[p]!)) leaf(K.Identifier, 0);
  else problemHere('invalid syntax');
}

/** Consumes the name of a definition and returns its offset. */
function definedName(): number {
  const at = starts[p]!;
  if (isName(kinds[p]!)) p++;
  else problemHere('invalid syntax');
  return at;
}

function dottedName(): void {
  if (isName(kinds[p]!)) p++;
  else return problemHere('invalid syntax');
  while (kinds[p] === T.Dot) {
    p++;
    if (isName(kinds[p]!)) p++;
    else return problemHere('invalid syntax');
  }
}

/** `a.b as c`, `x as y` or `*`. */
function importAlias(dotted: boolean): void {
  const start = starts[p]!;
  const first = p;
  if (dotted) dottedName();
  else if (isName(kinds[p]!)) p++;
  else problemHere('invalid syntax');
  if (p > first) {
    const word = words[p - 1]!;
    if (word !== 0) {
      if (dotted && kinds[p - 1]! <= T.LastName) present[word]! |= Bare;
      imported.push(n, word);
    }
    if (dotted && words[first] !== 0 && kinds[first]! <= T.LastName) modules.push(n, words[first]!);
  }
  if (kinds[p] === T.As) {
    p++;
    if (isName(kinds[p]!)) p++;
    else problemHere('invalid syntax');
  }
  if (p > first) emit(K.ImportAlias, start, ends[p - 1]!, n, 0);
}

function importStatement(start: number, lazy: number): void {
  const first = n;
  p += 1 + lazy;
  for (;;) {
    importAlias(true);
    if (kinds[p] !== T.Comma) break;
    p++;
  }
  emit(K.Import, start, ends[p - 1]!, first, lazy);
}

function importFrom(start: number, lazy: number): void {
  const first = n;
  p += 1 + lazy;
  const from = p;
  while (kinds[p] === T.Dot || kinds[p] === T.Ellipsis) p++;
  const word = kinds[p]! <= T.LastName && p === from ? words[p]! : 0;
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
  if (word !== 0) modules.push(n, word);
  emit(K.ImportFrom, start, ends[p - 1]!, first, lazy);
}

function raiseStatement(start: number): void {
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
      python2.push({ start, end: ends[p - 1]!, what: 'raise with a comma' });
    }
  }
  emit(K.Raise, start, ends[p - 1]!, first, data);
}

/** `print x` and `print >>file, x`. `print(x)` is a call in both languages. */
function isPrintStatement(): boolean {
  const next = kinds[p + 1]!;
  if (next === T.Not) return kinds[p + 2] !== T.In;
  return next === T.RightShift || FOLLOWS_PRINT[next] === 1;
}

function printStatement(start: number): void {
  const first = n;
  p++;
  if (kinds[p] === T.RightShift) p++;
  for (;;) {
    expression();
    if (kinds[p] !== T.Comma) break;
    p++;
    if (atEnd()) break;
  }
  python2.push({ start, end: ends[p - 1]!, what: 'print statement' });
  emit(K.Print, start, ends[p - 1]!, first, 0);
}

function execStatement(start: number): void {
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
  python2.push({ start, end: ends[p - 1]!, what: 'exec statement' });
  emit(K.Exec, start, ends[p - 1]!, first, 0);
}

/** PEP 695 */
function typeAlias(start: number): void {
  const first = n;
  p++;
  leaf(K.Name, 0);
  typeParameters();
  if (expect(T.Assign, "expected '='")) expression();
  else errorExpression();
  emit(K.TypeAlias, start, ends[p - 1]!, first, 0);
}

// ── Compound statements ──────────────────────────────────────────────────────────────────────────

/** `:` and the statements after it, on the same line or indented below. */
function block(what: string): void {
  const first = n;
  if (kinds[p] !== T.Colon) {
    problemHere("expected ':'");
    if (kinds[p] !== T.Newline) headerLeftovers();
  }
  const start = ends[p - 1]!;
  lastEnd = start;
  if (kinds[p] === T.Colon) p++;
  if (kinds[p] === T.Newline) {
    const wasBroken = broken;
    p++;
    if (kinds[p] === T.Indent) indented();
    else {
      beginLine();
      broken = wasBroken;
      problemHere(`expected an indented block after ${what}`);
    }
  } else if (kinds[p] !== T.EndOfFile) simpleStatements();
  if (n > first) emit(K.Block, start, lastEnd, first, 0);
  else emit(K.Block, start, start, n, 0);
}

/** Keeps the complete expressions between a broken header and its colon. */
function headerLeftovers(): void {
  const start = starts[p]!;
  const first = n;
  while (kinds[p] !== T.Newline && kinds[p] !== T.EndOfFile) {
    if (kinds[p] === T.Colon && kinds[p + 1] === T.Newline) break;
    if (T.STARTS_EXPRESSION[kinds[p]!] === 1) expression();
    else p++;
  }
  emit(K.ErrorStatement, start, ends[p - 1]!, first, 0);
}

/** An `elif` is an If in the `orelse` of the previous one. The chain may be long, so this is a loop. */
function ifStatement(start: number): void {
  const ifs: number[] = [start, n];
  p++;
  namedExpression();
  block("'if' statement");
  for (;;) {
    if (kinds[p] === T.Elif) {
      beginLine();
      ifs.push(starts[p]!, n);
      p++;
      namedExpression();
      block("'elif' statement");
    } else {
      if (kinds[p] === T.Else) elseBlock("'else' statement");
      break;
    }
  }
  for (let i = ifs.length - 2; i >= 0; i -= 2) emit(K.If, ifs[i]!, lastEnd, ifs[i + 1]!, 0);
}

function elseBlock(what: string): void {
  beginLine();
  p++;
  block(what);
}

function whileStatement(start: number): void {
  const first = n;
  p++;
  namedExpression();
  block("'while' statement");
  if (kinds[p] === T.Else) elseBlock("'else' statement");
  emit(K.While, start, lastEnd, first, 0);
}

function forStatement(start: number, isAsync: number): void {
  const first = n;
  p++;
  targets();
  assignable(n - 1, 'assign to');
  if (expect(T.In, 'invalid syntax')) starExpressions();
  else errorExpression();
  block("'for' statement");
  if (kinds[p] === T.Else) elseBlock("'else' statement");
  emit(K.For, start, lastEnd, first, isAsync);
}

/** The targets of `for`, which end before `in`. */
function targets(): void {
  const start = starts[p]!;
  const first = n;
  target();
  if (kinds[p] !== T.Comma) return;
  while (kinds[p] === T.Comma) {
    p++;
    if (kinds[p] === T.In || kinds[p] === T.Assign) break;
    target();
  }
  emit(K.Tuple, start, ends[p - 1]!, first, 0);
}

function target(): void {
  if (kinds[p] === T.Star) starred();
  else binary(T.BitOrPrecedence);
}

/** `*x` */
function starred(): void {
  const start = starts[p]!;
  const first = n;
  p++;
  binary(T.BitOrPrecedence);
  emit(K.Starred, start, ends[p - 1]!, first, 0);
}

function withStatement(start: number, isAsync: number): void {
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
  const start = starts[p]!;
  const first = n;
  expression();
  if (kinds[p] === T.As) {
    p++;
    target();
    assignable(n - 1, 'assign to');
  }
  emit(K.WithItem, start, ends[p - 1]!, first, 0);
}

/**
 * True if the bracket after `with` contains the items (PEP 617), false if it belongs to the first expression. For
 * items, the colon follows it, and its content is neither empty, a generator, a yield, a starred nor a named
 * expression.
 */
function isParenthesisedWith(): boolean {
  let level = 0;
  for (let at = p; ; at++) {
    const k = kinds[at]!;
    if (k === T.LeftParen || k === T.LeftBracket || k === T.LeftBrace) level++;
    else if (k === T.RightParen || k === T.RightBracket || k === T.RightBrace) {
      if (--level === 0) return kinds[at + 1] === T.Colon && at > p + 1;
    } else if (level === 1) {
      if (k === T.For || k === T.Walrus || k === T.Yield) return false;
      if (k === T.Star && (kinds[at - 1] === T.LeftParen || kinds[at - 1] === T.Comma)) return false;
    }
    if (k === T.Newline || k === T.EndOfFile) return false;
  }
}

function tryStatement(start: number): void {
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
      problem(starts[at]!, ends[at]!, "cannot have both 'except' and 'except*' on the same 'try'");
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
  const start = starts[p]!;
  const first = n;
  let name = 0;
  p++;
  const star = kinds[p] === T.Star;
  if (star) p++;
  if (kinds[p] !== T.Colon) {
    const from = starts[p]!;
    expression();
    if (kinds[p] === T.Comma && isPython2Handler()) {
      p++;
      name = starts[p]!;
      p++;
      python2.push({ start, end: ends[p - 1]!, what: 'except with a comma' });
    } else if (kinds[p] === T.Comma) {
      while (kinds[p] === T.Comma) {
        p++;
        if (kinds[p] === T.Colon) break;
        expression();
      }
      emit(K.Tuple, from, ends[p - 1]!, first, 0);
      if (kinds[p] === T.As) problem(from, ends[p]!, "multiple exception types must be parenthesized when using 'as'");
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
 * capitalised except for the `error` of some modules, so a single lower-case name after a comma is Python 2's.
 */
function isPython2Handler(): boolean {
  if (!isName(kinds[p + 1]!) || kinds[p + 2] !== T.Colon) return false;
  const name = text.slice(starts[p + 1], ends[p + 1]);
  return name !== 'error' && name === name.toLowerCase();
}

function decorated(): void {
  const first = n;
  const from = starts[p]!;
  while (kinds[p] === T.At) {
    beginLine();
    const start = starts[p]!;
    const child = n;
    p++;
    namedExpression();
    emit(K.Decorator, start, ends[p - 1]!, child, 0);
    if (kinds[p] !== T.Newline) {
      problemHere('invalid syntax');
      while (kinds[p] !== T.Newline && kinds[p] !== T.EndOfFile) p++;
    }
    if (kinds[p] === T.Newline) p++;
  }
  beginLine();
  const start = starts[p]!;
  if (kinds[p] === T.Def) return functionDef(start, first, 0);
  if (kinds[p] === T.Class) return classDef(start, first);
  if (kinds[p] === T.Async && kinds[p + 1] === T.Def) {
    p++;
    return functionDef(start, first, 1);
  }
  emit(K.ErrorStatement, from, nodeEnds[n - 1]!, first, 0);
  problemHere('invalid syntax');
}

function functionDef(start: number, first: number, isAsync: number): void {
  p++;
  const name = definedName();
  typeParameters();
  if (expect(T.LeftParen, "expected '('")) {
    parameters(T.RightParen, true);
    expect(T.RightParen, 'invalid syntax');
  } else emit(K.Parameters, ends[p - 1]!, ends[p - 1]!, n, 0);
  if (kinds[p] === T.Arrow) {
    p++;
    expression();
  }
  block('function definition');
  emit(K.FunctionDef, start, lastEnd, first, name * 2 + isAsync);
}

function classDef(start: number, first: number): void {
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
function parameters(closing: number, annotated: boolean): void {
  const start = starts[p]!;
  const first = n;
  const from = p;
  let role = 0;
  let defaults = false;
  let slash = false;
  let doubleStar = false;
  while (kinds[p] !== closing) {
    const k = kinds[p]!;
    const at = starts[p]!;
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
        problem(at, ends[p - 1]!, 'parameter without a default follows parameter with a default');
      }
      emit(K.Parameter, at, ends[p - 1]!, child, data);
    } else if (k === T.Star || k === T.DoubleStar) {
      p++;
      if (k === T.DoubleStar) doubleStar = true;
      else if (role === 2) problem(at, ends[p - 1]!, '* argument may appear only once');
      if (isName(kinds[p]!)) {
        p++;
        let data = k === T.Star ? 3 : 4;
        if (annotated && kinds[p] === T.Colon) {
          p++;
          if (kinds[p] === T.Star) starred();
          else expression();
          data |= K.HasAnnotation;
        }
        emit(K.Parameter, at, ends[p - 1]!, child, data);
        if (kinds[p] === T.Assign) problemHere('var-positional argument cannot have default value');
      } else if (k === T.DoubleStar) {
        problemHere('invalid syntax');
      } else if (kinds[p] !== T.Comma || kinds[p + 1] === closing || kinds[p + 1] === T.DoubleStar) {
        problem(at, ends[p - 1]!, 'named arguments must follow bare *');
      }
      role = 2;
    } else if (k === T.Slash) {
      p++;
      if (child === first) problem(at, ends[p - 1]!, 'at least one argument must precede /');
      else if (slash || role !== 0) problem(at, ends[p - 1]!, '/ must be ahead of *');
      slash = true;
      // Those before it are positional-only (PEP 570).
      for (let node = n - 1; node >= first; node = nodeFirsts[node]! - 1) {
        if ((nodeData[node]! & 7) === 0) nodeData[node] = nodeData[node]! | 1;
      }
    } else if (k === T.LeftParen) {
      const open = p;
      tupleParameter();
      python2.push({ start: starts[open]!, end: ends[p - 1]!, what: 'tuple parameter' });
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
      if (!isName(kinds[p]!) && kinds[p] !== T.Star && kinds[p] !== T.DoubleStar) break;
    }
  }
  emit(K.Parameters, start, p > from ? ends[p - 1]! : start, first, 0);
}

/** Python 2's `def f(a, (b, (c, d)) = x)` (PEP 3113). */
function tupleParameter(): void {
  let level = 0;
  do {
    const k = kinds[p]!;
    if (k === T.LeftParen) level++;
    else if (k === T.RightParen) level--;
    else if (isName(k)) emit(K.Parameter, starts[p]!, ends[p]!, n, 0);
    else if (k !== T.Comma) return problemHere('invalid syntax');
    p++;
  } while (level > 0);
  if (kinds[p] === T.Assign) {
    p++;
    const first = n;
    expression();
    // The default does not belong to a single name, so its content is kept under the last one.
    emit(K.ErrorExpression, nodeStarts[first]!, ends[p - 1]!, first, 0);
  }
}

/** `[T: bound = default, *Ts, **P]` (PEP 695, PEP 696). */
function typeParameters(): void {
  if (kinds[p] !== T.LeftBracket) return;
  p++;
  if (kinds[p] === T.RightBracket) problemHere('Type parameter list cannot be empty');
  while (kinds[p] !== T.RightBracket) {
    const start = starts[p]!;
    const first = n;
    let data = 0;
    if (kinds[p] === T.Star || kinds[p] === T.DoubleStar) data = kinds[p++] === T.Star ? 1 : 2;
    if (!isName(kinds[p]!)) {
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
    emit(K.TypeParameter, start, ends[p - 1]!, first, data);
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

function matchStatement(start: number): void {
  const first = n;
  p++;
  const from = starts[p]!;
  starNamedExpression();
  if (kinds[p] === T.Comma) {
    while (kinds[p] === T.Comma) {
      p++;
      if (kinds[p] === T.Colon) break;
      starNamedExpression();
    }
    emit(K.Tuple, from, ends[p - 1]!, first, 0);
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
  const start = starts[p]!;
  const first = n;
  emit(K.Pattern, start, start, n, 2);
  const body = n;
  statement();
  emit(K.Block, start, n > body ? nodeEnds[n - 1]! : start, body, 0);
  emit(K.MatchCase, start, lastEnd, first, 0);
}

function matchCase(): void {
  const start = starts[p]!;
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
  const start = starts[p]!;
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
  emit(K.Pattern, start, ends[p - 1]!, first, Sequence);
}

function maybeStarPattern(): void {
  if (kinds[p] !== T.Star) return pattern();
  const start = starts[p]!;
  const first = n;
  p++;
  captureName();
  emit(K.Pattern, start, ends[p - 1]!, first, StarPattern);
}

/** A name that a pattern binds. `_` does not bind anything. */
function captureName(): void {
  if (isWildcard(p)) p++;
  else identifier();
}

const isWildcard = (at: number): boolean => ends[at]! - starts[at]! === 1 && text.charCodeAt(starts[at]!) === 95;

/** `a | b as c` */
function pattern(): void {
  const start = starts[p]!;
  const first = n;
  if (++depth > MAX_DEPTH) {
    tooDeep();
    emit(K.Pattern, start, ends[p - 1]!, first, Value);
    depth--;
    return;
  }
  closedPattern();
  if (kinds[p] === T.Bar) {
    while (kinds[p] === T.Bar) {
      p++;
      closedPattern();
    }
    emit(K.Pattern, start, ends[p - 1]!, first, OrPattern);
  }
  if (kinds[p] === T.As) {
    p++;
    if (isWildcard(p)) problemHere("cannot use '_' as a target");
    captureName();
    emit(K.Pattern, start, ends[p - 1]!, first, AsPattern);
  }
  depth--;
}

/** A literal or a dotted name. */
function mappingKey(): void {
  if (!isName(kinds[p]!)) return literal();
  const dotted = kinds[p + 1] === T.Dot;
  const at = p;
  binary(T.BitOrPrecedence + 1);
  if (!dotted || nodeKinds[n - 1] !== K.Attribute) problem(starts[at]!, ends[p - 1]!, 'invalid syntax');
}

function closedPattern(): void {
  const start = starts[p]!;
  const first = n;
  const k = kinds[p]!;
  if (isName(k)) {
    if (kinds[p + 1] !== T.Dot && kinds[p + 1] !== T.LeftParen) {
      const wildcard = isWildcard(p);
      captureName();
      return emit(K.Pattern, start, ends[p - 1]!, first, wildcard ? Wildcard : Capture);
    }
    leaf(K.Name, 0);
    while (kinds[p] === T.Dot) {
      p++;
      const at = starts[p]!;
      if (isName(kinds[p]!)) p++;
      else problemHere('invalid syntax');
      emit(K.Attribute, start, ends[p - 1]!, first, at);
    }
    if (kinds[p] !== T.LeftParen) return emit(K.Pattern, start, ends[p - 1]!, first, Value);
    p++;
    let keywords = false;
    while (kinds[p] !== T.RightParen) {
      if (isName(kinds[p]!) && kinds[p + 1] === T.Assign) {
        p += 2;
        keywords = true;
      } else if (keywords) problemHere('positional patterns follow keyword patterns');
      pattern();
      if (!more(T.RightParen)) break;
    }
    expect(T.RightParen, 'invalid syntax');
    return emit(K.Pattern, start, ends[p - 1]!, first, ClassPattern);
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
    return emit(K.Pattern, start, ends[p - 1]!, first, Sequence);
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
    return emit(K.Pattern, start, ends[p - 1]!, first, Mapping);
  }
  literal();
  emit(K.Pattern, start, ends[p - 1]!, first, Value);
}

/** A literal in a pattern: a number, possibly signed or complex, strings, None, True, False. */
function literal(): void {
  const from = p;
  const start = starts[p]!;
  const first = n;
  binary(T.BitOrPrecedence + 1);
  let at = from;
  if (kinds[at] === T.Minus) at++;
  const signed = at > from;
  const k = kinds[at]!;
  const isNumber = k === T.NumberLiteral;
  if (isNumber) {
    at++;
    if (at < p && (kinds[at] === T.Plus || kinds[at] === T.Minus) && kinds[at + 1] === T.NumberLiteral) {
      at += 2;
      const real = ends[at - 3]! - 1;
      if (isImaginary(real)) problem(start, ends[p - 1]!, 'real number required in complex literal');
      else if (!isImaginary(ends[at - 1]! - 1))
        problem(start, ends[p - 1]!, 'imaginary number required in complex literal');
    }
  } else if (!signed && (k === T.None || k === T.True || k === T.False)) at++;
  else if (!signed) while (kinds[at] === T.StringLiteral) at++;
  // An f-string is only refused when it is compiled.
  if (nodeKinds[n - 1] === K.JoinedStr) return;
  if (at !== p || p === from) problem(start, ends[p - 1]!, 'invalid syntax');
  if (n === first) errorExpression();
}

const isImaginary = (last: number): boolean => (text.charCodeAt(last) | 32) === 106;

// ── Expressions ──────────────────────────────────────────────────────────────────────────────────

function errorExpression(): void {
  emit(K.ErrorExpression, starts[p]!, starts[p]!, n, 0);
}

/** Skips what nests too deeply, up to the closing bracket. */
function tooDeep(): void {
  const start = starts[p]!;
  problemHere('too deeply nested');
  let level = 0;
  for (; ; p++) {
    const k = kinds[p]!;
    if (k === T.LeftParen || k === T.LeftBracket || k === T.LeftBrace) level++;
    else if (k === T.RightParen || k === T.RightBracket || k === T.RightBrace) {
      if (level === 0) break;
      level--;
    } else if (k === T.Newline || k === T.EndOfFile || (k === T.Comma && level === 0)) break;
  }
  emit(K.ErrorExpression, start, Math.max(start, ends[p - 1]!), n, 0);
}

/** `yield`, or expressions with stars and commas: what can stand alone or to the right of `=`. */
function yieldOrStarExpressions(): void {
  if (kinds[p] === T.Yield) yieldExpression();
  else starExpressions();
}

function yieldExpression(): void {
  const start = starts[p]!;
  const first = n;
  p++;
  if (kinds[p] === T.From) {
    p++;
    expression();
    return emit(K.Yield, start, ends[p - 1]!, first, 1);
  }
  if (T.STARTS_EXPRESSION[kinds[p]!] === 1 || kinds[p] === T.Star) starExpressions();
  emit(K.Yield, start, ends[p - 1]!, first, 0);
}

/** `a, *b, c`: a Tuple if there is a comma. */
function starExpressions(): void {
  const start = starts[p]!;
  const first = n;
  if (!single()) starExpression();
  if (kinds[p] !== T.Comma) return;
  while (kinds[p] === T.Comma) {
    p++;
    if (T.STARTS_EXPRESSION[kinds[p]!] === 0 && kinds[p] !== T.Star) break;
    starExpression();
  }
  emit(K.Tuple, start, ends[p - 1]!, first, 0);
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
  if (kinds[p + 1] !== T.Walrus || !isName(kinds[p]!)) {
    expression();
    if (kinds[p] === T.Walrus) {
      problem(nodeStarts[n - 1]!, nodeEnds[n - 1]!, `cannot use assignment expressions with ${nameOfKind(n - 1)}`);
      p++;
      expression();
    }
    return;
  }
  const start = starts[p]!;
  const first = n;
  const word = words[p]!;
  if (word !== 0) present[word]! |= Bare;
  leaf(K.Name, 0);
  p++;
  expression();
  emit(K.NamedExpr, start, ends[p - 1]!, first, 0);
}

/** 1 for tokens that end an expression of a single token, and that no operator or operand is. */
const ENDS_SINGLE = new Uint8Array(128);
for (const kind of [T.Comma, T.Newline, T.Colon, T.Assign, T.RightParen, T.RightBracket, T.RightBrace]) {
  ENDS_SINGLE[kind] = 1;
}

/** Reads an expression of a single token, as most are; false if there is none. */
function single(): boolean {
  if (ENDS_SINGLE[kinds[p + 1]!] === 0) return false;
  const k = kinds[p]!;
  if (k <= T.LastName) {
    const word = words[p]!;
    if (word !== 0) {
      present[word]! |= Bare;
      uncalled.push(n, word);
    }
    leaf(K.Name, 0);
  } else if (k === T.StringLiteral) {
    if (words[p] !== 0) uncalled.push(n, words[p]!);
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
  const start = starts[p]!;
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

function rightChain(from: number, row: number, hasBody: boolean): void {
  const pending: number[] = [];
  let start = from;
  let first = row;
  let body = hasBody;
  for (;;) {
    if (!body && kinds[p] === T.Lambda) {
      p++;
      parameters(T.Colon, false);
      expect(T.Colon, "expected ':'");
      pending.push(K.Lambda, start, first);
    } else {
      if (!body) binary(T.OrPrecedence);
      if (kinds[p] !== T.If) break;
      p++;
      binary(T.OrPrecedence);
      if (!expect(T.Else, "expected 'else' after 'if' expression")) errorExpression();
      pending.push(K.IfExp, start, first);
      if (kinds[p - 1] !== T.Else) break;
    }
    body = false;
    start = starts[p]!;
    first = n;
  }
  for (let i = pending.length - 3; i >= 0; i -= 3) emit(pending[i]!, pending[i + 1]!, ends[p - 1]!, pending[i + 2]!, 0);
}

/** Binary operators of at least a precedence, by precedence climbing, with prefix operators. */
function binary(precedence: number): void {
  if (single()) return;
  const start = starts[p]!;
  const first = n;
  const k = kinds[p]!;
  if (k === T.Not) {
    const nots: number[] = [];
    if (precedence > T.NotPrecedence) problemHere('invalid syntax');
    while (kinds[p] === T.Not) nots.push(starts[p++]!);
    binary(T.ComparePrecedence);
    for (let i = nots.length - 1; i >= 0; i--) emit(K.UnaryOp, nots[i]!, ends[p - 1]!, first, T.Not);
  } else if (k === T.Minus || k === T.Plus || k === T.Tilde) unary();
  else {
    primary();
    if (kinds[p] === T.DoubleStar) power(start, first);
  }

  for (;;) {
    const operator = kinds[p]!;
    const level = T.PRECEDENCE[operator]!;
    if (level === 0 || level < precedence) return;
    if (level > T.ComparePrecedence) {
      p++;
      binary(level + 1);
      emit(K.BinOp, start, ends[p - 1]!, first, operator);
    } else if (level === T.ComparePrecedence) {
      const compared = comparison();
      if (compared === 0) return;
      while (T.PRECEDENCE[kinds[p]!] === T.ComparePrecedence) {
        const at = p;
        const row = n;
        const next = comparisonOperator();
        if (next === 0) break;
        emit(K.Operator, starts[at]!, ends[p - 1]!, row, next);
        binary(T.BitOrPrecedence);
      }
      emit(K.Compare, start, ends[p - 1]!, first, compared);
    } else {
      do {
        p++;
        binary(level + 1);
      } while (kinds[p] === operator);
      emit(K.BoolOp, start, ends[p - 1]!, first, operator);
    }
  }
}

function comparison(): number {
  const operator = comparisonOperator();
  if (operator !== 0) binary(T.BitOrPrecedence);
  return operator;
}

/** Consumes a comparison operator of one or two words; 0 for a `not` that is not one. */
function comparisonOperator(): number {
  const k = kinds[p]!;
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
  power(starts[p]!, -1);
}

function power(from: number, row: number): void {
  const pending: number[] = [];
  let start = from;
  let first = row;
  for (;;) {
    if (first < 0) {
      // At an operand.
      const k = kinds[p]!;
      start = starts[p]!;
      if (k === T.Minus || k === T.Plus || k === T.Tilde) {
        pending.push(k, start, n);
        p++;
        continue;
      }
      if (k === T.Not) problemHere('invalid syntax');
      first = n;
      primary();
    }
    if (kinds[p] !== T.DoubleStar) break;
    pending.push(T.DoubleStar, start, first);
    p++;
    first = -1;
  }
  for (let i = pending.length - 3; i >= 0; i -= 3) {
    const operator = pending[i]!;
    const kind = operator === T.DoubleStar ? K.BinOp : K.UnaryOp;
    emit(kind, pending[i + 1]!, ends[p - 1]!, pending[i + 2]!, operator);
  }
}

/** An atom with its attributes, calls and subscripts. */
function primary(): void {
  const start = starts[p]!;
  const first = n;
  let k = kinds[p]!;
  if (k === T.Await) {
    p++;
    if (kinds[p] === T.Await) problemHere('invalid syntax');
    const awaits = [start];
    while (kinds[p] === T.Await) awaits.push(starts[p++]!);
    primary();
    for (let i = awaits.length - 1; i >= 0; i--) emit(K.Await, awaits[i]!, ends[p - 1]!, first, 0);
    return;
  }
  let word = 0;
  if (isName(k)) {
    word = words[p]!;
    if (word !== 0) present[word]! |= Bare;
    emit(K.Name, start, ends[p]!, first, 0);
    p++;
  } else atom();

  for (;;) {
    k = kinds[p]!;
    if (k === T.Dot) {
      p++;
      if (!isName(kinds[p]!)) {
        problemHere('invalid syntax');
        emit(K.Attribute, start, ends[p - 1]!, first, ends[p - 1]!);
        continue;
      }
      word = words[p]!;
      emit(K.Attribute, start, ends[p]!, first, starts[p]!);
      p++;
    } else if (k === T.LeftParen) {
      callArguments(false);
      if (word !== 0) called.push(n, word);
      word = 0;
      emit(K.Call, start, ends[p - 1]!, first, 0);
    } else if (k === T.LeftBracket) {
      if (word !== 0) uncalled.push(n - 1, word);
      word = 0;
      p++;
      slices();
      expect(T.RightBracket, 'invalid syntax');
      emit(K.Subscript, start, ends[p - 1]!, first, 0);
    } else {
      if (word !== 0) uncalled.push(n - 1, word);
      return;
    }
  }
}

function atom(): void {
  switch (kinds[p]) {
    case T.StringLiteral:
      // A single one, as most are.
      if (kinds[p + 1] !== T.StringLiteral && kinds[p + 1] !== T.FStringStart) {
        if (words[p] !== 0) uncalled.push(n, words[p]!);
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
function more(closing: number): boolean {
  if (kinds[p] === T.Comma) {
    p++;
    return kinds[p] !== closing && kinds[p] !== T.Newline;
  }
  if (kinds[p] === closing) return false;
  problemHere('invalid syntax');
  for (;;) {
    const k = kinds[p]!;
    if (T.STARTS_EXPRESSION[k] === 1) return true;
    switch (k) {
      case T.Newline:
      case T.EndOfFile:
      case T.RightParen:
      case T.RightBracket:
      case T.RightBrace:
      case T.FStringEnd:
      case T.FStringMiddle:
        return false;
      case T.Comma:
        return more(closing);
    }
    p++;
  }
}

/** `(…)`: an expression in brackets, a tuple, a generator, a yield. */
function group(): void {
  const start = starts[p]!;
  const first = n;
  p++;
  if (kinds[p] === T.RightParen) {
    p++;
    return emit(K.Tuple, start, ends[p - 1]!, first, 0);
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
    return emit(K.Comprehension, start, ends[p - 1]!, first, 2);
  }
  if (kinds[p] === T.RightParen) {
    if (nodeKinds[n - 1] === K.Starred) problem(start, ends[p]!, 'cannot use starred expression here');
    p++;
    return;
  }
  while (more(T.RightParen)) starNamedExpression();
  expect(T.RightParen, 'invalid syntax');
  emit(K.Tuple, start, ends[p - 1]!, first, 0);
}

function listDisplay(): void {
  const start = starts[p]!;
  const first = n;
  p++;
  if (kinds[p] !== T.RightBracket) {
    starNamedExpression();
    if (isComprehension()) {
      comprehensionClauses();
      expect(T.RightBracket, 'invalid syntax');
      return emit(K.Comprehension, start, ends[p - 1]!, first, 0);
    }
    while (more(T.RightBracket)) starNamedExpression();
  }
  expect(T.RightBracket, 'invalid syntax');
  emit(K.List, start, ends[p - 1]!, first, 0);
}

/** `{…}`: a dict or a set. */
function braceDisplay(): void {
  const start = starts[p]!;
  const first = n;
  p++;
  if (kinds[p] === T.RightBrace) {
    p++;
    return emit(K.Dict, start, ends[p - 1]!, first, 0);
  }
  const isDict = braceItem();
  if (isComprehension()) {
    comprehensionClauses();
    expect(T.RightBrace, 'invalid syntax');
    return emit(K.Comprehension, start, ends[p - 1]!, first, isDict ? 3 : 1);
  }
  while (more(T.RightBrace)) {
    const at = starts[p]!;
    const row = n;
    if (braceItem() !== isDict) {
      problem(at, ends[p - 1]!, isDict ? "':' expected after dictionary key" : 'invalid syntax');
      if (isDict) emit(K.DictItem, at, ends[p - 1]!, row, 0);
    }
  }
  expect(T.RightBrace, 'invalid syntax');
  emit(isDict ? K.Dict : K.SetDisplay, start, ends[p - 1]!, first, 0);
}

/** `key: value` or `**value`, which become a DictItem (returns true), or an element of a set. */
function braceItem(): boolean {
  const start = starts[p]!;
  const first = n;
  if (kinds[p] === T.DoubleStar) {
    p++;
    binary(T.BitOrPrecedence);
    emit(K.DictItem, start, ends[p - 1]!, first, 0);
    return true;
  }
  starNamedExpression();
  if (kinds[p] !== T.Colon) return false;
  if (nodeKinds[n - 1] === K.Starred) problemHere('cannot use a starred expression in a dictionary key');
  p++;
  if (kinds[p] === T.Star) problemHere('cannot use a starred expression in a dictionary value');
  starExpression();
  emit(K.DictItem, start, ends[p - 1]!, first, 0);
  return true;
}

function isComprehension(): boolean {
  return kinds[p] === T.For || (kinds[p] === T.Async && kinds[p + 1] === T.For);
}

function comprehensionClauses(): void {
  do {
    const start = starts[p]!;
    const first = n;
    const isAsync = kinds[p] === T.Async ? 1 : 0;
    p += 1 + isAsync;
    targets();
    assignable(n - 1, 'assign to');
    if (expect(T.In, "'in' expected after for-loop variables")) binary(T.OrPrecedence);
    else errorExpression();
    while (kinds[p] === T.If) {
      p++;
      binary(T.OrPrecedence);
    }
    emit(K.ComprehensionFor, start, ends[p - 1]!, first, isAsync);
  } while (isComprehension());
}

/** Python 2's backticks. */
function backquote(): void {
  const start = starts[p]!;
  const first = n;
  p++;
  starExpressions();
  expect(T.Backquote, 'invalid syntax');
  python2.push({ start, end: ends[p - 1]!, what: 'backticks' });
  emit(K.Backquote, start, ends[p - 1]!, first, 0);
}

/** `(…)` after a callee or the name of a class. */
function callArguments(inClass: boolean): void {
  const open = starts[p]!;
  p++;
  let keywords = false;
  let unpacking = false;
  let generator = -1;
  let count = 0;
  while (kinds[p] !== T.RightParen) {
    const start = starts[p]!;
    const first = n;
    const k = kinds[p]!;
    count++;
    if (k === T.Star) {
      p++;
      if (unpacking) problem(start, ends[p - 1]!, 'iterable argument unpacking follows keyword argument unpacking');
      expression();
      emit(K.Starred, start, ends[p - 1]!, first, 0);
      // PEP 798
      if (isComprehension()) generator = argumentGenerator(open, start, first, count);
    } else if (k === T.DoubleStar) {
      p++;
      unpacking = true;
      expression();
      emit(K.Keyword, start, ends[p - 1]!, first, 0);
    } else if (isName(k) && kinds[p + 1] === T.Assign) {
      const nameEnd = ends[p]!;
      const word = words[p]!;
      p += 2;
      keywords = true;
      expression();
      if (word !== 0) {
        present[word]! |= AsKeyword;
        keywordHits.push(n, word);
      }
      emit(K.Keyword, start, ends[p - 1]!, first, nameEnd);
    } else {
      namedExpression();
      if (kinds[p] === T.Assign) {
        problemHere('expression cannot contain assignment, perhaps you meant "=="?');
        p++;
        expression();
      } else if (isComprehension()) {
        generator = argumentGenerator(open, start, first, count);
      }
      if (unpacking) problem(start, ends[p - 1]!, 'positional argument follows keyword argument unpacking');
      else if (keywords) problem(start, ends[p - 1]!, 'positional argument follows keyword argument');
    }
    if (!more(T.RightParen)) break;
  }
  if (generator >= 0 && (inClass || count > 1 || kinds[p - 1] === T.Comma)) {
    problem(nodeStarts[generator]!, nodeEnds[generator]!, 'Generator expression must be parenthesized');
  }
  expect(T.RightParen, 'invalid syntax');
}

/** The clauses of a generator among arguments, and its row. If it is the only argument, it uses the call's brackets. */
function argumentGenerator(open: number, start: number, first: number, count: number): number {
  comprehensionClauses();
  const alone = count === 1 && kinds[p] === T.RightParen;
  emit(K.Comprehension, alone ? open : start, ends[alone ? p : p - 1]!, first, 2);
  return n - 1;
}

/** What is inside `x[…]`: a Tuple without brackets if there is a comma. */
function slices(): void {
  const start = starts[p]!;
  const first = n;
  if (kinds[p] === T.RightBracket) {
    problemHere('invalid syntax');
    return errorExpression();
  }
  slice();
  if (kinds[p] === T.RightBracket && nodeKinds[n - 1] !== K.Starred) return;
  if (kinds[p] === T.RightBracket) return emit(K.Tuple, start, ends[p - 1]!, first, 0);
  while (more(T.RightBracket)) slice();
  emit(K.Tuple, start, ends[p - 1]!, first, 0);
}

function slice(): void {
  const start = starts[p]!;
  const first = n;
  let data = 0;
  if (kinds[p] !== T.Colon) {
    starNamedExpression();
    if (kinds[p] !== T.Colon) return;
    if (nodeKinds[n - 1] === K.Starred) problemHere('invalid syntax');
    data = K.Lower;
  }
  p++;
  if (T.STARTS_EXPRESSION[kinds[p]!] === 1) {
    expression();
    data |= K.Upper;
  }
  if (kinds[p] === T.Colon) {
    p++;
    if (T.STARTS_EXPRESSION[kinds[p]!] === 1) {
      expression();
      data |= K.Step;
    }
  }
  emit(K.Slice, start, ends[p - 1]!, first, data);
}

// ── Strings ──────────────────────────────────────────────────────────────────────────────────────

/** Adjacent literals of any form: a String, or a JoinedStr if one of them is an f-string. */
function strings(): void {
  const start = starts[p]!;
  const first = n;
  let formatted = false;
  let template = 0;
  let bytes = 0;
  let count = 0;
  for (;;) {
    const k = kinds[p]!;
    if (k === T.StringLiteral) {
      if (isBytes(starts[p]!)) bytes++;
      if (words[p] !== 0) uncalled.push(n, words[p]!);
      leaf(K.StringPart, 0);
    } else if (k === T.FStringStart) {
      const prefix = text.slice(starts[p], ends[p]).toLowerCase();
      formatted = true;
      if (prefix.includes('t')) template++;
      fstring(prefix.includes('r') ? 1 : 0);
    } else break;
    count++;
  }
  if (bytes > 0 && bytes < count) problem(start, ends[p - 1]!, 'cannot mix bytes and nonbytes literals');
  if (template > 0 && template < count) problem(start, ends[p - 1]!, 'cannot mix t-string literals with others');
  emit(formatted ? K.JoinedStr : K.StringLiteral, start, ends[p - 1]!, first, template > 0 ? 1 : 0);
}

function isBytes(start: number): boolean {
  const a = text.charCodeAt(start) | 32;
  return a === 98 || (a === 114 && (text.charCodeAt(start + 1) | 32) === 98);
}

function fstring(raw: number): void {
  p++;
  for (;;) {
    const k = kinds[p]!;
    if (k === T.FStringMiddle) leaf(K.Middle, raw);
    else if (k === T.LeftBrace) replacementField(raw);
    else break;
  }
  if (kinds[p] === T.FStringEnd) p++;
  else problemHere("f-string: expecting '}'");
}

/** `{value!r:spec}` */
function replacementField(raw: number): void {
  const start = starts[p]!;
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
    emit(K.DebugText, start + 1, starts[p]!, n, 0);
  }
  if (kinds[p] === T.Exclamation) {
    p++;
    if (starts[p] !== ends[p - 1]) {
      problemHere('f-string: conversion type must come right after the exclamation mark');
    }
    const size = ends[p]! - starts[p]!;
    const letter = text.charCodeAt(starts[p]!);
    if (isName(kinds[p]!) && size === 1 && (letter === 114 || letter === 115 || letter === 97)) conversion = letter;
    else problemHere("f-string: invalid conversion character: expected 's', 'r', or 'a'");
    if (isName(kinds[p]!)) p++;
  }
  if (kinds[p] === T.Colon) {
    const specStart = starts[p]!;
    const spec = n;
    p++;
    for (;;) {
      const k = kinds[p]!;
      if (k === T.FStringMiddle) leaf(K.Middle, raw | 2);
      else if (k === T.LeftBrace) replacementField(raw);
      else break;
    }
    emit(K.JoinedStr, specStart, ends[p - 1]!, spec, 0);
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
  emit(K.FormattedValue, start, ends[p - 1]!, first, conversion);
  depth--;
}
