import { once } from '../../engine/once.ts';
import * as K from '../syntax/tree.ts';
import {
  type Attempt,
  type Binding,
  type Block,
  type Compound,
  type Item,
  itemsIn,
  lastStart,
  type NameTable,
  type Reaching,
  type Scope,
} from './scope.ts';
import { isIrrefutable } from './scope-contents.ts';

export const UNBOUND: Reaching = { kind: 'unbound' };
export const NEVER: Reaching = { kind: 'never' };
export const UNKNOWN: Reaching = { kind: 'unknown' };

/** With more bindings than this at one place, they are not followed. */
const MAX_BINDINGS = 64;

export function anyOf(states: readonly Reaching[]): Reaching {
  const options: Reaching[] = [];
  for (const state of states) {
    if (state.kind === 'never') continue;
    for (const option of state.kind === 'any' ? state.options : [state]) {
      if (options.length > MAX_BINDINGS) return UNKNOWN;
      const same = options.some(
        (other) =>
          other === option ||
          (other.kind === 'binding' && option.kind === 'binding' && other.binding === option.binding) ||
          (other.kind === option.kind && other.kind === 'unbound'),
      );
      if (!same) options.push(option);
    }
  }
  if (options.length === 0) return NEVER;
  return options.length === 1 ? options[0]! : { kind: 'any', options };
}

/** The innermost block in a scope around an offset. */
function blockAt(blocks: readonly Block[], root: Block, offset: number): Block {
  let block: Block | null = blocks[lastStart(blocks, offset)] ?? null;
  while (block !== null && block.end <= offset) block = block.parent;
  return block ?? root;
}

/** The last item that has taken effect at an offset; -1 if there is none. */
function lastDone(items: readonly Item[], offset: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle]!.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Every binding of the name inside a block, in any order of execution. */
function everyIn(table: NameTable, block: Block | null, found: Reaching[] = []): Reaching[] {
  if (block === null || found.length > MAX_BINDINGS) return found;
  for (const item of itemsIn(table, block) ?? []) {
    if (found.length > MAX_BINDINGS) break;
    if (item.form === 'leaf') found.push(item.state);
    else for (const inner of blocksOf(item)) everyIn(table, inner, found);
  }
  return found;
}

function blocksOf(compound: Compound): readonly (Block | null)[] {
  switch (compound.form) {
    case 'if':
      return [...compound.arms.map(({ block }) => block), compound.otherwise];
    case 'match':
      return compound.arms;
    case 'loop':
      return [compound.body, compound.orelse];
    case 'try':
      return [compound.body, ...compound.handlers, compound.orelse, compound.final];
  }
}

/**
 * The state of a name in a scope: at an offset in straight-line order, or (if offset is null) as functions that are
 * called later see it.
 */
export function reach(scope: Scope, name: string, offset: number | null): Reaching {
  const { root, blocks, names } = scope.contents();
  const table = names.get(name);
  if (table === undefined) return UNBOUND;
  const block = offset === null ? root : blockAt(blocks, root, offset);
  const straight = itemsIn(table, block);
  if (straight !== undefined) {
    // The common case: the last item before is a plain binding.
    const last = straight[offset === null ? straight.length - 1 : lastDone(straight, offset)];
    const isPlain = last?.form === 'leaf' && !last.maybe;
    const next = straight.at(-1);
    if (isPlain && (next === last || next?.form === 'leaf')) return last.state;
  }
  // A closure is created before its function returns, so paths that return count.
  const ignoreDeadEnds = offset === null && scope.kind !== K.Module;
  let steps = 0;

  const itemsOf = (block: Block | null): readonly Item[] => (block === null ? [] : (itemsIn(table!, block) ?? []));
  const isDead = (block: Block | null): boolean => block?.dead === true && !ignoreDeadEnds;

  /** The state after an item in a block that is entered with `entry`. `kept` if it is always entered this way. */
  function fold(list: readonly Item[], index: number, entry: () => Reaching, kept = false): Reaching {
    const item = list[index];
    if (item === undefined) return entry();
    const isKept = kept && !ignoreDeadEnds;
    const before = isKept ? table!.after?.get(item) : undefined;
    if (before !== undefined) return before;
    if (++steps > MAX_BINDINGS) return UNKNOWN;
    const rest = once(() => fold(list, index - 1, entry, kept));
    const leaf = item.form === 'leaf' ? item : null;
    const state = leaf === null ? after(item as Compound, rest) : leaf.maybe ? anyOf([leaf.state, rest()]) : leaf.state;
    if (isKept) {
      table!.after ??= new Map();
      table!.after.set(item, state);
    }
    return state;
  }

  const through = (block: Block | null, entry: () => Reaching): Reaching => {
    if (isDead(block)) return NEVER;
    const list = itemsOf(block);
    return fold(list, list.length - 1, entry);
  };

  function after(compound: Compound, before: () => Reaching): Reaching {
    switch (compound.form) {
      case 'if':
        return {
          kind: 'if',
          arms: compound.arms.map(({ test, block }) => ({ test, state: through(block, before) })),
          otherwise: through(compound.otherwise, before),
        };
      case 'match': {
        const last = compound.node.cases.at(-1);
        const complete = last !== undefined && last.guard === null && isIrrefutable(last.pattern);
        return {
          kind: 'match',
          node: compound.node,
          arms: compound.arms.map((block) => through(block, before)),
          otherwise: complete ? NEVER : before(),
        };
      }
      case 'loop': {
        const looped = once(() => anyOf([before(), ...around(compound.body, compound.leaps)]));
        const ended = through(compound.orelse, looped);
        return compound.leaps ? anyOf([ended, looped()]) : ended;
      }
      case 'try': {
        const state: Reaching = {
          kind: 'try',
          row: compound.row,
          body: isDead(compound.body)
            ? NEVER
            : through(
                compound.orelse,
                once(() => through(compound.body, before)),
              ),
          handlers: compound.handlers.map((block) => through(block, () => interrupted(compound, before))),
        };
        return through(compound.final, () => state);
      }
    }
  }

  /** What one more round of a loop's body leaves behind. */
  function around(body: Block | null, leaps: boolean): Reaching[] {
    return leaps ? everyIn(table!, body) : [through(body, () => NEVER)];
  }

  /**
   * The state at the start of a handler: anywhere in the try block. The binding of its last simple statement has not
   * happened.
   */
  function interrupted(attempt: Attempt, before: () => Reaching): Reaching {
    const inside = itemsOf(attempt.body);
    const completed = inside.filter((item) => item.form !== 'leaf' || item.end < attempt.lastEnd);
    if (completed.length === 0) return before();
    return anyOf([before(), ...everyIn(table!, attempt.body)]);
  }

  function entry(block: Block): Reaching {
    const { owner } = block;
    if (owner === null) return UNBOUND;
    const before = once(() => stateIn(owner.block, block.start));
    switch (owner.form) {
      case 'if':
      case 'match':
        return before();
      case 'loop':
        return anyOf([before(), ...around(owner.body, owner.leaps)]);
      case 'try':
        if (block === owner.body) return before();
        if (block === owner.orelse) return through(owner.body, before);
        if (block === owner.final) {
          return anyOf([
            before(),
            ...[owner.body, ...owner.handlers, owner.orelse].flatMap((inner) => everyIn(table!, inner)),
          ]);
        }
        return interrupted(owner, before);
    }
  }

  function stateIn(block: Block, at: number): Reaching {
    const list = itemsOf(block);
    const index = lastDone(list, at);
    const state = fold(list, index, () => entry(block), true);
    const next = list[index + 1];
    // The condition of a while is evaluated again after its body.
    if (next?.form !== 'loop' || !next.isWhile || next.start > at || at >= (next.body?.start ?? at)) {
      return state;
    }
    return anyOf([state, ...around(next.body, next.leaps)]);
  }

  if (offset !== null) return stateIn(block, offset);
  const list = itemsOf(root);
  return fold(list, list.length - 1, () => UNBOUND);
}

export interface Candidates {
  readonly bindings: readonly Binding[];
  /** On some path the name is not bound here. */
  readonly unbound: boolean;
  /** The list is complete. */
  readonly complete: boolean;
}

/** The bindings in a state, without their conditions. */
export function candidates(state: Reaching): Candidates {
  if (state.kind === 'binding') return { bindings: [state.binding], unbound: false, complete: true };
  const bindings = new Set<Binding>();
  const seen = new Set<Reaching>();
  let unbound = false;
  let complete = true;
  const stack: Reaching[] = [state];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (seen.size > 4 * MAX_BINDINGS) {
      complete = false;
      break;
    }
    switch (next.kind) {
      case 'binding':
        bindings.add(next.binding);
        break;
      case 'unbound':
        unbound = true;
        break;
      case 'unknown':
        complete = false;
        break;
      case 'never':
        break;
      case 'any':
        stack.push(...next.options);
        break;
      case 'if':
        for (const arm of next.arms) stack.push(arm.state);
        stack.push(next.otherwise);
        break;
      case 'match':
        for (const arm of next.arms) stack.push(arm);
        stack.push(next.otherwise);
        break;
      case 'try':
        stack.push(next.body);
        for (const handler of next.handlers) stack.push(handler);
        break;
    }
  }
  return { bindings: [...bindings].sort((a, b) => a.node.start - b.node.start), unbound, complete };
}
