import type { Expression } from '../syntax/index.ts';

/** The last word of an expression: `run` in `app.run`; null for anything but a name or attribute. */
export function writtenWord(expression: Expression): string | null {
  if (expression.kind === 'Name') return expression.name;
  return expression.kind === 'Attribute' ? expression.attr : null;
}
