import { ClassDef, Decorator, FunctionDef } from '../reader/node-kinds.ts';

export * from '../reader/node-kinds.ts';

/**
 * The flat tree that the parser writes: one row per node in postorder, so a node's descendants are the rows from
 * `firsts[node]` to the one before it, and its last child is the row before it. Nothing is an object until a rule asks
 * for it (see views.ts). That makes a first parse fast and a parsed file small.
 */
export interface FlatTree {
  readonly kinds: Uint8Array;
  /** Offsets into the text, end exclusive. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The node's first descendant; the node itself if it has none. */
  readonly firsts: Int32Array;
  /** What else the kind needs: an operator, flags, an offset. See the kinds. */
  readonly data: Int32Array;
}

/** The direct children of a node in source order. */
export function childrenOf(tree: FlatTree, node: number): number[] {
  const children: number[] = [];
  const first = tree.firsts[node]!;
  for (let child = node - 1; child >= first; child = tree.firsts[child]! - 1) children.push(child);
  return children.reverse();
}

/** The rows of some kinds, in order. The search for a byte and the sorting are native, a loop over all rows is not. */
export function rowsOfKinds({ kinds }: FlatTree, wanted: readonly number[]): Int32Array {
  const rows: number[] = [];
  for (const kind of wanted) {
    for (let row = kinds.indexOf(kind); row >= 0; row = kinds.indexOf(kind, row + 1)) rows.push(row);
  }
  return Int32Array.from(rows).sort();
}

/** The first direct child of a node that has children. */
export function firstChild(tree: FlatTree, row: number): number {
  const { firsts } = tree;
  const first = firsts[row]!;
  let child = row - 1;
  while (firsts[child]! > first) child = firsts[child]! - 1;
  return child;
}

/** The start of a statement including its decorators. */
export function startOfRow(tree: FlatTree, row: number): number {
  const { kinds, starts } = tree;
  const kind = kinds[row];
  if (kind !== FunctionDef && kind !== ClassDef) return starts[row]!;
  const first = firstChild(tree, row);
  return kinds[first] === Decorator ? Math.min(starts[row]!, starts[first - 1]!) : starts[row]!;
}

export const CONSTANTS = [true, false, null, '...'] as const;
export const COMPREHENSIONS = ['list', 'set', 'generator', 'dict'] as const;
export const PARAMETER_ROLES = [
  'positional',
  'positional-only',
  'keyword-only',
  'var-positional',
  'var-keyword',
] as const;
export const TYPE_PARAMETER_ROLES = ['type', 'tuple', 'spec'] as const;
export const PATTERNS = ['value', 'capture', 'wildcard', 'sequence', 'mapping', 'class', 'or', 'star', 'as'] as const;
