import type { ClassDef, Comprehension, Expression, FunctionDef, Lambda, Module, Node, PythonFile } from './nodes.ts';

/**
 * What an expression denotes, as dotted text:
 * - `os.environ.get` — through imports, aliases (`import os as o`, `g = os.environ.get`) and parents;
 * - `builtins.eval` — a builtin that nothing in reach shadows;
 * - `flask.Flask()` — the result of calling what is before the brackets, so `app.run` is `flask.Flask().run`
 *   after `app = Flask(__name__)`, `gradio.Interface().queue().launch` after a chain, also through `self.app`,
 *   a class attribute, `with X() as name`, and a factory defined in the same file that returns one;
 * - `.base.DEBUG`, `..pkg.mod.name` — relative imports keep their dots;
 * - `@name` — a function, class or other definition of this file, `@C().method` through its instance.
 * A name that may denote several things (`try: import json except: import simplejson as json`, two branches)
 * has several; one that cannot be told has none. Unknown is never guessed from the bare spelling.
 */
export type QualifiedName = string;

export type ScopeNode = Module | FunctionDef | ClassDef | Lambda;

/** One place where a name gets a value. */
export interface Binding {
  readonly name: string;
  /** The binding construct: Assign, AnnAssign, ImportAlias, Parameter, FunctionDef, For, WithItem, Pattern… */
  readonly node: Node;
  /** What is assigned, where that is one expression of its own (not for a loop, a parameter, unpacking). */
  readonly value: Expression | null;
  readonly scope: ScopeNode | Comprehension;
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
   */
  bindings(name: string, at: Node): readonly Binding[];
  /** The scope a node stands in. */
  scope(node: Node): ScopeNode;
  /** Modules that are star-imported at module level, in order, as written (`.base`, `settings.common`). */
  readonly starImports: readonly { readonly module: QualifiedName; readonly node: Node }[];
}

/** Scopes and bindings of a file; made once per file and shared by all rules. */
export function resolveNames(file: PythonFile): Names {
  throw new Error(`not yet: ${file.text.length}`);
}
