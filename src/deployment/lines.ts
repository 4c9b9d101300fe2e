import type { Span } from '../engine/span.ts';
import { lineStart } from '../formats/line-bounds.ts';

/** The whole lines that a span touches, with their line endings. */
export function wholeLines(text: string, span: Span): Span {
  const start = lineStart(text, span.start);
  const newline = text.indexOf('\n', Math.max(span.start, span.end));
  return { start, end: newline < 0 ? text.length : newline + 1 };
}

/** The whole lines of a span, if nothing else is on them but a comment after it; otherwise null. */
export function ownLines(text: string, span: Span): Span | null {
  const lines = wholeLines(text, span);
  const before = text.slice(lines.start, span.start).trim();
  const after = text.slice(span.end, lines.end).trim();
  return before === '' && (after === '' || after.startsWith('#')) ? lines : null;
}
