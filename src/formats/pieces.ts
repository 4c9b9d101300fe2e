import type { Span } from '../engine/span.ts';
import { beforeComment } from './line-comment.ts';
import type { Scalar } from './tree.ts';

/** A range of a text as a scalar. */
export function plainScalar(text: string, start: number): Scalar {
  const end = start + text.length;
  return { kind: 'scalar', start, end, outerStart: start, outerEnd: end, text, quote: null, value: text };
}

/** The lines of a multi-line value with their positions, without surrounding white space and `#` comments. */
export function linesOf(source: string, value: Span): Iterable<Scalar> {
  return piecesOf(source, value, '#', null);
}

/** The pieces of a multi-line value, also cut at a separator. As in INI files, `;` begins a comment like `#`. */
export function pieces(source: string, value: Span, cut: RegExp): Iterable<Scalar> {
  return piecesOf(source, value, '#;', cut);
}

function* piecesOf(source: string, value: Span, marks: string, cut: RegExp | null): Iterable<Scalar> {
  const lines = /[^\r\n]+/g;
  const whole = source.slice(value.start, value.end);
  for (let line = lines.exec(whole); line !== null; line = lines.exec(whole)) {
    const text = beforeComment(line[0], marks);
    let at = 0;
    for (const piece of cut === null ? [text] : text.split(cut)) {
      const from = text.indexOf(piece, at);
      at = from + piece.length;
      const trimmed = piece.trim();
      if (trimmed !== '') yield plainScalar(trimmed, value.start + line.index + from + piece.indexOf(trimmed));
    }
  }
}
