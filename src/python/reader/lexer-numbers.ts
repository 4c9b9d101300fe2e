// Numbers that the lexer compares with for each token. They are in a module without imports because the bundler writes
// constants in place only from such modules. There V8 jumps by a table where it would otherwise compare one by one.

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

// The forms of string prefixes.
export const Plain = 0;
export const Python2Form = 1;
export const Formatted = 2;
export const RawFormatted = 3;

// How a word occurs in a file.
export const AsName = 1;
export const InString = 2;
/** A name that is not an attribute. */
export const Bare = 4;
/** As a keyword argument. */
export const AsKeyword = 8;
