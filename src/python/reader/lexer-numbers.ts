// Numbers that the lexer compares with for each token. Rules need some of them, so this is a module of constants, which
// both compilers write in place.

// What a character can start.
export const Nothing = 0;
export const NewlineClass = 1;
export const NameClass = 2;
export const DigitClass = 3;
export const QuoteClass = 4;
export const CommentClass = 5;
export const BackslashClass = 6;
export const OpenClass = 7;
export const CloseClass = 8;
export const OperatorClass = 9;
export const DotClass = 10;

// What the brackets of an f-string's replacement field are, in addition to the codes of `(`, `[` and `{`.
export const Field = 1;
export const FieldSpec = 2;

// How a word occurs in a file.
export const AsName = 1;
export const InString = 2;
/** A name that is not an attribute. */
export const Bare = 4;
/** As a keyword argument. */
export const AsKeyword = 8;
