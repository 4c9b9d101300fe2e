import { advance, p, problemHere } from './cursor.ts';
import { ends, kinds, starts } from './lexer.ts';
import * as K from './node-kinds.ts';
import * as T from './token-kinds.ts';
import { emit, n } from './tree-rows.ts';

/** CPython allows 200 brackets. Deeper nesting than this is reported and skipped. */
const MAX_DEPTH = 256;

let depth = 0;

export function surface(): void {
  depth = 0;
}

/** True if what nests here can be read, up to `comeBack`. What nests too deeply is skipped. */
export function goDeeper(): boolean {
  if (depth === MAX_DEPTH) {
    skipNested();
    return false;
  }
  depth++;
  return true;
}

export function comeBack(): void {
  depth--;
}

/** Skips what nests too deeply, up to the closing bracket. */
function skipNested(): void {
  const start = starts[p];
  problemHere('too deeply nested');
  let level = 0;
  while (kinds[p] !== T.Newline && kinds[p] !== T.EndOfFile) {
    const k = kinds[p];
    if (k === T.LeftParen || k === T.LeftBracket || k === T.LeftBrace) level++;
    else if (k === T.RightParen || k === T.RightBracket || k === T.RightBrace) {
      if (level === 0) break;
      level--;
    } else if (k === T.Comma && level === 0) break;
    advance();
  }
  emit(K.ErrorExpression, start, ends[p - 1], n, 0);
}
