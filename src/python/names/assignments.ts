import type { Assign, PythonFile } from '../syntax/index.ts';
import * as K from '../syntax/tree.ts';

/** Calls back with the rows of each assignment and each of its targets, the last target first. */
export function forEachTarget(file: PythonFile, take: (assignment: number, target: number) => void): void {
  const { kinds, firsts } = file.parsed.tree;
  for (let row = kinds.indexOf(K.Assign); row >= 0; row = kinds.indexOf(K.Assign, row + 1)) {
    // The last child is the value.
    for (let child = firsts[row - 1]! - 1; child >= firsts[row]!; child = firsts[child]! - 1) take(row, child);
  }
}

/**
 * The assignments with a target that is wanted, judging by its row, in source order. Most of a file's assignments set
 * plain names, and need not become nodes.
 */
export function assignmentsTo(file: PythonFile, isWanted: (target: number) => boolean): readonly Assign[] {
  const rows = new Set<number>();
  forEachTarget(file, (row, target) => {
    if (isWanted(target)) rows.add(row);
  });
  return [...rows].map((row) => file.view(row) as Assign);
}

/** Those that put something under a key: `options["name"] = value`. */
export const keyedAssignments = (file: PythonFile): readonly Assign[] =>
  assignmentsTo(file, (target) => file.parsed.tree.kinds[target] === K.Subscript);
