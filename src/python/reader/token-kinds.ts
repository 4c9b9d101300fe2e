/**
 * The kinds of tokens, numbered so that a range is a class: names and soft keywords, keywords, literals, operators,
 * layout.
 * Imported as a namespace (`T.Name`), which the bundler turns into plain numbers.
 *
 * Source: https://docs.python.org/3/reference/lexical_analysis.html and the grammar of CPython 3.15.
 */

// Names. Soft keywords are names everywhere except at the start of their own statement.
export const Name = 0;
export const Print = 1;
export const Exec = 2;
export const Match = 3;
export const Case = 4;
export const Type = 5;
/** PEP 810 */
export const Lazy = 6;
export const LastName = Lazy;

// Keywords.
export const False = 8;
export const None = 9;
export const True = 10;
export const And = 11;
export const As = 12;
export const Assert = 13;
export const Async = 14;
export const Await = 15;
export const Break = 16;
export const Class = 17;
export const Continue = 18;
export const Def = 19;
export const Del = 20;
export const Elif = 21;
export const Else = 22;
export const Except = 23;
export const Finally = 24;
export const For = 25;
export const From = 26;
export const Global = 27;
export const If = 28;
export const Import = 29;
export const In = 30;
export const Is = 31;
export const Lambda = 32;
export const Nonlocal = 33;
export const Not = 34;
export const Or = 35;
export const Pass = 36;
export const Raise = 37;
export const Return = 38;
export const Try = 39;
export const While = 40;
export const With = 41;
export const Yield = 42;

// Literals. f-strings and t-strings come in pieces (PEP 701).
export const NumberLiteral = 44;
export const StringLiteral = 45;
export const FStringStart = 46;
export const FStringMiddle = 47;
export const FStringEnd = 48;

// Brackets and punctuation.
export const LeftParen = 50;
export const RightParen = 51;
export const LeftBracket = 52;
export const RightBracket = 53;
export const LeftBrace = 54;
export const RightBrace = 55;
export const Comma = 56;
export const Colon = 57;
export const Semicolon = 58;
export const Dot = 59;
export const Ellipsis = 60;
export const Arrow = 61;
export const Assign = 62;
export const Walrus = 63;
/** The `!` before a conversion in an f-string. */
export const Exclamation = 64;
/** Python 2's `repr`. */
export const Backquote = 65;

// Operators.
export const Plus = 70;
export const Minus = 71;
export const Star = 72;
export const Slash = 73;
export const DoubleSlash = 74;
export const Percent = 75;
export const DoubleStar = 76;
export const At = 77;
export const LeftShift = 78;
export const RightShift = 79;
export const Ampersand = 80;
export const Bar = 81;
export const Caret = 82;
export const Tilde = 83;
export const Less = 84;
export const Greater = 85;
export const Equal = 86;
export const NotEqual = 87;
export const LessEqual = 88;
export const GreaterEqual = 89;
/** `<>` */
export const OldNotEqual = 90;

/** An augmented assignment is its operator plus this. */
export const Augmented = 30;
export const FirstAugmented = Plus + Augmented;
export const LastAugmented = Caret + Augmented;

// Two-word operators, which are not tokens: only operators of Compare nodes.
export const NotIn = 120;
export const IsNot = 121;

// Layout.
export const Newline = 124;
export const Indent = 125;
export const Dedent = 126;
export const EndOfFile = 127;
/** A character that cannot start a token. */
export const Invalid = 43;

// How tightly binary operators bind.
export const OrPrecedence = 1;
export const AndPrecedence = 2;
export const NotPrecedence = 3;
export const ComparePrecedence = 4;
export const BitOrPrecedence = 5;
