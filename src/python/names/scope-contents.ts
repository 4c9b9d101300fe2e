import { identifierAt, type Match, normalised, type Pattern, type PythonFile } from '../syntax/index.ts';
import * as K from '../syntax/tree.ts';
import { createBinder } from './binder.ts';
import type { Attempt, Block, Branches, Cases, Compound, Loop, Scope, ScopeContents } from './scope.ts';

const TERMINATORS: ReadonlySet<string> = new Set(['sys.exit', 'exit', 'quit', 'os._exit', 'os.abort']);

/** A case that matches everything that reaches it. */
export function isIrrefutable(pattern: Pattern): boolean {
  if (pattern.form === 'as') return pattern.patterns.every(isIrrefutable);
  if (pattern.form === 'or') return pattern.patterns.some(isIrrefutable);
  return pattern.form === 'wildcard' || pattern.form === 'capture';
}

/** What a scope binds, and in which blocks. */
export function readContents(file: PythonFile, scope: Scope, walruses: readonly number[]): ScopeContents {
  const { text } = file;
  const { tree } = file.parsed;
  const { kinds, starts, ends, firsts, data } = tree;
  const binder = createBinder(file, scope, walruses);
  const { bind, bindTarget, takeWalruses } = binder;
  const declared = new Map<string, 'global' | 'nonlocal'>();
  const blocks: Block[] = [];
  const loops: Loop[] = [];
  const nameAt = (row: number): string => normalised(text.slice(starts[row], ends[row]));
  const childrenOf = (row: number): number[] => K.childrenOf(tree, row);

  function leaves(row: number): boolean {
    if (kinds[row] !== K.ExpressionStatement || kinds[row - 1] !== K.Call) return false;
    const func = K.firstChild(tree, row - 1);
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

  const placed = (row: number, block: Block) => ({ block, start: starts[row]!, end: ends[row]! });
  /** The statements of a Block, or a single `elif`. */
  const statementsOf = (row: number): number[] => (kinds[row] === K.If ? [row] : childrenOf(row));

  function walkBlock(statements: readonly number[], owner: Compound, before?: (block: Block) => void): Block {
    const first = statements[0];
    const last = statements.at(-1);
    const start = first === undefined ? owner.end : K.startOfRow(tree, first);
    const block = openBlock(start, last === undefined ? start : ends[last]!, owner);
    before?.(block);
    block.dead = walk(statements, block);
    return block;
  }

  /** Returns whether the end is unreachable. */
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
        takeWalruses(block, firsts[body] === body ? end : starts[K.firstChild(tree, body)]!);
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
        // Without a value it does not bind anything but makes the name local. A field's annotation is still worth
        // knowing.
        if (value !== undefined) bindTarget(block, target!, row, value, end);
        else if (kinds[target!] === K.Name) bind(block, nameAt(target!), row, -1, end, true);
        else bindTarget(block, target!, row, -1, end);
        return false;
      }
      case K.AugAssign:
        bindTarget(block, K.firstChild(tree, row), row, -1, end);
        return false;
      case K.Delete:
        for (const target of childrenOf(row)) if (kinds[target] === K.Name) binder.unbind(block, nameAt(target), end);
        return false;
      case K.Import:
      case K.ImportFrom:
        for (const alias of childrenOf(row)) {
          if (kinds[alias] === K.ImportAlias) binder.bindAlias(block, alias, end);
        }
        return false;
      case K.TypeAlias:
        bind(block, nameAt(K.firstChild(tree, row)), row, -1, end);
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

  function walkIf(row: number, block: Block): boolean {
    const branches: Branches = {
      form: 'if',
      ...placed(row, block),
      arms: [],
      otherwise: null,
    };
    // Walked as one list: a chain of ten thousand elifs does not nest deeper than one.
    let arm = row;
    let otherwise: number[] = [];
    for (;;) {
      const [test, body, orelse] = childrenOf(arm);
      takeWalruses(block, ends[test!]!);
      branches.arms.push({ test: test!, block: walkBlock(statementsOf(body!), branches) });
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
      isWhile: kinds[row] === K.While,
      ...placed(row, block),
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
    const children = childrenOf(row);
    const bodies = children.filter((child) => kinds[child] === K.Block);
    const statements = statementsOf(bodies[0]!);
    const attempt: Attempt = {
      form: 'try',
      row,
      lastEnd: statements.length === 0 ? Number.POSITIVE_INFINITY : ends[statements.at(-1)!]!,
      ...placed(row, block),
      body: null,
      handlers: [],
      orelse: null,
      final: null,
    };
    const flags = data[row]!;
    attempt.body = walkBlock(statements, attempt);
    for (const handler of children) {
      if (kinds[handler] !== K.ExceptHandler) continue;
      const name = data[handler] === 0 ? null : identifierAt(text, data[handler]!);
      const body = walkBlock(statementsOf(handler - 1), attempt, (inner) => {
        if (name !== null) bind(inner, name, handler, -1, inner.start);
      });
      // `except E as e` ends with `del e`.
      if (name !== null) binder.unbind(body, name, body.end);
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
          (inner) => binder.bindPattern(inner, pattern, statement.subject),
        ),
      );
    }
    const last = statement.cases.at(-1);
    const complete = last !== undefined && last.guard === null && isIrrefutable(last.pattern);
    return complete && cases.arms.every(({ dead }) => dead);
  }

  const { row } = scope;
  const root = openBlock(kinds[row] === K.Module ? 0 : starts[row]!, ends[row]!, null);
  switch (kinds[row]) {
    case K.Lambda:
      binder.bindParameters(root, row);
      takeWalruses(root, ends[row]!);
      break;
    case K.Comprehension:
      for (const generator of childrenOf(row)) {
        if (kinds[generator] === K.ComprehensionFor) {
          bindTarget(root, K.firstChild(tree, generator), generator, -1, starts[row]!);
        }
      }
      break;
    case K.FunctionDef:
      binder.bindParameters(root, row);
      root.dead = walk(statementsOf(row - 1), root);
      break;
    case K.ClassDef:
      root.dead = walk(statementsOf(row - 1), root);
      break;
    default:
      root.dead = walk(childrenOf(row), root);
  }
  blocks.sort((a, b) => a.start - b.start || b.end - a.end);
  const { names, attributeStores } = binder;
  return { root, blocks, names, declared, attributeStores };
}
