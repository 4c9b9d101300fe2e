import {
  type Expression,
  identifierAt,
  identifierEnd,
  type Node,
  normalised,
  type Pattern,
  type PythonFile,
  skipTrivia,
} from '../syntax/index.ts';
import * as K from '../syntax/tree.ts';
import { RowBinding } from './row-binding.ts';
import { type AttributeStore, type Block, type Item, itemsIn, type Leaf, type NameTable, type Scope } from './scope.ts';

const UNBOUND = { kind: 'unbound' } as const;

/**
 * Records what the statements of one scope bind, block by block, in source order. Rows are those of the file's tree.
 */
export interface Binder {
  readonly names: ReadonlyMap<string, NameTable>;
  readonly attributeStores: readonly AttributeStore[];
  /**
   * @param value the row of the assigned expression; -1 if there is none. @param end the offset from which it is in
   * effect
   */
  bind(block: Block, name: string, by: number, value: number, end: number, maybe?: boolean): void;
  unbind(block: Block, name: string, end: number): void;
  /** Accepts a name, an attribute, or a tuple or list of targets. */
  bindTarget(block: Block, target: number, by: number, value: number, end: number): void;
  bindAlias(block: Block, alias: number, end: number): void;
  bindParameters(block: Block, owner: number): void;
  bindPattern(block: Block, pattern: Pattern, value: Expression | null): void;
  /** Binds the walruses up to an offset: they are in an expression of the block. */
  takeWalruses(block: Block, until: number): void;
}

/** @param walruses the rows of the scope's own walruses, in source order */
export function createBinder(file: PythonFile, scope: Scope, walruses: readonly number[]): Binder {
  const { text } = file;
  const { tree } = file.parsed;
  const { kinds, starts, ends, data } = tree;
  const names = new Map<string, NameTable>();
  const attributeStores: AttributeStore[] = [];
  let nextWalrus = 0;
  const nameAt = (row: number): string => normalised(text.slice(starts[row], ends[row]));
  const childrenOf = (row: number): number[] => K.childrenOf(tree, row);

  function add(block: Block, name: string, leaf: Leaf): void {
    const table = names.get(name);
    if (table === undefined) {
      const made: NameTable = { block, items: [leaf], more: null, after: null };
      names.set(name, made);
      if (block.owner === null || block.parent === null) return;
      addAround(made, block.parent, block.owner);
      return;
    }
    addAround(table, block, leaf);
  }

  /** Adds to a block, and adds the enclosing compound statements to theirs. */
  function addAround(table: NameTable, block: Block, first: Item): void {
    let item = first;
    for (let place: Block | null = block; place !== null; place = place.parent) {
      const items: Item[] | undefined = itemsIn(table, place);
      if (items === undefined) {
        table.more ??= new Map();
        table.more.set(place, [item]);
      } else if (items.at(-1) === item) return;
      else items.push(item);
      if (place.owner === null) return;
      item = place.owner;
    }
  }

  function bind(block: Block, name: string, by: number, value: number, end: number, maybe = false): void {
    const binding = new RowBinding(file, name, by, value, scope.row);
    add(block, name, { form: 'leaf', binding, state: { kind: 'binding', binding }, end, maybe });
  }

  function bindTarget(block: Block, target: number, by: number, value: number, end: number): void {
    switch (kinds[target]) {
      case K.Name:
        bind(block, nameAt(target), by, value, end);
        break;
      case K.Tuple:
      case K.List: {
        const items = childrenOf(target);
        let parts: number[] | null = null;
        if (value >= 0 && (kinds[value] === K.Tuple || kinds[value] === K.List)) {
          const given = childrenOf(value);
          if (given.length === items.length && ![...given, ...items].some((item) => kinds[item] === K.Starred)) {
            parts = given;
          }
        }
        items.forEach((item, index) => {
          bindTarget(block, item, by, parts?.[index] ?? -1, end);
        });
        break;
      }
      case K.Starred:
        bindTarget(block, target - 1, by, -1, end);
        break;
      case K.Attribute:
        if (kinds[target - 1] === K.Name) {
          attributeStores.push({ base: nameAt(target - 1), attr: identifierAt(text, data[target]!), by, value });
        }
        break;
      default:
    }
  }

  function takeWalruses(block: Block, until: number): void {
    for (; nextWalrus < walruses.length && starts[walruses[nextWalrus]!]! < until; nextWalrus++) {
      const walrus = walruses[nextWalrus]!;
      const target = K.firstChild(tree, walrus);
      bind(block, nameAt(target), walrus, walrus - 1, ends[walrus]!, isConditional(file, file.view(walrus)));
    }
  }

  function bindAlias(block: Block, alias: number, end: number): void {
    const start = starts[alias]!;
    if (text.charCodeAt(start) === 42) return;
    const first = identifierAt(text, start);
    let at = skipTrivia(text, identifierEnd(text, start));
    while (text.charCodeAt(at) === 46) {
      at = skipTrivia(text, at + 1);
      at = skipTrivia(text, identifierEnd(text, at));
    }
    const asname = at < ends[alias]! ? identifierAt(text, skipTrivia(text, at + 2)) : '';
    bind(block, asname === '' ? first : asname, alias, -1, end);
  }

  function bindPattern(block: Block, pattern: Pattern, value: Expression | null): void {
    for (const name of pattern.captures) bind(block, name, pattern.id, value === null ? -1 : value.id, block.start);
    const inner = pattern.form === 'as' ? value : null;
    for (const part of pattern.patterns) bindPattern(block, part, inner);
  }

  function bindParameters(block: Block, owner: number): void {
    for (const parameter of parametersOf(file, owner)) {
      bind(block, parameterName(file, parameter), parameter, -1, starts[owner]!);
    }
  }

  return {
    names,
    attributeStores,
    bind,
    unbind: (block, name, end) => add(block, name, { form: 'leaf', binding: null, state: UNBOUND, end, maybe: false }),
    bindTarget,
    bindAlias,
    bindParameters,
    bindPattern,
    takeWalruses,
  };
}

/** The rows of a function's or lambda's parameters. */
function parametersOf({ parsed: { tree } }: PythonFile, owner: number): readonly number[] {
  const list = K.childrenOf(tree, owner).find((child) => tree.kinds[child] === K.Parameters);
  if (list === undefined) return [];
  return K.childrenOf(tree, list).filter((child) => tree.kinds[child] === K.Parameter);
}

function parameterName({ text, parsed: { tree } }: PythonFile, row: number): string {
  const at = tree.starts[row]!;
  if (text.charCodeAt(at) !== 42) return identifierAt(text, at);
  return identifierAt(text, skipTrivia(text, at + (text.charCodeAt(at + 1) === 42 ? 2 : 1)));
}

/** The name of a function's first parameter: `self` of a method. */
export function firstParameter(file: PythonFile, owner: number): string | null {
  const [first] = parametersOf(file, owner);
  return first === undefined ? null : parameterName(file, first);
}

const SKIPPABLE: ReadonlySet<Node['kind']> = new Set(['BoolOp', 'IfExp', 'Comprehension', 'Compare']);

/** Whether an expression in a statement might not be evaluated when the statement is. */
function isConditional(file: PythonFile, node: Node): boolean {
  let steps = 0;
  let inner = node;
  for (let up = file.parent(node); up !== null && steps < 20; inner = up, up = file.parent(up), steps++) {
    if (SKIPPABLE.has(up.kind) && !isAlwaysFirst(up, inner)) return true;
    if ('body' in up && up.kind !== 'IfExp') return false;
  }
  return steps === 20;
}

/** The first operand of `and`, `or` and comparisons, and the condition of `a if b else c`, are always evaluated. */
function isAlwaysFirst(up: Node, inner: Node): boolean {
  switch (up.kind) {
    case 'BoolOp':
      return up.values[0]!.id === inner.id;
    case 'Compare':
      return up.left.id === inner.id || up.comparators[0]!.id === inner.id;
    case 'IfExp':
      return up.test.id === inner.id;
    default:
      return false;
  }
}
