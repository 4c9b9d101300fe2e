import type { Context } from '../engine/context.ts';
import { lineStart } from '../formats/line-bounds.ts';
import { resolveReferences } from '../formats/substitution.ts';
import type { ConfigTree, Entry, Scalar } from '../formats/tree.ts';
import { ownLines } from './lines.ts';
import type { Deployment, Piece, Variable } from './types.ts';

/** Variables of an environment file. If a name is set twice, the last value counts. */
export function dotenvDeployment(text: string, tree: ConfigTree, context: Context): Deployment {
  const [root] = tree.roots;
  if (root?.kind !== 'mapping') return { variables: [], commands: [] };
  const variables = new Map<string, Variable>();
  for (const entry of root.entries) {
    const { key, value } = entry;
    if (value?.kind !== 'scalar') continue;
    const piece = pieceOf(value, variables);
    variables.delete(key.text);
    if (piece === null) continue;
    variables.set(key.text, {
      name: key.text,
      value: piece,
      place: 'dotenv',
      context,
      removal: removalOf(text, entry, value),
      origin: null,
    });
  }
  return { variables: [...variables.values()], commands: [] };
}

function pieceOf(value: Scalar, known: ReadonlyMap<string, Variable>): Piece | null {
  if (value.quote === "'" || !value.text.includes('$')) return { text: value.text, start: value.start, end: value.end };
  const resolved = resolveReferences(value.text, (name) => known.get(name)?.value ?? null);
  if (resolved === null) return null;
  if ('known' in resolved) return { text: resolved.known.text, start: value.start, end: value.end };
  const { literal } = resolved;
  return { text: literal.text, start: value.start + literal.start, end: value.start + literal.end };
}

function removalOf(text: string, entry: Entry, value: Scalar) {
  const from = lineStart(text, entry.key.outerStart);
  const before = text.slice(from, entry.key.outerStart);
  const start = /^[ \t]*(?:export[ \t]+)?$/.test(before) ? from : entry.key.outerStart;
  return ownLines(text, { start, end: value.outerEnd });
}
