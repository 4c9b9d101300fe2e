import { Bytes, bytes } from './arrays.ts';
import {
  BackslashClass,
  CloseClass,
  CommentClass,
  DigitClass,
  DotClass,
  NameClass,
  NewlineClass,
  Nothing,
  OpenClass,
  OperatorClass,
  QuoteClass,
} from './lexer-numbers.ts';
import { IDENTIFIER } from './names.ts';
import * as T from './token-kinds.ts';

/** What an ASCII character can start. */
export const CLASS = bytes(128);
for (let c = 0; c < 128; c++) CLASS[c] = IDENTIFIER[c] === 1 ? NameClass : Nothing;
classify('0123456789', DigitClass);
classify('\n\r', NewlineClass);
classify('\'"', QuoteClass);
classify('#', CommentClass);
classify('\\', BackslashClass);
classify('([{', OpenClass);
classify(')]}', CloseClass);
classify(',:;=`+-*/%@<>&|^~!', OperatorClass);
classify('.', DotClass);

function classify(characters: string, kind: i32): void {
  for (let i = 0; i < characters.length; i++) CLASS[characters.charCodeAt(i)] = kind;
}

/** Kinds of operators: of one character, followed by `=`, doubled, doubled and followed by `=`; 0 for none. */
export const SINGLE = bytes(128);
export const WITH_EQUALS = bytes(128);
export const DOUBLED = bytes(128);
export const DOUBLED_WITH_EQUALS = bytes(128);
put(SINGLE, '(', T.LeftParen);
put(SINGLE, ')', T.RightParen);
put(SINGLE, '[', T.LeftBracket);
put(SINGLE, ']', T.RightBracket);
put(SINGLE, '{', T.LeftBrace);
put(SINGLE, '}', T.RightBrace);
put(SINGLE, ',', T.Comma);
put(SINGLE, ':', T.Colon);
put(SINGLE, ';', T.Semicolon);
put(SINGLE, '.', T.Dot);
put(SINGLE, '=', T.Assign);
put(SINGLE, '`', T.Backquote);
put(SINGLE, '~', T.Tilde);
put(SINGLE, '<', T.Less);
put(SINGLE, '>', T.Greater);
put(DOUBLED, '=', T.Equal);
put(WITH_EQUALS, ':', T.Walrus);
put(WITH_EQUALS, '!', T.NotEqual);
put(WITH_EQUALS, '<', T.LessEqual);
put(WITH_EQUALS, '>', T.GreaterEqual);
binary('+', T.Plus);
binary('-', T.Minus);
binary('*', T.Star);
binary('/', T.Slash);
binary('%', T.Percent);
binary('@', T.At);
binary('&', T.Ampersand);
binary('|', T.Bar);
binary('^', T.Caret);
doubled('*', T.DoubleStar);
doubled('/', T.DoubleSlash);
doubled('<', T.LeftShift);
doubled('>', T.RightShift);

function put(table: Bytes, character: string, kind: i32): void {
  table[character.charCodeAt(0)] = kind;
}

function binary(character: string, kind: i32): void {
  put(SINGLE, character, kind);
  put(WITH_EQUALS, character, kind + T.Augmented);
}

function doubled(character: string, kind: i32): void {
  put(DOUBLED, character, kind);
  put(DOUBLED_WITH_EQUALS, character, kind + T.Augmented);
}

/** 1 for keywords that cannot be inside brackets: if one is, a bracket was left open. */
export const NEVER_IN_BRACKETS = bytes(128);
NEVER_IN_BRACKETS[T.Assert] = 1;
NEVER_IN_BRACKETS[T.Break] = 1;
NEVER_IN_BRACKETS[T.Class] = 1;
NEVER_IN_BRACKETS[T.Continue] = 1;
NEVER_IN_BRACKETS[T.Def] = 1;
NEVER_IN_BRACKETS[T.Del] = 1;
NEVER_IN_BRACKETS[T.Elif] = 1;
NEVER_IN_BRACKETS[T.Except] = 1;
NEVER_IN_BRACKETS[T.Finally] = 1;
NEVER_IN_BRACKETS[T.Global] = 1;
NEVER_IN_BRACKETS[T.Import] = 1;
NEVER_IN_BRACKETS[T.Nonlocal] = 1;
NEVER_IN_BRACKETS[T.Pass] = 1;
NEVER_IN_BRACKETS[T.Raise] = 1;
NEVER_IN_BRACKETS[T.Return] = 1;
NEVER_IN_BRACKETS[T.Try] = 1;
NEVER_IN_BRACKETS[T.While] = 1;
NEVER_IN_BRACKETS[T.With] = 1;

/** 1 for tokens that end an operand, so that another operand cannot follow directly. */
export const ENDS_OPERAND = bytes(128);
for (let kind = T.Name; kind <= T.LastName; kind++) ENDS_OPERAND[kind] = 1;
ENDS_OPERAND[T.False] = 1;
ENDS_OPERAND[T.None] = 1;
ENDS_OPERAND[T.True] = 1;
ENDS_OPERAND[T.NumberLiteral] = 1;
ENDS_OPERAND[T.StringLiteral] = 1;
ENDS_OPERAND[T.FStringEnd] = 1;
ENDS_OPERAND[T.Ellipsis] = 1;
ENDS_OPERAND[T.RightParen] = 1;
ENDS_OPERAND[T.RightBracket] = 1;
ENDS_OPERAND[T.RightBrace] = 1;
