import { type Names, putInto } from '../names/index.ts';
import type { Expression, Node } from '../syntax/index.ts';
import { evaluate } from './evaluate.ts';
import { isTruthy, type PyValue } from './values.ts';

/** The value of an expression that does not depend on the environment; undefined if unknown. */
export function knownValue(expression: Expression, names: Names): PyValue | undefined {
  const result = evaluate(expression, names, () => null);
  if (result.state !== 'known' || result.reads.length > 0) return undefined;
  return isGrown(expression, names) ? undefined : result.value;
}

/** True if a list or dict in it is filled after its creation: `parts = []; parts.append(x)`. */
function isGrown(node: Node, names: Names): boolean {
  if (node.kind === 'Name') return putInto(node, names).length > 0;
  return names.file.children(node).some((child) => isGrown(child, names));
}

/** The text value of an expression; null for anything else. */
export function knownText(expression: Expression, names: Names): string | null {
  if (expression.kind === 'String') return expression.bytes ? null : expression.value;
  const value = knownValue(expression, names);
  return typeof value === 'string' ? value : null;
}

/** True if the value is known and true. */
export function isOn(expression: Expression, names: Names): boolean {
  const value = knownValue(expression, names);
  return value !== undefined && isTruthy(value);
}

/** True if the value is known and false. */
export function isOff(expression: Expression, names: Names): boolean {
  const value = knownValue(expression, names);
  return value !== undefined && !isTruthy(value);
}

/** True if the expression is certainly true, whatever is in the environment. */
export function isCertainlyTrue(expression: Expression, names: Names): boolean {
  if (expression.kind === 'Lambda') return true;
  if (expression.kind === 'Comprehension') return expression.form === 'generator';
  const result = evaluate(expression, names, () => null);
  if (result.reads.length > 0) return false;
  if (result.state === 'known') return isTruthy(result.value);
  return result.state === 'unknown' && result.truthy === true;
}
