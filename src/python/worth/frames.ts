import type { Expression } from '../syntax/index.ts';
import type { Evaluator, Frame, PassedCallable } from './evaluator.ts';
import type { Outcome } from './outcome.ts';

/** A copy of the frame, for a path through the function that might not be taken. */
export const copyOf = (frame: Frame | null): Frame => ({
  values: new Map(frame?.values),
  origins: new Map(frame?.origins),
  callables: new Map(frame?.callables),
});

/** Gives a local name another value. */
export function setLocal(frame: Frame, name: string, value: Outcome, origin: Expression | null): void {
  frame.values.set(name, value);
  frame.callables.delete(name);
  if (origin === null) frame.origins.delete(name);
  else frame.origins.set(name, origin);
}

/** The function or type that an argument names; null if uncertain. */
export function callableOf(evaluator: Evaluator, expression: Expression): PassedCallable | null {
  if (expression.kind !== 'Name' && expression.kind !== 'Attribute' && expression.kind !== 'Lambda') return null;
  const passed = expression.kind === 'Name' ? evaluator.frame()?.callables.get(expression.name) : undefined;
  if (passed !== undefined) return passed;
  const { names } = evaluator;
  const isKnown = names.definition(expression) !== null || names.importedDefinition(expression) !== null;
  return isKnown || typeName(evaluator, expression) !== null ? { expression, evaluator } : null;
}

/** `builtins.int`, for an expression that denotes nothing else. */
export function typeName(evaluator: Evaluator, expression: Expression): string | null {
  const passed = expression.kind === 'Name' ? evaluator.frame()?.callables.get(expression.name) : undefined;
  const texts = (passed?.evaluator ?? evaluator).names.qualify(passed?.expression ?? expression);
  return texts.length === 1 && /^builtins\.[a-z]+$/.test(texts[0]!) ? texts[0]! : null;
}

/**
 * The argument, in the evaluated expression, that an expression inside a function comes from: what a parameter passes
 * on, also through `str(default)`. Null if there is none. Outside functions: the expression itself.
 */
export function originOf(evaluator: Evaluator, expression: Expression): Expression | null {
  const frame = evaluator.frame();
  if (frame === null) return evaluator.isThrough() ? null : expression;
  if (expression.kind === 'Name') return frame.origins.get(expression.name) ?? null;
  const [only, ...more] = expression.kind === 'Call' ? expression.args : [];
  return only === undefined || more.length > 0 ? null : originOf(evaluator, only);
}
