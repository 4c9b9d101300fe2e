import type { Comprehension, PythonFile } from '../syntax/index.ts';
import * as K from '../syntax/tree.ts';
import type { Scope, ScopeContents, ScopeNode, Scopes } from './scope.ts';
import { readContents } from './scope-contents.ts';

/**
 * The ranges of text in which scopes' own names apply, in the order in which they begin. Defaults, decorators and bases
 * are outside.
 */
interface Regions {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly rows: Int32Array;
  /** The index of the innermost region around each; -1 for the module. */
  readonly parents: Int32Array;
}

class RowScope implements Scope {
  readonly row: number;
  readonly kind: number;
  readonly parent: Scope | null;
  private readonly file: PythonFile;
  private readonly walruses: (scope: Scope) => readonly number[];
  private made: ScopeContents | null = null;
  constructor(file: PythonFile, row: number, parent: Scope | null, walruses: (scope: Scope) => readonly number[]) {
    this.file = file;
    this.row = row;
    this.kind = file.parsed.tree.kinds[row]!;
    this.parent = parent;
    this.walruses = walruses;
  }
  get node(): ScopeNode | Comprehension {
    return this.file.view(this.row) as ScopeNode | Comprehension;
  }
  contents(): ScopeContents {
    this.made ??= readContents(this.file, this, this.walruses(this));
    return this.made;
  }
}

export function readScopes(file: PythonFile): Scopes {
  const { tree } = file.parsed;
  const { kinds, starts, ends, firsts } = tree;
  const scopes = new Map<number, Scope>();
  let walruses: Map<Scope, number[]> | null = null;

  const make = (row: number, parent: Scope | null): Scope => {
    const scope = new RowScope(file, row, parent, walrusesOf);
    scopes.set(row, scope);
    return scope;
  };
  const module = make(kinds.length - 1, null);
  let laidOut: Regions | null = null;

  function regions(): Regions {
    laidOut ??= inOrder(spans());
    return laidOut;
  }

  /** Starts, ends and rows, the outer ones first. */
  function spans(): number[] {
    const found: number[] = [];
    const rows = K.rowsOfKinds(tree, SCOPES);
    for (let index = rows.length - 1; index >= 0; index--) {
      const row = rows[index]!;
      const kind = kinds[row]!;
      if (kind === K.FunctionDef || kind === K.ClassDef) {
        const block = row - 1;
        if (firsts[block] !== block) found.push(K.startOfRow(tree, K.firstChild(tree, block)), ends[row]!, row);
      } else if (kind === K.Lambda) found.push(starts[row - 1]!, ends[row]!, row);
      else {
        const generator = K.childrenOf(tree, row)[1];
        // The first iterable is evaluated outside: https://docs.python.org/3/reference/expressions.html#comprehensions
        const iter = generator === undefined ? undefined : K.childrenOf(tree, generator)[1];
        if (iter === undefined) found.push(starts[row]!, ends[row]!, row);
        else found.push(starts[row]!, starts[iter]!, row, ends[iter]!, ends[row]!, row);
      }
    }
    return found;
  }

  function at(offset: number): Scope {
    const { starts: begins, ends: stops, parents } = regions();
    let low = 0;
    let high = begins.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (begins[middle]! <= offset) low = middle + 1;
      else high = middle;
    }
    let index = low - 1;
    while (index >= 0 && stops[index]! <= offset) index = parents[index]!;
    return scopeOf(index);
  }

  /** Both halves of a comprehension are one scope; what surrounds the first also surrounds the second. */
  function scopeOf(index: number): Scope {
    if (index < 0) return module;
    const { rows, parents } = regions();
    const row = rows[index]!;
    return scopes.get(row) ?? make(row, scopeOf(parents[index]!));
  }

  function walrusesOf(scope: Scope): readonly number[] {
    if (walruses === null) {
      walruses = new Map();
      const rows: number[] = [];
      for (let row = kinds.indexOf(K.NamedExpr); row >= 0; row = kinds.indexOf(K.NamedExpr, row + 1)) rows.push(row);
      rows.sort((a, b) => starts[a]! - starts[b]! || ends[b]! - ends[a]! || b - a);
      for (const row of rows) {
        let around = at(starts[row]!);
        // PEP 572: a walrus inside a comprehension binds in the enclosing scope.
        while (around.kind === K.Comprehension && around.parent !== null) around = around.parent;
        const list = walruses.get(around);
        if (list === undefined) walruses.set(around, [row]);
        else list.push(row);
      }
    }
    return walruses.get(scope) ?? [];
  }

  return {
    module,
    at,
    of(node) {
      return scopes.get(node.id) ?? scopeOf(regions().rows.indexOf(node.id));
    },
  };
}

const SCOPES = [K.FunctionDef, K.ClassDef, K.Lambda, K.Comprehension];

/**
 * @param spans starts, ends and rows of regions, where a region comes before those in it
 */
function inOrder(spans: readonly number[]): Regions {
  const count = spans.length / 3;
  // Numbers that hold start and index are sorted natively, without a function that compares.
  const keys = new Float64Array(count);
  for (let index = 0; index < count; index++) keys[index] = spans[3 * index]! * count + index;
  keys.sort();
  const starts = new Int32Array(count);
  const ends = new Int32Array(count);
  const rows = new Int32Array(count);
  const parents = new Int32Array(count);
  let open = -1;
  for (let index = 0; index < count; index++) {
    const span = 3 * (keys[index]! % count);
    const start = spans[span]!;
    while (open >= 0 && ends[open]! <= start) open = parents[open]!;
    starts[index] = start;
    ends[index] = spans[span + 1]!;
    rows[index] = spans[span + 2]!;
    parents[index] = open;
    open = index;
  }
  return { starts, ends, rows, parents };
}
