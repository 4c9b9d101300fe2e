// What the host calls and reads. (asc has no `export … from` with a file's ending.)
import { count, counts, ends, kinds, lex, present, starts, unterminatedFrom, words } from './lexer.ts';
import { makeRoom, text } from './text.ts';

export { count, counts, ends, kinds, lex, makeRoom, present, starts, text, unterminatedFrom, words };
