import type { Expression } from './nodes.ts';

/** `run` for `run` and `app.run`; empty for anything else. */
export function lastName(expression: Expression): string {
  return expression.kind === 'Attribute' ? expression.attr : expression.kind === 'Name' ? expression.name : '';
}
