import type { Scalar, TreeNode } from '../formats/tree.ts';
import type { Document } from './document.ts';
import { partitionPoint } from './partition-point.ts';
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
    const continued = continuedLines(doc);
    return { around: (line) => continued(line, 1, doc.lines.lineCount) };
  }
  return groupScalars(doc);
}

function groupInstructions(doc: Document): LineGroups {
  const { lines } = doc;
  const spans = doc.dockerfile.instructions.map(({ start, end, heredocs }) => ({
    first: lines.lineAt(start),
    last: lines.lineAt(Math.max(end, heredocs.at(-1)?.end ?? 0) - 1),
  }));
  return {
    around: (line) => ({ ...(blockAround(spans, line) ?? { first: line, last: line }), commentEnds: null }),
  };
}

/** Lines that end in a backslash, with the line that follows, between two lines. */
function continuedLines(doc: Document): (line: number, from: number, to: number) => LineGroup {
  const continues = (number: number): boolean => /\\[ \t]*$/.test(lineText(doc, number));
  // Thousands of findings may be in one group.
  let known: LineGroup | null = null;
  return (line, from, to) => {
    if (known !== null && from <= known.first && known.first <= line && line <= known.last && known.last <= to) {
      return known;
    }
    let first = line;
    let last = line;
    while (first > from && continues(first - 1)) first -= 1;
    while (last < to && continues(last)) last += 1;
    known = { first, last, commentEnds: last };
    return known;
  };
}

interface Block {
  readonly first: number;
  readonly last: number;
  readonly mark: string | null;
}

/** The first of several blocks of lines around a line; null if there is none. They are in the order of their lines. */
function blockAround<T extends { readonly first: number; readonly last: number }>(
  blocks: readonly T[],
  line: number,
): T | null {
  const block = blocks[partitionPoint(blocks.length, (index) => blocks[index]!.last < line)];
  return block !== undefined && block.first <= line ? block : null;
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
  const continued = continuedLines(doc);
  const withHeredoc = new Map<Block, boolean>();
  const hasHeredoc = (block: Block): boolean => {
    const known = withHeredoc.get(block) ?? textOf(doc, block.first + 1, block.last).includes('<<');
    withHeredoc.set(block, known);
    return known;
  };
  // A merge returns the nodes of an anchor above it.
  blocks.sort((a, b) => a.last - b.last || a.first - b.first);
  return {
    around(line) {
      const block = blockAround(blocks, line);
      if (block === null) return { first: line, last: line, commentEnds: line };
      const isBlock = block.mark === '|' || block.mark === '>';
      if (!isBlock) return { ...block, commentEnds: block.last };
      // A comment may follow the `|`; it is about the whole value.
      if (line === block.first) return { ...block, commentEnds: line };
      const command = continued(line, block.first + 1, block.last);
      const isShell = block.mark === '|' && IN_CI.has(doc.role) && !hasHeredoc(block);
      const isScript = isShell && isBalanced(doc, command);
      return { ...command, commentEnds: isScript ? command.last : block.first };
    },
  };
}

/** True if a `#` after the command is not in quotes. */
function isBalanced(doc: Document, { first, last }: LineGroup): boolean {
  const command = textOf(doc, first, last).replace(/\\./gs, '');
  const isClosed = (quote: string): boolean => command.split(quote).length % 2 === 1;
  return isClosed("'") && isClosed('"');
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
    else if (next.kind === 'sequence') for (const item of next.items) stack.push(item);
    else {
      for (const { key, value } of next.entries) {
        stack.push(key);
        if (value !== null) stack.push(value);
      }
    }
  }
  return found;
}

function textOf({ lines, text }: Document, first: number, last: number): string {
  return text.slice(lines.lineSpan(first).start, lines.lineSpan(last).end);
}

export function lineText(doc: Document, line: number): string {
  return textOf(doc, line, line);
}
