import type { PythonFile } from './nodes.ts';
import * as T from './tokens.ts';

/** Whether the comparison in a row begins with `in` or `not in`. */
export function asksForMembership({ parsed: { tree } }: PythonFile, row: number): boolean {
  return tree.data[row] === T.In || tree.data[row] === T.NotIn;
}
