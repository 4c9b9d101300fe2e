import type { Document } from '../engine/document.ts';
import { keyedAssignments } from '../python/names/index.ts';
import type { Expression, Node } from '../python/syntax/index.ts';
import { argumentEntries, entries, knownText } from '../python/worth/index.ts';

/** The value of an option of Django's template engines, and the statement or call that sets it. */
export interface TemplateOption {
  readonly value: Expression;
  readonly node: Node;
}

/**
 * Settings of an option (`debug`, `autoescape`) after TEMPLATES is defined:
 * `TEMPLATES[0]["OPTIONS"]["debug"] = True`, and updates of these options.
 */
export function* changedTemplateOptions(doc: Document, option: string): Generator<TemplateOption> {
  for (const node of keyedAssignments(doc.python)) {
    for (const target of node.targets) {
      if (target.kind !== 'Subscript' || knownText(target.slice, doc.names) !== option) continue;
      if (isTemplateOptions(doc, target.value)) yield { value: node.value, node };
    }
  }
  for (const call of doc.python.nodes('Call')) {
    if (call.func.kind !== 'Attribute' || call.func.attr !== 'update') continue;
    if (!isTemplateOptions(doc, call.func.value)) continue;
    const value = argumentEntries(call, doc.names).get(option);
    if (value !== undefined) yield { value, node: call };
  }
}

/** The option of each engine in the value given to TEMPLATES: a list of engines, or the engine that `append` adds. */
export function* writtenTemplateOptions(doc: Document, given: Expression, option: string): Generator<Expression> {
  const engines = given.kind === 'List' || given.kind === 'Tuple' ? given.items : [given];
  for (const engine of engines) {
    const options = entries(engine, doc.names).get('OPTIONS');
    const value = options === undefined ? undefined : entries(options, doc.names).get(option);
    if (value !== undefined) yield value;
  }
}

/** `TEMPLATES[0]["OPTIONS"]`, `engine["OPTIONS"]` in `for engine in TEMPLATES`, `….setdefault("OPTIONS", {})`. */
function isTemplateOptions(doc: Document, expression: Expression): boolean {
  if (expression.kind === 'Subscript') {
    return knownText(expression.slice, doc.names) === 'OPTIONS' && isEngine(doc, expression.value);
  }
  if (expression.kind !== 'Call' || expression.func.kind !== 'Attribute') return false;
  const { func, args } = expression;
  const isGet = func.attr === 'setdefault' || func.attr === 'get';
  return isGet && args[0] !== undefined && knownText(args[0], doc.names) === 'OPTIONS' && isEngine(doc, func.value);
}

const isTemplates = (node: Expression): boolean => node.kind === 'Name' && node.name === 'TEMPLATES';

function isEngine(doc: Document, expression: Expression): boolean {
  if (expression.kind === 'Subscript') return isTemplates(expression.value);
  if (expression.kind !== 'Name') return false;
  return doc.python
    .nodes('For')
    .some(
      (loop) =>
        isTemplates(loop.iter) &&
        loop.target.kind === 'Name' &&
        loop.target.name === expression.name &&
        loop.start < expression.start &&
        expression.end <= loop.end,
    );
}
