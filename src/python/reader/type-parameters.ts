import { advance, expect, isName, p, problemHere } from './cursor.ts';
import { expression, starred } from './expressions.ts';
import { ends, kinds, starts } from './lexer.ts';
import * as K from './node-kinds.ts';
import * as T from './token-kinds.ts';
import { emit, n } from './tree-rows.ts';

/** Consumes the name of a definition and returns its offset. */
export function definedName(): i32 {
  const at = starts[p];
  if (isName(kinds[p])) advance();
  else problemHere('invalid syntax');
  return at;
}

/** `[T: bound = default, *Ts, **P]` (PEP 695, PEP 696). */
export function typeParameters(): void {
  if (kinds[p] !== T.LeftBracket) return;
  advance();
  if (kinds[p] === T.RightBracket) problemHere('Type parameter list cannot be empty');
  while (kinds[p] !== T.RightBracket) {
    const start = starts[p];
    const first = n;
    let data = 0;
    if (kinds[p] === T.Star || kinds[p] === T.DoubleStar) {
      data = kinds[p] === T.Star ? 1 : 2;
      advance();
    }
    if (!isName(kinds[p])) {
      problemHere('invalid syntax');
      break;
    }
    advance();
    if (kinds[p] === T.Colon) {
      advance();
      expression();
      data |= K.HasAnnotation;
    }
    if (kinds[p] === T.Assign) {
      advance();
      if (kinds[p] === T.Star) starred();
      else expression();
      data |= K.HasDefault;
    }
    emit(K.TypeParameter, start, ends[p - 1], first, data);
    if (kinds[p] !== T.Comma) break;
    advance();
  }
  expect(T.RightBracket, 'invalid syntax');
}
