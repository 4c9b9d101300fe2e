import type { Reaching } from './flow.ts';
import type {
  ClassDef,
  Comprehension,
  Expression,
  For,
  FunctionDef,
  If,
  Lambda,
  Match,
  Module,
  NamedExpr,
  Node,
  Parameter,
  Pattern,
  PythonFile,
  Statement,
  Try,
  While,
} from './nodes.ts';

/**
 * Where names live: Python's scopes (https://docs.python.org/3/reference/executionmodel.html#naming-and-binding)
 * and, for every name of a scope, its bindings laid out along the blocks they stand in. A scope is read when it
 * is first asked for, in one walk over its statements.
 */
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

/** A run of statements that are executed one after the other. The body of a `with` belongs to the block around it. */
export interface Block {
  readonly start: number;
  readonly end: number;
  readonly owner: Compound | null;
  readonly parent: Block | null;
  /** Its end is never reached: it returns, raises, breaks or continues on every way. */
  dead: boolean;
}

interface CompoundBase {
  /** The block it stands in. */
  readonly block: Block;
  readonly start: number;
  readonly end: number;
}
export interface Branches extends CompoundBase {
  readonly form: 'if';
  readonly node: If;
  /** `if` and every `elif` that follows it. */
  readonly arms: { readonly test: Expression; readonly block: Block }[];
  otherwise: Block | null;
}
export interface Cases extends CompoundBase {
  readonly form: 'match';
  readonly node: Match;
  readonly arms: Block[];
}
export interface Loop extends CompoundBase {
  readonly form: 'loop';
  readonly node: For | While;
  body: Block | null;
  orelse: Block | null;
  /** Holds a `break` or `continue` of its own. */
  leaps: boolean;
}
export interface Attempt extends CompoundBase {
  readonly form: 'try';
  readonly node: Try;
  body: Block | null;
  readonly handlers: Block[];
  orelse: Block | null;
  final: Block | null;
}
export type Compound = Branches | Cases | Loop | Attempt;

/** A binding in its block, in force from `end` on. `binding` is null for `del`; `maybe` may not happen at all. */
export interface Leaf {
  readonly form: 'leaf';
  readonly binding: Binding | null;
  /** The binding as a state of its name (see flow.ts): one object, so that what is told of it is kept by it. */
  readonly state: { readonly kind: 'binding'; readonly binding: Binding } | { readonly kind: 'unbound' };
  readonly end: number;
  readonly maybe: boolean;
}
export type Item = Leaf | Compound;

/** A name's bindings in one scope: per block the leaves, and the compound statements that hold more of them. */
export interface NameTable {
  readonly block: Block;
  readonly items: Item[];
  /** The other blocks, where there are any: most names have one. */
  more: Map<Block, Item[]> | null;
  /** States after an item, kept by flow.ts. */
  after: Map<Item, Reaching> | null;
}

/** The items of a name in a block, in order. */
export function itemsIn(table: NameTable, block: Block): Item[] | undefined {
  return table.block === block ? table.items : table.more?.get(block);
}

/** Every block in which a name has items. */
export function* itemLists(table: NameTable): Iterable<readonly Item[]> {
  yield table.items;
  if (table.more !== null) yield* table.more.values();
}

/** `base.attr = value`, where the base is a plain name. */
export interface AttributeStore {
  readonly base: string;
  readonly attr: string;
  readonly node: Node;
  readonly value: Expression | null;
}

export interface Scope {
  readonly node: ScopeNode | Comprehension;
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

/** The stretch of text in which a scope's own names hold: defaults, decorators and bases stand outside. */
interface Region {
  readonly start: number;
  readonly end: number;
  readonly scope: Scope;
  parent: Region | null;
}

const startOf = (statement: Statement): number => {
  if (statement.kind !== 'FunctionDef' && statement.kind !== 'ClassDef') return statement.start;
  return Math.min(statement.start, statement.decorators[0]?.start ?? statement.start);
};

function regionsOf(node: Exclude<ScopeNode, Module> | Comprehension): readonly (readonly [number, number])[] {
  if (node.kind === 'Lambda') return [[node.body.start, node.end]];
  if (node.kind === 'Comprehension') {
    // The first iterable is evaluated outside: https://docs.python.org/3/reference/expressions.html#comprehensions
    const first = node.generators[0]?.iter;
    return first === undefined
      ? [[node.start, node.end]]
      : [
          [node.start, first.start],
          [first.end, node.end],
        ];
  }
  const first = node.body[0];
  return first === undefined ? [] : [[startOf(first), node.end]];
}

/** The last element whose start is not after the offset; -1 where there is none. */
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

export function readScopes(file: PythonFile): Scopes {
  const scopes = new Map<number, Scope>();
  let walruses: Map<Scope, NamedExpr[]> | null = null;

  const make = (node: ScopeNode | Comprehension, parent: Scope | null): Scope => {
    let contents: ScopeContents | null = null;
    const scope: Scope = {
      node,
      parent,
      contents() {
        contents ??= readContents(file, scope, walrusesOf(scope));
        return contents;
      },
    };
    scopes.set(node.id, scope);
    return scope;
  };

  const module = make(file.module, null);
  let laidOut: readonly Region[] | null = null;

  function regions(): readonly Region[] {
    laidOut ??= layOut();
    return laidOut;
  }

  function layOut(): readonly Region[] {
    const nodes = [
      ...file.nodes('FunctionDef'),
      ...file.nodes('ClassDef'),
      ...file.nodes('Lambda'),
      ...file.nodes('Comprehension'),
    ];
    const spans = nodes.flatMap((node) => regionsOf(node).map(([start, end]) => ({ start, end, node })));
    spans.sort((a, b) => a.start - b.start || b.end - a.end);
    const found: Region[] = [];
    let open: Region | null = null;
    for (const { start, end, node } of spans) {
      while (open !== null && open.end <= start) open = open.parent;
      // Both halves of a comprehension are one scope; what is around the first is around the second.
      const scope: Scope = scopes.get(node.id) ?? make(node, open?.scope ?? module);
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

  function walrusesOf(scope: Scope): readonly NamedExpr[] {
    if (walruses === null) {
      walruses = new Map();
      for (const node of file.nodes('NamedExpr')) {
        let around = at(node.start);
        // PEP 572: a walrus inside a comprehension binds in the scope around it.
        while (around.node.kind === 'Comprehension' && around.parent !== null) around = around.parent;
        const list = walruses.get(around);
        if (list === undefined) walruses.set(around, [node]);
        else list.push(node);
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

function leaves(statement: Statement): boolean {
  if (statement.kind !== 'ExpressionStatement' || statement.value.kind !== 'Call') return false;
  const { func } = statement.value;
  if (func.kind === 'Name') return TERMINATORS.has(func.name);
  return func.kind === 'Attribute' && func.value.kind === 'Name' && TERMINATORS.has(`${func.value.name}.${func.attr}`);
}

/** A case that takes whatever reaches it. */
export function isIrrefutable(pattern: Pattern): boolean {
  if (pattern.form === 'as') return pattern.patterns.every(isIrrefutable);
  if (pattern.form === 'or') return pattern.patterns.some(isIrrefutable);
  return pattern.form === 'wildcard' || pattern.form === 'capture';
}

function readContents(file: PythonFile, scope: Scope, walruses: readonly NamedExpr[]): ScopeContents {
  const node = scope.node;
  const names = new Map<string, NameTable>();
  const declared = new Map<string, 'global' | 'nonlocal'>();
  const attributeStores: AttributeStore[] = [];
  const blocks: Block[] = [];
  const loops: Loop[] = [];
  let nextWalrus = 0;

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

  function bind(block: Block, name: string, by: Node, value: Expression | null, end: number, maybe = false): void {
    const binding: Binding = { name, node: by, value, scope: node };
    add(block, name, { form: 'leaf', binding, state: { kind: 'binding', binding }, end, maybe });
  }

  function bindTarget(block: Block, target: Expression, by: Node, value: Expression | null, end: number): void {
    switch (target.kind) {
      case 'Name':
        bind(block, target.name, by, value, end);
        break;
      case 'Tuple':
      case 'List': {
        const parts =
          value !== null &&
          (value.kind === 'Tuple' || value.kind === 'List') &&
          value.items.length === target.items.length &&
          ![...value.items, ...target.items].some((item) => item.kind === 'Starred')
            ? value.items
            : null;
        target.items.forEach((item, index) => {
          bindTarget(block, item, by, parts?.[index] ?? null, end);
        });
        break;
      }
      case 'Starred':
        bindTarget(block, target.value, by, null, end);
        break;
      case 'Attribute':
        if (target.value.kind === 'Name') {
          attributeStores.push({ base: target.value.name, attr: target.attr, node: by, value });
        }
        break;
      default:
    }
  }

  /** Walruses up to an offset: they stand in an expression of the block, and may be skipped by `and` and kin. */
  function takeWalruses(block: Block, until: number): void {
    for (; nextWalrus < walruses.length && walruses[nextWalrus]!.start < until; nextWalrus++) {
      const walrus = walruses[nextWalrus]!;
      bind(block, walrus.target.name, walrus, walrus.value, walrus.end, isConditional(file, walrus));
    }
  }

  function walkBlock(statements: readonly Statement[], owner: Compound, before?: (block: Block) => void): Block {
    const first = statements[0];
    const start = first === undefined ? owner.end : startOf(first);
    const block = openBlock(start, statements.at(-1)?.end ?? start, owner);
    before?.(block);
    block.dead = walk(statements, block);
    return block;
  }

  function bindPattern(block: Block, pattern: Pattern, value: Expression | null): void {
    for (const name of pattern.captures) bind(block, name, pattern, value, block.start);
    const inner = pattern.form === 'as' ? value : null;
    for (const part of pattern.patterns) bindPattern(block, part, inner);
  }

  /** Returns whether the end is out of reach. */
  function walk(statements: readonly Statement[], block: Block): boolean {
    let dead = false;
    for (const statement of statements) dead = walkOne(statement, block) || dead;
    return dead;
  }

  function walkOne(statement: Statement, block: Block): boolean {
    const { end } = statement;
    switch (statement.kind) {
      case 'FunctionDef':
      case 'ClassDef':
        takeWalruses(block, statement.body[0]?.start ?? end);
        bind(block, statement.name, statement, null, end);
        return false;
      case 'With':
        for (const item of statement.items) {
          takeWalruses(block, item.end);
          if (item.target !== null) bindTarget(block, item.target, item, item.context, item.end);
        }
        return walk(statement.body, block);
      case 'If':
        return walkIf(statement, block);
      case 'For':
      case 'While':
        walkLoop(statement, block);
        return false;
      case 'Try':
        return walkTry(statement, block);
      case 'Match':
        return walkMatch(statement, block);
      default:
        takeWalruses(block, end);
        return walkSimple(statement, block);
    }
  }

  function walkSimple(statement: Statement, block: Block): boolean {
    const { end } = statement;
    switch (statement.kind) {
      case 'Assign':
        for (const target of statement.targets) bindTarget(block, target, statement, statement.value, end);
        return false;
      case 'AnnAssign':
        // Without a value it binds nothing but makes the name local; a field's annotation is still worth knowing.
        if (statement.value !== null) bindTarget(block, statement.target, statement, statement.value, end);
        else if (statement.target.kind === 'Name') bind(block, statement.target.name, statement, null, end, true);
        else bindTarget(block, statement.target, statement, null, end);
        return false;
      case 'AugAssign':
        bindTarget(block, statement.target, statement, null, end);
        return false;
      case 'Delete':
        for (const target of statement.targets) {
          if (target.kind === 'Name') add(block, target.name, unbinding(end));
        }
        return false;
      case 'Import':
        for (const alias of statement.names) {
          bind(block, alias.asname ?? alias.name.split('.', 1)[0]!, alias, null, end);
        }
        return false;
      case 'ImportFrom':
        for (const alias of statement.names) {
          if (alias.name !== '*') bind(block, alias.asname ?? alias.name, alias, null, end);
        }
        return false;
      case 'TypeAlias':
        bind(block, statement.name.name, statement, null, end);
        return false;
      case 'Global':
        for (const name of statement.names) declared.set(name, statement.nonlocal ? 'nonlocal' : 'global');
        return false;
      case 'Return':
      case 'Raise':
        return true;
      case 'Break':
      case 'Continue': {
        const loop = loops.at(-1);
        if (loop !== undefined) loop.leaps = true;
        return true;
      }
      default:
        return leaves(statement);
    }
  }

  function walkIf(statement: If, block: Block): boolean {
    const { start, end } = statement;
    const branches: Branches = { form: 'if', node: statement, block, start, end, arms: [], otherwise: null };
    // Walked as one list: a chain of ten thousand elifs is no deeper than one.
    let arm: If = statement;
    for (;;) {
      takeWalruses(block, arm.test.end);
      branches.arms.push({ test: arm.test, block: walkBlock(arm.body, branches) });
      const next: Statement | undefined = arm.orelse[0];
      if (arm.orelse.length !== 1 || next?.kind !== 'If') break;
      arm = next;
    }
    if (arm.orelse.length > 0) branches.otherwise = walkBlock(arm.orelse, branches);
    return branches.otherwise?.dead === true && branches.arms.every(({ block: body }) => body.dead);
  }

  function walkLoop(statement: For | While, block: Block): void {
    const { start, end } = statement;
    const loop: Loop = { form: 'loop', node: statement, block, start, end, body: null, orelse: null, leaps: false };
    takeWalruses(block, statement.body[0]?.start ?? end);
    loops.push(loop);
    loop.body = walkBlock(statement.body, loop, (body) => {
      if (statement.kind === 'For') bindTarget(body, statement.target, statement, null, body.start);
    });
    loops.pop();
    if (statement.orelse.length > 0) loop.orelse = walkBlock(statement.orelse, loop);
  }

  function walkTry(statement: Try, block: Block): boolean {
    const { start, end } = statement;
    const attempt: Attempt = {
      form: 'try',
      node: statement,
      block,
      start,
      end,
      body: null,
      handlers: [],
      orelse: null,
      final: null,
    };
    attempt.body = walkBlock(statement.body, attempt);
    for (const handler of statement.handlers) {
      const { name } = handler;
      const body = walkBlock(handler.body, attempt, (inner) => {
        if (name !== null) bind(inner, name, handler, null, inner.start);
      });
      // `except E as e` ends with `del e`.
      if (name !== null) add(body, name, unbinding(body.end));
      attempt.handlers.push(body);
    }
    if (statement.orelse.length > 0) attempt.orelse = walkBlock(statement.orelse, attempt);
    if (statement.finalbody.length > 0) attempt.final = walkBlock(statement.finalbody, attempt);
    const main = attempt.body.dead || attempt.orelse?.dead === true;
    return attempt.final?.dead === true || (main && attempt.handlers.every(({ dead }) => dead));
  }

  function walkMatch(statement: Match, block: Block): boolean {
    const { start, end } = statement;
    const cases: Cases = { form: 'match', node: statement, block, start, end, arms: [] };
    takeWalruses(block, statement.subject.end);
    for (const { pattern, body } of statement.cases) {
      cases.arms.push(walkBlock(body, cases, (inner) => bindPattern(inner, pattern, statement.subject)));
    }
    const last = statement.cases.at(-1);
    const complete = last !== undefined && last.guard === null && isIrrefutable(last.pattern);
    return complete && cases.arms.every(({ dead }) => dead);
  }

  const root = openBlock(node.kind === 'Module' ? 0 : node.start, node.end, null);
  const bindParameters = (parameters: readonly Parameter[]): void => {
    for (const parameter of parameters) bind(root, parameter.name, parameter, null, node.start);
  };
  switch (node.kind) {
    case 'Lambda':
      bindParameters(node.params.items);
      takeWalruses(root, node.end);
      break;
    case 'Comprehension':
      for (const generator of node.generators) bindTarget(root, generator.target, generator, null, node.start);
      break;
    case 'FunctionDef':
      bindParameters(node.params.items);
      root.dead = walk(node.body, root);
      break;
    default:
      root.dead = walk(node.body, root);
  }
  blocks.sort((a, b) => a.start - b.start || b.end - a.end);
  return { root, blocks, names, declared, attributeStores };
}

const SKIPPABLE: ReadonlySet<Node['kind']> = new Set(['BoolOp', 'IfExp', 'Comprehension', 'Compare']);

/** Whether an expression of a statement may not be evaluated when the statement is. */
function isConditional(file: PythonFile, node: Node): boolean {
  let steps = 0;
  for (let up = file.parent(node); up !== null && steps < 20; up = file.parent(up), steps++) {
    if (SKIPPABLE.has(up.kind)) return true;
    if ('body' in up) return false;
  }
  return steps === 20;
}
