import { partitionPoint } from '../../engine/partition-point.ts';
import type { Comment, Module, PythonFile } from './nodes.ts';
import { parse } from './read.ts';
import { viewsOf } from './views.ts';

/**
 * Reads Python source. Never throws: what cannot be read becomes a problem, and the rest of the file is available.
 * @param borrowed see {@link PythonFile}
 */
export function parsePython(text: string, borrowed: () => ReadonlyMap<string, string> = () => NOTHING): PythonFile {
  const parsed = parse(text);
  const { tree, problems, python2, comments: offsets } = parsed;
  const views = viewsOf(text, tree);
  let comments: readonly Comment[] | undefined;
  return {
    text,
    parsed,
    get borrowed() {
      return borrowed();
    },
    view: views.view,
    get module() {
      return views.view(tree.kinds.length - 1) as Module;
    },
    nodes: views.nodes,
    parent: views.parent,
    children: views.children,
    problems,
    python2,
    get comments() {
      comments ??= Array.from({ length: offsets.length / 2 }, (_, i) => ({
        start: offsets[2 * i]!,
        end: offsets[2 * i + 1]!,
      }));
      return comments;
    },
    logicalLine: (offset) => lineAround(parsed.lines, text, offset),
  };
}

const NOTHING: ReadonlyMap<string, string> = new Map();

/** The logical line around an offset. For an offset between two, its physical line. */
function lineAround(lines: Int32Array, text: string, offset: number): { start: number; end: number } {
  const index = partitionPoint(lines.length / 2, (at) => lines[2 * at + 1]! < offset);
  const first = lines[2 * index] ?? Number.POSITIVE_INFINITY;
  if (first <= offset) return { start: first, end: lines[2 * index + 1]! };
  let start = offset;
  while (start > 0 && !'\r\n'.includes(text.charAt(start - 1))) start--;
  let end = offset;
  while (end < text.length && !'\r\n'.includes(text.charAt(end))) end++;
  // The indentation belongs to its line.
  if (first < end) return { start: first, end: lines[2 * index + 1]! };
  return { start, end };
}
