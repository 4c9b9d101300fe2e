import type { Document } from '../../document.ts';
import { lineStart } from '../../formats/line-start.ts';
import type { Edit, Span } from '../../rule.ts';

/** The line of an edit as it reads afterwards, without indentation; null where it is too long to show. */
export function lineAfter(doc: Document, edit: Edit): string | null {
  const { text } = doc;
  const start = lineStart(text, edit.start);
  const newline = text.indexOf('\n', edit.end);
  const end = newline < 0 ? text.length : newline;
  const line = (text.slice(start, edit.start) + edit.text + text.slice(edit.end, end)).trim();
  return line.length > 100 ? null : line;
}

/** True where the span holds exactly that text: nothing was unescaped or put together on the way. */
export const holds = (doc: Document, span: Span, text: string) => doc.text.slice(span.start, span.end) === text;
