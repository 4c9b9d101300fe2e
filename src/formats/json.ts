import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { nestedTooDeep, nestsDeeper } from './depth.ts';
import type { ConfigTree, Entry, Scalar, TreeNode } from './tree.ts';

/** Deeper than any settings file. The parser recurses, and overflowing the stack takes long, as does recovering. */
const MAX_DEPTH = 500;

/** Reads JSON, with comments and trailing commas allowed. What comes before and after an error is still read. */
export function parseJson(text: string): ConfigTree {
  if (nestsDeeper(text, MAX_DEPTH, 'json')) return { roots: [], problems: [nestedTooDeep(MAX_DEPTH)] };
  const errors: ParseError[] = [];
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const source = start ? ` ${text.slice(1)}` : text;
  const node = parseTree(source, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const root = node && convert(node, text);
  return {
    roots: root ? [root] : [],
    problems: errors.map((error) => ({
      start: error.offset,
      end: error.offset + error.length,
      message: printParseErrorCode(error.error),
    })),
  };
}

function convert(node: Node, text: string): TreeNode | null {
  const start = node.offset;
  const end = node.offset + node.length;
  if (node.type === 'object') {
    const entries: Entry[] = [];
    for (const property of node.children ?? []) {
      const [key, value] = property.children ?? [];
      if (!key) continue;
      entries.push({ key: scalarOf(key, text), value: value ? convert(value, text) : null });
    }
    return { kind: 'mapping', start, end, entries };
  }
  if (node.type === 'array') {
    const items: TreeNode[] = [];
    for (const child of node.children ?? []) {
      const item = convert(child, text);
      if (item) items.push(item);
    }
    return { kind: 'sequence', start, end, items };
  }
  return node.type === 'property' ? null : scalarOf(node, text);
}

function scalarOf(node: Node, text: string): Scalar {
  const outerStart = node.offset;
  const outerEnd = node.offset + node.length;
  const quoted = node.type === 'string';
  const value: unknown = node.value;
  const closed = quoted && node.length > 1 && text[outerEnd - 1] === '"';
  return {
    kind: 'scalar',
    start: outerStart + (quoted ? 1 : 0),
    end: outerEnd - (closed ? 1 : 0),
    outerStart,
    outerEnd,
    text: quoted ? String(value) : text.slice(outerStart, outerEnd),
    quote: quoted ? '"' : null,
    value: typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null,
  };
}
