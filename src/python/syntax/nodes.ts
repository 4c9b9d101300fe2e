import type { Python2Construct, SyntaxProblem } from './problems.ts';
import type { Parsed } from './read.ts';

/**
 * The shape of Python's syntax as rules see it. Names and fields follow CPython's `ast` module
 * (https://docs.python.org/3/library/ast.html), so its documentation applies. Differences are noted here.
 *
 * Every node is plain data, created on demand from the flat tree that the parser writes (see tree.ts).
 * `start` and `end` are offsets into the document's text, end exclusive. Parentheses around an expression
 * are not part of it, except for tuples (as in `ast`).
 */
export interface NodeBase {
  /** Its index in the flat tree. Equal ids mean the same node; it is also the key for looking up parents and scopes. */
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

interface Of<K extends string> extends NodeBase {
  readonly kind: K;
}

// ── Expressions ──────────────────────────────────────────────────────────────────────────────────

export interface Name extends Of<'Name'> {
  /** NFKC-normalised, as the compiler sees it (PEP 3131). */
  readonly name: string;
}
/** int, float or complex. `value` is null if it is not an exact JavaScript number or bigint (1e400, 3j). */
export interface NumberLiteral extends Of<'Number'> {
  readonly value: number | bigint | null;
}
/** One string literal or several adjacent ones. */
export interface StringLiteral extends Of<'String'> {
  readonly value: string;
  readonly bytes: boolean;
  /** How many literals are adjacent. */
  readonly parts: number;
}
/** True, False, None, Ellipsis. */
export interface ConstantName extends Of<'Constant'> {
  readonly value: true | false | null | '...';
}
/** An f-string, or adjacent literals that include an f-string. `template` marks a t-string (PEP 750). */
export interface JoinedStr extends Of<'JoinedStr'> {
  readonly template: boolean;
  readonly values: readonly (StringLiteral | FormattedValue)[];
}
export interface FormattedValue extends Of<'FormattedValue'> {
  readonly value: Expression;
  /** The character after `!`: r, s or a; null if there is none. */
  readonly conversion: string | null;
  readonly formatSpec: JoinedStr | null;
}
export interface Attribute extends Of<'Attribute'> {
  readonly value: Expression;
  readonly attr: string;
  /** The span of the attribute's name. */
  readonly attrStart: number;
}
export interface Subscript extends Of<'Subscript'> {
  readonly value: Expression;
  /** A Tuple (without parentheses) if there are several. */
  readonly slice: Expression;
}
export interface Slice extends Of<'Slice'> {
  readonly lower: Expression | null;
  readonly upper: Expression | null;
  readonly step: Expression | null;
}
export interface Call extends Of<'Call'> {
  readonly func: Expression;
  /** Positional arguments in order; `*x` as a Starred. */
  readonly args: readonly Expression[];
  /** Keyword arguments in order; `**x` as a Keyword with name null. */
  readonly keywords: readonly Keyword[];
}
/** Also for the keywords of a class statement. Spans the whole `name=value` or `**value`. */
export interface Keyword extends Of<'Keyword'> {
  readonly name: string | null;
  readonly value: Expression;
}
export interface Starred extends Of<'Starred'> {
  readonly value: Expression;
}
export interface TupleDisplay extends Of<'Tuple'> {
  readonly items: readonly Expression[];
}
export interface ListDisplay extends Of<'List'> {
  readonly items: readonly Expression[];
}
export interface SetDisplay extends Of<'Set'> {
  readonly items: readonly Expression[];
}
export interface DictDisplay extends Of<'Dict'> {
  /** `**x` has a null key. */
  readonly items: readonly DictItem[];
}
export interface DictItem extends Of<'DictItem'> {
  readonly key: Expression | null;
  readonly value: Expression;
}
export type UnaryOperator = 'not' | '-' | '+' | '~';
export interface UnaryOp extends Of<'UnaryOp'> {
  readonly op: UnaryOperator;
  readonly operand: Expression;
}
export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '@' | '<<' | '>>' | '&' | '|' | '^';
export interface BinOp extends Of<'BinOp'> {
  readonly left: Expression;
  readonly op: BinaryOperator;
  readonly right: Expression;
}
/** `a or b or c` is one node with three values, as in `ast`. */
export interface BoolOp extends Of<'BoolOp'> {
  readonly op: 'and' | 'or';
  readonly values: readonly Expression[];
}
/** `<>` is Python 2's and PEP 401's `!=`; it is also listed in PythonFile.python2. */
export type ComparisonOperator = '<' | '>' | '==' | '!=' | '<=' | '>=' | '<>' | 'in' | 'not in' | 'is' | 'is not';
export interface Compare extends Of<'Compare'> {
  readonly left: Expression;
  readonly ops: readonly ComparisonOperator[];
  readonly comparators: readonly Expression[];
}
export interface IfExp extends Of<'IfExp'> {
  readonly test: Expression;
  readonly body: Expression;
  readonly orelse: Expression;
}
export interface Lambda extends Of<'Lambda'> {
  readonly params: Parameters;
  readonly body: Expression;
}
export interface NamedExpr extends Of<'NamedExpr'> {
  readonly target: Name;
  readonly value: Expression;
}
export interface Comprehension extends Of<'Comprehension'> {
  /** `form` distinguishes ListComp, SetComp, GeneratorExp and DictComp. `element` is a DictItem for 'dict'. */
  readonly form: 'list' | 'set' | 'generator' | 'dict';
  readonly element: Expression | DictItem;
  readonly generators: readonly ComprehensionFor[];
}
export interface ComprehensionFor extends Of<'ComprehensionFor'> {
  readonly async: boolean;
  readonly target: Expression;
  readonly iter: Expression;
  readonly ifs: readonly Expression[];
}
export interface Await extends Of<'Await'> {
  readonly value: Expression;
}
export interface Yield extends Of<'Yield'> {
  /** `yield from x`. */
  readonly from: boolean;
  readonly value: Expression | null;
}
/** Python 2's backticks: repr(x). */
export interface Backquote extends Of<'Backquote'> {
  readonly value: Expression;
}
/** An expression was expected here but could not be read. */
export interface ErrorExpression extends Of<'ErrorExpression'> {
  /** Complete expressions that could be read inside the broken range. */
  readonly items: readonly Expression[];
}

export type Expression =
  | Name
  | NumberLiteral
  | StringLiteral
  | ConstantName
  | JoinedStr
  | FormattedValue
  | Attribute
  | Subscript
  | Slice
  | Call
  | Starred
  | TupleDisplay
  | ListDisplay
  | SetDisplay
  | DictDisplay
  | UnaryOp
  | BinOp
  | BoolOp
  | Compare
  | IfExp
  | Lambda
  | NamedExpr
  | Comprehension
  | Await
  | Yield
  | Backquote
  | ErrorExpression;

// ── Parameters and patterns ──────────────────────────────────────────────────────────────────────

export interface Parameters extends Of<'Parameters'> {
  readonly items: readonly Parameter[];
}
export interface Parameter extends Of<'Parameter'> {
  readonly name: string;
  readonly role: 'positional-only' | 'positional' | 'keyword-only' | 'var-positional' | 'var-keyword';
  readonly annotation: Expression | null;
  readonly default: Expression | null;
}
export interface TypeParameter extends Of<'TypeParameter'> {
  readonly name: string;
  readonly role: 'type' | 'tuple' | 'spec';
  readonly bound: Expression | null;
  readonly default: Expression | null;
}
/**
 * A match pattern. Values and keys inside it are expressions. `captures` are the names that it binds itself, without
 * those of nested patterns.
 */
export interface Pattern extends Of<'Pattern'> {
  readonly form: 'value' | 'capture' | 'wildcard' | 'sequence' | 'mapping' | 'class' | 'or' | 'star' | 'as';
  readonly expressions: readonly Expression[];
  readonly patterns: readonly Pattern[];
  readonly captures: readonly string[];
}

// ── Statements ───────────────────────────────────────────────────────────────────────────────────

export interface Module extends Of<'Module'> {
  readonly body: readonly Statement[];
}
export interface FunctionDef extends Of<'FunctionDef'> {
  readonly name: string;
  readonly nameStart: number;
  readonly async: boolean;
  readonly decorators: readonly Expression[];
  readonly typeParams: readonly TypeParameter[];
  readonly params: Parameters;
  readonly returns: Expression | null;
  readonly body: readonly Statement[];
}
export interface ClassDef extends Of<'ClassDef'> {
  readonly name: string;
  readonly nameStart: number;
  readonly decorators: readonly Expression[];
  readonly typeParams: readonly TypeParameter[];
  readonly bases: readonly Expression[];
  readonly keywords: readonly Keyword[];
  readonly body: readonly Statement[];
}
export interface Return extends Of<'Return'> {
  readonly value: Expression | null;
}
export interface Delete extends Of<'Delete'> {
  readonly targets: readonly Expression[];
}
export interface Assign extends Of<'Assign'> {
  /** `a = b = value` has two targets. */
  readonly targets: readonly Expression[];
  readonly value: Expression;
}
export interface AugAssign extends Of<'AugAssign'> {
  readonly target: Expression;
  readonly op: BinaryOperator;
  readonly value: Expression;
}
export interface AnnAssign extends Of<'AnnAssign'> {
  readonly target: Expression;
  readonly annotation: Expression;
  readonly value: Expression | null;
}
export interface TypeAlias extends Of<'TypeAlias'> {
  readonly name: Name;
  readonly typeParams: readonly TypeParameter[];
  readonly value: Expression;
}
export interface For extends Of<'For'> {
  readonly async: boolean;
  readonly target: Expression;
  readonly iter: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}
export interface While extends Of<'While'> {
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}
/** An `elif` is an If that is alone in `orelse`, as in `ast`. */
export interface If extends Of<'If'> {
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}
export interface WithItem extends Of<'WithItem'> {
  readonly context: Expression;
  readonly target: Expression | null;
}
export interface With extends Of<'With'> {
  readonly async: boolean;
  readonly items: readonly WithItem[];
  readonly body: readonly Statement[];
}
export interface MatchCase extends Of<'MatchCase'> {
  readonly pattern: Pattern;
  readonly guard: Expression | null;
  readonly body: readonly Statement[];
}
export interface Match extends Of<'Match'> {
  readonly subject: Expression;
  readonly cases: readonly MatchCase[];
}
/** The parts of Python 2's `raise E, "message", traceback` are in `arguments`. */
export interface Raise extends Of<'Raise'> {
  readonly exception: Expression | null;
  readonly cause: Expression | null;
  readonly arguments: readonly Expression[];
}
export interface ExceptHandler extends Of<'ExceptHandler'> {
  readonly type: Expression | null;
  /** The name after `as` (or after Python 2's comma). */
  readonly name: string | null;
  readonly body: readonly Statement[];
}
export interface Try extends Of<'Try'> {
  /** `except*` (PEP 654). */
  readonly star: boolean;
  readonly body: readonly Statement[];
  readonly handlers: readonly ExceptHandler[];
  readonly orelse: readonly Statement[];
  readonly finalbody: readonly Statement[];
}
export interface Assert extends Of<'Assert'> {
  readonly test: Expression;
  readonly message: Expression | null;
}
/** One imported name: `a.b as c` in `import`, `x as y` or `*` in `from … import`. */
export interface ImportAlias extends Of<'ImportAlias'> {
  readonly name: string;
  readonly asname: string | null;
}
export interface Import extends Of<'Import'> {
  /** `lazy import` (PEP 810). */
  readonly lazy: boolean;
  readonly names: readonly ImportAlias[];
}
export interface ImportFrom extends Of<'ImportFrom'> {
  readonly lazy: boolean;
  /** Without the leading dots; '' for `from . import x`. */
  readonly module: string;
  /** The number of leading dots. */
  readonly level: number;
  readonly names: readonly ImportAlias[];
}
export interface Global extends Of<'Global'> {
  /** `nonlocal`. */
  readonly nonlocal: boolean;
  readonly names: readonly string[];
}
export interface ExpressionStatement extends Of<'ExpressionStatement'> {
  readonly value: Expression;
}
export interface Simple extends Of<'Pass' | 'Break' | 'Continue'> {}
/** Python 2's print statement. */
export interface Print extends Of<'Print'> {
  readonly values: readonly Expression[];
}
/** Python 2's exec statement: `exec code in globals, locals`. `exec(code)` is a Call. */
export interface Exec extends Of<'Exec'> {
  readonly body: Expression;
  readonly globals: Expression | null;
  readonly locals: Expression | null;
}
/** A logical line that could not be read. Complete expressions in it are kept. */
export interface ErrorStatement extends Of<'ErrorStatement'> {
  readonly items: readonly Expression[];
}

export type Statement =
  | FunctionDef
  | ClassDef
  | Return
  | Delete
  | Assign
  | AugAssign
  | AnnAssign
  | TypeAlias
  | For
  | While
  | If
  | With
  | Match
  | Raise
  | Try
  | Assert
  | Import
  | ImportFrom
  | Global
  | ExpressionStatement
  | Simple
  | Print
  | Exec
  | ErrorStatement;

export type Node =
  | Module
  | Statement
  | Expression
  | Keyword
  | DictItem
  | ComprehensionFor
  | Parameters
  | Parameter
  | TypeParameter
  | Pattern
  | WithItem
  | MatchCase
  | ExceptHandler
  | ImportAlias;

export type NodeKind = Node['kind'];
export type NodeOf<K extends NodeKind> = Extract<Node, { readonly kind: K }>;

// ── A parsed file ────────────────────────────────────────────────────────────────────────────────

export interface Comment {
  /** The offset of `#`. */
  readonly start: number;
  readonly end: number;
}

export interface PythonFile {
  readonly text: string;
  readonly parsed: Parsed;
  /** Names that it imports from its project, with the dotted names outside the project that they mean there. */
  readonly borrowed: ReadonlyMap<string, string>;
  view(row: number): Node;
  readonly module: Module;
  /** Every node of a kind, in order of their starts, created on first use. */
  nodes<K extends NodeKind>(kind: K): readonly NodeOf<K>[];
  /** The enclosing node; null for the module. */
  parent(node: Node): Node | null;
  /** The direct children in source order. */
  children(node: Node): readonly Node[];
  /** What could not be read, in source order, without Python 2's constructs. */
  readonly problems: readonly SyntaxProblem[];
  readonly python2: readonly Python2Construct[];
  readonly comments: readonly Comment[];
  /** The logical line (statement, or header of a compound statement) around an offset. For suppressions. */
  logicalLine(offset: number): { readonly start: number; readonly end: number };
}
