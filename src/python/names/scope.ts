import type { ClassDef, Comprehension, Expression, FunctionDef, Lambda, Match, Module, Node } from '../syntax/index.ts';

/**
 * Where names live: Python's scopes (https://docs.python.org/3/reference/executionmodel.html#naming-and-binding) and,
 * for every name in a scope, its bindings arranged by block. A scope is read when it is first asked for, in one walk
 * over its statements.
 */
export type ScopeNode = Module | FunctionDef | ClassDef | Lambda;

/** One place where a name gets a value. */
export interface Binding {
  readonly name: string;
  /** The binding construct: Assign, AnnAssign, ImportAlias, Parameter, FunctionDef, For, WithItem, Pattern… */
  readonly node: Node;
  /** What is assigned, if it is a separate expression (not in a loop, a parameter, or unpacking). */
  readonly value: Expression | null;
  readonly scope: ScopeNode | Comprehension;
}

/** A run of statements that are executed one after the other. The body of a `with` belongs to the surrounding block. */
export interface Block {
  readonly start: number;
  readonly end: number;
  readonly owner: Compound | null;
  readonly parent: Block | null;
  /** Its end is never reached: every path returns, raises, breaks or continues. */
  dead: boolean;
}

interface CompoundBase {
  /** The block that it is in. */
  readonly block: Block;
  readonly start: number;
  readonly end: number;
}
export interface Branches extends CompoundBase {
  readonly form: 'if';
  /** `if` and every `elif` that follows, with the rows of their conditions. */
  readonly arms: { readonly test: number; readonly block: Block }[];
  otherwise: Block | null;
}
export interface Cases extends CompoundBase {
  readonly form: 'match';
  readonly node: Match;
  readonly arms: Block[];
}
export interface Loop extends CompoundBase {
  readonly form: 'loop';
  readonly isWhile: boolean;
  body: Block | null;
  orelse: Block | null;
  /** Contains its own `break` or `continue`. */
  leaps: boolean;
}
export interface Attempt extends CompoundBase {
  readonly form: 'try';
  readonly row: number;
  /** Where the last statement of its body ends. */
  readonly lastEnd: number;
  body: Block | null;
  readonly handlers: Block[];
  orelse: Block | null;
  final: Block | null;
}
export type Compound = Branches | Cases | Loop | Attempt;

/** A binding in its block, in effect from `end` on. `binding` is null for `del`; `maybe` means that it may not run. */
export interface Leaf {
  readonly form: 'leaf';
  readonly binding: Binding | null;
  /**
   * The binding as a state of its name (see flow.ts): a single object, so that answers about it can be stored on it.
   */
  readonly state: { readonly kind: 'binding'; readonly binding: Binding } | { readonly kind: 'unbound' };
  readonly end: number;
  readonly maybe: boolean;
}
export type Item = Leaf | Compound;

/**
 * Which bindings of a name may be in effect at a place, with the conditions on the way there, so that the evaluator can
 * follow the branch that is actually taken.
 */
export type Reaching =
  | { readonly kind: 'binding'; readonly binding: Binding }
  /** Not bound on this path: the enclosing scope or the builtins decide. */
  | { readonly kind: 'unbound' }
  /** This path does not get here. */
  | { readonly kind: 'never' }
  /** Too many to follow. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'any'; readonly options: readonly Reaching[] }
  | {
      readonly kind: 'if';
      /** With the rows of their conditions. */
      readonly arms: readonly { readonly test: number; readonly state: Reaching }[];
      readonly otherwise: Reaching;
    }
  /** `arms` correspond to the cases of the statement; `otherwise` applies if no case matches. */
  | { readonly kind: 'match'; readonly node: Match; readonly arms: readonly Reaching[]; readonly otherwise: Reaching }
  | {
      readonly kind: 'try';
      /** That of the statement. */
      readonly row: number;
      readonly body: Reaching;
      readonly handlers: readonly Reaching[];
    };

/** A name's bindings in one scope: for each block the leaves, and the compound statements that contain more of them. */
export interface NameTable {
  readonly block: Block;
  readonly items: Item[];
  /** The other blocks, if there are any: most names have only one. */
  more: Map<Block, Item[]> | null;
  /** States after an item, stored by flow.ts. */
  after: Map<Item, Reaching> | null;
}

/** The items of a name in a block, in order. */
export function itemsIn(table: NameTable, block: Block): Item[] | undefined {
  return table.block === block ? table.items : table.more?.get(block);
}

/** `base.attr = value`, if the base is a plain name. */
export interface AttributeStore {
  readonly base: string;
  readonly attr: string;
  /** The row of the statement. */
  readonly by: number;
  /** The row of the value; -1 if it is not a separate expression. */
  readonly value: number;
}

export interface Scope {
  readonly node: ScopeNode | Comprehension;
  readonly row: number;
  /** The kind in the tree. */
  readonly kind: number;
  readonly parent: Scope | null;
  contents(): ScopeContents;
}
export interface ScopeContents {
  readonly root: Block;
  /** Sorted by start. */
  readonly blocks: readonly Block[];
  readonly names: ReadonlyMap<string, NameTable>;
  readonly declared: ReadonlyMap<string, 'global' | 'nonlocal'>;
  readonly attributeStores: readonly AttributeStore[];
}

export interface Scopes {
  readonly module: Scope;
  /** The innermost scope around an offset. */
  at(offset: number): Scope;
  of(node: ScopeNode | Comprehension): Scope;
}

/** The index of the last element that starts at or before the offset; -1 if there is none. */
export function lastStart(list: readonly { readonly start: number }[], offset: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
