import type { Kind } from '../engine/kind.ts';
import type { ConfigTree, Entry, Mapping, Scalar, TreeNode } from './tree.ts';

/** The roots of a file's tree. Empty for kinds that have no tree; their parsers may not be loaded. */
export function rootsOf(doc: { readonly kind: Kind; readonly tree: ConfigTree | null }): readonly TreeNode[] {
  return TREES.has(doc.kind) ? (doc.tree?.roots ?? []) : [];
}

const TREES: ReadonlySet<Kind> = new Set<Kind>(['dotenv', 'ini', 'toml', 'yaml', 'json', 'procfile']);

/** The value at a path of keys; null if there is none. If a key is repeated, the last value counts. */
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

/** The entries of the mapping at a path; empty if there is no mapping. */
export function entriesAt(node: TreeNode | null | undefined, ...path: readonly string[]): readonly Entry[] {
  const value = valueAt(node, ...path);
  return value?.kind === 'mapping' ? value.entries : [];
}

/** The items of a sequence; empty for anything else. */
export function itemsOf(node: TreeNode | null | undefined): readonly TreeNode[] {
  return node?.kind === 'sequence' ? node.items : [];
}

/** The scalars among the items of a sequence. */
export function scalarItems(node: TreeNode | null | undefined): readonly Scalar[] {
  return itemsOf(node).filter((item) => item.kind === 'scalar');
}

/** For places that take one value or a list: the scalar alone, or those of the sequence. */
export function oneOrMore(node: TreeNode | null | undefined): readonly Scalar[] {
  return node?.kind === 'scalar' ? [node] : scalarItems(node);
}

/**
 * Every mapping of a tree (its parser bounds its size, aliases included) with the keys that lead to it (a sequence adds
 * none), outermost first.
 */
export function* mappingsOf(root: TreeNode): Generator<{ readonly node: Mapping; readonly path: readonly string[] }> {
  const pending: { node: TreeNode; path: readonly string[] }[] = [{ node: root, path: [] }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
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

export interface KeyedValue {
  readonly key: Scalar;
  readonly value: TreeNode;
  /** The keys above it, outermost first. Sequences add none. */
  readonly above: readonly string[];
  readonly parent: Mapping;
}

/**
 * Every key with a value, at any depth, in source order. A mapping that aliases repeat is visited once, under the keys
 * where it is written; `mappingsOf` visits it under each of them.
 */
export function* everyKey(roots: readonly TreeNode[]): Iterable<KeyedValue> {
  const seen = new Set<TreeNode>();
  const stack: { node: TreeNode; above: readonly string[] }[] = [];
  for (const node of [...roots].reverse()) stack.push({ node, above: [] });
  while (stack.length > 0) {
    const { node, above } = stack.pop()!;
    if (node.kind === 'scalar' || seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'sequence') {
      for (const item of [...node.items].reverse()) stack.push({ node: item, above });
      continue;
    }
    const below: { node: TreeNode; above: readonly string[] }[] = [];
    for (const { key, value } of node.entries) {
      if (value === null) continue;
      yield { key, value, above, parent: node };
      below.push({ node: value, above: [...above, key.text] });
    }
    for (const item of below.reverse()) stack.push(item);
  }
}
