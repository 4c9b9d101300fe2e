import { type Expression, identifierAt, type PythonFile } from '../syntax/index.ts';
import * as K from '../syntax/tree.ts';

/** The last word of an expression: `run` in `app.run`; null for anything but a name or attribute. */
export function writtenWord(expression: Expression): string | null {
  if (expression.kind === 'Name') return expression.name;
  return expression.kind === 'Attribute' ? expression.attr : null;
}

/** The same for the expression in a row, before it becomes a node. */
export function writtenName({ text, parsed: { tree } }: PythonFile, row: number): string | null {
  const { kinds, starts, data } = tree;
  if (kinds[row] === K.Name) return identifierAt(text, starts[row]!);
  return kinds[row] === K.Attribute ? identifierAt(text, data[row]!) : null;
}
