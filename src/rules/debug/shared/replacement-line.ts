import type { Document } from '../../../engine/document.ts';
import type { Edit, Span } from '../../../engine/span.ts';

/** Longer lines are not shown. Looking no further keeps a file with one line of megabytes linear. */
const MAX_LINE = 120;

/** The line of an edit after the edit, without indentation; null if it is too long to show. */
export function lineAfter({ text }: Document, edit: Edit): string | null {
  const before = text.slice(Math.max(0, edit.start - MAX_LINE), edit.start);
  const after = text.slice(edit.end, edit.end + MAX_LINE);
  const start = before.lastIndexOf('\n') + 1;
  const end = after.search(/[\r\n]/);
  if ((start === 0 && before.length === MAX_LINE) || (end < 0 && after.length === MAX_LINE)) return null;
  const line = (before.slice(start) + edit.text + (end < 0 ? after : after.slice(0, end))).trim();
  return line.length > MAX_LINE ? null : line;
}

/** True if the span contains exactly that text: nothing was unescaped or joined. */
export const isVerbatim = ({ text }: Document, span: Span, expected: string) =>
  text.slice(span.start, span.end) === expected;
