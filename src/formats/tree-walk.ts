import type { Entry, Mapping, Scalar, TreeNode } from './tree.ts';

/** The value of a mapping's last entry with that key; null where there is none. */
export function valueAt(node: TreeNode | null | undefined, ...path: readonly string[]): TreeNode | null {
  let current: TreeNode | null = node ?? null;
  for (const key of path) {
    if (current?.kind !== 'mapping') return null;
    current = current.entries.findLast((entry) => entry.key.text === key)?.value ?? null;
  }
  return current;
}

export function scalarAt(node: TreeNode | null | undefined, ...path: readonly string[]): Scalar | null {
  const value = valueAt(node, ...path);
  return value?.kind === 'scalar' ? value : null;
}

export function entriesOf(node: TreeNode | null | undefined): readonly Entry[] {
  return node?.kind === 'mapping' ? node.entries : [];
}

export function itemsOf(node: TreeNode | null | undefined): readonly TreeNode[] {
  return node?.kind === 'sequence' ? node.items : [];
}

export function scalarsOf(node: TreeNode | null | undefined): Scalar[] {
  return itemsOf(node).filter((item): item is Scalar => item.kind === 'scalar');
}

/** Aliases can make a tree as wide as they like; a walk ends after so many nodes. */
const MAX_VISITS = 500_000;

/** Every mapping of a tree with the keys that lead to it (a sequence adds none), outermost first. */
export function* mappingsOf(root: TreeNode): Generator<{ readonly node: Mapping; readonly path: readonly string[] }> {
  const pending: { node: TreeNode; path: readonly string[] }[] = [{ node: root, path: [] }];
  for (let visits = 0; visits < MAX_VISITS; visits++) {
    const next = pending.pop();
    if (!next) return;
    const { node, path } = next;
    if (node.kind === 'sequence') {
      for (let index = node.items.length - 1; index >= 0; index--) pending.push({ node: node.items[index]!, path });
    } else if (node.kind === 'mapping') {
      yield { node, path };
      for (let index = node.entries.length - 1; index >= 0; index--) {
        const { key, value } = node.entries[index]!;
        if (value && value.kind !== 'scalar') pending.push({ node: value, path: [...path, key.text] });
      }
    }
  }
}
