import {
  DEBUG_ATTRIBUTES,
  DEBUG_ITEMS,
  PUTTING_METHODS,
  type SwitchFact,
  UPDATING_METHODS,
} from '../../../data/frameworks.ts';
import type { Document } from '../../../engine/document.ts';
import { callsAt, callsOfWord, occurs, storesAttribute } from '../../../python/names/matches.ts';
import type { Call, Expression, Node, NodeOf, Subscript as SubscriptNode } from '../../../python/syntax/nodes.ts';
import {
  AnnAssign as AnnAssignRow,
  Assign as AssignRow,
  Attribute,
  AugAssign as AugAssignRow,
  List,
  Subscript,
  Tuple,
} from '../../../python/syntax/tree.ts';
import { AsKeyword, InString, intern } from '../../../python/syntax/words.ts';
import { argumentEntries, entries, knownText } from '../../../python/worth/index.ts';
import { frameworkNames } from '../../../settings/framework-names.ts';
import type { Switch } from './switch-sites.ts';

const ATTRIBUTES = new Map<string, SwitchFact>(
  DEBUG_ATTRIBUTES.flatMap((row) => row.attributes.map((name) => [name, row] as const)),
);
const ATTRIBUTE_NAMES = new Set([...ATTRIBUTES.keys()].map((name) => name.slice(name.lastIndexOf('.') + 1)));
const ITEMS = new Map<string, SwitchFact>(
  DEBUG_ITEMS.flatMap((row) => row.mappings.map((mapping) => [`${mapping}[${row.key}]`, row] as const)),
);
const KEYS = new Set(DEBUG_ITEMS.map((row) => row.key));
const ATTRIBUTE_WORDS = new Set([...ATTRIBUTE_NAMES].map(intern));
const KEY_WORDS = [...KEYS].map((key) => intern(key.slice(key.lastIndexOf('.') + 1)));
const CALLED_WORDS = ['setattr', ...UPDATING_METHODS, ...PUTTING_METHODS].map(intern);

/** Assignments to what is no plain name. */
function storing<Kind extends 'Assign' | 'AnnAssign'>({ python }: Document, _: Kind, kind: number): NodeOf<Kind>[] {
  const { kinds, firsts } = python.parsed.tree;
  const found: NodeOf<Kind>[] = [];
  for (let row = kinds.indexOf(kind); row >= 0; row = kinds.indexOf(kind, row + 1)) {
    for (let child = row - 1; child >= firsts[row]!; child = firsts[child]! - 1) {
      const one = kinds[child];
      if (one !== Subscript && one !== Attribute && one !== Tuple && one !== List) continue;
      if (kind === AssignRow && child === row - 1) continue;
      found.push(python.view(row) as never);
      break;
    }
  }
  return (found as Node[]).sort((a, b) => a.start - b.start || b.end - a.end || b.id - a.id) as never;
}

const SETATTR = new Set(['builtins.setattr']);

/** Debug switches that an assignment or an update puts into an application or its configuration. */
export function* attributeSwitches(doc: Document): Generator<Switch> {
  if (!occurs(doc.python, KEY_WORDS, InString | AsKeyword) && !storesAttribute(doc.python, ATTRIBUTE_WORDS)) return;
  for (const node of storing(doc, 'Assign', AssignRow)) {
    for (const target of node.targets) yield* assigned(doc, target, node.value, node);
  }
  for (const node of storing(doc, 'AnnAssign', AnnAssignRow)) {
    if (node.value !== null) yield* assigned(doc, node.target, node.value, node);
  }
  if (doc.python.parsed.tree.kinds.includes(AugAssignRow) && doc.text.includes('|=')) {
    for (const node of doc.python.nodes('AugAssign')) {
      if (node.op === '|') yield* put(doc, node.target, entries(node.value, doc.names), node);
    }
  }
  for (const call of callsAt(
    doc.python,
    CALLED_WORDS.flatMap((word) => callsOfWord(doc.python, word)),
  )) {
    yield* called(doc, call);
  }
}

function* assigned(doc: Document, target: Expression, value: Expression, node: Node): Generator<Switch> {
  if (target.kind === 'Tuple' || target.kind === 'List') {
    if ((value.kind !== 'Tuple' && value.kind !== 'List') || value.items.length !== target.items.length) return;
    for (const [index, item] of target.items.entries()) {
      yield* assigned(doc, item, value.items[index] as Expression, node);
    }
  } else if (target.kind === 'Attribute' && ATTRIBUTE_NAMES.has(target.attr)) {
    const fact = first(frameworkNames(target, doc.names), ATTRIBUTES);
    const name = doc.text.slice(target.start, target.end);
    if (fact !== null) yield { form: 'attribute', value, node, name, fact };
  } else if (target.kind === 'Subscript') {
    const key = keyOf(doc, target);
    if (key !== null) yield* put(doc, target.value, new Map([[key, value]]), node);
  }
}

/** One of the keys as a string: without it no name in the file stands for one, and none is worth evaluating. */
const QUOTED_KEY = new RegExp(`["'](?:${[...KEYS].join('|')})["']`);

function keyOf(doc: Document, { slice }: SubscriptNode): string | null {
  if (slice.kind !== 'String' && !QUOTED_KEY.test(doc.text)) return null;
  const key = knownText(slice, doc.names);
  return key !== null && KEYS.has(key) ? key : null;
}

function* called(doc: Document, call: Call): Generator<Switch> {
  const { func, args } = call;
  if (func.kind === 'Name' && func.name === 'setattr' && args.length === 3) {
    const [object, name, value] = args as unknown as [Expression, Expression, Expression];
    const attribute = knownText(name, doc.names);
    if (attribute === null || !ATTRIBUTE_NAMES.has(attribute) || !doc.names.denotes(func, SETATTR)) return;
    const fact = first(
      frameworkNames(object, doc.names).map((denoted) => `${denoted}.${attribute}`),
      ATTRIBUTES,
    );
    if (fact !== null) yield { form: 'attribute', value, node: call, name: attribute, fact };
  }
  if (func.kind !== 'Attribute') return;
  if (UPDATING_METHODS.has(func.attr)) yield* put(doc, func.value, argumentEntries(call, doc.names), call);
  else if (PUTTING_METHODS.has(func.attr) && args.length === 2) {
    const key = knownText(args[0] as Expression, doc.names);
    if (key !== null) yield* put(doc, func.value, new Map([[key, args[1] as Expression]]), call);
  }
}

function* put(
  doc: Document,
  mapping: Expression,
  entries: ReadonlyMap<string, Expression>,
  node: Node,
): Generator<Switch> {
  if (![...entries.keys()].some((key) => KEYS.has(key))) return;
  const objects = frameworkNames(mapping, doc.names);
  for (const [key, value] of entries) {
    const fact = first(
      objects.map((object) => `${object}[${key}]`),
      ITEMS,
    );
    if (fact !== null) yield { form: 'attribute', value, node, name: key, fact };
  }
}

function first(names: readonly string[], facts: ReadonlyMap<string, SwitchFact>): SwitchFact | null {
  for (const name of names) {
    const fact = facts.get(name);
    if (fact !== undefined) return fact;
  }
  return null;
}
