/**
 * The public functions for what is written: decoding, the parser, its nodes, and the words in a file. The flat rows
 * that underlie the nodes are in tree.ts.
 */

export { AsKeyword, AsName, Bare, InString } from '../reader/lexer-numbers.ts';
export type { Reader } from '../reader/reader.ts';
export { isAscii } from './ascii.ts';
export { identifierAt, identifierEnd, normalised, skipTrivia } from './characters.ts';
export { type DecodedText, decodeBytes } from './decode.ts';
export { lastName } from './last-name.ts';
export { asksForMembership } from './membership.ts';
export type {
  Assert,
  Assign,
  Attribute,
  Await,
  Call,
  ClassDef,
  Compare,
  Comprehension,
  ExceptHandler,
  Exec,
  Expression,
  For,
  FunctionDef,
  If,
  IfExp,
  Import,
  ImportAlias,
  ImportFrom,
  JoinedStr,
  Lambda,
  Match,
  Module,
  Name,
  NamedExpr,
  Node,
  NodeKind,
  NodeOf,
  Parameter,
  Parameters,
  Pattern,
  PythonFile,
  Return,
  Statement,
  StringLiteral,
  Subscript,
  Try,
  TupleDisplay,
  While,
  Yield,
} from './nodes.ts';
export { parsePython } from './parse.ts';
export { lineStart } from './physical-lines.ts';
export type { SyntaxProblem } from './problems.ts';
export { countParts, type Parsed } from './read.ts';
export { SUBSCRIPTIONS, VOCABULARY } from './vocabulary.ts';
export { wasmReader } from './wasm-reader.ts';
export { idOf, intern, TEXT, vocabulary } from './words.ts';
