import type { Scalar, TreeNode } from '../formats/tree.ts';
import type { Document } from './document.ts';
import { CI_SERVICES } from './role.ts';

/** Lines that are read as one, so a comment about one of them is about all. */
export interface LineGroup {
  /** 1-based. */
  readonly first: number;
  readonly last: number;
  /** The number of the line that a comment can end; null if there is none. */
  readonly commentEnds: number | null;
}

export interface LineGroups {
  /** The group that a line belongs to; a line that is not continued is a group by itself. */
  around(line: number): LineGroup;
}

const IN_CI: ReadonlySet<string> = new Set(CI_SERVICES);

/** How the lines of a non-Python file belong together, depending on its format. */
export function groupLines(doc: Document): LineGroups {
  if (doc.kind === 'dockerfile') return groupInstructions(doc);
  if (doc.kind === 'requirements' || doc.kind === 'text' || doc.kind === 'procfile' || doc.role === 'systemd') {
    return { around: (line) => continued(doc, line, 1, doc.lines.lineCount) };
  }
  return groupScalars(doc);
}

function groupInstructions(doc: Document): LineGroups {
  const { lines } = doc;
  const spans = doc.dockerfile.instructions.map(({ start, end, heredocs }) => ({
    first: lines.lineAt(start),
    last: lines.lineAt(Math.max(end, ...heredocs.map((heredoc) => heredoc.end)) - 1),
  }));
  return {
    around(line) {
      const span = spans.find(({ first, last }) => first <= line && line <= last);
      return { ...(span ?? { first: line, last: line }), commentEnds: null };
    },
  };
}

/** Lines that end in a backslash, with the line that follows. */
function continued(doc: Document, line: number, from: number, to: number): LineGroup {
  const continues = (number: number): boolean => /\\[ \t]*$/.test(lineText(doc, number));
  let first = line;
  let last = line;
  while (first > from && continues(first - 1)) first -= 1;
  while (last < to && continues(last)) last += 1;
  return { first, last, commentEnds: last };
}

interface Block {
  readonly first: number;
  readonly last: number;
  readonly mark: string | null;
}

/** Values that span lines: they cannot contain comments. */
function groupScalars(doc: Document): LineGroups {
  const { lines } = doc;
  const blocks: Block[] = (doc.tree?.roots ?? []).flatMap((root) =>
    scalarsOf(root).flatMap(({ outerStart, outerEnd, quote }) => {
      const first = lines.lineAt(outerStart);
      const last = lines.lineAt(Math.max(outerStart, outerEnd - 1));
      return last > first ? [{ first, last, mark: quote }] : [];
    }),
  );
  return {
    around(line) {
      const block = blocks.find(({ first, last }) => first <= line && line <= last);
      if (block === undefined) return { first: line, last: line, commentEnds: line };
      const isBlock = block.mark === '|' || block.mark === '>';
      if (!isBlock) return { ...block, commentEnds: block.last };
      // A comment may follow the `|`; it is about the whole value.
      if (line === block.first) return { ...block, commentEnds: line };
      const command = continued(doc, line, block.first + 1, block.last);
      const isScript = block.mark === '|' && IN_CI.has(doc.role) && isPlainShell(doc, block, command);
      return { ...command, commentEnds: isScript ? command.last : block.first };
    },
  };
}

/** True if a `#` after the command starts a comment: not in quotes or a here-document. */
function isPlainShell(doc: Document, block: Block, { first, last }: LineGroup): boolean {
  const script = textOf(doc, block.first + 1, block.last);
  const command = textOf(doc, first, last).replace(/\\./gs, '');
  const isBalanced = (quote: string): boolean => command.split(quote).length % 2 === 1;
  return !script.includes('<<') && isBalanced("'") && isBalanced('"');
}

function scalarsOf(node: TreeNode): Scalar[] {
  const found: Scalar[] = [];
  // Aliases and merges return the same node more than once.
  const seen = new Set<TreeNode>();
  const stack: TreeNode[] = [node];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (next.kind === 'scalar') found.push(next);
    else if (next.kind === 'sequence') stack.push(...next.items);
    else for (const { key, value } of next.entries) stack.push(key, ...(value === null ? [] : [value]));
  }
  return found;
}

function textOf({ lines, text }: Document, first: number, last: number): string {
  return text.slice(lines.lineSpan(first).start, lines.lineSpan(last).end);
}

export function lineText(doc: Document, line: number): string {
  return textOf(doc, line, line);
}
