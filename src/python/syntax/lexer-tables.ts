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
} from '../reader/lexer-numbers.ts';
import { IDENTIFIER } from './characters.ts';
import * as T from './tokens.ts';

/** What an ASCII character can start. */
export const CLASS = new Uint8Array(128);
const classify = (characters: string, kind: number): void => {
  for (let i = 0; i < characters.length; i++) CLASS[characters.charCodeAt(i)] = kind;
};
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

/** Kinds of operators: of one character, followed by `=`, doubled, doubled and followed by `=`; 0 for none. */
export const SINGLE = new Uint8Array(128);
export const WITH_EQUALS = new Uint8Array(128);
export const DOUBLED = new Uint8Array(128);
export const DOUBLED_WITH_EQUALS = new Uint8Array(128);
for (const [text, kind] of Object.entries(T.OPERATORS)) {
  const c = text.charCodeAt(0);
  const twice = text.charCodeAt(1) === c;
  if (text.length === 1) SINGLE[c] = kind;
  else if (text.length === 2 && twice) DOUBLED[c] = kind;
  else if (text.length === 2 && text[1] === '=') WITH_EQUALS[c] = kind;
  else if (text.length === 3 && twice && text[2] === '=') DOUBLED_WITH_EQUALS[c] = kind;
}

/** 1 for keywords that cannot be inside brackets: if one is, a bracket was left open. */
export const NEVER_IN_BRACKETS = new Uint8Array(128);
for (const kind of [
  ...[T.Assert, T.Break, T.Class, T.Continue, T.Def, T.Del, T.Elif, T.Except, T.Finally, T.Global, T.Import],
  ...[T.Nonlocal, T.Pass, T.Raise, T.Return, T.Try, T.While, T.With],
]) {
  NEVER_IN_BRACKETS[kind] = 1;
}

/** 1 for tokens that end an operand, so that another operand cannot follow directly. */
export const ENDS_OPERAND = new Uint8Array(128);
for (const kind of [T.Name, T.False, T.None, T.True, T.NumberLiteral, T.StringLiteral, T.FStringEnd, T.Ellipsis]) {
  ENDS_OPERAND[kind] = 1;
}
for (const kind of [T.RightParen, T.RightBracket, T.RightBrace]) ENDS_OPERAND[kind] = 1;
