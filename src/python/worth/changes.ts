import { ENVIRONMENT_MAPPINGS } from '../../data/environment-readers.ts';
import { memo } from '../../engine/memo.ts';
import { assignmentsTo, callsAt, type Names, PUTTING_METHODS, writtenName, writtenWord } from '../names/index.ts';
import type { Call, Expression, PythonFile } from '../syntax/index.ts';
import * as K from '../syntax/tree.ts';

/**
 * Names and attributes of a file whose objects something may change in place, wherever that is and whatever it does: what
 * they are worth is not what their definition says. Which values get into them is another question: see `putInto` in
 * names/, and `entries`.
 */
export interface Changes {
  readonly names: ReadonlySet<string>;
  readonly attributes: ReadonlySet<string>;
  /** Environment variables that the file itself sets; '*' if it sets some with unknown names. */
  readonly variables: ReadonlySet<string>;
}

const MUTATORS: ReadonlySet<string> = new Set([
  ...PUTTING_METHODS,
  ...['remove', 'pop', 'popitem', 'clear', 'discard', 'sort', 'reverse', 'putenv'],
]);
const PUTENV: ReadonlySet<string> = new Set(['os.putenv']);

export function changesIn(names: Names): Changes {
  const changes = memo(names, noChanges);
  // Marked first, because what a name denotes may depend on what is changed, and so ask back.
  if (!changes.isRead) {
    changes.isRead = true;
    readChanges(changes, names);
  }
  return changes;
}

const noChanges = (_names: Names) => ({
  names: new Set<string>(),
  attributes: new Set<string>(),
  variables: new Set<string>(),
  isRead: false,
});

function readChanges(changes: ReturnType<typeof noChanges>, names: Names): void {
  const { file } = names;
  const { kinds } = file.parsed.tree;
  const { names: changed, attributes, variables } = changes;
  const noteTarget = (target: Expression): void => {
    if (target.kind === 'Subscript') {
      if (target.value.kind === 'Name') changed.add(target.value.name);
      if (target.value.kind === 'Attribute') changed.add(target.value.attr);
      if (names.denotes(target.value, ENVIRONMENT_MAPPINGS)) {
        variables.add(target.slice.kind === 'String' ? target.slice.value : '*');
      }
    } else if (target.kind === 'Attribute' && !(target.value.kind === 'Name' && target.value.name === 'self')) {
      attributes.add(target.attr);
    } else if (target.kind === 'Tuple' || target.kind === 'List') target.items.forEach(noteTarget);
  };
  for (const { targets } of assignmentsTo(file, (target) => kinds[target] !== K.Name)) targets.forEach(noteTarget);
  for (const { target } of file.nodes('AugAssign')) noteTarget(target);
  for (const { targets } of file.nodes('Delete')) targets.forEach(noteTarget);
  for (const { func, args } of mutatingCalls(file)) {
    if (func.kind !== 'Attribute') continue;
    const changedName = writtenWord(func.value);
    if (changedName !== null) changed.add(changedName);
    const writes = func.attr === 'putenv' ? names.denotes(func, PUTENV) : isWrite(func.attr, func.value, names);
    if (writes) variables.add(args[0]?.kind === 'String' ? args[0].value : '*');
  }
}

/** Calls of methods that change the object that they belong to, and of `os.putenv`. */
function mutatingCalls(file: PythonFile): readonly Call[] {
  const { tree } = file.parsed;
  const rows: number[] = [];
  for (let row = tree.kinds.indexOf(K.Call); row >= 0; row = tree.kinds.indexOf(K.Call, row + 1)) {
    const func = K.firstChild(tree, row);
    if (tree.kinds[func] === K.Attribute && MUTATORS.has(writtenName(file, func)!)) rows.push(row);
  }
  return callsAt(file, rows);
}

const isWrite = (method: string, object: Expression, names: Names): boolean =>
  ['setdefault', 'update', 'pop', 'clear'].includes(method) && names.denotes(object, ENVIRONMENT_MAPPINGS);

/** True for a variable that the file itself sets. */
export function isSetBy(names: Names, variable: string): boolean {
  const { variables } = changesIn(names);
  return variables.has(variable) || variables.has('*');
}
