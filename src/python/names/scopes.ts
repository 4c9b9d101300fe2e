import {
  type Comprehension,
  type Expression,
  type For,
  type If,
  identifierAt,
  identifierEnd,
  type Match,
  type Node,
  normalised,
  type Pattern,
  type PythonFile,
  skipTrivia,
  type Try,
  type While,
} from '../syntax/index.ts';
import * as K from '../syntax/tree.ts';
import {
  type Attempt,
  type AttributeStore,
  type Binding,
  type Block,
  type Branches,
  type Cases,
  type Compound,
  type Item,
  itemsIn,
  type Leaf,
  type Loop,
  lastStart,
  type NameTable,
  type Scope,
  type ScopeContents,
  type ScopeNode,
  type Scopes,
} from './scope.ts';

/** The stretch of text in which a scope's own names hold: defaults, decorators and bases stand outside. */
interface Region {
  readonly start: number;
  readonly end: number;
  readonly scope: Scope;
  parent: Region | null;
}

class RowBinding implements Binding {
  readonly name: string;
  private readonly file: PythonFile;
  private readonly by: number;
  private readonly given: number;
  private readonly at: number;
  constructor(file: PythonFile, name: string, by: number, given: number, at: number) {
    this.name = name;
    this.file = file;
    this.by = by;
    this.given = given;
    this.at = at;
  }
  get node(): Node {
    return this.file.view(this.by);
  }
  get value(): Expression | null {
    return this.given < 0 ? null : (this.file.view(this.given) as Expression);
  }
  get scope(): ScopeNode | Comprehension {
    return this.file.view(this.at) as ScopeNode | Comprehension;
  }
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

function firstChild(tree: K.FlatTree, row: number): number {
  const { firsts } = tree;
  const first = firsts[row]!;
  let child = row - 1;
  while (firsts[child]! > first) child = firsts[child]! - 1;
  return child;
}

function startOfRow(tree: K.FlatTree, row: number): number {
  const { kinds, starts } = tree;
  const kind = kinds[row];
  if (kind !== K.FunctionDef && kind !== K.ClassDef) return starts[row]!;
  const first = firstChild(tree, row);
  return kinds[first] === K.Decorator ? Math.min(starts[row]!, starts[first - 1]!) : starts[row]!;
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
    for (let row = 0; row < kinds.length; row++) {
      const kind = kinds[row]!;
      if (kind === K.FunctionDef || kind === K.ClassDef) {
        const block = row - 1;
        if (firsts[block] !== block)
          spans.push({ start: startOfRow(tree, firstChild(tree, block)), end: ends[row]!, row });
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
      // Both halves of a comprehension are one scope; what is around the first is around the second.
      const scope: Scope = scopes.get(row) ?? make(row, open?.scope ?? module);
      open = { start, end, scope, parent: open };
      found.push(open);
    }
    return found;
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
        // PEP 572: a walrus inside a comprehension binds in the scope around it.
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

const UNBOUND = { kind: 'unbound' } as const;
const unbinding = (end: number): Leaf => ({ form: 'leaf', binding: null, state: UNBOUND, end, maybe: false });

const TERMINATORS: ReadonlySet<string> = new Set(['sys.exit', 'exit', 'quit', 'os._exit', 'os.abort']);

/** A case that takes whatever reaches it. */
export function isIrrefutable(pattern: Pattern): boolean {
  if (pattern.form === 'as') return pattern.patterns.every(isIrrefutable);
  if (pattern.form === 'or') return pattern.patterns.some(isIrrefutable);
  return pattern.form === 'wildcard' || pattern.form === 'capture';
}

function readContents(file: PythonFile, scope: Scope, walruses: readonly number[]): ScopeContents {
  const { text } = file;
  const { tree } = file.parsed;
  const { kinds, starts, ends, firsts, data } = tree;
  const names = new Map<string, NameTable>();
  const declared = new Map<string, 'global' | 'nonlocal'>();
  const attributeStores: AttributeStore[] = [];
  const blocks: Block[] = [];
  const loops: Loop[] = [];
  let nextWalrus = 0;
  const nameAt = (row: number): string => normalised(text.slice(starts[row], ends[row]));
  const childrenOf = (row: number): number[] => (firsts[row] === row ? [] : K.childrenOf(tree, row));

  function leaves(row: number): boolean {
    if (kinds[row] !== K.ExpressionStatement || kinds[row - 1] !== K.Call) return false;
    const func = firstChild(tree, row - 1);
    if (kinds[func] === K.Name) return TERMINATORS.has(nameAt(func));
    return (
      kinds[func] === K.Attribute &&
      kinds[func - 1] === K.Name &&
      TERMINATORS.has(`${nameAt(func - 1)}.${identifierAt(text, data[func]!)}`)
    );
  }

  function openBlock(start: number, end: number, owner: Compound | null): Block {
    const block: Block = { start, end, owner, parent: owner?.block ?? null, dead: false };
    blocks.push(block);
    return block;
  }

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

  /** Adds to a block, and the compound statements on the way out to theirs. */
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
          attributeStores.push({
            base: nameAt(target - 1),
            attr: identifierAt(text, data[target]!),
            get node() {
              return file.view(by);
            },
            get value() {
              return value < 0 ? null : (file.view(value) as Expression);
            },
          });
        }
        break;
      default:
    }
  }

  /** Walruses up to an offset: they stand in an expression of the block, and may be skipped by `and` and kin. */
  function takeWalruses(block: Block, until: number): void {
    for (; nextWalrus < walruses.length && starts[walruses[nextWalrus]!]! < until; nextWalrus++) {
      const walrus = walruses[nextWalrus]!;
      const target = firstChild(tree, walrus);
      bind(block, nameAt(target), walrus, walrus - 1, ends[walrus]!, isConditional(file, file.view(walrus)));
    }
  }

  /** The statements of a Block, or an `elif` by itself. */
  const statementsOf = (row: number): number[] => (kinds[row] === K.If ? [row] : childrenOf(row));

  function walkBlock(statements: readonly number[], owner: Compound, before?: (block: Block) => void): Block {
    const first = statements[0];
    const last = statements.at(-1);
    const start = first === undefined ? owner.end : startOfRow(tree, first);
    const block = openBlock(start, last === undefined ? start : ends[last]!, owner);
    before?.(block);
    block.dead = walk(statements, block);
    return block;
  }

  function bindPattern(block: Block, pattern: Pattern, value: Expression | null): void {
    for (const name of pattern.captures) bind(block, name, pattern.id, value === null ? -1 : value.id, block.start);
    const inner = pattern.form === 'as' ? value : null;
    for (const part of pattern.patterns) bindPattern(block, part, inner);
  }

  /** Returns whether the end is out of reach. */
  function walk(statements: readonly number[], block: Block): boolean {
    let dead = false;
    for (const statement of statements) dead = walkOne(statement, block) || dead;
    return dead;
  }

  function walkOne(row: number, block: Block): boolean {
    const end = ends[row]!;
    switch (kinds[row]) {
      case K.FunctionDef:
      case K.ClassDef: {
        const body = row - 1;
        takeWalruses(block, firsts[body] === body ? end : starts[firstChild(tree, body)]!);
        bind(block, identifierAt(text, kinds[row] === K.FunctionDef ? data[row]! >> 1 : data[row]!), row, -1, end);
        return false;
      }
      case K.With: {
        const children = childrenOf(row);
        for (const item of children) {
          if (kinds[item] !== K.WithItem) continue;
          takeWalruses(block, ends[item]!);
          const [context, target] = childrenOf(item);
          if (target !== undefined) bindTarget(block, target, item, context!, ends[item]!);
        }
        return walk(statementsOf(row - 1), block);
      }
      case K.If:
        return walkIf(row, block);
      case K.For:
      case K.While:
        walkLoop(row, block);
        return false;
      case K.Try:
        return walkTry(row, block);
      case K.Match:
        return walkMatch(file.view(row) as Match, block);
      default:
        takeWalruses(block, end);
        return walkSimple(row, block);
    }
  }

  function walkSimple(row: number, block: Block): boolean {
    const end = ends[row]!;
    switch (kinds[row]) {
      case K.Assign: {
        const children = childrenOf(row);
        const value = children[children.length - 1]!;
        for (let i = 0; i < children.length - 1; i++) bindTarget(block, children[i]!, row, value, end);
        return false;
      }
      case K.AnnAssign: {
        const [target, , value] = childrenOf(row);
        // Without a value it binds nothing but makes the name local; a field's annotation is still worth knowing.
        if (value !== undefined) bindTarget(block, target!, row, value, end);
        else if (kinds[target!] === K.Name) bind(block, nameAt(target!), row, -1, end, true);
        else bindTarget(block, target!, row, -1, end);
        return false;
      }
      case K.AugAssign:
        bindTarget(block, firstChild(tree, row), row, -1, end);
        return false;
      case K.Delete:
        for (const target of childrenOf(row)) if (kinds[target] === K.Name) add(block, nameAt(target), unbinding(end));
        return false;
      case K.Import:
      case K.ImportFrom:
        for (const alias of childrenOf(row)) {
          if (kinds[alias] === K.ImportAlias) bindAlias(block, alias, kinds[row] === K.Import, end);
        }
        return false;
      case K.TypeAlias:
        bind(block, nameAt(firstChild(tree, row)), row, -1, end);
        return false;
      case K.Global:
        for (const name of childrenOf(row)) {
          if (kinds[name] === K.Identifier) declared.set(nameAt(name), data[row] === 1 ? 'nonlocal' : 'global');
        }
        return false;
      case K.Return:
      case K.Raise:
        return true;
      case K.Break:
      case K.Continue: {
        const loop = loops.at(-1);
        if (loop !== undefined) loop.leaps = true;
        return true;
      }
      default:
        return leaves(row);
    }
  }

  function bindAlias(block: Block, alias: number, isModule: boolean, end: number): void {
    const start = starts[alias]!;
    if (text.charCodeAt(start) === 42) return;
    const first = identifierAt(text, start);
    let at = skipTrivia(text, identifierEnd(text, start));
    while (text.charCodeAt(at) === 46) {
      at = skipTrivia(text, at + 1);
      at = skipTrivia(text, identifierEnd(text, at));
    }
    const asname = at < ends[alias]! ? identifierAt(text, skipTrivia(text, at + 2)) : '';
    void isModule;
    bind(block, asname === '' ? first : asname, alias, -1, end);
  }

  function walkIf(row: number, block: Block): boolean {
    const branches: Branches = {
      form: 'if',
      get node() {
        return file.view(row) as If;
      },
      block,
      start: starts[row]!,
      end: ends[row]!,
      arms: [],
      otherwise: null,
    };
    // Walked as one list: a chain of ten thousand elifs is no deeper than one.
    let arm = row;
    let otherwise: number[] = [];
    for (;;) {
      const [test, body, orelse] = childrenOf(arm);
      takeWalruses(block, ends[test!]!);
      branches.arms.push({
        get test() {
          return file.view(test!) as Expression;
        },
        block: walkBlock(statementsOf(body!), branches),
      });
      otherwise = orelse === undefined ? [] : statementsOf(orelse);
      if (otherwise.length !== 1 || kinds[otherwise[0]!] !== K.If) break;
      arm = otherwise[0]!;
    }
    if (otherwise.length > 0) branches.otherwise = walkBlock(otherwise, branches);
    return branches.otherwise?.dead === true && branches.arms.every(({ block: body }) => body.dead);
  }

  function walkLoop(row: number, block: Block): void {
    const loop: Loop = {
      form: 'loop',
      get node() {
        return file.view(row) as For | While;
      },
      block,
      start: starts[row]!,
      end: ends[row]!,
      body: null,
      orelse: null,
      leaps: false,
    };
    const children = childrenOf(row);
    const isFor = kinds[row] === K.For;
    const [body, orelse] = isFor ? children.slice(2) : children.slice(1);
    const statements = statementsOf(body!);
    takeWalruses(block, statements.length === 0 ? ends[row]! : starts[statements[0]!]!);
    loops.push(loop);
    loop.body = walkBlock(statements, loop, (inner) => {
      if (isFor) bindTarget(inner, children[0]!, row, -1, inner.start);
    });
    loops.pop();
    const after = orelse === undefined ? [] : statementsOf(orelse);
    if (after.length > 0) loop.orelse = walkBlock(after, loop);
  }

  function walkTry(row: number, block: Block): boolean {
    const attempt: Attempt = {
      form: 'try',
      get node() {
        return file.view(row) as Try;
      },
      block,
      start: starts[row]!,
      end: ends[row]!,
      body: null,
      handlers: [],
      orelse: null,
      final: null,
    };
    const children = childrenOf(row);
    const bodies = children.filter((child) => kinds[child] === K.Block);
    const flags = data[row]!;
    attempt.body = walkBlock(statementsOf(bodies[0]!), attempt);
    for (const handler of children) {
      if (kinds[handler] !== K.ExceptHandler) continue;
      const name = data[handler] === 0 ? null : identifierAt(text, data[handler]!);
      const body = walkBlock(statementsOf(handler - 1), attempt, (inner) => {
        if (name !== null) bind(inner, name, handler, -1, inner.start);
      });
      // `except E as e` ends with `del e`.
      if (name !== null) add(body, name, unbinding(body.end));
      attempt.handlers.push(body);
    }
    const orelse = flags & K.Else ? statementsOf(bodies[1]!) : [];
    const final = flags & K.Finally ? statementsOf(bodies.at(-1)!) : [];
    if (orelse.length > 0) attempt.orelse = walkBlock(orelse, attempt);
    if (final.length > 0) attempt.final = walkBlock(final, attempt);
    const main = attempt.body.dead || attempt.orelse?.dead === true;
    return attempt.final?.dead === true || (main && attempt.handlers.every(({ dead }) => dead));
  }

  function walkMatch(statement: Match, block: Block): boolean {
    const { start, end } = statement;
    const cases: Cases = { form: 'match', node: statement, block, start, end, arms: [] };
    takeWalruses(block, statement.subject.end);
    for (const { pattern, body } of statement.cases) {
      cases.arms.push(
        walkBlock(
          body.map(({ id }) => id),
          cases,
          (inner) => bindPattern(inner, pattern, statement.subject),
        ),
      );
    }
    const last = statement.cases.at(-1);
    const complete = last !== undefined && last.guard === null && isIrrefutable(last.pattern);
    return complete && cases.arms.every(({ dead }) => dead);
  }

  const { row } = scope;
  const root = openBlock(kinds[row] === K.Module ? 0 : starts[row]!, ends[row]!, null);
  const bindParameters = (): void => {
    const parameters = childrenOf(row).find((child) => kinds[child] === K.Parameters);
    if (parameters === undefined) return;
    for (const parameter of childrenOf(parameters)) {
      if (kinds[parameter] !== K.Parameter) continue;
      let at = starts[parameter]!;
      if (text.charCodeAt(at) === 42) at = skipTrivia(text, at + (text.charCodeAt(at + 1) === 42 ? 2 : 1));
      bind(root, identifierAt(text, at), parameter, -1, starts[row]!);
    }
  };
  switch (kinds[row]) {
    case K.Lambda:
      bindParameters();
      takeWalruses(root, ends[row]!);
      break;
    case K.Comprehension:
      for (const generator of childrenOf(row)) {
        if (kinds[generator] === K.ComprehensionFor) {
          bindTarget(root, firstChild(tree, generator), generator, -1, starts[row]!);
        }
      }
      break;
    case K.FunctionDef:
      bindParameters();
      root.dead = walk(statementsOf(row - 1), root);
      break;
    case K.ClassDef:
      root.dead = walk(statementsOf(row - 1), root);
      break;
    default:
      root.dead = walk(childrenOf(row), root);
  }
  blocks.sort((a, b) => a.start - b.start || b.end - a.end);
  return { root, blocks, names, declared, attributeStores };
}

const SKIPPABLE: ReadonlySet<Node['kind']> = new Set(['BoolOp', 'IfExp', 'Comprehension', 'Compare']);

/** Whether an expression of a statement may not be evaluated when the statement is. */
function isConditional(file: PythonFile, node: Node): boolean {
  let steps = 0;
  let inner = node;
  for (let up = file.parent(node); up !== null && steps < 20; inner = up, up = file.parent(up), steps++) {
    if (SKIPPABLE.has(up.kind) && !isAlwaysFirst(up, inner)) return true;
    if ('body' in up && up.kind !== 'IfExp') return false;
  }
  return steps === 20;
}

/** The first operand of `and`, `or` and comparisons and the condition of `a if b else c` are always evaluated. */
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
