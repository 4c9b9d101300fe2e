import { PUTTING_METHODS, UPDATING_METHODS } from '../data/putting-methods.ts';
import type { QualifiedName } from '../data/qualified-name.ts';
import type { Document } from '../engine/document.ts';
import { memo } from '../engine/memo.ts';
import { callsAt, callsOfWords, namesFor, occurs, storesAttribute, writtenName } from '../python/names/index.ts';
import {
  AsKeyword,
  type Call,
  type Expression,
  InString,
  identifierAt,
  idOf,
  type Node,
  type NodeOf,
  type PythonFile,
} from '../python/syntax/index.ts';
import * as K from '../python/syntax/tree.ts';
import { argumentEntries, entries, knownText } from '../python/worth/index.ts';
import { frameworkNames } from './framework-names.ts';
import { isSettingName } from './setting.ts';
import { ENVIRONMENT_WORDS, HOLDERS, NAMING_WORDS, PUTTING_WORDS, WATCHED_WORDS } from './watched.ts';

/**
 * A value that is put into an object under a name: into a configuration by a key, into an application by an attribute.
 */
export interface Put {
  readonly by: 'key' | 'attribute';
  readonly name: string;
  readonly value: Expression;
  /** The statement or call. */
  readonly node: Node;
  /** `app.debug`, if the name is written as an attribute that is assigned to. */
  readonly target: Expression | null;
  /** The names of the object, in the spelling of the framework table. */
  holders(): readonly QualifiedName[];
}

const SETATTR: ReadonlySet<QualifiedName> = new Set(['builtins.setattr']);
const PUTTING_AND_NAMING_WORDS = [...NAMING_WORDS, ...PUTTING_WORDS];
const PUTENV: ReadonlySet<QualifiedName> = new Set(['os.putenv']);

/**
 * Everything that the file puts somewhere under a name, in source order: `app.debug = …`, `config["DEBUG"] = …`,
 * `config.update(DEBUG=…)`, `config |= {…}`, `setdefault`, `setattr`, `os.putenv`. Empty for files that contain none of
 * the names that rules look for.
 */
export function putsOf(doc: Document): readonly Put[] {
  return memo(doc, readPuts);
}

function readPuts(doc: Document): readonly Put[] {
  return mayPut(doc) ? [...collect(doc)].sort((a, b) => a.value.start - b.value.start) : [];
}

function mayPut(doc: Document): boolean {
  return mayHoldKeys(doc) || storesAttribute(doc.python, WATCHED_WORDS);
}

function* collect(doc: Document): Generator<Put> {
  const keys = mayHoldKeys(doc);
  for (const node of storing(doc, 'Assign', keys)) {
    for (const target of node.targets) yield* assigned(doc, target, node.value, node);
  }
  for (const node of storing(doc, 'AnnAssign', keys)) {
    if (node.value !== null) yield* assigned(doc, node.target, node.value, node);
  }
  if (keys && doc.python.parsed.tree.kinds.includes(K.AugAssign)) {
    for (const node of doc.python.nodes('AugAssign')) {
      if (node.op === '|' && isHolder(doc, node.target)) {
        yield* keyed(doc, node.target, entries(node.value, doc.names), node);
      }
    }
  }
  const rows = callsOfWords(doc.python, keys ? PUTTING_AND_NAMING_WORDS : NAMING_WORDS);
  for (const call of callsAt(doc.python, rows)) yield* called(doc, call);
}

/** Assignments to attributes that may be watched, and to items if there may be keys. */
function storing<Kind extends 'Assign' | 'AnnAssign'>(
  { python }: Document,
  kind: Kind,
  keys: boolean,
): readonly NodeOf<Kind>[] {
  const { tree } = python.parsed;
  const { kinds, firsts } = tree;
  const row = kind === 'Assign' ? K.Assign : K.AnnAssign;
  const found: NodeOf<Kind>[] = [];
  for (let at = kinds.indexOf(row); at >= 0; at = kinds.indexOf(row, at + 1)) {
    // The last child of an assignment is its value.
    let child = kind === 'Assign' ? firsts[at - 1]! - 1 : at - 1;
    while (child >= firsts[at]! && !isWatchedTarget(python, child, keys)) child = firsts[child]! - 1;
    if (child >= firsts[at]!) found.push(python.view(at) as NodeOf<Kind>);
  }
  return found;
}

function isWatchedTarget(python: PythonFile, target: number, keys: boolean): boolean {
  const { tree } = python.parsed;
  switch (tree.kinds[target]) {
    case K.Attribute:
      return isWatched(identifierAt(python.text, tree.data[target]!));
    case K.Subscript:
      return keys && mayBeHolder(python, K.firstChild(tree, target));
    case K.Tuple:
    case K.List:
      return true;
    default:
      return false;
  }
}

/** Settings are upper-case. Among other names, only the watched ones matter. */
const isWatched = (name: string): boolean => WATCHED_WORDS.has(idOf(name)) || isSettingName(name);

function* assigned(doc: Document, target: Expression, value: Expression, node: Node): Generator<Put> {
  if (target.kind === 'Tuple' || target.kind === 'List') {
    if ((value.kind !== 'Tuple' && value.kind !== 'List') || value.items.length !== target.items.length) return;
    for (const [index, item] of target.items.entries()) yield* assigned(doc, item, value.items[index]!, node);
  } else if (target.kind === 'Attribute') {
    yield put(doc, target.value, { by: 'attribute', name: target.attr, value, node, target });
  } else if (target.kind === 'Subscript') {
    const key = keyOf(doc, target.value, target.slice);
    if (key !== null) yield put(doc, target.value, { by: 'key', name: key, value, node });
  }
}

/** A text, or a name for a text in this file. Computed keys are rarely settings. */
function keyOf(doc: Document, object: Expression, key: Expression): string | null {
  if (key.kind === 'String') return key.value;
  const mayBeNamed = key.kind === 'Name' || key.kind === 'Attribute' || key.kind === 'BinOp';
  return mayBeNamed && mayHoldKeys(doc) && isHolder(doc, object) ? knownText(key, doc.names) : null;
}

const mayHoldKeys = ({ python }: Document): boolean => hasWatchedKeys(python) || occurs(python, ENVIRONMENT_WORDS, 255);

/** Asked before computing what is put there, which costs more. */
const isHolder = ({ names, python }: Document, object: Expression): boolean =>
  mayBeHolder(python, object.id) && frameworkNames(object, names).some((name) => HOLDERS.has(name));

/** By the name in a row alone: of a file in which no watched word is a key, only the environment matters. */
function mayBeHolder(python: PythonFile, row: number): boolean {
  if (hasWatchedKeys(python)) return true;
  const name = writtenName(python, row);
  return name === null || memo(python, environmentNames).has(name);
}

const hasWatchedKeys = (python: PythonFile): boolean => memo(python, findWatchedKeys);
const findWatchedKeys = (python: PythonFile): boolean => occurs(python, WATCHED_WORDS, InString | AsKeyword);
const environmentNames = (python: PythonFile): ReadonlySet<string> => namesFor(python, NOTHING, ENVIRONMENT_WORDS);
const NOTHING: ReadonlySet<QualifiedName> = new Set();

function* called(doc: Document, call: Call): Generator<Put> {
  const { func, args } = call;
  const [first, second, third] = args;
  const isMethod = func.kind === 'Attribute';
  if (
    !isMethod &&
    first !== undefined &&
    second !== undefined &&
    third !== undefined &&
    doc.names.denotes(func, SETATTR)
  ) {
    const name = knownText(second, doc.names);
    if (name !== null) yield put(doc, first, { by: 'attribute', name, value: third, node: call });
  } else if (isPutenv(func) && first !== undefined && second !== undefined && doc.names.denotes(func, PUTENV)) {
    const name = knownText(first, doc.names);
    if (name !== null)
      yield { by: 'key', name, value: second, node: call, target: null, holders: () => ['os.environ'] };
  } else if (isMethod && UPDATING_METHODS.has(func.attr)) {
    if (isHolder(doc, func.value)) yield* keyed(doc, func.value, argumentEntries(call, doc.names), call);
  } else if (isMethod && PUTTING_METHODS.has(func.attr) && first !== undefined && args.length === 2) {
    const key = keyOf(doc, func.value, first);
    if (key !== null) yield put(doc, func.value, { by: 'key', name: key, value: second!, node: call });
  }
}

const isPutenv = (func: Expression): boolean =>
  (func.kind === 'Attribute' ? func.attr : '') === 'putenv' || func.kind === 'Name';

function* keyed(doc: Document, object: Expression, found: ReadonlyMap<string, Expression>, node: Node): Generator<Put> {
  for (const [name, value] of found) yield put(doc, object, { by: 'key', name, value, node });
}

type Given = Omit<Put, 'holders' | 'target'> & { readonly target?: Expression };

const put = ({ names }: Document, object: Expression, given: Given): Put => ({
  target: null,
  ...given,
  holders: () => frameworkNames(object, names),
});
