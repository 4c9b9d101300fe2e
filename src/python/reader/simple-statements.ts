import { advance, atEnd, expect, identifier, isName, leaf, p, problemHere } from './cursor.ts';
import { binary, errorExpression, expression, starExpressions, yieldOrStarExpressions } from './expressions.ts';
import { addPython2 } from './findings.ts';
import { importFrom, importStatement } from './imports.ts';
import { ends, kinds, starts } from './lexer.ts';
import * as K from './node-kinds.ts';
import { assignable, deletable, singleTarget } from './targets.ts';
import * as T from './token-kinds.ts';
import { followsPrint } from './token-traits.ts';
import { emit, n, nodeKinds } from './tree-rows.ts';
import { typeParameters } from './type-parameters.ts';

export function simpleStatement(): void {
  const start = starts[p];
  const first = n;
  const k = kinds[p];
  switch (k) {
    case T.Return:
      advance();
      if (!atEnd()) starExpressions();
      return emit(K.Return, start, ends[p - 1], first, 0);
    case T.Import:
      return importStatement(start, 0);
    case T.From:
      return importFrom(start, 0);
    case T.Lazy:
      if (kinds[p + 1] === T.Import) return importStatement(start, 1);
      if (kinds[p + 1] === T.From) return importFrom(start, 1);
      break;
    case T.Raise:
      return raiseStatement(start);
    case T.Pass:
      return leaf(K.Pass, 0);
    case T.Break:
      return leaf(K.Break, 0);
    case T.Continue:
      return leaf(K.Continue, 0);
    case T.Assert:
      advance();
      expression();
      if (kinds[p] === T.Comma) {
        advance();
        expression();
      }
      return emit(K.Assert, start, ends[p - 1], first, 0);
    case T.Del:
      advance();
      deleteTargets();
      return emit(K.Delete, start, ends[p - 1], first, 0);
    case T.Global:
    case T.Nonlocal: {
      const nonlocal = kinds[p] === T.Nonlocal ? 1 : 0;
      advance();
      for (;;) {
        identifier();
        if (kinds[p] !== T.Comma) break;
        advance();
      }
      return emit(K.Global, start, ends[p - 1], first, nonlocal);
    }
    case T.Print:
      if (isPrintStatement()) return printStatement(start);
      break;
    case T.Exec:
      if (followsPrint(kinds[p + 1]) && kinds[p + 1] !== T.Not) return execStatement(start);
      break;
    case T.Type:
      if (isName(kinds[p + 1])) return typeAlias(start);
      break;
  }
  expressionStatement(start);
}

/** An expression statement, or what can follow an expression: `=`, `+=`, `: annotation`. */
function expressionStatement(start: i32): void {
  const first = n;
  yieldOrStarExpressions();
  const k = kinds[p];
  if (k === T.Newline) {
    emit(K.ExpressionStatement, start, ends[p - 1], first, 0);
  } else if (k === T.Assign) {
    do {
      assignable(n - 1);
      advance();
      yieldOrStarExpressions();
    } while (kinds[p] === T.Assign);
    emit(K.Assign, start, ends[p - 1], first, 0);
  } else if (k >= T.FirstAugmented && k <= T.LastAugmented) {
    singleTarget(n - 1, "'%s' is an illegal expression for augmented assignment");
    advance();
    yieldOrStarExpressions();
    emit(K.AugAssign, start, ends[p - 1], first, k - T.Augmented);
  } else if (k === T.Colon && nodeKinds[n - 1] !== K.ErrorExpression) {
    const target = n - 1;
    if (kinds[p + 1] === T.Newline) {
      // `whlie x:`: looks like the header of a block.
      problemHere('invalid syntax');
      emit(K.ExpressionStatement, start, ends[p - 1], first, 0);
      advance();
      return;
    }
    singleTarget(target, 'only single target (not %s) can be annotated');
    advance();
    expression();
    if (kinds[p] === T.Assign) {
      advance();
      yieldOrStarExpressions();
    }
    emit(K.AnnAssign, start, ends[p - 1], first, 0);
  } else {
    // Before the first token of the file there is none.
    emit(K.ExpressionStatement, start, p > 0 ? ends[p - 1] : 0, first, 0);
  }
}

function deleteTargets(): void {
  for (;;) {
    binary(T.BitOrPrecedence);
    deletable(n - 1);
    if (kinds[p] !== T.Comma) return;
    advance();
    if (atEnd()) return;
  }
}

function raiseStatement(start: i32): void {
  const first = n;
  let data = 0;
  advance();
  if (!atEnd()) {
    expression();
    data = K.Exception;
    if (kinds[p] === T.From) {
      advance();
      expression();
      data |= K.Cause;
    } else if (kinds[p] === T.Comma) {
      data |= K.Arguments;
      while (kinds[p] === T.Comma) {
        advance();
        expression();
      }
      addPython2(start, ends[p - 1], 'raise with a comma');
    }
  }
  emit(K.Raise, start, ends[p - 1], first, data);
}

/** `print x` and `print >>file, x`. `print(x)` is a call in both languages. */
function isPrintStatement(): boolean {
  const next = kinds[p + 1];
  if (next === T.Not) return kinds[p + 2] !== T.In;
  return next === T.RightShift || followsPrint(next);
}

function printStatement(start: i32): void {
  const first = n;
  advance();
  if (kinds[p] === T.RightShift) advance();
  for (;;) {
    expression();
    if (kinds[p] !== T.Comma) break;
    advance();
    if (atEnd()) break;
  }
  addPython2(start, ends[p - 1], 'print statement');
  emit(K.Print, start, ends[p - 1], first, 0);
}

function execStatement(start: i32): void {
  const first = n;
  advance();
  binary(T.BitOrPrecedence);
  if (kinds[p] === T.In) {
    advance();
    expression();
    if (kinds[p] === T.Comma) {
      advance();
      expression();
    }
  }
  addPython2(start, ends[p - 1], 'exec statement');
  emit(K.Exec, start, ends[p - 1], first, 0);
}

/** PEP 695 */
function typeAlias(start: i32): void {
  const first = n;
  advance();
  leaf(K.Name, 0);
  typeParameters();
  if (expect(T.Assign, "expected '='")) expression();
  else errorExpression();
  emit(K.TypeAlias, start, ends[p - 1], first, 0);
}
