import type { Document } from '../../engine/document.ts';
import type { Expression } from '../syntax/index.ts';
import { originOf, type TaintSource } from './taint.ts';

export type CombinedOrigin =
  | { readonly kind: 'constant' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'tainted'; readonly source: TaintSource };

/** The worst origin of several expressions: tainted, then unknown, then constant. Unknown if there are none. */
export function worstOrigin(expressions: readonly Expression[], doc: Document): CombinedOrigin {
  let worst: CombinedOrigin | null = null;
  for (const expression of expressions) {
    const origin = originOf(expression, doc.names);
    if (origin.kind === 'tainted') return origin;
    if (worst === null || origin.kind === 'unknown') worst = origin;
  }
  return worst ?? { kind: 'unknown' };
}

/** 'from a request (line 12)'. */
export function describeSource(source: TaintSource, doc: Document): string {
  return `from ${source.what} (line ${doc.lines.positionAt(source.node.start).line})`;
}
