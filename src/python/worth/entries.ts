import { type Names, type Placed, putsOn, resolvedValues } from '../names/index.ts';
import type { Call, Expression, Node } from '../syntax/index.ts';
import { knownText } from './known-value.ts';

const MAPPING_CALLS = new Set(['builtins.dict', 'collections.OrderedDict', 'types.MappingProxyType']);
const DEPTH = 8;

/**
 * The values of a mapping's text keys, as far as the file shows: dict displays, `dict(...)`, unions, copies, and names
 * bound to such a mapping, with the keys that are added later. The last value for a key counts.
 */
export function entries(expression: Expression, names: Names): ReadonlyMap<string, Expression> {
  const found = new Map<string, Expression>();
  collect(expression, names, found, DEPTH);
  return found;
}

/**
 * The entries from a call's keywords, `**mapping`s and first positional mapping, as `dict(...)` and `.update(...)` read
 * them.
 */
export function argumentEntries(call: Call, names: Names): ReadonlyMap<string, Expression> {
  const found = new Map<string, Expression>();
  collectArguments(call, names, found, DEPTH);
  return found;
}

/** The value of a mapping's key, even if it is in another name, class or file of the project. */
export function resolvedEntry(mapping: Expression, key: string, names: Names): Placed | null {
  const here = entries(mapping, names).get(key);
  if (here !== undefined) return { expression: here, names };
  const [holder, ...others] = (isNamed(mapping) ? resolvedValues(mapping, names) : null) ?? [];
  if (holder === undefined || others.length > 0) return null;
  const expression = entries(holder.expression, holder.names).get(key);
  return expression === undefined ? null : { expression, names: holder.names };
}

const isNamed = (expression: Expression): expression is Expression & { readonly kind: 'Name' | 'Attribute' } =>
  expression.kind === 'Name' || expression.kind === 'Attribute';

function collect(expression: Expression, names: Names, entries: Map<string, Expression>, depth: number): void {
  if (depth === 0) return;
  switch (expression.kind) {
    case 'Dict':
      for (const { key, value } of expression.items) {
        if (key === null) collect(value, names, entries, depth - 1);
        else put(key, value, names, entries);
      }
      break;
    case 'List':
    case 'Tuple':
      for (const pair of expression.items) {
        if (pair.kind !== 'Tuple' && pair.kind !== 'List') continue;
        const [key, value, ...rest] = pair.items;
        if (key !== undefined && value !== undefined && rest.length === 0) put(key, value, names, entries);
      }
      break;
    case 'Call':
      if (names.denotes(expression.func, MAPPING_CALLS)) collectArguments(expression, names, entries, depth);
      else if (expression.func.kind === 'Attribute' && expression.func.attr === 'copy') {
        collect(expression.func.value, names, entries, depth - 1);
      }
      break;
    case 'BinOp':
      if (expression.op !== '|') break;
      collect(expression.left, names, entries, depth - 1);
      collect(expression.right, names, entries, depth - 1);
      break;
    case 'Name': {
      const bindings = names.bindings(expression.name, expression);
      const value = bindings[0]?.value ?? null;
      if (bindings.length !== 1 || value === null || value.start > expression.start) break;
      collect(value, names, entries, depth - 1);
      collectPuts(expression.name, { from: value.end, to: expression.start }, names, entries, depth);
      break;
    }
    default:
  }
}

function collectArguments(call: Call, names: Names, entries: Map<string, Expression>, depth: number): void {
  const [first] = call.args;
  if (first !== undefined) collect(first, names, entries, depth - 1);
  for (const keyword of call.keywords) {
    if (keyword.name === null) collect(keyword.value, names, entries, depth - 1);
    else entries.set(keyword.name, keyword.value);
  }
}

/** `settings["debug"] = True` and `settings.update(debug=True)` between the mapping's creation and its use. */
function collectPuts(
  name: string,
  range: { readonly from: number; readonly to: number },
  names: Names,
  entries: Map<string, Expression>,
  depth: number,
): void {
  const puts = putsOn(name, names.file);
  const between = puts.filter(({ node }) => node.start >= range.from && node.end <= range.to);
  for (const { node, key, values } of between.sort((one, other) => one.node.start - other.node.start)) {
    if (key !== null) put(key, values[0]!, names, entries);
    else if (isUpdate(node)) collectArguments(node, names, entries, depth - 1);
  }
}

const isUpdate = (node: Node): node is Call =>
  node.kind === 'Call' && node.func.kind === 'Attribute' && node.func.attr === 'update';

function put(key: Expression, value: Expression, names: Names, entries: Map<string, Expression>): void {
  const text = knownText(key, names);
  if (text !== null) entries.set(text, value);
}
