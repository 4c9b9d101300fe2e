import { memo } from '../../engine/memo.ts';
import { type Assign, type Expression, intern } from '../syntax/index.ts';
import * as K from '../syntax/tree.ts';
import { callsAt, callsOfWord } from './matches.ts';
import type { Names } from './names.ts';

/** Methods that put their arguments into the object that they are called on. */
const PUTTING = new Set([
  'append',
  'appendleft',
  'extend',
  'extendleft',
  'insert',
  'add',
  'update',
  'setdefault',
  'write',
]);

const PUTTING_WORDS = [...PUTTING].map(intern);

/**
 * What code in the same scope puts into a list, dict, set or buffer after its creation: `parts.append(x)`,
 * `options["a"] = x`. A name that is only bound to `[]` is not necessarily empty.
 */
export function putInto(name: Expression & { kind: 'Name' }, names: Names): readonly Expression[] {
  const all = memo(names, collect).get(name.name);
  if (all === undefined) return [];
  const scopes = new Set([names.scope(name).id, ...names.bindings(name.name, name).map(({ scope }) => scope.id)]);
  return all.filter(({ at }) => scopes.has(names.scope(at).id)).map(({ value }) => value);
}

function collect(names: Names): Map<string, { at: Expression; value: Expression }[]> {
  const table = new Map<string, { at: Expression; value: Expression }[]>();
  const put = (target: Expression, value: Expression): void => {
    if (target.kind !== 'Name') return;
    const list = table.get(target.name);
    if (list === undefined) table.set(target.name, [{ at: target, value }]);
    else list.push({ at: target, value });
  };
  for (const call of callsAt(
    names.file,
    PUTTING_WORDS.flatMap((word) => callsOfWord(names.file, word)),
  )) {
    if (call.func.kind !== 'Attribute' || !PUTTING.has(call.func.attr)) continue;
    for (const argument of call.args) put(call.func.value, argument);
    for (const keyword of call.keywords) put(call.func.value, keyword.value);
  }
  const { kinds, firsts } = names.file.parsed.tree;
  for (let row = kinds.indexOf(K.Assign); row >= 0; row = kinds.indexOf(K.Assign, row + 1)) {
    // Some target is a subscript, that is, a child other than the last.
    let has = false;
    for (let child = firsts[row - 1]! - 1; child >= firsts[row]!; child = firsts[child]! - 1)
      has ||= kinds[child] === K.Subscript;
    if (!has) continue;
    const node = names.file.view(row) as Assign;
    for (const target of node.targets) if (target.kind === 'Subscript') put(target.value, node.value);
  }
  return table;
}
