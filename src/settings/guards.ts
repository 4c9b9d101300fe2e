import { ENVIRONMENT_MAPPINGS } from '../data/environment-readers.ts';
import { DEVELOPMENT_WORDS, PRODUCTION_WORDS, SWITCH_WORDS } from '../data/environment-words.ts';
import type { Names } from '../python/names/names.ts';
import type { Compare, Expression, If, Match, Node, Pattern, Statement } from '../python/syntax/nodes.ts';
import { evaluate, truthOf } from '../python/worth/index.ts';

/**
 * True for a node that runs only where someone asked for debugging: inside a branch (or behind an early return)
 * whose condition reads a debug or environment switch and is not taken with an empty environment, in a
 * module-level `elif` or `case` on an environment's name, under `if False:` or `if TYPE_CHECKING:`.
 * `if __name__ == "__main__":` is no guard, and neither is `if ENV == "production":`.
 */
export function isGuarded(node: Node, names: Names): boolean {
  const { file } = names;
  const exits = exitsOf(names);
  let child: Node = node;
  let hops = 0;
  for (let parent = file.parent(node); parent !== null && hops < DEPTH; child = parent, parent = file.parent(parent)) {
    hops++;
    if (parent.kind === 'If' && child.id !== parent.test.id && isBranchGuarded(parent, child, names)) return true;
    if (parent.kind === 'IfExp' && child.id !== parent.test.id) {
      if (isCondition(parent.test, child.id === parent.body.id, names)) return true;
    }
    if (parent.kind === 'BoolOp' && isOperandGuarded(parent.op, parent.values, child, names)) return true;
    if (parent.kind === 'MatchCase') {
      const match = file.parent(parent);
      if (match?.kind === 'Match' && isCaseGuarded(match, parent.start, names)) return true;
    }
    if (exits.get(parent.id)?.some((exit) => isBehind(exit, child, parent!) && isExitGuard(exit, names))) return true;
  }
  return false;
}

/**
 * Behind an exit only what asks for debugging goes on. `if not SECRET_KEY: raise` demands a variable: the program runs
 * nowhere without it, so what follows runs everywhere.
 */
function isExitGuard(exit: If, names: Names): boolean {
  if (!isCondition(exit.test, false, names)) return false;
  const last = exit.body.at(-1)!;
  if (last.kind === 'Return' || last.kind === 'Continue' || last.kind === 'Break') return true;
  const found = mentions(exit.test, names);
  return found.development || found.environment || found.production || !found.variables;
}

/** A chain of elifs is nested in the tree; thousands of them are looked at no further than this. */
const DEPTH = 300;

/** `settings.DEBUG and breakpoint()` */
function isOperandGuarded(op: 'and' | 'or', values: readonly Expression[], child: Node, names: Names): boolean {
  const index = values.findIndex(({ id }) => id === child.id);
  return values.slice(0, Math.max(0, index)).some((value) => isCondition(value, op === 'and', names));
}

function isBranchGuarded(branch: If, child: Node, names: Names): boolean {
  const isBody = !branch.orelse.some(({ id }) => id === child.id);
  if (isCondition(branch.test, isBody, names)) return true;
  return isBody && isChosenByName(branch, names);
}

/** A module-level `elif` on an environment's name: someone lists environments, and this is not the first. */
function isChosenByName(branch: If, names: Names): boolean {
  const { file } = names;
  const parent = file.parent(branch);
  const isElif =
    parent?.kind === 'If' &&
    parent.orelse.length === 1 &&
    parent.orelse[0]!.id === branch.id &&
    file.text.startsWith('elif', branch.start);
  if (!isElif || names.scope(branch).kind !== 'Module' || branch.test.kind !== 'Compare') return false;
  return mentions(branch.test, names).environment && truthWhenUnset(branch.test, names) !== true;
}

/** The truth of a condition with nothing set; null where it is not known. */
function truthWhenUnset(test: Expression, names: Names): boolean | null {
  return truthOf(evaluate(test, names, () => null));
}

const judged = new WeakMap<Names, Map<number, boolean>>();

/** Whether the branch taken when `test` is `wanted` is a guard. */
function isCondition(test: Expression, wanted: boolean, names: Names): boolean {
  let known = judged.get(names);
  if (known === undefined) {
    known = new Map();
    judged.set(names, known);
  }
  const key = test.id * 2 + Number(wanted);
  let answer = known.get(key);
  if (answer === undefined) {
    answer = judge(test, wanted, names);
    known.set(key, answer);
  }
  return answer;
}

function judge(test: Expression, wanted: boolean, names: Names): boolean {
  if (names.denotes(test, TYPE_CHECKING)) return wanted;
  const result = evaluate(test, names, () => null);
  const truth = truthOf(result);
  // What never runs at all.
  if (truth === !wanted && result.reads.length === 0) return true;
  if (truth === wanted && !isOwnSwitch(test, wanted, names)) return false;
  return asks(test, wanted, names, 0);
}

const TYPE_CHECKING: ReadonlySet<string> = new Set(['typing.TYPE_CHECKING', 'typing_extensions.TYPE_CHECKING']);

/** Settings that only a Django settings module sets. */
const SETTINGS: readonly string[] = [
  'INSTALLED_APPS',
  'MIDDLEWARE',
  'MIDDLEWARE_CLASSES',
  'ROOT_URLCONF',
  'DATABASES',
  'TEMPLATES',
  'WSGI_APPLICATION',
];

/**
 * `if DEBUG:` in a settings module, after `DEBUG = True`: the one mistake is there, and what hangs on it goes off
 * with it.
 */
function isOwnSwitch(test: Expression, wanted: boolean, names: Names): boolean {
  const operand = test.kind === 'UnaryOp' && test.op === 'not' ? test.operand : test;
  if (operand.kind !== 'Name' || operand.name !== 'DEBUG' || wanted !== (operand === test)) return false;
  return SETTINGS.some((name) => names.bindings(name, names.file.module).length > 0);
}

/** Whether a condition being `wanted` asks for debugging or a certain environment, other than production. */
function asks(test: Expression, wanted: boolean, names: Names, depth: number): boolean {
  if (depth > 20) return false;
  switch (test.kind) {
    case 'UnaryOp':
      return test.op === 'not' && asks(test.operand, !wanted, names, depth + 1);
    case 'BoolOp': {
      // `a and b` holds only where both do; `a or b` where either does.
      const every = (test.op === 'or') === wanted;
      const hold = (value: Expression): boolean => asks(value, wanted, names, depth + 1);
      return every ? test.values.every(hold) : test.values.some(hold);
    }
    case 'Compare':
      if (test.ops.length !== 1) return false;
      if (isMembership(test, names)) return asksByMention(test, wanted === (test.ops[0] === 'in'), wanted, names);
      return asksByComparison(test, wanted, names);
    case 'NamedExpr':
      return asks(test.value, wanted, names, depth + 1);
    default:
      return asksByMention(test, wanted, wanted, names);
  }
}

/** `"DEBUG" in os.environ` */
function isMembership({ left, ops, comparators }: Compare, names: Names): boolean {
  if (ops[0] !== 'in' && ops[0] !== 'not in') return false;
  return left.kind === 'String' && names.denotes(comparators[0]!, ENVIRONMENT_MAPPINGS);
}

/** By the switches that are named: whether their being on is what takes the branch of `truth`. */
function asksByMention(test: Expression, isOn: boolean, truth: boolean, names: Names): boolean {
  const found = mentions(test, names);
  if (found.production && !found.development) return !isOn;
  if (found.development || found.environment) return isOn;
  // Any other variable of the environment, where it is certain that nothing set means not taken.
  return isOn && found.variables && truthWhenUnset(test, names) === !truth;
}

const NEGATIVE: ReadonlySet<string> = new Set(['!=', '<>', 'not in', 'is not']);
const OFF: ReadonlySet<string> = new Set(['', '0', 'false', 'no', 'off', 'n', 'f', 'none']);

function asksByComparison({ left, ops, comparators }: Compare, wanted: boolean, names: Names): boolean {
  const right = comparators[0]!;
  const positive = wanted !== NEGATIVE.has(ops[0]!);
  const isArgv = [left, right].some((side) => names.denotes(side, new Set(['sys.argv'])));
  const sides = [left, right].map((side) => mentions(side, names));
  const texts = [left, right].flatMap((side) => literals(side));
  const words = texts.flatMap(wordsOf);
  if (isArgv) return positive && words.some((word) => word === 'runserver' || DEVELOPMENT_WORDS.has(word));
  const isSwitch = sides.some((side) => side.development || side.environment || side.production || side.variables);
  // `config_name == "development"`, `sys.argv[1] == "dev"`: an environment by its own name, whoever is asked.
  if (!isSwitch && !texts.some((text) => isEnvironmentName(text.toLowerCase()))) return false;
  if (words.some((word) => PRODUCTION_WORDS.has(word))) {
    // `ENV in ("dev", "staging")` asks for more than production.
    return words.some((word) => DEVELOPMENT_WORDS.has(word)) ? positive : !positive;
  }
  if (words.some((word) => DEVELOPMENT_WORDS.has(word))) return positive;
  const isOff = texts.length > 0 && texts.every((text) => OFF.has(text.toLowerCase()));
  const isProduction = sides.some((side) => side.production) && !sides.some((side) => side.development);
  return (positive !== isOff) !== isProduction;
}

const isEnvironmentName = (text: string): boolean => DEVELOPMENT_WORDS.has(text) || PRODUCTION_WORDS.has(text);

/** The texts, truth values and numbers that a side of a comparison lists. */
function literals(side: Expression): readonly string[] {
  switch (side.kind) {
    case 'String':
      return [side.value];
    case 'Number':
      return [String(side.value)];
    case 'Constant':
      return [String(side.value)];
    case 'Tuple':
    case 'List':
    case 'Set':
      return side.items.slice(0, 50).flatMap(literals);
    default:
      return [];
  }
}

interface Mentions {
  readonly development: boolean;
  readonly environment: boolean;
  readonly production: boolean;
  /** Reads a variable of the environment. */
  readonly variables: boolean;
}

const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

const GETATTR: ReadonlySet<string> = new Set(['builtins.getattr']);

/** What kinds of switches an expression names: identifiers, keys and variables. */
function mentions(expression: Expression, names: Names): Mentions {
  const { file } = names;
  const { reads } = evaluate(expression, names, () => null);
  const found: string[] = reads.map(({ variable }) => variable);
  const stack: Node[] = [expression];
  for (let steps = 0; stack.length > 0 && steps < 100; steps++) {
    const node = stack.pop()!;
    if (node.kind === 'Name' && node.name !== '__debug__') found.push(node.name);
    // Inside `args.debug` the name before the dot says nothing.
    if (node.kind === 'Attribute') found.push(node.attr);
    if (node.kind === 'Subscript' && node.slice.kind === 'String') found.push(node.slice.value);
    if (node.kind === 'Call') {
      // `os.environ.get("DEBUG")`, `getattr(settings, "DEBUG", False)`
      const key = node.args[names.denotes(node.func, GETATTR) ? 1 : 0];
      if (key?.kind === 'String') found.push(key.value);
    }
    if (node.kind !== 'Attribute' || node.value.kind !== 'Name') stack.push(...file.children(node));
  }
  const words = found.flatMap(wordsOf);
  return {
    development: words.some((word) => DEVELOPMENT_WORDS.has(word)),
    environment: words.some((word) => SWITCH_WORDS.has(word)),
    production: words.some((word) => PRODUCTION_WORDS.has(word) && word !== 'stage'),
    variables: reads.length > 0,
  };
}

function isCaseGuarded(match: Match, start: number, names: Names): boolean {
  const { environment, development, variables } = mentions(match.subject, names);
  const isSwitch = environment || development || variables;
  const subject = evaluate(match.subject, names, () => null);
  for (const { pattern, start: caseStart } of match.cases) {
    const values = pattern.form === 'or' ? pattern.patterns : [pattern];
    const isNamed = values.every(({ form }) => form === 'value');
    const takes =
      !isNamed ||
      (subject.state === 'known' &&
        values.some(({ expressions: [value] }) => value?.kind === 'String' && value.value === subject.value));
    if (caseStart === start) return isNamed && !takes && (isSwitch || values.every(isDevelopmentName));
    if (takes && isNamed) return false;
  }
  return false;
}

const isDevelopmentName = ({ expressions: [value] }: Pattern): boolean =>
  value?.kind === 'String' && DEVELOPMENT_WORDS.has(value.value.toLowerCase());

const exitsByFile = new WeakMap<Names, ReadonlyMap<number, readonly If[]>>();

/** Ifs without an else that leave their block, by the node around them. */
function exitsOf(names: Names): ReadonlyMap<number, readonly If[]> {
  const known = exitsByFile.get(names);
  if (known !== undefined) return known;
  const exits = new Map<number, If[]>();
  for (const node of names.file.nodes('If')) {
    if (node.orelse.length > 0 || !isLeaving(node.body.at(-1), names)) continue;
    const parent = names.file.parent(node);
    if (parent === null) continue;
    const list = exits.get(parent.id);
    if (list === undefined) exits.set(parent.id, [node]);
    else if (list.length < 50) list.push(node);
  }
  exitsByFile.set(names, exits);
  return exits;
}

function isLeaving(statement: Statement | undefined, names: Names): boolean {
  if (statement === undefined) return false;
  if (['Return', 'Raise', 'Continue', 'Break'].includes(statement.kind)) return true;
  return (
    statement.kind === 'ExpressionStatement' &&
    statement.value.kind === 'Call' &&
    names.denotes(statement.value.func, EXITS)
  );
}

const EXITS: ReadonlySet<string> = new Set(['sys.exit', 'builtins.exit', 'builtins.quit', 'os._exit']);

/** The child follows the exit in the same list of statements. */
function isBehind(exit: If, child: Node, parent: Node): boolean {
  if (exit.end > child.start) return false;
  const lists: readonly (readonly Node[])[] = [
    'body' in parent && Array.isArray(parent.body) ? parent.body : [],
    'orelse' in parent && Array.isArray(parent.orelse) ? parent.orelse : [],
    'finalbody' in parent ? parent.finalbody : [],
  ];
  return lists.some((list) => [exit, child].every(({ id }) => list.some((one) => one.id === id)));
}
