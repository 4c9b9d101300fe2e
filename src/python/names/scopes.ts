import type { Comprehension, PythonFile } from '../syntax/index.ts';
import * as K from '../syntax/tree.ts';
import { lastStart, type Scope, type ScopeContents, type ScopeNode, type Scopes } from './scope.ts';
import { readContents } from './scope-contents.ts';

/** The range of text in which a scope's own names apply. Defaults, decorators and bases are outside. */
interface Region {
  readonly start: number;
  readonly end: number;
  readonly scope: Scope;
  parent: Region | null;
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
  let laidOut: readonly Region[] | null = null;

  function regions(): readonly Region[] {
    laidOut ??= layOut();
    return laidOut;
  }

  function layOut(): readonly Region[] {
    const spans: { start: number; end: number; row: number }[] = [];
    for (const row of rowsOfScopes()) {
      const kind = kinds[row]!;
      if (kind === K.FunctionDef || kind === K.ClassDef) {
        const block = row - 1;
        if (firsts[block] !== block)
          spans.push({ start: K.startOfRow(tree, K.firstChild(tree, block)), end: ends[row]!, row });
      } else if (kind === K.Lambda) spans.push({ start: starts[row - 1]!, end: ends[row]!, row });
      else if (kind === K.Comprehension) {
        const generator = K.childrenOf(tree, row)[1];
        // The first iterable is evaluated outside: https://docs.python.org/3/reference/expressions.html#comprehensions
        const iter = generator === undefined ? undefined : K.childrenOf(tree, generator)[1];
        if (iter === undefined) spans.push({ start: starts[row]!, end: ends[row]!, row });
        else {
          spans.push({ start: starts[row]!, end: starts[iter]!, row });
          spans.push({ start: ends[iter]!, end: ends[row]!, row });
        }
      }
    }
    spans.sort((a, b) => a.start - b.start || b.end - a.end);
    const found: Region[] = [];
    let open: Region | null = null;
    for (const { start, end, row } of spans) {
      while (open !== null && open.end <= start) open = open.parent;
      // Both halves of a comprehension are one scope; what surrounds the first also surrounds the second.
      const scope: Scope = scopes.get(row) ?? make(row, open?.scope ?? module);
      open = { start, end, scope, parent: open };
      found.push(open);
    }
    return found;
  }

  /** The search for a byte is native, a loop over all rows is not. */
  function rowsOfScopes(): readonly number[] {
    const rows: number[] = [];
    for (const kind of [K.FunctionDef, K.ClassDef, K.Lambda, K.Comprehension]) {
      for (let row = kinds.indexOf(kind); row >= 0; row = kinds.indexOf(kind, row + 1)) rows.push(row);
    }
    return rows.sort((a, b) => a - b);
  }

  function at(offset: number): Scope {
    let region: Region | null = regions()[lastStart(regions(), offset)] ?? null;
    while (region !== null && region.end <= offset) region = region.parent;
    return region?.scope ?? module;
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
      regions();
      return scopes.get(node.id) ?? module;
    },
  };
}
