import { ENVIRONMENT_MAPPINGS } from '../../data/environment-readers.ts';
import { memo } from '../../engine/memo.ts';
import { type Names, PUTTING_METHODS } from '../names/index.ts';
import type { Expression } from '../syntax/index.ts';

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
  ...['remove', 'pop', 'popitem', 'clear', 'discard', 'sort', 'reverse'],
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
  for (const { targets } of names.file.nodes('Assign')) targets.forEach(noteTarget);
  for (const { target } of names.file.nodes('AugAssign')) noteTarget(target);
  for (const { targets } of names.file.nodes('Delete')) targets.forEach(noteTarget);
  for (const { func, args } of names.file.nodes('Call')) {
    if (func.kind !== 'Attribute' || !(MUTATORS.has(func.attr) || func.attr === 'putenv')) continue;
    if (func.value.kind === 'Name') changed.add(func.value.name);
    if (func.value.kind === 'Attribute') changed.add(func.value.attr);
    const writes = func.attr === 'putenv' ? names.denotes(func, PUTENV) : isWrite(func.attr, func.value, names);
    if (writes) variables.add(args[0]?.kind === 'String' ? args[0].value : '*');
  }
}

const isWrite = (method: string, object: Expression, names: Names): boolean =>
  ['setdefault', 'update', 'pop', 'clear'].includes(method) && names.denotes(object, ENVIRONMENT_MAPPINGS);

/** True for a variable that the file itself sets. */
export function isSetBy(names: Names, variable: string): boolean {
  const { variables } = changesIn(names);
  return variables.has(variable) || variables.has('*');
}
