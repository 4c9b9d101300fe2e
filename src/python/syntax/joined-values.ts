import { middleValue, stringValue } from './literals.ts';
import type * as N from './nodes.ts';
import type { Rows } from './rows.ts';
import * as K from './tree.ts';

/** The values of an f-string. Adjacent literal parts are one String, as in `ast`. */
export function joinedValues(
  kids: readonly number[],
  { text, tree, view, keep }: Rows,
): (N.StringLiteral | N.FormattedValue)[] {
  const { kinds, starts, ends, data } = tree;
  const values: (N.StringLiteral | N.FormattedValue)[] = [];
  let id = -1;
  let end = 0;
  let value = '';
  let parts = 0;
  const add = (part: number, literal: string, to: number): void => {
    if (id < 0) id = part;
    value += literal;
    end = to;
    parts++;
  };
  const flush = (): void => {
    if (id >= 0 && value !== '') {
      const literal: N.StringLiteral = { kind: 'String', id, start: starts[id]!, end, value, bytes: false, parts };
      keep(id, literal);
      values.push(literal);
    }
    id = -1;
    value = '';
    parts = 0;
  };
  for (const kid of kids) {
    const source = text.slice(starts[kid], ends[kid]);
    if (kinds[kid] === K.StringPart) add(kid, stringValue(source), ends[kid]!);
    else if (kinds[kid] === K.Middle) {
      add(kid, middleValue(source, (data[kid]! & 1) !== 0, (data[kid]! & 2) !== 0), ends[kid]!);
    } else {
      const debug = K.childrenOf(tree, kid).find((child) => kinds[child] === K.DebugText);
      if (debug !== undefined) add(debug, text.slice(starts[debug], ends[debug]), ends[debug]!);
      flush();
      values.push(view(kid) as N.FormattedValue);
    }
  }
  flush();
  return values;
}
