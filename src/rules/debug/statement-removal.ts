import type { Document } from '../../document.ts';
import type { Node, Statement } from '../../python/nodes.ts';
import type { Edit } from '../../rule.ts';

/**
 * The edit that takes out a run of statements, with its line where it stands alone on one. Of a block in which every
 * statement is to be removed a `pass` is left, in the place of its first, whichever of the fixes are made.
 */
export function removeStatements(doc: Document, run: readonly Statement[], removed: ReadonlySet<number>): Edit {
  const first = run[0] as Statement;
  const { start } = first;
  const end = (run.at(-1) as Statement).end;
  const block = blockAround(doc, first);
  const isModule = doc.python.parent(first)?.kind === 'Module';
  if (!isModule && block[0]?.id === first.id && block.every((other) => removed.has(other.id))) {
    return { start, end, text: 'pass' };
  }
  const before = /[^\r\n]*$/.exec(doc.text.slice(0, start))?.[0] ?? '';
  const after = /^[^\r\n]*(?:\r\n|\r|\n)?/.exec(doc.text.slice(end))?.[0] ?? '';
  const startsLine = before.trim() === '';
  const next = /^[ \t]*;[ \t]*/.exec(after)?.[0] ?? null;
  const endsLine = /^[ \t\f]*;?[ \t\f]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)?$/.test(after);
  if (startsLine && endsLine) return { start: start - before.length, end: end + after.length, text: '' };
  if (startsLine && next !== null) return { start, end: end + next.length, text: '' };
  const previous = /[ \t]*;[ \t]*$/.exec(before)?.[0] ?? null;
  if (previous !== null) return { start: start - previous.length, end, text: '' };
  // The first on the line of its header: `if x: breakpoint(); go()`.
  if (next !== null && !endsLine) return { start, end: end + next.length, text: '' };
  return { start, end, text: 'pass' };
}

/** The statements of the block that a statement stands in. */
export function blockAround(doc: Document, statement: Statement): readonly Statement[] {
  const parent = doc.python.parent(statement);
  if (parent === null) return [statement];
  return blocks(parent).find((block) => block.some((other) => other.id === statement.id)) ?? [statement];
}

function blocks(node: Node): readonly (readonly Statement[])[] {
  switch (node.kind) {
    case 'If':
    case 'For':
    case 'While':
      return [node.body, node.orelse];
    case 'Try':
      return [node.body, node.orelse, node.finalbody];
    case 'Module':
    case 'FunctionDef':
    case 'ClassDef':
    case 'With':
    case 'ExceptHandler':
    case 'MatchCase':
      return [node.body];
    default:
      return [];
  }
}
