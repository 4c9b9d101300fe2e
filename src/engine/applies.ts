import type { Node } from '../python/syntax/index.ts';
import { type Context, contextOfClass } from './context.ts';
import type { Document } from './document.ts';
import { memo } from './memo.ts';
import type { Span } from './span.ts';

/**
 * Where a rule applies:
 * - `production`: only what says that it is for production;
 * - `deployed`: what reaches production, and what does not say where it runs;
 * - `deployed-and-tests`: that, and tests (what hangs or breaks CI);
 * - `not-tests`: everything but tests;
 * - `everywhere`.
 */
export type AppliesTo = 'production' | 'deployed' | 'deployed-and-tests' | 'not-tests' | 'everywhere';

const SILENT: Readonly<Record<AppliesTo, ReadonlySet<Context>>> = {
  production: new Set<Context>(['test', 'development', 'sample', 'base']),
  deployed: new Set<Context>(['test', 'development', 'sample']),
  'deployed-and-tests': new Set<Context>(['development', 'sample']),
  'not-tests': new Set<Context>(['test']),
  everywhere: new Set(),
};

export const applies = (appliesTo: AppliesTo, context: Context): boolean => !SILENT[appliesTo].has(context);

/**
 * Where the code at a node is going to run. A class is more specific than its file: `class ProductionConfig` in
 * settings/dev.py is deployed.
 */
export function contextAt(doc: Document, node: Node | null): Context {
  const known = memo(doc, contextsByNode);
  const way: number[] = [];
  let context: Context | null = null;
  for (let at = node; at !== null && context === null; at = doc.python.parent(at)) {
    context = known.get(at.id) ?? (at.kind === 'ClassDef' ? contextOfClass(at.name) : null);
    way.push(at.id);
  }
  context ??= doc.context;
  for (const id of way) known.set(id, context);
  return context;
}

/** A node may be below thousands of others. */
const contextsByNode = (_doc: Document): Map<number, Context> => new Map();

/** The innermost node that covers a span; the span itself if it is a node. */
export function nodeAt(doc: Document, span: Span): Node {
  if ('id' in span && 'kind' in span) return span as Node;
  let at: Node = doc.python.module;
  for (;;) {
    const inner: Node | undefined = doc.python
      .children(at)
      .find(({ start, end }) => start <= span.start && span.end <= end);
    if (inner === undefined) return at;
    at = inner;
  }
}
