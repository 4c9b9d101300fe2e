import type { Expression } from '../syntax/index.ts';

/** The last word that an expression is written with: `run` of `app.run`; null for what is not a name. */
export function writtenWord(expression: Expression): string | null {
  if (expression.kind === 'Name') return expression.name;
  return expression.kind === 'Attribute' ? expression.attr : null;
}
