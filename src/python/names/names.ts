import type { QualifiedName } from '../../data/qualified-name.ts';
import type { ClassDef, Expression, Node, PythonFile, Return } from '../syntax/index.ts';
import type { Definition, Denotation } from './denotation.ts';
import type { Binding, Reaching, ScopeNode } from './scope.ts';

export interface StarImport {
  readonly module: QualifiedName;
  readonly node: Node;
}

export interface Names {
  /** The file of these names. */
  readonly file: PythonFile;
  /** Everything that the expression may denote at its place; empty if unknown. */
  qualify(expression: Expression): readonly QualifiedName[];
  /** True if the set contains one of the names that the expression may denote. */
  denotes(expression: Expression, names: ReadonlySet<QualifiedName> | ReadonlyMap<QualifiedName, unknown>): boolean;
  /**
   * The bindings of a name that may be in effect at a node, following Python's scoping, the order of straight-line
   * code, and branches. Empty for builtins and for names that only a star import could bring. Functions see the
   * bindings at the end of the enclosing scopes. At the Module itself: those at its end.
   */
  bindings(name: string, at: Node): readonly Binding[];
  /** The scope of a node. Comprehensions count as part of the enclosing scope. */
  scope(node: Node): ScopeNode;
  /** Modules that are star-imported at module level, in order, as written (`.base`, `settings.common`). */
  readonly starImports: readonly StarImport[];
  /** Like `bindings`, with the conditions under which each is in effect. */
  reaching(name: string, at: Node): Reaching;
  /** The function, class or lambda in this file that an expression certainly denotes. */
  definition(expression: Expression): Definition | null;
  /** The same for one in another file of the project. */
  importedDefinition(expression: Expression): { readonly definition: Definition; readonly names: Names } | null;
  /** The name in another file of the project that a dotted text or an expression means. */
  exported(of: QualifiedName | Expression): Exported | null;
  readonly imports: Imports;
  /** The basis of `qualify`, as far as this file shows: the texts with their definitions. */
  denotations(expression: Expression): readonly Denotation[];
  /** The bindings of an attribute of a class in this file: in its body, `self.x = …` in its methods, its bases. */
  members(node: ClassDef, attr: string): readonly Reaching[];
  /** The class for whose methods a name is the first parameter here (`self`, `cls`). */
  receiver(binding: Binding): ClassDef | null;
  /** The return statements in a function's own body. */
  returns(node: Definition): readonly Return[];
  /** What a name at the file's top level finally denotes, with the attributes and calls after it. */
  named(name: string, tail: string): readonly Denotation[];
}

/** The other modules of the project, by the names in one file's imports. */
export interface Imports {
  /** `.base`, `..pkg.mod`, `shop.settings`; null if the project has no such module. */
  find(module: string): Names | null;
  /** False if the names of the project's modules cannot start this way. */
  mayHave(root: string): boolean;
}

/** A name at the top level of another file of the project, and what is done with it. */
export interface Exported {
  readonly names: Names;
  readonly name: string;
  /** Attributes and calls after the name: `().run`. */
  readonly tail: string;
}
