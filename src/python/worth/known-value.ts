import type { Names } from '../names/names.ts';
import { putInto } from '../names/put-into.ts';
import type { Expression, Node } from '../syntax/nodes.ts';
import { evaluate, isTruthy, type PyValue } from './evaluate.ts';

/** The value of an expression that hangs on nothing outside the file; undefined where it is not known. */
export function knownValue(expression: Expression, names: Names): PyValue | undefined {
  const result = evaluate(expression, names, () => null);
  if (result.state !== 'known' || result.reads.length > 0) return undefined;
  return isGrown(expression, names) ? undefined : result.value;
}

/** True where a list or dict in it is filled after it was made: `parts = []; parts.append(x)`. */
function isGrown(node: Node, names: Names): boolean {
  if (node.kind === 'Name') return putInto(node, names).length > 0;
  return names.file.children(node).some((child) => isGrown(child, names));
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
