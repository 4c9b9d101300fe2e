import {
  GUARDING_BASES,
  GUARDING_DECORATORS,
  GUARDING_PERMISSIONS,
  STAFF_GUARDS,
  SUPERUSER_GUARDS,
} from '../../../data/access-guards.ts';
import type { Names } from '../../../python/names/index.ts';
import {
  type Assert,
  type ClassDef,
  type Expression,
  type FunctionDef,
  type If,
  lastName,
  type Node,
  type Statement,
} from '../../../python/syntax/index.ts';
import { isLeaving } from '../../../settings/guards.ts';

/**
 * True if access is already guarded by what an assert asks, so that the assert is only for type checkers: by a
 * decorator or base of the surrounding function or class, or by a condition on the same predicate that was passed on
 * the way here. A guard for signing in does not cover rights, tokens and signatures.
 */
export function isGuardedAlready(node: Assert, leaf: Expression, names: Names): boolean {
  return isChecked(node, leaf, names) || isCoveredByGuard(node, leaf, names);
}

// ── A condition on the way here ──────────────────────────────────────────────────────────────────

/** Inside `if user.is_staff:`, or after `if not user.is_staff: return`, in the same function. */
function isChecked(node: Assert, leaf: Expression, names: Names): boolean {
  const { file } = names;
  const wanted = claimOf(leaf, isNegated(leaf, node, names), names);
  let child: Node = node;
  for (let parent = file.parent(node); parent !== null; child = parent, parent = file.parent(parent)) {
    if (parent.kind === 'If' && child.id !== parent.test.id) {
      const isBody = parent.body.some(({ id }) => id === child.id);
      if (holds(parent.test, isBody, wanted, names) && isSame(leaf, parent.test, node, names)) return true;
    }
    for (const exit of exitsBefore(child, parent, names)) {
      if (holds(exit.test, false, wanted, names) && isSame(leaf, exit.test, node, names)) return true;
    }
    if (parent.kind === 'FunctionDef' || parent.kind === 'ClassDef' || parent.kind === 'Lambda') return false;
  }
  return false;
}

/** True for an odd number of `not` between the leaf and its assert. */
function isNegated(leaf: Expression, node: Assert, names: Names): boolean {
  let negated = false;
  for (let at = names.file.parent(leaf); at !== null && at.id !== node.id; at = names.file.parent(at)) {
    if (at.kind === 'UnaryOp' && at.op === 'not') negated = !negated;
  }
  return negated;
}

/** A predicate as text, and whether it is true. `is_anonymous` is the opposite of `is_authenticated`. */
interface Claim {
  readonly text: string;
  readonly truth: boolean;
}

function claimOf(predicate: Expression, isNot: boolean, names: Names): Claim {
  const text = names.file.text.slice(predicate.start, predicate.end).replace(/\s+/g, '');
  const contrary = text.replace(/\bis_anonymous(\(\))?$/, 'is_authenticated$1');
  return { text: contrary, truth: (contrary === text) !== isNot };
}

/** Whether a claim certainly holds if a condition is `truth`. */
function holds(test: Expression, truth: boolean, wanted: Claim, names: Names): boolean {
  if (test.kind === 'UnaryOp' && test.op === 'not') return holds(test.operand, !truth, wanted, names);
  if (test.kind === 'BoolOp') {
    return (test.op === 'and') === truth && test.values.some((value) => holds(value, truth, wanted, names));
  }
  const claim = claimOf(test, !truth, names);
  return claim.text === wanted.text && claim.truth === wanted.truth;
}

/** Ifs that leave the block, above a statement in it. */
function* exitsBefore(child: Node, parent: Node, names: Names): Generator<If> {
  for (const list of blocksOf(parent)) {
    const index = list.findIndex(({ id }) => id === child.id);
    for (const statement of list.slice(Math.max(0, index - MAX_STATEMENTS), Math.max(0, index))) {
      if (statement.kind === 'If' && statement.orelse.length === 0 && isLeaving(statement.body.at(-1), names)) {
        yield statement;
      }
    }
  }
}

const MAX_STATEMENTS = 50;

function blocksOf(parent: Node): readonly (readonly Statement[])[] {
  switch (parent.kind) {
    case 'FunctionDef':
    case 'With':
    case 'MatchCase':
    case 'ExceptHandler':
      return [parent.body];
    case 'If':
    case 'For':
    case 'While':
      return [parent.body, parent.orelse];
    case 'Try':
      return [parent.body, parent.orelse, parent.finalbody];
    default:
      return [];
  }
}

/** Whether the name at the root of a predicate means the same in the condition and in the assert. */
function isSame(leaf: Expression, asked: Node, node: Node, names: Names): boolean {
  const root = rootOf(leaf);
  if (root === null) return true;
  const ids = (at: Node): string =>
    names
      .bindings(root, at)
      .map((binding) => binding.node.id)
      .sort()
      .join();
  return ids(asked) === ids(node);
}

function rootOf(expression: Expression): string | null {
  if (expression.kind === 'Name') return expression.name;
  if (expression.kind === 'Attribute' || expression.kind === 'Subscript') return rootOf(expression.value);
  if (expression.kind === 'Call') return rootOf(expression.func);
  return expression.kind === 'Compare' ? rootOf(expression.left) : null;
}

// ── A surrounding guard ──────────────────────────────────────────────────────────────────────────

/** A decorator, base or permission class, with its arguments. */
interface Guard {
  readonly name: string;
  /** Names and texts in its arguments, and in a class's `permission_required` and `test_func`. */
  readonly asks: ReadonlySet<string>;
}

function isCoveredByGuard(node: Assert, leaf: Expression, names: Names): boolean {
  const { file } = names;
  const asked = questionOf(leaf);
  if (asked === null) return false;
  for (let at = file.parent(node); at !== null; at = file.parent(at)) {
    const guards =
      at.kind === 'FunctionDef' ? guardsOf(at, names) : at.kind === 'ClassDef' ? classGuards(at, names) : [];
    if (guards.some((guard) => covers(guard, asked))) return true;
  }
  return false;
}

/** What an assert asks: whether somebody is there or signed in, or for a right by its name. */
interface Question {
  readonly isSignIn: boolean;
  readonly names: readonly string[];
}

function questionOf(leaf: Expression): Question | null {
  if (leaf.kind === 'Compare') {
    // `request.user is not None`
    const [other] = leaf.comparators;
    const isNone = other?.kind === 'Constant' && other.value === null;
    return isNone && USER.test(bareName(leaf.left)) && leaf.left.kind !== 'Call' ? { isSignIn: true, names: [] } : null;
  }
  const asked = leaf.kind === 'Call' ? leaf.func : leaf;
  const name = asked.kind === 'Attribute' ? asked.attr : asked.kind === 'Name' ? asked.name : null;
  if (name === null) return null;
  if (/^is_(?:authenticated|anonymous|active)$/.test(name)) return { isSignIn: true, names: [name] };
  if (leaf.kind !== 'Call') return { isSignIn: USER.test(name), names: [name] };
  const texts = leaf.args.flatMap((argument) => (argument.kind === 'String' ? [argument.value] : []));
  return { isSignIn: false, names: texts.length > 0 ? texts : [name] };
}

const USER = /^(?:current_|auth_|authenticated_|logged_in_|request_)?user$/;

function covers({ name, asks }: Guard, { isSignIn, names: asked }: Question): boolean {
  if (isSignIn) return true;
  if (asked.length > 0 && asked.every((one) => asks.has(one))) return true;
  if (asked.length === 1 && asked[0] === 'is_staff') return STAFF_GUARDS.test(name);
  return asked.length === 1 && asked[0] === 'is_superuser' && SUPERUSER_GUARDS.test(name);
}

function guardsOf(node: FunctionDef | ClassDef, names: Names): readonly Guard[] {
  return node.decorators.flatMap((decorator) => decoratorGuards(decorator, names, node));
}

function decoratorGuards(decorator: Expression, names: Names, at: Node): readonly Guard[] {
  const name = bareName(decorator);
  const given = decorator.kind === 'Call' ? decorator.args : [];
  if (name === 'method_decorator') {
    const [first] = given;
    const inner = first?.kind === 'List' || first?.kind === 'Tuple' ? first.items : first === undefined ? [] : [first];
    return inner.flatMap((one) => decoratorGuards(one, names, at));
  }
  if (name === 'permission_classes') return given.flatMap((list) => permissionGuards(list));
  if (!GUARDING_DECORATORS.test(name)) return [];
  return [{ name, asks: mentioned(given, names) }];
}

const MAX_BASES = 5;

function classGuards(node: ClassDef, names: Names, depth = 0): readonly Guard[] {
  const guards = [...guardsOf(node, names)];
  const asks = mentioned(ownChecks(node), names);
  for (const base of node.bases) {
    const name = bareName(base);
    if (GUARDING_BASES.test(name)) guards.push({ name, asks });
    const definition = depth < MAX_BASES ? names.definition(base) : null;
    if (definition?.kind === 'ClassDef' && definition.id !== node.id) {
      for (const guard of classGuards(definition, names, depth + 1)) guards.push(guard);
    }
  }
  for (const statement of node.body) {
    if (statement.kind !== 'Assign') continue;
    const [target] = statement.targets;
    if (target?.kind !== 'Name' || target.name !== 'permission_classes') continue;
    for (const guard of permissionGuards(statement.value)) guards.push(guard);
  }
  return guards;
}

/** What a class passes to its mixins: `permission_required = …`, `def test_func(self): …`. */
function ownChecks(node: ClassDef): readonly Node[] {
  return node.body.filter((statement) => {
    if (statement.kind === 'FunctionDef') return statement.name === 'test_func';
    if (statement.kind !== 'Assign') return false;
    const [target] = statement.targets;
    return target?.kind === 'Name' && target.name === 'permission_required';
  });
}

/** `[IsAuthenticated]`, `(IsAuthenticated & IsOwner,)`. In `A | B` neither is certain. */
function permissionGuards(list: Expression): readonly Guard[] {
  if (list.kind === 'List' || list.kind === 'Tuple') return list.items.flatMap(permissionGuards);
  if (list.kind === 'BinOp') return list.op === '&' ? [list.left, list.right].flatMap(permissionGuards) : [];
  const name = bareName(list);
  return GUARDING_PERMISSIONS.test(name) ? [{ name, asks: new Set() }] : [];
}

/** The last name in `login_required`, `decorators.login_required(login_url="/")`. */
function bareName(expression: Expression): string {
  return expression.kind === 'Call' ? bareName(expression.func) : lastName(expression);
}

const MAX_NODES = 200;

function mentioned(roots: readonly Node[], names: Names): ReadonlySet<string> {
  const found = new Set<string>();
  const stack = [...roots];
  for (let count = 0; stack.length > 0 && count < MAX_NODES; count += 1) {
    const node = stack.pop()!;
    if (node.kind === 'Name') found.add(node.name);
    else if (node.kind === 'Attribute') found.add(node.attr);
    else if (node.kind === 'String') found.add(node.value);
    for (const child of names.file.children(node)) stack.push(child);
  }
  return found;
}
