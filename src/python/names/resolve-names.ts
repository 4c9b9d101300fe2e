import { BUILTIN_NAMES } from '../../data/builtin-names.ts';
import type { QualifiedName } from '../../data/qualified-name.ts';
import type { Expression, Node, PythonFile, Return } from '../syntax/index.ts';
import * as K from '../syntax/tree.ts';
import type { Definition, Denotation } from './denotation.ts';
import { makeDenotations } from './denotations.ts';
import { candidates } from './flow.ts';
import { makeLookup } from './lookup.ts';
import type { Exported, Imports, Names, StarImport } from './names.ts';
import { findExported, NO_IMPORTS, tailParts } from './project-imports.ts';
import type { Reaching, ScopeNode, Scopes } from './scope.ts';
import { readScopes } from './scopes.ts';

const NOTHING: readonly QualifiedName[] = [];

/** Chains of imports through more files than this are not followed. */
const MAX_FILES = 5;

/** Scopes and bindings of a file. Created once per file and shared by all rules. */
export function resolveNames(file: PythonFile, imports: Imports = NO_IMPORTS): Names {
  const scopes = readScopes(file);
  const lookup = makeLookup(file, scopes);
  let stars: StarImport[] | null = null;
  const returns = new Map<number, readonly Return[]>();

  function starImports(): StarImport[] {
    if (stars !== null) return stars;
    stars = [];
    for (const node of file.nodes('ImportFrom')) {
      if (!node.names.some(({ name }) => name === '*') || scopes.at(node.start) !== scopes.module) continue;
      stars.push({ module: `${'.'.repeat(node.level)}${node.module}`, node });
    }
    return stars;
  }

  function returnsOf(definition: Definition): readonly Return[] {
    let found = returns.get(definition.id);
    if (found === undefined) {
      found = readReturns(file, definition, scopes);
      returns.set(definition.id, found);
    }
    return found;
  }

  function outside(name: string, offset: number): readonly QualifiedName[] {
    const found: QualifiedName[] = [];
    if (name === '__builtins__') return ['builtins'];
    if (BUILTIN_NAMES.has(name)) found.push(`builtins.${name}`);
    if (name.startsWith('_')) return found;
    const deferred = scopes.at(offset) !== scopes.module;
    for (const { module, node } of starImports()) {
      if (found.length > 8 || (node.start > offset && !deferred)) break;
      found.push(module.endsWith('.') ? `${module}${name}` : `${module}.${name}`);
    }
    return found;
  }

  const find = (name: string, at: Node): Reaching =>
    at.kind === 'Module' ? lookup.atEnd(scopes.module, name) : lookup.find(name, at.start);
  const denote = makeDenotations(file, scopes, lookup, { outside, returnsOf });
  const texts = new Map<number, readonly QualifiedName[]>();
  const exports = new Map<QualifiedName, Exported | null>();

  function qualify(expression: Expression): readonly QualifiedName[] {
    let found = texts.get(expression.id);
    if (found === undefined) {
      const own = denote.of(expression);
      if (own.length === 0) return NOTHING;
      found = [...new Set(own.flatMap((one) => (one.definition === null ? meanings(one.text) : [one.text])))];
      texts.set(expression.id, found);
    }
    return found;
  }

  function exportedAs(text: QualifiedName): Exported | null {
    if (text.startsWith('@') || text.startsWith('builtins.')) return null;
    let found = exports.get(text);
    if (found === undefined) {
      found = findExported(text, imports);
      exports.set(text, found);
    }
    return found;
  }

  /** What a dotted text means in the project, including itself if it is a definition in another file. */
  function meanings(text: QualifiedName): readonly QualifiedName[] {
    const exported = exportedAs(text);
    return exported === null ? [text] : meaningsOf(exported, text, MAX_FILES);
  }

  function exported(of: QualifiedName | Expression): Exported | null {
    if (typeof of === 'string') return exportedAs(of);
    const [only, ...more] = denote.of(of);
    return only === undefined || more.length > 0 || only.definition !== null ? null : exportedAs(only.text);
  }

  function importedDefinition(expression: Expression): { definition: Definition; names: Names } | null {
    let found = exported(expression);
    for (let hops = 0; found !== null && hops < MAX_FILES; hops++) {
      const certain = found.names.named(found.name, found.tail).filter(({ via }) => via === null);
      const only: Denotation | undefined = certain.length === 1 ? certain[0] : undefined;
      if (only === undefined || only.instance) return null;
      if (only.definition !== null) return { definition: only.definition, names: found.names };
      found = found.names.exported(only.text);
    }
    return null;
  }

  return {
    file,
    qualify,
    denotes: (expression, names) => qualify(expression).some((name) => names.has(name)),
    bindings: (name, at) => candidates(find(name, at)).bindings,
    scope(node) {
      let scope = scopes.at(node.start);
      while (scope.kind === K.Comprehension && scope.parent !== null) scope = scope.parent;
      return scope.kind === K.Comprehension ? file.module : (scope.node as ScopeNode);
    },
    get starImports() {
      return starImports();
    },
    reaching: find,
    definition(expression) {
      const found = denote.of(expression).filter(({ via }) => via === null);
      const only = found.length === 1 ? found[0]! : null;
      return only === null || only.instance ? null : only.definition;
    },
    denotations: denote.of,
    importedDefinition,
    exported,
    imports,
    named(name, tail) {
      let found = denote.named(name);
      for (const part of tailParts(tail)) found = denote.applied(found, part);
      return found;
    },
    members: denote.members,
    receiver: denote.receiver,
    returns: returnsOf,
  };
}

/** The returns of a function, without those of functions in it, in source order. */
function readReturns(file: PythonFile, { id }: Definition, scopes: Scopes): readonly Return[] {
  const { kinds, starts, firsts } = file.parsed.tree;
  const found: Return[] = [];
  for (let row = kinds.indexOf(K.Return, firsts[id]!); row >= 0 && row < id; row = kinds.indexOf(K.Return, row + 1)) {
    if (scopes.at(starts[row]!).row === id) found.push(file.view(row) as Return);
  }
  return found;
}

/** What a name in another file denotes. `text` is how the importing file writes it. */
function meaningsOf({ names, name, tail }: Exported, text: QualifiedName, depth: number): readonly QualifiedName[] {
  const found = new Set<QualifiedName>();
  for (const one of names.named(name, tail)) {
    if (one.definition !== null || one.text.startsWith('@')) {
      found.add(text);
      continue;
    }
    const next = depth === 0 ? null : names.exported(one.text);
    // What only the other file's imports can name is written as here.
    if (next !== null) for (const other of meaningsOf(next, text, depth - 1)) found.add(other);
    else found.add(one.text.startsWith('.') ? text : one.text);
  }
  return found.size === 0 ? [text] : [...found];
}
