import type { Expression } from '../syntax/index.ts';
import { candidates } from './flow.ts';
import { importedName } from './imported-name.ts';
import type { Exported, Names } from './names.ts';
import type { Binding } from './scope.ts';

/** An expression with the names of its file. */
export interface Placed {
  readonly expression: Expression;
  readonly names: Names;
}

/**
 * The expressions that a name or an attribute (of a class, of a module) refers to, here or in another file of the
 * project;
 * for a parameter, its default. Null if one of them is not an expression or not in the project.
 */
export function resolvedValues(
  expression: Expression & { readonly kind: 'Name' | 'Attribute' },
  names: Names,
): readonly Placed[] | null {
  const bindings =
    expression.kind === 'Name' ? names.bindings(expression.name, expression) : membersBehind(expression, names);
  if (bindings.length > 0) return ofBindings(bindings, names, MAX_FILES);
  return ofExported(names.exported(expression), MAX_FILES);
}

const MAX_FILES = 5;

function membersBehind({ value, attr }: Expression & { readonly kind: 'Attribute' }, names: Names): readonly Binding[] {
  const holder = names.denotations(value).find(({ definition }) => definition?.kind === 'ClassDef');
  if (holder?.definition?.kind !== 'ClassDef') return [];
  return names.members(holder.definition, attr).flatMap((state) => candidates(state).bindings);
}

function ofExported(exported: Exported | null, hops: number): readonly Placed[] | null {
  if (exported === null || exported.tail !== '' || hops === 0) return null;
  const { name, names } = exported;
  const bindings = names.bindings(name, names.file.module);
  if (bindings.length > 0) return ofBindings(bindings, names, hops - 1);
  const starred = names.starImports.map(({ module }) => names.exported(`${module}.${name}`));
  return ofExported(starred.findLast((one) => one !== null) ?? null, hops - 1);
}

function ofBindings(bindings: readonly Binding[], names: Names, hops: number): readonly Placed[] | null {
  const found: Placed[] = [];
  for (const { node, value } of bindings) {
    if (node.kind === 'ImportAlias') {
      const there = ofExported(names.exported(importedName(names.file, node)), hops);
      if (there === null) return null;
      for (const one of there) found.push(one);
    } else if (node.kind === 'Parameter') {
      if (node.default !== null) found.push({ expression: node.default, names });
    } else if (value === null) return null;
    else found.push({ expression: value, names });
  }
  return found;
}
