import { memo } from '../../engine/memo.ts';
import type { ClassDef, Expression } from '../syntax/index.ts';
import * as K from '../syntax/tree.ts';
import { firstParameter } from './binder.ts';
import { hasDecorator, ofBinding } from './binding-denotations.ts';
import { type Denotation, MAX_ALTERNATIVES, plain } from './denotation.ts';
import type { Denoter } from './denoter.ts';
import { candidates } from './flow.ts';
import { RowBinding } from './row-binding.ts';
import type { Reaching } from './scope.ts';
import { storedAttributes } from './stored-attributes.ts';

/** How many levels of bases to look at. */
const MAX_BASES = 60;
/** Decorators that make a method an attribute. */
export const PROPERTIES: ReadonlySet<string> = new Set([
  'builtins.property',
  'functools.cached_property',
  'django.utils.functional.cached_property',
  'werkzeug.utils.cached_property',
]);

/** `sys.modules[__name__]`: the module that contains it. */
export const OWN_MODULE = 'sys.modules[]';

/** Mappings with the same kind of value under every key. */
const UNIFORM_MAPPINGS: ReadonlySet<string> = new Set(['django.template.engines']);

const storesByPlace = (_denoter: Denoter): Map<string, readonly Reaching[]> => new Map();

/** What the methods of a class assign to an attribute of their first argument. */
function storesOf(denoter: Denoter, node: ClassDef, attr: string): readonly Reaching[] {
  const { file, scopes } = denoter;
  const { firsts, starts } = file.parsed.tree;
  const places = (storedAttributes(file).get(attr) ?? []).filter((row) => firsts[node.id]! <= row && row < node.id);
  if (places.length === 0) return [];
  const known = memo(denoter, storesByPlace);
  const key = `${node.id} ${attr}`;
  let found = known.get(key);
  if (found === undefined) {
    const inside = new Set(places.map((row) => scopes.at(starts[row]!)));
    const own = scopes.of(node);
    found = [...inside]
      .filter(({ kind, parent }) => kind === K.FunctionDef && parent === own)
      .sort((a, b) => a.row - b.row)
      .flatMap((method) => {
        const self = firstParameter(file, method.row);
        return method.contents().attributeStores.filter((store) => store.base === self && store.attr === attr);
      })
      .slice(0, MAX_ALTERNATIVES)
      .map(({ by, value }) => {
        const scope = scopes.at(starts[by]!).row;
        return { kind: 'binding', binding: new RowBinding(file, attr, by, value, scope) } as const;
      });
    known.set(key, found);
  }
  return found;
}

function ownMembers(denoter: Denoter, node: ClassDef, attr: string): readonly Reaching[] {
  const found: Reaching[] = [];
  const scope = denoter.scopes.of(node);
  if (scope.contents().names.has(attr)) found.push(denoter.lookup.atEnd(scope, attr));
  return [...found, ...storesOf(denoter, node, attr)];
}

export function members(
  denoter: Denoter,
  node: ClassDef,
  attr: string,
  seen: Set<number> = new Set(),
): readonly Reaching[] {
  if (seen.has(node.id) || seen.size > MAX_BASES) return [];
  seen.add(node.id);
  const own = ownMembers(denoter, node, attr);
  if (own.length > 0) return own;
  for (const base of node.bases) {
    const local = denoter
      .of(base)
      .find(({ definition, instance, via }) => definition?.kind === 'ClassDef' && !instance && !via);
    if (local?.definition?.kind !== 'ClassDef') continue;
    const found = members(denoter, local.definition, attr, seen);
    if (found.length > 0) return found;
  }
  return [];
}

export function ofAttribute(denoter: Denoter, bases: readonly Denotation[], attr: string): readonly Denotation[] {
  const found: Denotation[] = [];
  const overriding = new Set<ClassDef>();
  for (const base of bases) {
    // What a class in this file defines hides what its bases have.
    if (base.via !== null && overriding.has(base.via)) continue;
    if (base.definition?.kind !== 'ClassDef') {
      found.push({ ...plain(`${base.text}.${attr}`), via: base.via });
      continue;
    }
    const node = base.definition;
    const bindings = ownMembers(denoter, node, attr).flatMap((state) => candidates(state).bindings);
    if (bindings.length > 0) overriding.add(node);
    const values = bindings.flatMap((binding) => {
      if (binding.node.kind !== 'FunctionDef') return ofBinding(denoter, binding);
      if (hasDecorator(denoter, binding.node, PROPERTIES)) return denoter.ofResults(binding.node);
      return [{ text: `${base.text}.${attr}`, definition: binding.node, instance: false, via: null }];
    });
    for (const value of values) found.push(value);
    if (values.length === 0) found.push({ ...plain(`${base.text}.${attr}`), via: base.via });
  }
  return found;
}

export function ofSubscript(denoter: Denoter, value: Expression, slice: Expression): readonly Denotation[] {
  const items = denoter.of(value).filter(({ text }) => UNIFORM_MAPPINGS.has(text));
  if (items.length > 0) return items.map(({ text }) => plain(`${text}[]`));
  if (slice.kind === 'Name' && slice.name === '__name__') {
    return denoter.of(value).flatMap(({ text }) => (text === 'sys.modules' ? [plain(OWN_MODULE)] : []));
  }
  if (slice.kind !== 'String' || slice.bytes) return [];
  const key = slice.value;
  return denoter.of(value).flatMap(({ text }) => {
    if (text === 'sys.modules') return [plain(key)];
    // In a module's namespace: builtins.__dict__["eval"], __builtins__["eval"], vars(os)["system"].
    if (text === 'builtins') return [plain(`builtins.${key}`)];
    if (text.endsWith('.__dict__')) return [plain(`${text.slice(0, -9)}.${key}`)];
    if (text === 'builtins.globals()') return denoter.ofName(key, denoter.file.module.end);
    return [];
  });
}
