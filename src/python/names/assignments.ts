import type { Assign, PythonFile } from '../syntax/index.ts';
import * as K from '../syntax/tree.ts';

/**
 * The assignments with a target that is wanted, judging by its row, in source order. Most of a file's assignments set
 * plain names, and need not become nodes.
 */
export function assignmentsTo(file: PythonFile, isWanted: (target: number) => boolean): readonly Assign[] {
  const { kinds, firsts } = file.parsed.tree;
  const found: Assign[] = [];
  for (let row = kinds.indexOf(K.Assign); row >= 0; row = kinds.indexOf(K.Assign, row + 1)) {
    // The last child is the value.
    let child = firsts[row - 1]! - 1;
    while (child >= firsts[row]! && !isWanted(child)) child = firsts[child]! - 1;
    if (child >= firsts[row]!) found.push(file.view(row) as Assign);
  }
  return found;
}

/** Those that put something under a key: `options["name"] = value`. */
export const keyedAssignments = (file: PythonFile): readonly Assign[] =>
  assignmentsTo(file, (target) => file.parsed.tree.kinds[target] === K.Subscript);
