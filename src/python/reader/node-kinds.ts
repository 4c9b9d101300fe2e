/**
 * The kinds of rows in a flat tree. Imported as a namespace (`K.Name`), which both compilers turn into plain numbers:
 * therefore nothing but constants may be here.
 */

// The kinds, each with its children in order, and its data. `[x]` is optional, `x*` may repeat.

/** statement* */
export const Module = 1;

// Expressions.
export const Name = 2;
export const NumberLiteral = 3;
/** StringPart* (if there are none, the node is the literal) */
export const StringLiteral = 4;
/** Data: an index into CONSTANTS. */
export const Constant = 5;
/** (StringPart | Middle | FormattedValue)*. Data: 1 for a t-string. */
export const JoinedStr = 6;
/** value, [DebugText], [JoinedStr: the format spec]. Data: the conversion's character, 0 if there is none. */
export const FormattedValue = 7;
/** value. Data: the offset of the attribute's name. */
export const Attribute = 8;
/** value, slice */
export const Subscript = 9;
/** [lower], [upper], [step]. Data: Lower | Upper | Step. */
export const Slice = 10;
/** func, (argument | Keyword)* */
export const Call = 11;
/** value. Data: the end of its name, 0 for `**value`. */
export const Keyword = 12;
/** value */
export const Starred = 13;
/** item* */
export const Tuple = 14;
/** item* */
export const List = 15;
/** item* */
export const SetDisplay = 16;
/** DictItem* */
export const Dict = 17;
/** [key], value */
export const DictItem = 18;
/** operand. Data: the operator's token. */
export const UnaryOp = 19;
/** left, right. Data: the operator's token. */
export const BinOp = 20;
/** value, value, value*. Data: the operator's token. */
export const BoolOp = 21;
/** left, comparator, (Operator, comparator)*. Data: the first operator's token. */
export const Compare = 22;
/** body, test, orelse */
export const IfExp = 23;
/** Parameters, body */
export const Lambda = 24;
/** Name, value */
export const NamedExpr = 25;
/** element, ComprehensionFor*. Data: an index into COMPREHENSIONS. */
export const Comprehension = 26;
/** target, iter, condition*. Data: 1 for `async`. */
export const ComprehensionFor = 27;
/** value */
export const Await = 28;
/** [value]. Data: 1 for `yield from`. */
export const Yield = 29;
/** value */
export const Backquote = 30;
/** expression* */
export const ErrorExpression = 31;

// Parameters and patterns.
/** Parameter* */
export const Parameters = 32;
/** [annotation], [default]. Data: an index into PARAMETER_ROLES, with HasAnnotation and HasDefault. */
export const Parameter = 33;
/** [bound], [default]. Data: an index into TYPE_PARAMETER_ROLES, with HasAnnotation and HasDefault. */
export const TypeParameter = 34;
/** (expression | Pattern | Identifier)*. Data: an index into PATTERNS. */
export const Pattern = 35;

// Statements.
/** Decorator*, TypeParameter*, Parameters, [returns], Block. Data: twice the offset of the name, plus 1 for `async`. */
export const FunctionDef = 40;
/** Decorator*, TypeParameter*, (base | Keyword)*, Block. Data: the offset of the name. */
export const ClassDef = 41;
/** [value] */
export const Return = 42;
/** target* */
export const Delete = 43;
/** target, target*, value */
export const Assign = 44;
/** target, value. Data: the binary operator's token. */
export const AugAssign = 45;
/** target, annotation, [value] */
export const AnnAssign = 46;
/** Name, TypeParameter*, value */
export const TypeAlias = 47;
/** target, iter, Block, [Block]. Data: 1 for `async`. */
export const For = 48;
/** test, Block, [Block] */
export const While = 49;
/** test, Block, [Block | If] */
export const If = 50;
/** WithItem*, Block. Data: 1 for `async`. */
export const With = 51;
/** context, [target] */
export const WithItem = 52;
/** subject, MatchCase* */
export const Match = 53;
/** Pattern, [guard], Block */
export const MatchCase = 54;
/** [exception], [cause], or Python 2's expression*. Data: Exception | Cause | Arguments. */
export const Raise = 55;
/** Block, ExceptHandler*, [Block], [Block]. Data: Star | Else | Finally. */
export const Try = 56;
/** [type], Block. Data: the offset of the name, 0 if there is none. */
export const ExceptHandler = 57;
/** test, [message] */
export const Assert = 58;
/** ImportAlias*. Data: 1 for `lazy`. */
export const Import = 59;
/** ImportAlias*. Data: 1 for `lazy`. */
export const ImportFrom = 60;
export const ImportAlias = 61;
/** Identifier*. Data: 1 for `nonlocal`. */
export const Global = 62;
/** value */
export const ExpressionStatement = 63;
export const Pass = 64;
export const Break = 65;
export const Continue = 66;
/** value* */
export const Print = 67;
/** body, [globals], [locals] */
export const Exec = 68;
/** expression* */
export const ErrorStatement = 69;

// Kinds that no view shows: their children belong to the enclosing node.
/** statement* */
export const Block = 80;
/** expression */
export const Decorator = 81;
/** A name that is not an expression. */
export const Identifier = 82;
/** Data: the token of a comparison. */
export const Operator = 83;
/** One of several adjacent string literals. */
export const StringPart = 84;
/** Literal text in an f-string. Data: 1 in a raw one, plus 2 in a format spec. */
export const Middle = 85;
/** `x=` in `{x=}`. */
export const DebugText = 86;
export const FirstHidden = Block;

// Flags in data.
export const Lower = 1;
export const Upper = 2;
export const Step = 4;
export const HasAnnotation = 8;
export const HasDefault = 16;
export const Exception = 1;
export const Cause = 2;
export const Arguments = 4;
export const Star = 1;
export const Else = 2;
export const Finally = 4;
