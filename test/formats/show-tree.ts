import type { ConfigTree, TreeNode } from '../../src/formats/tree.ts';

/** A tree on one line: `{key: value@source}`, with the source if it differs from the value. */
export function showTree(tree: ConfigTree, text: string): string {
  return tree.roots.map((root) => show(root, text)).join(' --- ');
}

function show(node: TreeNode, text: string): string {
  if (node.kind === 'sequence') return `[${node.items.map((item) => show(item, text)).join(', ')}]`;
  if (node.kind === 'mapping') {
    return `{${node.entries.map(({ key, value }) => `${key.text}: ${value ? show(value, text) : '-'}`).join(', ')}}`;
  }
  const source = text.slice(node.start, node.end);
  const value = JSON.stringify(node.value);
  const plain = value === source || value === JSON.stringify(source);
  return `${node.quote ?? ''}${value}${plain ? '' : `@${JSON.stringify(source)}`}`;
}

/** Every offset in a tree, to check that they are inside the text. */
export function* spansOf(node: TreeNode): Generator<{ start: number; end: number }> {
  yield node;
  if (node.kind === 'sequence') for (const item of node.items) yield* spansOf(item);
  if (node.kind !== 'mapping') return;
  for (const { key, value } of node.entries) {
    yield key;
    if (value) yield* spansOf(value);
  }
}
