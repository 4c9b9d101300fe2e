import { memo } from '../../engine/memo.ts';
import { identifierAt, type PythonFile } from '../syntax/index.ts';
import * as K from '../syntax/tree.ts';

/**
 * The rows in which a statement assigns to attributes of plain names (`self.x = …`), by the attribute's name. They tell
 * in which methods of a class to look, without reading all of them.
 */
export function storedAttributes(file: PythonFile): ReadonlyMap<string, readonly number[]> {
  return memo(file, findStored);
}

const STORING = [K.Assign, K.AnnAssign, K.AugAssign, K.For, K.WithItem];

function findStored({ text, parsed: { tree } }: PythonFile): ReadonlyMap<string, readonly number[]> {
  const { kinds, firsts, data } = tree;
  const found = new Map<string, number[]>();
  const take = (target: number): void => {
    switch (kinds[target]) {
      case K.Attribute: {
        if (kinds[target - 1] !== K.Name) return;
        const name = identifierAt(text, data[target]!);
        const rows = found.get(name);
        if (rows === undefined) found.set(name, [target]);
        else rows.push(target);
        return;
      }
      case K.Tuple:
      case K.List:
        for (const item of K.childrenOf(tree, target)) take(item);
        return;
      case K.Starred:
        take(target - 1);
        return;
      default:
    }
  };
  for (const row of K.rowsOfKinds(tree, STORING)) {
    switch (kinds[row]) {
      case K.Assign:
        for (let child = firsts[row - 1]! - 1; child >= firsts[row]!; child = firsts[child]! - 1) take(child);
        break;
      case K.WithItem:
        // Only its context is not a target, which does no harm: the scope is asked in the end.
        take(row - 1);
        break;
      default:
        take(K.firstChild(tree, row));
    }
  }
  return found;
}
