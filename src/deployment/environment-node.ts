import type { Context } from '../engine/context.ts';
import { alignText, mappedSpan } from '../formats/mapped-text.ts';
import { resolveReferences } from '../formats/substitution.ts';
import type { Scalar, TreeNode } from '../formats/tree.ts';
import { entriesAt, itemsOf, scalarAt } from '../formats/tree-walk.ts';
import { ownLines, wholeLines } from './lines.ts';
import type { Piece, Place, Variable } from './types.ts';

/**
 * The variables of a node in compose's map form (`DEBUG: "1"`) or list form (`- DEBUG=1`). A name without a value
 * passes the caller's variable through. `substitutes`: `${NAME:-default}` is expanded.
 */
export function environmentOf(
  text: string,
  node: TreeNode | null,
  place: Place,
  context: Context,
  substitutes: boolean,
): Variable[] {
  const variables = new Map<string, Variable>();
  const add = (name: string, value: Scalar | null, from: number, span: { start: number; end: number }) => {
    variables.delete(name);
    const piece = value && pieceOf(text, value, from, substitutes);
    if (piece) variables.set(name, { name, value: piece, place, context, removal: ownLines(text, span), origin: null });
  };
  if (node?.kind === 'mapping') {
    // Merged entries come after the mapping's own and never replace them.
    for (const { key, value } of node.entries) {
      if (value === null || value.kind !== 'scalar') continue;
      add(key.text, value, 0, { start: key.outerStart, end: value.outerEnd });
    }
  } else if (node?.kind === 'sequence') {
    for (const item of node.items) {
      if (item.kind !== 'scalar') continue;
      const equals = item.text.indexOf('=');
      const name = equals < 0 ? item.text : item.text.slice(0, equals);
      const dash = text.lastIndexOf('-', item.outerStart);
      const start = dash >= 0 && text.slice(dash + 1, item.outerStart).trim() === '' ? dash : item.outerStart;
      add(name.trim(), equals < 0 ? null : item, equals + 1, { start, end: item.outerEnd });
    }
  }
  return [...variables.values()];
}

/** The value of a scalar's text from an index on, with its place in the source. */
export function pieceOf(text: string, value: Scalar, from: number, substitutes: boolean): Piece | null {
  const content = value.text.slice(from);
  let literal = { text: content, start: 0, end: content.length };
  if (substitutes && content.includes('$')) {
    const resolved = resolveReferences(content, () => null);
    if (resolved === null || 'known' in resolved) return null;
    literal = resolved.literal;
  }
  const mapped = alignText(text, value.start, value.end, value.text);
  const span = mapped ? mappedSpan(mapped, from + literal.start, from + literal.end) : value;
  return { text: literal.text, start: span.start, end: span.end };
}

/** `- name: DEBUG` with `value: "1"`. An item without its own value (`valueFrom`) is ignored. */
export function pairsOf(
  text: string,
  items: TreeNode | readonly TreeNode[] | null,
  nameKey: string,
  valueKey: string,
  place: Place,
  context: Context,
): Variable[] {
  const variables = new Map<string, Variable>();
  for (const item of items !== null && 'kind' in items ? itemsOf(items) : (items ?? [])) {
    const name = scalarAt(item, nameKey)?.text;
    const value = scalarAt(item, valueKey);
    const piece = value && pieceOf(text, value, 0, false);
    if (name === undefined || !piece) continue;
    variables.set(name, { name, value: piece, place, context, removal: itemLines(text, item), origin: null });
  }
  return [...variables.values()];
}

/** The lines of a list item in block style. */
function itemLines(text: string, item: TreeNode) {
  const entries = entriesAt(item);
  const first = entries[0];
  const last = entries.at(-1);
  if (!first || last?.value?.kind !== 'scalar') return null;
  const lines = wholeLines(text, { start: first.key.outerStart, end: last.value.outerEnd });
  return /^\s*-\s+$/.test(text.slice(lines.start, first.key.outerStart)) ? lines : null;
}
