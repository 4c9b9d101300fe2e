import { groupBy } from '../../engine/group-by.ts';
import { memo } from '../../engine/memo.ts';
import { type Assign, type Call, type Expression, intern, type Name, type PythonFile } from '../syntax/index.ts';
import * as K from '../syntax/tree.ts';
import { forEachTarget } from './assignments.ts';
import { callsAt, callsOfWords } from './matches.ts';
import type { Names } from './names.ts';
import { writtenName } from './written-word.ts';

/** Methods that put their arguments into a list, dict, set or deque. */
export const PUTTING_METHODS: readonly string[] = [
  'append',
  'appendleft',
  'extend',
  'extendleft',
  'insert',
  'add',
  'update',
  'setdefault',
];
/** Also into a buffer or file. */
const PUTTING = new Set([...PUTTING_METHODS, 'write']);

const PUTTING_WORDS = [...PUTTING].map(intern);

/** `parts.append(x)`, `options["a"] = x`: what is put into the object that a name holds. */
export interface Put {
  /** The name, where this happens. */
  readonly object: Name;
  readonly node: Assign | Call;
  /** The `"a"` of `options["a"] = x`; null for a call. */
  readonly key: Expression | null;
  readonly values: readonly Expression[];
}

/**
 * What code in the same scope puts into a list, dict, set or buffer after its creation, in no particular order. A name
 * that is only bound to `[]` is not necessarily empty.
 *
 * Not to be confused with `changesIn` in worth/, which says whether anything in the file may have changed an object, also
 * by taking something out. Then its definition does not tell its value.
 */
export function putInto(name: Name, names: Names): readonly Expression[] {
  const all = putsOn(name.name, names.file);
  if (all.length === 0) return [];
  const scopes = new Set([names.scope(name).id, ...names.bindings(name.name, name).map(({ scope }) => scope.id)]);
  const answers = memo(names, answersSoFar);
  const key = `${name.name} ${[...scopes].join()}`;
  let answer = answers.get(key);
  if (answer === undefined) {
    answer = all.filter(({ object }) => scopes.has(names.scope(object).id)).flatMap(({ values }) => values);
    answers.set(key, answer);
  }
  return answer;
}

/** By name and scopes: a list may be asked for in each of thousands of calls. */
const answersSoFar = (_names: Names): Map<string, readonly Expression[]> => new Map();

/** Everything that the file puts into a name, in all scopes: the calls of its methods, then the assignments. */
export function putsOn(name: string, file: PythonFile): readonly Put[] {
  const known = memo(file, putsSoFar);
  let puts = known.get(name);
  if (puts === undefined) {
    puts = readPuts(name, file);
    known.set(name, puts);
  }
  return puts;
}

const putsSoFar = (_file: PythonFile): Map<string, readonly Put[]> => new Map();

function readPuts(name: string, file: PythonFile): readonly Put[] {
  const found: Put[] = [];
  const note = (object: Expression, put: Omit<Put, 'object'>): void => {
    if (object.kind === 'Name' && object.name === name) found.push({ object, ...put });
  };
  for (const node of callsAt(file, memo(file, callsByObject).get(name) ?? [])) {
    if (node.func.kind !== 'Attribute') continue;
    const values = [...node.args, ...node.keywords.map(({ value }) => value)];
    note(node.func.value, { node, key: null, values });
  }
  for (const row of memo(file, assignmentsByObject).get(name) ?? []) {
    const node = file.view(row) as Assign;
    for (const target of node.targets) {
      if (target.kind === 'Subscript') note(target.value, { node, key: target.slice, values: [node.value] });
    }
  }
  return found;
}

/** The rows of calls that put something, by the name that they put it into. */
function callsByObject(file: PythonFile): ReadonlyMap<string, readonly number[]> {
  const { tree } = file.parsed;
  const rows = callsOfWords(file, PUTTING_WORDS).filter((row) => {
    const func = K.firstChild(tree, row);
    return tree.kinds[func] === K.Attribute && tree.kinds[func - 1] === K.Name;
  });
  return groupBy(rows, (row) => writtenName(file, K.firstChild(tree, row) - 1)!);
}

/** Likewise the rows of assignments. */
function assignmentsByObject(file: PythonFile): ReadonlyMap<string, readonly number[]> {
  const { tree } = file.parsed;
  const found = new Map<string, number[]>();
  const note = (row: number, target: number): void => {
    const object = tree.kinds[target] === K.Subscript ? K.firstChild(tree, target) : -1;
    if (tree.kinds[object] !== K.Name) return;
    const name = writtenName(file, object)!;
    const rows = found.get(name);
    if (rows === undefined) found.set(name, [row]);
    else if (rows.at(-1) !== row) rows.push(row);
  };
  forEachTarget(file, note);
  return found;
}
