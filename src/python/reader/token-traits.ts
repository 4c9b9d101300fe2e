// What the parser asks of a token's kind.
import { bytes } from './arrays.ts';
import * as T from './token-kinds.ts';

/** By kind: how tightly a binary operator binds, and what else is true of it. */
const TRAITS = bytes(128);
const Precedence = 15;
const StartsExpression = 16;
const FollowsPrint = 32;
const EndsSingle = 64;

/** How tightly a binary operator binds; 0 for other tokens. `not` means `not in`. */
export function precedenceOf(kind: i32): i32 {
  return TRAITS[kind] & Precedence;
}

/** True for tokens that can start an expression. */
export function startsExpression(kind: i32): boolean {
  return (TRAITS[kind] & StartsExpression) !== 0;
}

/** True for what may follow `print` and `exec` if those are Python 2's statements. */
export function followsPrint(kind: i32): boolean {
  return (TRAITS[kind] & FollowsPrint) !== 0;
}

/** True for tokens that end an expression of a single token, and that no operator or operand is. */
export function endsSingle(kind: i32): boolean {
  return (TRAITS[kind] & EndsSingle) !== 0;
}

function mark(from: i32, to: i32, trait: i32): void {
  for (let kind = from; kind <= to; kind++) TRAITS[kind] = TRAITS[kind] | trait;
}

mark(T.Or, T.Or, T.OrPrecedence);
mark(T.And, T.And, T.AndPrecedence);
mark(T.In, T.Is, T.ComparePrecedence);
mark(T.Not, T.Not, T.ComparePrecedence);
mark(T.Less, T.OldNotEqual, T.ComparePrecedence);
mark(T.Bar, T.Bar, T.BitOrPrecedence);
mark(T.Caret, T.Caret, T.BitOrPrecedence + 1);
mark(T.Ampersand, T.Ampersand, T.BitOrPrecedence + 2);
mark(T.LeftShift, T.RightShift, T.BitOrPrecedence + 3);
mark(T.Plus, T.Minus, T.BitOrPrecedence + 4);
mark(T.Star, T.Percent, T.BitOrPrecedence + 5);
mark(T.At, T.At, T.BitOrPrecedence + 5);

mark(T.Name, T.LastName, StartsExpression);
mark(T.False, T.True, StartsExpression);
mark(T.Await, T.Await, StartsExpression);
mark(T.Lambda, T.Lambda, StartsExpression);
mark(T.Not, T.Not, StartsExpression);
mark(T.NumberLiteral, T.FStringStart, StartsExpression);
mark(T.LeftParen, T.LeftParen, StartsExpression);
mark(T.LeftBracket, T.LeftBracket, StartsExpression);
mark(T.LeftBrace, T.LeftBrace, StartsExpression);
mark(T.Ellipsis, T.Ellipsis, StartsExpression);
mark(T.Backquote, T.Backquote, StartsExpression);
mark(T.Plus, T.Minus, StartsExpression);
mark(T.Tilde, T.Tilde, StartsExpression);

mark(T.Name, T.LastName, FollowsPrint);
mark(T.False, T.True, FollowsPrint);
mark(T.Lambda, T.Lambda, FollowsPrint);
mark(T.Not, T.Not, FollowsPrint);
mark(T.NumberLiteral, T.FStringStart, FollowsPrint);
mark(T.LeftBrace, T.LeftBrace, FollowsPrint);
mark(T.Backquote, T.Backquote, FollowsPrint);
mark(T.Tilde, T.Tilde, FollowsPrint);

mark(T.RightParen, T.RightParen, EndsSingle);
mark(T.RightBracket, T.RightBracket, EndsSingle);
mark(T.RightBrace, T.Colon, EndsSingle);
mark(T.Assign, T.Assign, EndsSingle);
mark(T.Newline, T.Newline, EndsSingle);
