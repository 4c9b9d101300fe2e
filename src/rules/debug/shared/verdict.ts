import { DEPLOYMENT_MARKERS } from '../../../data/deployment-markers.ts';
import type { SwitchFact } from '../../../data/frameworks.ts';
import { truthOf } from '../../../data/truth-tables.ts';
import type { Names } from '../../../python/names/index.ts';
import type { Expression } from '../../../python/syntax/index.ts';
import {
  type Environment,
  type EnvironmentRead,
  evaluate,
  isTruthy,
  type Outcome,
  type PyValue,
  type Substitutes,
} from '../../../python/worth/index.ts';

/** What is wrong with the value of a debug switch. */
export type Verdict =
  /** On, whatever is in the environment. */
  | 'on'
  /** Read from the environment, and on if nothing is set. */
  | 'default'
  /** On because text is used as a truth value; the text is in the file or comes from the environment. */
  | 'literal-text'
  | 'text';

export interface Judgement {
  /** Null if nothing is wrong or nothing is known. */
  readonly verdict: Verdict | null;
  /** Off or raising, both if nothing is set and with "False" and "0". */
  readonly isOff: boolean;
  /** Raises if nothing is set, so the program does not start. */
  readonly isRequired: boolean;
  readonly reads: readonly EnvironmentRead[];
  /** The verdict depends on a variable that is not a debug switch (`not os.environ.get("PRODUCTION")`). */
  readonly isIndirect: boolean;
  /** The host's variable that turns it on: it is on exactly in deployments. */
  readonly marker: string | null;
  /** The condition whose text turns it on, if the value itself is right. */
  readonly condition: Expression | null;
}

type Truth = SwitchFact['truth'];

/** The state of a switch. `raises`: Python stops there, so nothing is turned on. */
type SwitchAnswer = 'on' | 'off' | 'raises' | 'unknown';

/** Words that people write for off, from the readers' tables and everyday use. */
const OFF_WORDS = new Set(['false', 'f', 'no', 'n', 'off', '0', 'none', 'null', 'disable', 'disabled', 'never']);

const isOffWord = (value: PyValue): boolean => typeof value === 'string' && OFF_WORDS.has(value.trim().toLowerCase());

/**
 * Judges the value of a switch: with nothing set, with its variables set to "False" and "0", and with the variables
 * that hosts set. `substitutes`: as if parts of it were written differently.
 */
export function judge(expression: Expression, names: Names, truth?: Truth, substitutes?: Substitutes): Judgement {
  const answer = (environment: Environment): SwitchAnswer =>
    answerOf(evaluate(expression, names, environment, substitutes), truth);
  const withText = (text: string): SwitchAnswer => answer((variable) => (isSwitchVariable(variable) ? text : null));
  const result = evaluate(expression, names, NOTHING_SET, substitutes);
  const { reads } = result;
  const unset = answerOf(result, truth);
  const isRequired = unset === 'raises';
  const facts = { isRequired, reads, isIndirect: false, marker: null, condition: null };
  if (reads.length === 0) {
    const verdict = unset === 'on' ? (isMistakenText(expression, names, truth) ? 'literal-text' : 'on') : null;
    return { ...facts, verdict, isOff: unset === 'off' || isRequired };
  }
  const texts = ['False', '0'].map(withText);
  const isOff = [unset, ...texts].every((state) => state === 'off' || state === 'raises');
  if (unset === 'on') {
    const ignoresText = [...texts, withText('True')].every((state) => state === 'on');
    const saysOff = reads.some((read) => read.default !== null && isOffWord(fallbackOf(read)));
    const isIndirect = !reads.some((read) => isSwitchVariable(read.variable) || namesADefault(read));
    return { ...facts, verdict: ignoresText && saysOff ? 'text' : 'default', isOff, isIndirect };
  }
  if (texts.includes('on')) return { ...facts, verdict: 'text', isOff };
  const marker = reads.find(({ variable }) => DEPLOYMENT_MARKERS.has(variable))?.variable ?? null;
  const isOnDeployed = marker !== null && answer((variable) => DEPLOYMENT_MARKERS.get(variable) ?? null) === 'on';
  return isOnDeployed ? { ...facts, verdict: 'on', isOff: false, marker } : { ...facts, verdict: null, isOff };
}

const NOTHING_SET: Environment = () => null;

/** True if the value is known to be off, or Python raises, with an empty environment. */
export function isOffWithNothingSet(expression: Expression, names: Names): boolean {
  const state = answerOf(evaluate(expression, names, NOTHING_SET), undefined);
  return state === 'off' || state === 'raises';
}

/** True if the environment can still turn it on: some word that means on does so. */
export function canBeSwitchedOn(
  expression: Expression,
  names: Names,
  truth?: Truth,
  substitutes?: Substitutes,
): boolean {
  return ['True', '1', 'true', 'yes', 'on'].some((text) => {
    const environment: Environment = (variable) => (isSwitchVariable(variable) ? text : null);
    return answerOf(evaluate(expression, names, environment, substitutes), truth) === 'on';
  });
}

function answerOf(result: Outcome, truth: Truth): SwitchAnswer {
  if (result.state === 'raises') return 'raises';
  if (result.state === 'known') return isOn(result.value, truth) ? 'on' : 'off';
  // If text has its own table, Python's truth of the value says nothing.
  if (result.truthy === undefined || (truth !== undefined && result.truthy)) return 'unknown';
  return result.truthy ? 'on' : 'off';
}

function isOn(value: PyValue, truth: Truth): boolean {
  return truth === undefined || typeof value !== 'string' ? isTruthy(value) : truthOf(truth, value) === true;
}

/** `"False"`, or `bool("False")` and the like: the text means off. */
function isMistakenText(expression: Expression, names: Names, truth: Truth): boolean {
  if (truth !== undefined) return false;
  if (expression.kind === 'Call' && names.denotes(expression.func, BOOL) && expression.args.length === 1) {
    return isMistakenText(expression.args[0] as Expression, names, truth);
  }
  return isOffWord(constant(expression, names));
}

const BOOL = new Set(['builtins.bool']);

function constant(expression: Expression, names: Names): PyValue {
  const result = evaluate(expression, names, () => null);
  return result.state === 'known' ? result.value : null;
}

const fallbackOf = ({ fallback }: EnvironmentRead): PyValue => (fallback?.state === 'known' ? fallback.value : null);

function namesADefault(read: EnvironmentRead): boolean {
  const value = fallbackOf(read);
  return isTruthy(value) && !isOffWord(value);
}

const SWITCH_WORDS = new Set([
  'dev',
  'devel',
  'development',
  'devmode',
  'local',
  'verbose',
  'test',
  'testing',
  'trace',
]);

/**
 * True for a variable whose "False" and "0" mean debug off. `PRODUCTION=False` and `ENV=0` do not mean that, so the
 * value of a switch with those is not a mistake.
 */
export function isSwitchVariable(variable: string): boolean {
  if (isDebugVariable(variable)) return true;
  return variable.split(/[^A-Za-z0-9]+/).some((word) => SWITCH_WORDS.has(word.toLowerCase()));
}

/** A variable with debug in its name, except `NO_DEBUG`. */
export const isDebugVariable = (variable: string): boolean =>
  /debug|dbg/i.test(variable) && !/(?:^|_)NO_?DEBUG/i.test(variable);
