import { partitionPoint } from './partition-point.ts';
import type { Span } from './span.ts';

/** 1-based; columns count Unicode code points. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where the lines of a text begin, and what is on them. Lines end at \n, \r\n or a lone \r, as in Python. */
export interface LineIndex {
  readonly lineCount: number;
  /** The 1-based line that contains an offset. */
  lineAt(offset: number): number;
  positionAt(offset: number): Position;
  /** The offset of a position. Columns beyond the end of the line mean its end. */
  offsetAt(position: Position): number;
  /** A line without its line break. */
  lineSpan(line: number): Span;
}

const LF = 10;
const CR = 13;

export function indexLines(text: string): LineIndex {
  const starts = lineStarts(text);
  let pairs: Int32Array | null = null;

  const lineAt = (offset: number): number => {
    // Everything before the first start is on line 1.
    return Math.max(
      1,
      partitionPoint(starts.length, (index) => (starts[index] as number) <= offset),
    );
  };

  const lineSpan = (line: number): Span => {
    const start = starts[line - 1] ?? text.length;
    let end = starts[line] ?? text.length;
    if (end > start && text.charCodeAt(end - 1) === LF) end -= 1;
    if (end > start && text.charCodeAt(end - 1) === CR) end -= 1;
    return { start, end };
  };

  return {
    lineCount: starts.length,
    lineAt,
    lineSpan,
    positionAt(offset) {
      const line = lineAt(offset);
      const { start, end } = lineSpan(line);
      // A line may have megabytes and thousands of findings, so do not count every column from its start.
      pairs ??= surrogatePairs(text);
      // Neither inside a line break nor after the end of the text.
      const at = Math.min(offset, end);
      return { line, column: at - start - (pairsBefore(pairs, at) - pairsBefore(pairs, start)) + 1 };
    },
    offsetAt(position) {
      const { start, end } = lineSpan(position.line);
      let offset = start;
      for (let column = 1; column < position.column && offset < end; column += 1) {
        offset += isPair(text, offset) ? 2 : 1;
      }
      return Math.min(offset, end);
    },
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  let feed = text.indexOf('\n');
  let lone = text.indexOf('\r');
  while (feed !== -1 || lone !== -1) {
    if (lone !== -1 && (feed === -1 || lone < feed)) {
      if (lone + 1 !== feed) starts.push(lone + 1);
      lone = text.indexOf('\r', lone + 1);
    } else {
      starts.push(feed + 1);
      feed = text.indexOf('\n', feed + 1);
    }
  }
  return starts;
}

/** Where surrogate pairs begin: characters of two units. */
function surrogatePairs(text: string): Int32Array {
  const found: number[] = [];
  for (const { index } of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) found.push(index);
  return Int32Array.from(found);
}

/** How many pairs end before an offset. */
const pairsBefore = (pairs: Int32Array, offset: number): number =>
  partitionPoint(pairs.length, (index) => (pairs[index] as number) + 2 <= offset);

function isPair(text: string, offset: number): boolean {
  const first = text.charCodeAt(offset);
  if (first < 0xd800 || first > 0xdbff) return false;
  const second = text.charCodeAt(offset + 1);
  return second >= 0xdc00 && second <= 0xdfff;
}
