import { advance, expect, isName, leaf, p, problemHere, skip } from './cursor.ts';
import { Imported, Modules } from './hit-lists.ts';
import { addStar, hit } from './hits.ts';
import { ends, kinds, starts, words } from './lexer.ts';
import { Bare } from './lexer-numbers.ts';
import * as K from './node-kinds.ts';
import * as T from './token-kinds.ts';
import { emit, n } from './tree-rows.ts';
import { present } from './words.ts';

function dottedName(): void {
  if (isName(kinds[p])) advance();
  else return problemHere('invalid syntax');
  while (kinds[p] === T.Dot) {
    advance();
    if (isName(kinds[p])) advance();
    else return problemHere('invalid syntax');
  }
}

/** `a.b as c`, `x as y` or `*`. */
function importAlias(dotted: boolean): void {
  const start = starts[p];
  const first = p;
  if (dotted) dottedName();
  else if (isName(kinds[p])) advance();
  else problemHere('invalid syntax');
  if (p > first) {
    // After `import a.` the last token is not a name.
    const word = isName(kinds[p - 1]) ? words[p - 1] : 0;
    if (word !== 0) {
      if (dotted) present[word] = present[word] | Bare;
      hit(Imported, n, word);
    }
    if (dotted && words[first] !== 0) hit(Modules, n, words[first]);
  }
  if (kinds[p] === T.As) {
    advance();
    if (isName(kinds[p])) advance();
    else problemHere('invalid syntax');
  }
  if (p > first) emit(K.ImportAlias, start, ends[p - 1], n, 0);
}

export function importStatement(start: i32, lazy: i32): void {
  const first = n;
  skip(1 + lazy);
  for (;;) {
    importAlias(true);
    if (kinds[p] !== T.Comma) break;
    advance();
  }
  emit(K.Import, start, ends[p - 1], first, lazy);
}

export function importFrom(start: i32, lazy: i32): void {
  const first = n;
  skip(1 + lazy);
  const from = p;
  while (kinds[p] === T.Dot || kinds[p] === T.Ellipsis) advance();
  const word = kinds[p] <= T.LastName && p === from ? words[p] : 0;
  if (kinds[p] !== T.Import || p === from) dottedName();
  if (expect(T.Import, "expected 'import'")) {
    const bracket = kinds[p] === T.LeftParen;
    if (kinds[p] === T.Star) {
      addStar();
      leaf(K.ImportAlias, 0);
    } else {
      if (bracket) advance();
      for (;;) {
        importAlias(false);
        if (kinds[p] !== T.Comma) break;
        advance();
        if (bracket && kinds[p] === T.RightParen) break;
        if (kinds[p] === T.Newline) {
          problemHere('trailing comma not allowed without surrounding parentheses');
          break;
        }
      }
      if (bracket) expect(T.RightParen, 'invalid syntax');
    }
  }
  if (word !== 0) hit(Modules, n, word);
  emit(K.ImportFrom, start, ends[p - 1], first, lazy);
}
