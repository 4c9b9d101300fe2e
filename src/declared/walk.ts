import type { Document } from '../engine/document.ts';
import type { Kind } from '../engine/kind.ts';
import type { Mapping, Scalar, TreeNode } from '../formats/tree.ts';

/** The value at a path of keys; null where there is none. A key that is repeated counts with its last value. */
export function valueAt(node: TreeNode | null | undefined, ...keys: readonly string[]): TreeNode | null {
  let at: TreeNode | null = node ?? null;
  for (const key of keys) {
    if (at?.kind !== 'mapping') return null;
    at = at.entries.findLast((entry) => entry.key.text === key)?.value ?? null;
  }
  return at;
}

export function scalarAt(node: TreeNode | null | undefined, ...keys: readonly string[]): Scalar | null {
  const found = valueAt(node, ...keys);
  return found?.kind === 'scalar' ? found : null;
}

/** The entries of the mapping at a path; none where there is no mapping. */
export function entriesAt(node: TreeNode | null | undefined, ...keys: readonly string[]): Mapping['entries'] {
  const found = valueAt(node, ...keys);
  return found?.kind === 'mapping' ? found.entries : [];
}

/** A scalar as a list of one, the scalars of a sequence. */
export function scalarsOf(node: TreeNode | null | undefined): readonly Scalar[] {
  if (node?.kind === 'scalar') return [node];
  return node?.kind === 'sequence' ? node.items.filter((item) => item.kind === 'scalar') : [];
}

/** The items of a sequence; none where it is none. */
export function itemsOf(node: TreeNode | null | undefined): readonly TreeNode[] {
  return node?.kind === 'sequence' ? node.items : [];
}

/** None for kinds that have no tree, whose parsers may not be loaded. */
export function rootsOf(doc: Document): readonly TreeNode[] {
  return TREES.has(doc.kind) ? (doc.tree?.roots ?? []) : [];
}

const TREES: ReadonlySet<Kind> = new Set<Kind>(['dotenv', 'ini', 'toml', 'yaml', 'json', 'procfile']);

export interface KeyedValue {
  readonly key: Scalar;
  readonly value: TreeNode;
  /** The keys above it, the outermost first; sequences add none. */
  readonly above: readonly string[];
  readonly parent: Mapping;
}

const MAX_VISITS = 200_000;

/** Every key with a value, at any depth, in source order; a node that aliases repeat is visited once. */
export function* everyKey(roots: readonly TreeNode[]): Iterable<KeyedValue> {
  const seen = new Set<TreeNode>();
  const stack: { node: TreeNode; above: readonly string[] }[] = [];
  for (const node of [...roots].reverse()) stack.push({ node, above: [] });
  let visits = 0;
  while (stack.length > 0) {
    const { node, above } = stack.pop()!;
    if (node.kind === 'scalar' || seen.has(node)) continue;
    visits += 1;
    if (visits > MAX_VISITS) return;
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

/** The pieces of a multi-line or comma-separated value with their places; comments (`#`) are left out. */
export function* pieces(doc: Document, value: { start: number; end: number }, cut: RegExp): Iterable<Scalar> {
  const source = doc.text.slice(value.start, value.end);
  const lines = /[^\r\n]+/g;
  for (let line = lines.exec(source); line !== null; line = lines.exec(source)) {
    const text = line[0].replace(/(^|\s)[#;].*$/, '$1');
    let at = 0;
    for (const piece of text.split(cut)) {
      const from = text.indexOf(piece, at);
      at = from + piece.length;
      const trimmed = piece.trim();
      if (trimmed === '') continue;
      const start = value.start + line.index + from + piece.indexOf(trimmed);
      yield plainScalar(trimmed, start);
    }
  }
}

/** A stretch of the text as a scalar. */
export function plainScalar(text: string, start: number): Scalar {
  const end = start + text.length;
  return { kind: 'scalar', start, end, outerStart: start, outerEnd: end, text, quote: null, value: text };
}
