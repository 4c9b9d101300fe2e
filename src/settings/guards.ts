import { memo } from '../engine/memo.ts';
import type { Names } from '../python/names/index.ts';
import type { Expression, If, Node, Statement } from '../python/syntax/index.ts';
import { asksForEnvironment, isCaseForDevelopment, isCondition, isNeverTaken, requiresVariable } from './conditions.ts';

/** The condition that a guarded node depends on: where the node runs, `test` is `wanted`. */
export interface Guard {
  /** Null for a `case`. */
  readonly test: Expression | null;
  readonly wanted: boolean;
}

/**
 * True for a node that only runs if somebody asked for debugging: inside a branch (or after an early return) whose
 * condition reads a debug or environment switch and is not taken with an empty environment, in a module-level `elif` or
 * `case` on an environment's name, under `if False:` or `if TYPE_CHECKING:`.
 * `if __name__ == "__main__":` is not a guard, and neither is `if ENV == "production":`.
 */
export function isGuarded(node: Node, names: Names): boolean {
  return guardOf(node, names) !== null;
}

/** The innermost condition that guards a node. */
export function guardOf(node: Node, names: Names): Guard | null {
  const { file } = names;
  const exits = memo(names, exitsOf);
  let child: Node = node;
  let hops = 0;
  for (let parent = file.parent(node); parent !== null && hops < DEPTH; child = parent, parent = file.parent(parent)) {
    hops++;
    const guard = guardIn(parent, child, names);
    if (guard !== null) return guard;
    const exit = exits.get(parent.id)?.find((one) => isAfter(one, child, parent!) && isExitGuard(one, names));
    if (exit !== undefined) return { test: exit.test, wanted: false };
  }
  return null;
}

/**
 * After an exit, only what asks for debugging counts as guarded. `if not SECRET_KEY: raise` requires a variable: the
 * program does not run anywhere without it, so what follows runs everywhere.
 */
function isExitGuard(exit: If, names: Names): boolean {
  if (!isCondition(exit.test, false, names)) return false;
  const last = exit.body.at(-1)!;
  if (last.kind === 'Return' || last.kind === 'Continue' || last.kind === 'Break') return true;
  return !requiresVariable(exit.test, names);
}

/** A chain of elifs is nested in the tree. How many of them to look at. */
const DEPTH = 300;

function guardIn(parent: Node, child: Node, names: Names): Guard | null {
  switch (parent.kind) {
    case 'If': {
      if (child.id === parent.test.id) return null;
      const [otherwise] = parent.orelse;
      const wanted = otherwise === undefined || child.start < otherwise.start;
      const isGuard = isCondition(parent.test, wanted, names) || (wanted && isChosenByName(parent, names));
      return isGuard ? { test: parent.test, wanted } : null;
    }
    case 'IfExp': {
      if (child.id === parent.test.id) return null;
      const wanted = child.id === parent.body.id;
      return isCondition(parent.test, wanted, names) ? { test: parent.test, wanted } : null;
    }
    case 'BoolOp': {
      // `settings.DEBUG and breakpoint()`
      const index = parent.values.findIndex(({ id }) => id === child.id);
      const wanted = parent.op === 'and';
      const test = parent.values.slice(0, Math.max(0, index)).find((value) => isCondition(value, wanted, names));
      return test === undefined ? null : { test, wanted };
    }
    case 'MatchCase': {
      const match = names.file.parent(parent);
      return match?.kind === 'Match' && isCaseForDevelopment(match, parent.start, names)
        ? { test: null, wanted: true }
        : null;
    }
    default:
      return null;
  }
}

/** True for a node in a branch that is never taken: `if TYPE_CHECKING:`, `if False:`. */
export function neverRuns(node: Node, names: Names): boolean {
  const { file } = names;
  let child: Node = node;
  let hops = 0;
  for (let parent = file.parent(node); parent !== null && hops < DEPTH; child = parent, parent = file.parent(parent)) {
    hops++;
    if (parent.kind !== 'If' || child.id === parent.test.id) continue;
    if (isNeverTaken(parent.test, !parent.orelse.some(({ id }) => id === child.id), names)) return true;
  }
  return false;
}

/** A module-level `elif` on an environment's name: somebody lists environments, and this is not the first. */
function isChosenByName(branch: If, names: Names): boolean {
  const { file } = names;
  const parent = file.parent(branch);
  const isElif =
    parent?.kind === 'If' &&
    parent.orelse.length === 1 &&
    parent.orelse[0]!.id === branch.id &&
    file.text.startsWith('elif', branch.start);
  if (!isElif || names.scope(branch).kind !== 'Module' || branch.test.kind !== 'Compare') return false;
  return asksForEnvironment(branch.test, names);
}

/** Ifs without an else that leave their block, by the enclosing node. */
function exitsOf(names: Names): ReadonlyMap<number, readonly If[]> {
  const exits = new Map<number, If[]>();
  for (const node of names.file.nodes('If')) {
    if (node.orelse.length > 0 || !isLeaving(node.body.at(-1), names)) continue;
    const parent = names.file.parent(node);
    if (parent === null) continue;
    const list = exits.get(parent.id);
    if (list === undefined) exits.set(parent.id, [node]);
    else if (list.length < 50) list.push(node);
  }
  return exits;
}

/** True for a statement that ends its block. */
export function isLeaving(statement: Statement | undefined, names: Names): boolean {
  if (statement === undefined) return false;
  if (['Return', 'Raise', 'Continue', 'Break'].includes(statement.kind)) return true;
  return (
    statement.kind === 'ExpressionStatement' &&
    statement.value.kind === 'Call' &&
    names.denotes(statement.value.func, EXITS)
  );
}

const EXITS: ReadonlySet<string> = new Set([
  'sys.exit',
  'builtins.exit',
  'builtins.quit',
  'os._exit',
  'flask.abort',
  'quart.abort',
  'bottle.abort',
  'werkzeug.exceptions.abort',
]);

/** Whether the child follows the exit in the same list of statements. */
function isAfter(exit: If, child: Node, parent: Node): boolean {
  if (exit.end > child.start) return false;
  const lists: readonly (readonly Node[])[] = [
    'body' in parent && Array.isArray(parent.body) ? parent.body : [],
    'orelse' in parent && Array.isArray(parent.orelse) ? parent.orelse : [],
    'finalbody' in parent ? parent.finalbody : [],
  ];
  return lists.some((list) => [exit, child].every(({ id }) => list.some((one) => one.id === id)));
}
