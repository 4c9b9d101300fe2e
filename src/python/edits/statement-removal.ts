import type { Document } from '../../engine/document.ts';
import type { Edit } from '../../engine/span.ts';
import type { Node, Statement } from '../syntax/index.ts';

export interface Blocks {
  /** The statement before one in the same block. */
  before(statement: Statement): Statement | null;
  /** True for the first statement in a block (other than a module) of which every statement is to be removed. */
  leavesNothing(statement: Statement, isRemoved: (statement: Statement) => boolean): boolean;
}

/** The blocks of a file, each read once. */
export function blocksOf(doc: Document): Blocks {
  const byStatement = new Map<number, { readonly block: readonly Statement[]; readonly index: number }>();
  const known = new Set<number>();
  const emptied = new Map<number, boolean>();
  const placeOf = (statement: Statement) => {
    const parent = doc.python.parent(statement);
    if (parent !== null && !known.has(parent.id)) {
      known.add(parent.id);
      for (const block of blocks(parent)) {
        for (const [index, { id }] of block.entries()) byStatement.set(id, { block, index });
      }
    }
    return byStatement.get(statement.id) ?? { block: [statement], index: 0 };
  };
  return {
    before(statement) {
      const { block, index } = placeOf(statement);
      return block[index - 1] ?? null;
    },
    leavesNothing(statement, isRemoved) {
      const { block, index } = placeOf(statement);
      if (index !== 0 || doc.python.parent(statement)?.kind === 'Module') return false;
      let answer = emptied.get(statement.id);
      if (answer === undefined) {
        answer = block.every(isRemoved);
        emptied.set(statement.id, answer);
      }
      return answer;
    },
  };
}

/**
 * The edit that removes a run of statements, with the line if nothing else is on it. Inserts `pass` if the block would
 * be empty otherwise.
 */
export function removeStatements(doc: Document, run: readonly Statement[], leavesNothing: boolean): Edit {
  const { start } = run[0] as Statement;
  const { end } = run.at(-1) as Statement;
  if (leavesNothing) return { start, end, text: 'pass' };
  const before = doc.text.slice(spaceBefore(doc.text, start), start);
  const after = restOfLine(doc.text, end);
  const startsLine = /^[\r\n]?$/.test(doc.text.charAt(start - before.length - 1));
  const next = /^[ \t]*;[ \t]*/.exec(after)?.[0] ?? null;
  const endsLine = /^[ \t\f]*(?:;[ \t\f]*)?(?:#[^\r\n]*)?(?:\r\n|\r|\n)?$/.test(after);
  if (startsLine && endsLine) return { start: start - before.length, end: end + after.length, text: '' };
  if (startsLine && next !== null) return { start, end: end + next.length, text: '' };
  const semicolon = start - before.length - 1;
  if (doc.text[semicolon] === ';') return { start: spaceBefore(doc.text, semicolon), end, text: '' };
  // The first statement on the line of its header: `if x: breakpoint(); go()`.
  if (next !== null && !endsLine) return { start, end: end + next.length, text: '' };
  return { start, end, text: 'pass' };
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

/** The start of the white space before an offset. The line itself may have thousands of statements. */
function spaceBefore(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && /[ \t\f]/.test(text.charAt(start - 1))) start -= 1;
  return start;
}

/**
 * What is between a statement and the next: white space, `;`, a comment, the end of the line. Otherwise the next one's
 * start.
 */
function restOfLine(text: string, offset: number): string {
  const rest = /[ \t\f]*(?:;[ \t\f]*)?(?:#[^\r\n]*)?(?:\r\n|\r|\n|[^\r\n]|$)/y;
  rest.lastIndex = offset;
  return rest.exec(text)?.[0] ?? '';
}
