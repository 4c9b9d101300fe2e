import { rewind } from './cursor.ts';
import { forgetHits } from './hits.ts';
import { count } from './lexer.ts';
import { surface } from './nesting.ts';
import * as K from './node-kinds.ts';
import { statements } from './statements.ts';
import { length } from './text.ts';
import { beginTree, emit } from './tree-rows.ts';
import { forgetWaiting } from './waiting.ts';

/**
 * Parses the tokens of the lexer: by recursive descent, for the union of CPython 3.15's grammar and Python 2.7's
 * (https://docs.python.org/3/reference/grammar.html). It writes a flat tree in postorder: a rule of the grammar
 * records `n` (the next row), parses its children, and emits itself last.
 *
 * No function fails. What is missing becomes an ErrorExpression and a problem, what is left over on a logical
 * line becomes an ErrorStatement, and the next line starts afresh. Chains that programs make arbitrarily long
 * (operators, calls, elif, lambda, conditional expressions) are loops; brackets recurse, up to a limit (see nesting.ts).
 */
export function parse(): void {
  beginTree(count);
  forgetHits();
  forgetWaiting();
  surface();
  rewind();
  statements();
  emit(K.Module, 0, length, 0, 0);
}
