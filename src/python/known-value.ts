import { evaluate, isTruthy, type PyValue } from './evaluate.ts';
import type { Names } from './names.ts';
import type { Expression } from './nodes.ts';

/** The value of an expression that hangs on nothing outside the file; undefined where it is not known. */
export function knownValue(expression: Expression, names: Names): PyValue | undefined {
  const result = evaluate(expression, names, () => null);
  return result.state === 'known' && result.reads.length === 0 ? result.value : undefined;
}

/** True where the expression is certainly true, whatever the environment holds. */
export function isSurelyTrue(expression: Expression, names: Names): boolean {
  if (expression.kind === 'Lambda') return true;
  if (expression.kind === 'Comprehension') return expression.form === 'generator';
  const result = evaluate(expression, names, () => null);
  if (result.reads.length > 0) return false;
  if (result.state === 'known') return isTruthy(result.value);
  return result.state === 'unknown' && result.truthy === true;
}
