import { APPLICATION_FACTORIES, CANONICAL_NAMES } from '../data/frameworks.ts';
import type { QualifiedName } from '../data/qualified-name.ts';
import type { Names } from '../python/names/index.ts';
import type { Expression } from '../python/syntax/index.ts';

/**
 * What an expression denotes, in the spelling of the framework table. In addition to `Names.qualify`, it knows the
 * frameworks' other names for the same thing and calls of `__init__`, and takes the result of `create_app()` and
 * similar functions to be a Flask-like application.
 */
export function frameworkNames(expression: Expression, names: Names): readonly QualifiedName[] {
  const found = new Set<QualifiedName>();
  for (const name of ownNames(expression, names)) expand(name, found);
  return [...found];
}

/** A qualified name, plus the frameworks' other names for the same thing. */
export function canonicalNames(name: QualifiedName): readonly QualifiedName[] {
  const found = new Set<QualifiedName>();
  expand(name, found);
  return [...found];
}

/** Attributes of what is denoted, even if `qualify` does not resolve the attribute. */
function ownNames(expression: Expression, names: Names): readonly QualifiedName[] {
  const own = names.qualify(expression);
  if (own.length > 0 || expression.kind !== 'Attribute') return own;
  return ownNames(expression.value, names).map((name) => `${name}.${expression.attr}`);
}

function expand(name: QualifiedName, found: Set<QualifiedName>): void {
  if (found.has(name)) return;
  found.add(name);
  for (const other of equals(name)) expand(other, found);
}

function* equals(name: QualifiedName): Generator<QualifiedName> {
  for (let end = name.length; end > 0; end = Math.max(name.lastIndexOf('.', end - 1), name.lastIndexOf('(', end - 1))) {
    const canonical = CANONICAL_NAMES.get(name.slice(0, end));
    if (canonical !== undefined) yield canonical + name.slice(end);
  }
  const made = /(?:^|[.@])(\w+)\(\)(.*)$/s.exec(name);
  if (made !== null && APPLICATION_FACTORIES.has(made[1] as string)) yield `flask.Flask()${made[2]}`;
  const initialised = /^(.*?)(?:\(\))?\.__init__$/.exec(name)?.[1];
  if (initialised !== undefined) yield initialised;
}
