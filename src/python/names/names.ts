import { BUILTIN_NAMES } from '../../data/builtin-names.ts';
import type { ClassDef, Expression, Node, PythonFile, Return } from '../syntax/nodes.ts';
import * as K from '../syntax/tree.ts';
import { type Definition, type Denotation, makeDenotations } from './denotations.ts';
import { candidates } from './flow.ts';
import { makeLookup } from './lookup.ts';
import { type Exported, findExported, type Imports, NO_IMPORTS, tailParts } from './project-imports.ts';
import type { Binding, Reaching, ScopeNode } from './scope.ts';
import { readScopes } from './scopes.ts';

export type { Definition, Denotation } from './denotations.ts';
export type { Exported, Imports } from './project-imports.ts';
export type { Binding, ScopeNode } from './scope.ts';

/**
 * What an expression denotes, as dotted text:
 * - `os.environ.get` — through imports, aliases (`import os as o`, `g = os.environ.get`) and parents;
 * - `builtins.eval` — a builtin that nothing in reach shadows;
 * - `flask.Flask()` — the result of calling what is before the brackets, so `app.run` is `flask.Flask().run`
 *   after `app = Flask(__name__)`, `gradio.Interface().queue().launch` after a chain, also through `self.app`,
 *   a class attribute, `with X() as name`, an annotated parameter (`def view(request: HttpRequest)`), and a factory
 *   defined in the same file that returns one;
 * - `.base.DEBUG`, `..pkg.mod.name` — relative imports keep their dots;
 * - what a name of another file of the project denotes there: after `from .app import app` it is `flask.Flask()` where
 *   app.py has `app = Flask(__name__)`, through re-exports, star imports and functions that return one;
 * - `@name` — a function, class or other definition of this file, `@C().method` through its instance. A class of
 *   this file also denotes its bases: after `class App(Flask)`, `App()` is `@App()` and `flask.Flask()`.
 * A name that may denote several things (`try: import json except: import simplejson as json`, two branches)
 * has several; one that cannot be told has none. Unknown is never guessed from the bare spelling: a name that
 * nothing binds and that is no builtin has one candidate per star import above it (`from flask import *` makes
 * `Flask` `flask.Flask`).
 */
export type QualifiedName = string;

export interface StarImport {
  readonly module: QualifiedName;
  readonly node: Node;
}

export interface Names {
  /** The file these names are of. */
  readonly file: PythonFile;
  /** Everything that the expression may denote at its place; empty where that is unknown. */
  qualify(expression: Expression): readonly QualifiedName[];
  /** True when one of the names that the expression may denote is in the set. */
  denotes(expression: Expression, names: ReadonlySet<QualifiedName> | ReadonlyMap<QualifiedName, unknown>): boolean;
  /**
   * The bindings of a name that may be in force at a node, following Python's scoping, the order of
   * straight-line code, and branches: empty for builtins and for names that only a star import could bring.
   * Functions see the bindings that their surroundings end with. At the Module itself: those it ends with.
   */
  bindings(name: string, at: Node): readonly Binding[];
  /** The scope a node stands in; comprehensions count to the scope around them. */
  scope(node: Node): ScopeNode;
  /** Modules that are star-imported at module level, in order, as written (`.base`, `settings.common`). */
  readonly starImports: readonly StarImport[];
  /** Like `bindings`, with the conditions under which each is in force. */
  reaching(name: string, at: Node): Reaching;
  /** The function, class or lambda of this file that an expression denotes, if it is certainly that one. */
  definition(expression: Expression): Definition | null;
  /** Likewise for one of another file of the project. */
  importedDefinition(expression: Expression): { readonly definition: Definition; readonly names: Names } | null;
  /** The name of another file of the project that a dotted text or an expression means. */
  exported(of: QualifiedName | Expression): Exported | null;
  readonly imports: Imports;
  /** What `qualify` is made of, as this file alone shows it: the texts with the definitions behind them. */
  denotations(expression: Expression): readonly Denotation[];
  /** The bindings of an attribute of a class of this file: in its body, its methods' `self.x = …`, its bases. */
  members(node: ClassDef, attr: string): readonly Reaching[];
  /** The class whose method's first parameter a name is here (`self`, `cls`). */
  receiver(binding: Binding): ClassDef | null;
  /** The return statements of a function's own body. */
  returns(node: Definition): readonly Return[];
  /** What a name of the file's top level denotes in the end, with attributes and calls behind it. */
  named(name: string, tail: string): readonly Denotation[];
}

const NOTHING: readonly QualifiedName[] = [];

/** Chains of imports through more files than this are not followed. */
const MOST_FILES = 5;

/** Scopes and bindings of a file; made once per file and shared by all rules. */
export function resolveNames(file: PythonFile, imports: Imports = NO_IMPORTS): Names {
  const scopes = readScopes(file);
  const lookup = makeLookup(file, scopes);
  let stars: StarImport[] | null = null;
  let returns: Map<number, Return[]> | null = null;

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
    if (returns === null) {
      returns = new Map();
      for (const node of file.nodes('Return')) {
        const { id } = scopes.at(node.start).node;
        const list = returns.get(id);
        if (list === undefined) returns.set(id, [node]);
        else list.push(node);
      }
    }
    return returns.get(definition.id) ?? [];
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

  /** What a dotted text means in the project, itself included where a definition of another file is behind it. */
  function meanings(text: QualifiedName): readonly QualifiedName[] {
    const exported = exportedAs(text);
    return exported === null ? [text] : meaningsOf(exported, text, MOST_FILES);
  }

  function exported(of: QualifiedName | Expression): Exported | null {
    if (typeof of === 'string') return exportedAs(of);
    const [only, ...more] = denote.of(of);
    return only === undefined || more.length > 0 || only.definition !== null ? null : exportedAs(only.text);
  }

  function importedDefinition(expression: Expression): { definition: Definition; names: Names } | null {
    let found = exported(expression);
    for (let hops = 0; found !== null && hops < MOST_FILES; hops++) {
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

/** What a name of another file denotes; `text` is how the importing file writes it. */
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
