import { memo } from '../../engine/memo.ts';
import { type Assign, type Call, type Expression, intern, type Name } from '../syntax/index.ts';
import { keyedAssignments } from './assignments.ts';
import { callsAt, callsOfWord } from './matches.ts';
import type { Names } from './names.ts';

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
  const all = putsByName(names).get(name.name);
  if (all === undefined) return [];
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

/** Everything that the file puts into names, in all scopes: the calls of a name, then the assignments. */
export const putsByName = (names: Names): ReadonlyMap<string, readonly Put[]> => memo(names, collect);

function collect(names: Names): ReadonlyMap<string, readonly Put[]> {
  const table = new Map<string, Put[]>();
  const note = (object: Expression, put: Omit<Put, 'object'>): void => {
    if (object.kind !== 'Name') return;
    const list = table.get(object.name);
    if (list === undefined) table.set(object.name, [{ object, ...put }]);
    else list.push({ object, ...put });
  };
  for (const node of callsAt(
    names.file,
    PUTTING_WORDS.flatMap((word) => callsOfWord(names.file, word)),
  )) {
    if (node.func.kind !== 'Attribute' || !PUTTING.has(node.func.attr)) continue;
    const values = [...node.args, ...node.keywords.map(({ value }) => value)];
    note(node.func.value, { node, key: null, values });
  }
  for (const node of keyedAssignments(names.file)) {
    for (const target of node.targets) {
      if (target.kind === 'Subscript') note(target.value, { node, key: target.slice, values: [node.value] });
    }
  }
  return table;
}
