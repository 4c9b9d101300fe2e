import { argumentOf, type Names } from '../python/names/index.ts';
import type { Expression, StringLiteral } from '../python/syntax/index.ts';
import { evaluate, type PyValue } from '../python/worth/index.ts';

/** An element of a collection, with the expression to report. */
export interface Element {
  readonly text: string;
  readonly node: Expression;
  readonly isFromEnvironment: boolean;
}

const DEPTH = 8;

/**
 * The texts in a literal list, tuple or set, through `+`, `list(…)`, names and starred elements. If the collection
 * comes from the environment, the texts of its default.
 */
export function textElements(value: Expression, names: Names): readonly Element[] {
  return [...collect(value, names, DEPTH)];
}

function* collect(value: Expression, names: Names, depth: number): Generator<Element> {
  if (depth === 0) return;
  switch (value.kind) {
    case 'String':
      yield { text: value.value, node: value, isFromEnvironment: false };
      return;
    case 'List':
    case 'Tuple':
    case 'Set':
      for (const item of value.items) {
        yield* collect(item.kind === 'Starred' ? item.value : item, names, depth - 1);
      }
      return;
    case 'BinOp':
      if (value.op === '+' || value.op === '|') {
        yield* collect(value.left, names, depth - 1);
        yield* collect(value.right, names, depth - 1);
      }
      return;
    case 'IfExp':
      // Either of the two may be for development: neither is explicit.
      return;
    case 'Name':
      for (const binding of names.bindings(value.name, value)) {
        if (binding.value !== null && binding.value.id !== value.id) yield* collect(binding.value, names, depth - 1);
      }
      return;
    default:
  }
  if (value.kind === 'Call' && value.func.kind === 'Name' && /^(?:list|tuple|set)$/.test(value.func.name)) {
    for (const argument of value.args) yield* collect(argument, names, depth - 1);
    return;
  }
  const configured = configuredDefault(value, names);
  if (configured !== null) {
    for (const element of collect(configured, names, depth - 1)) yield { ...element, isFromEnvironment: true };
    return;
  }
  const { state, reads, ...result } = evaluate(value, names, () => null);
  if (state !== 'known' || !('value' in result)) {
    // config("HOSTS", default="*", cast=Csv()): whatever the cast does, the default is written out.
    const written = reads.find((read) => read.call.id === value.id)?.default;
    if (written?.kind !== 'String') return;
    for (const text of written.value.split(',')) yield { text: text.trim(), node: written, isFromEnvironment: true };
    return;
  }
  const fallback = reads.find((read) => read.default !== null)?.default ?? fallbackText(value);
  for (const text of textsOf(result.value)) {
    yield { text, node: fallback ?? value, isFromEnvironment: reads.length > 0 };
  }
}

const CONFIGURED = /^configurations\.(?:values\.)?(?:Value|ListValue|TupleValue|SetValue|SingleNestedListValue)$/;

/** The default in django-configurations' `values.ListValue(["*"])`, which reads the environment. */
export function configuredDefault(value: Expression, names: Names): Expression | null {
  if (value.kind !== 'Call' || !names.qualify(value.func).some((name) => CONFIGURED.test(name))) return null;
  return argumentOf(value, 0, 'default');
}

function textsOf(value: PyValue): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  const items = 'list' in value ? value.list : 'tuple' in value ? value.tuple : 'set' in value ? value.set : [];
  return items.flatMap((item) => (typeof item === 'string' ? [item] : []));
}

/** The text in `... or "abc"`. */
export function fallbackText(value: Expression): StringLiteral | null {
  if (value.kind !== 'BoolOp' || value.op !== 'or') return null;
  const last = value.values.at(-1);
  return last?.kind === 'String' ? last : null;
}
