import type { Expression } from '../syntax/index.ts';
import type { Evaluator } from './evaluator.ts';

/**
 * The argument, in the expression that is evaluated, that an expression inside a function comes from: what a parameter
 * passes on, also through `str(default)`. Null where there is none. Outside of functions: the expression itself.
 */
export function originOf(evaluator: Evaluator, expression: Expression): Expression | null {
  const frame = evaluator.frame();
  if (frame === null) return evaluator.isThrough() ? null : expression;
  if (expression.kind === 'Name') return frame.origins.get(expression.name) ?? null;
  const [only, ...more] = expression.kind === 'Call' ? expression.args : [];
  return only === undefined || more.length > 0 ? null : originOf(evaluator, only);
}
