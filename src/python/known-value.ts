import { evaluate, type PyValue } from './evaluate.ts';
import type { Names } from './names.ts';
import type { Expression } from './nodes.ts';

/** The value of an expression that hangs on nothing outside the file; undefined where it is not known. */
export function knownValue(expression: Expression, names: Names): PyValue | undefined {
  const result = evaluate(expression, names, () => null);
  return result.state === 'known' && result.reads.length === 0 ? result.value : undefined;
}
