import { DEPLOYMENT_MARKERS } from '../data/deployment-markers.ts';
import { DJANGO_SETTINGS } from '../data/django-settings.ts';
import { ENVIRONMENT_MAPPINGS } from '../data/environment-readers.ts';
import { DEVELOPMENT_WORDS, PRODUCTION_WORDS, RELOAD_WORDS, SWITCH_WORDS } from '../data/environment-words.ts';
import { wordsOf } from '../data/identifier-words.ts';
import { memo } from '../engine/memo.ts';
import type { Names } from '../python/names/index.ts';
import type { Compare, Expression, Match, Node, Pattern } from '../python/syntax/index.ts';
import { evaluate, truthOf } from '../python/worth/index.ts';

/** What conditions ask for: development, a certain environment, or a deployment. */

/** True for a condition on an environment's name that is false if nothing is set. */
export function asksForEnvironment(test: Expression, names: Names): boolean {
  return mentions(test, names).environment && truthWhenUnset(test, names) !== true;
}

/** True for a condition that only asks for an environment variable, not for development or an environment. */
export function requiresVariable(test: Expression, names: Names): boolean {
  const found = mentions(test, names);
  return found.variables && !found.development && !found.environment && !found.production;
}

/** The truth of a condition if nothing is set; null if unknown. */
function truthWhenUnset(test: Expression, names: Names): boolean | null {
  return truthOf(evaluate(test, names, () => null));
}

const answersByTest = (_names: Names): Map<number, boolean> => new Map();

/** Whether the branch taken when `test` is `wanted` is a guard. */
export function isCondition(test: Expression, wanted: boolean, names: Names): boolean {
  const known = memo(names, answersByTest);
  const key = test.id * 2 + Number(wanted);
  let answer = known.get(key);
  if (answer === undefined) {
    answer = judge(test, wanted, names);
    known.set(key, answer);
  }
  return answer;
}

function judge(test: Expression, wanted: boolean, names: Names): boolean {
  if (isNeverTaken(test, wanted, names)) return true;
  if (names.denotes(test, TYPE_CHECKING)) return false;
  if (truthOf(evaluate(test, names, () => null)) === wanted && !isOwnSwitch(test, wanted, names)) return false;
  return asks(test, wanted, names, 0);
}

/** A branch for type checkers, or after a condition that the source itself decides: `if TYPE_CHECKING:`, `if 0:`. */
export function isNeverTaken(test: Expression, wanted: boolean, names: Names): boolean {
  if (names.denotes(test, TYPE_CHECKING)) return wanted;
  if (test.kind === 'UnaryOp' && test.op === 'not') return isNeverTaken(test.operand, !wanted, names);
  const result = evaluate(test, names, () => null);
  return truthOf(result) === !wanted && result.reads.length === 0;
}

const TYPE_CHECKING: ReadonlySet<string> = new Set(['typing.TYPE_CHECKING', 'typing_extensions.TYPE_CHECKING']);

/**
 * `if DEBUG:` in a settings module, after `DEBUG = True`: the only mistake is that assignment, and fixing it turns off
 * what depends on it.
 */
function isOwnSwitch(test: Expression, wanted: boolean, names: Names): boolean {
  const operand = test.kind === 'UnaryOp' && test.op === 'not' ? test.operand : test;
  if (operand.kind !== 'Name' || operand.name !== 'DEBUG' || wanted !== (operand === test)) return false;
  return DJANGO_SETTINGS.some((name) => names.bindings(name, names.file.module).length > 0);
}

/** Whether a condition that is `wanted` asks for debugging or for a certain environment other than production. */
function asks(test: Expression, wanted: boolean, names: Names, depth: number): boolean {
  if (depth > 20) return false;
  switch (test.kind) {
    case 'UnaryOp':
      return test.op === 'not' && asks(test.operand, !wanted, names, depth + 1);
    case 'BoolOp': {
      // `a and b` is true only if both are; `a or b` if either is.
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

/** Judges by the switches that are named: whether the branch of `truth` is taken because they are on. */
function asksByMention(test: Expression, isOn: boolean, truth: boolean, names: Names): boolean {
  const found = mentions(test, names);
  // A host sets its variables in deployments, and nowhere else.
  if ((found.production || found.deployment) && !found.development) return !isOn;
  if (found.development || found.environment) return isOn;
  // Any other environment variable, if it is certain that the branch is not taken when nothing is set.
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
  // `config_name == "development"`, `sys.argv[1] == "dev"`: an environment by its name, wherever that comes from.
  if (!isSwitch && !texts.some((text) => isEnvironmentName(text.toLowerCase()))) return false;
  if (words.some((word) => PRODUCTION_WORDS.has(word))) {
    // `ENV in ("dev", "staging")` asks for an environment other than production.
    return words.some((word) => DEVELOPMENT_WORDS.has(word)) ? positive : !positive;
  }
  if (words.some((word) => DEVELOPMENT_WORDS.has(word))) return positive;
  if (sides.some((side) => side.deployment) && !sides.some((side) => side.development)) return !positive;
  const isOff = texts.length > 0 && texts.every((text) => OFF.has(text.toLowerCase()));
  const isProduction = sides.some((side) => side.production) && !sides.some((side) => side.development);
  return (positive !== isOff) !== isProduction;
}

const isEnvironmentName = (text: string): boolean => DEVELOPMENT_WORDS.has(text) || PRODUCTION_WORDS.has(text);

/** The strings, truth values and numbers that one side of a comparison lists. */
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
  /** Reads an environment variable. */
  readonly variables: boolean;
  /** Reads a variable that a host sets itself. */
  readonly deployment: boolean;
}

const GETATTR: ReadonlySet<string> = new Set(['builtins.getattr']);

/** What kinds of switches an expression names, in identifiers, keys and variables. */
function mentions(expression: Expression, names: Names): Mentions {
  const { file } = names;
  const { reads } = evaluate(expression, names, () => null);
  const found: string[] = reads.map(({ variable }) => variable);
  const stack: Node[] = [expression];
  for (let steps = 0; stack.length > 0 && steps < 100; steps++) {
    const node = stack.pop()!;
    if (node.kind === 'Name' && node.name !== '__debug__') found.push(node.name);
    // In `args.debug` the name before the dot does not matter.
    if (node.kind === 'Attribute') found.push(node.attr);
    if (node.kind === 'Subscript' && node.slice.kind === 'String') found.push(node.slice.value);
    if (node.kind === 'Call') {
      // `os.environ.get("DEBUG")`, `getattr(settings, "DEBUG", False)`
      const key = node.args[names.denotes(node.func, GETATTR) ? 1 : 0];
      if (key?.kind === 'String') found.push(key.value);
    }
    if (node.kind === 'Attribute' && node.value.kind === 'Name') continue;
    for (const child of file.children(node)) stack.push(child);
  }
  const words = found.flatMap(wordsOf);
  return {
    development: words.some((word) => DEVELOPMENT_WORDS.has(word) || RELOAD_WORDS.has(word)),
    environment: words.some((word) => SWITCH_WORDS.has(word)),
    production: words.some((word) => PRODUCTION_WORDS.has(word) && word !== 'stage'),
    variables: reads.length > 0,
    deployment: reads.some(({ variable }) => DEPLOYMENT_MARKERS.has(variable)),
  };
}

/** Whether a `case` is one for development among others, that is, not the one chosen if nothing is set. */
export function isCaseForDevelopment(match: Match, start: number, names: Names): boolean {
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
