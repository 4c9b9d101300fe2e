import type { Finding } from '../engine/finding.ts';
import { displayWidth, visible } from './visible.ts';

/** How much of a long line to show before the flagged piece. */
const LEAD = 30;

/** More than any terminal shows on one line. */
const MAX_SHOWN = 2000;

export interface SourceLines {
  readonly line: string;
  /** How far the carets are from the start of the line, and how many there are. */
  readonly indent: number;
  readonly carets: number;
}

/** The source line without its indentation, cut around the flagged piece if it is too long. */
export function sourceLines(
  { start, end }: Pick<Finding, 'start' | 'end'>,
  source: string,
  width: number,
): SourceLines {
  const skippedTo = start.column - 1 - MAX_SHOWN;
  // If a line has megabytes, only the surroundings are split. Without surrogate pairs, code units are characters.
  if (skippedTo > 0 && !/[\ud800-\udfff]/.test(source)) {
    const moved = (column: number): number => column - skippedTo;
    const cut = `…${source.slice(skippedTo + 1, skippedTo + 3 * MAX_SHOWN)}`;
    const last = end.line === start.line ? { ...end, column: moved(end.column) } : end;
    return sourceLines({ start: { ...start, column: moved(start.column) }, end: last }, cut, width);
  }
  const chars = [
    ...(source.length > 4 * MAX_SHOWN && start.column < MAX_SHOWN ? source.slice(0, 4 * MAX_SHOWN) : source),
  ];
  const from = start.column - 1;
  const to = Math.max(end.line === start.line ? Math.min(end.column - 1, chars.length) : chars.length, from + 1);
  let first = 0;
  let last = chars.length;
  if (chars.length > width) {
    first = Math.max(0, Math.min(from - LEAD, chars.length - width));
    last = Math.min(chars.length, first + width);
  }
  const part = (begin: number, stop: number): string => visible(chars.slice(begin, stop).join(''));
  const stop = Math.min(to, last);
  const before = (first > 0 ? '…' : '') + part(first, from);
  const marked = part(from, stop);
  const after = part(stop, last) + (last < chars.length ? '…' : '');
  const margin = /^ */.exec(before)?.[0].length ?? 0;
  return {
    line: (before + marked + after).slice(margin).trimEnd(),
    indent: displayWidth(before) - margin,
    carets: Math.max(1, displayWidth(marked)),
  };
}
