import type { QualifiedName } from '../../data/qualified-name.ts';
import type { ClassDef, Expression, Node, PythonFile, Return } from '../syntax/index.ts';
import type { Definition, Denotation } from './denotation.ts';
import type { Binding, Reaching, ScopeNode } from './scope.ts';

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

/** The other modules of the project, as one file's imports name them. */
export interface Imports {
  /** `.base`, `..pkg.mod`, `shop.settings`; null where the project has no such module. */
  find(module: string): Names | null;
  /** False where no module of the project can have a name that starts so. */
  mayHave(root: string): boolean;
}

/** A name at the top level of another file of the project, and what is done with it. */
export interface Exported {
  readonly names: Names;
  readonly name: string;
  /** Attributes and calls behind the name: `().run`. */
  readonly tail: string;
}
