import { DEVELOPMENT_WORDS, PRODUCTION_WORDS, SWITCH_WORDS } from '../data/environment-words.ts';
import { wordsOf } from '../data/identifier-words.ts';
import type { ShellCommand } from '../formats/shell-words.ts';
import { findReferences, resolveReferences } from '../formats/substitution.ts';

/** A condition in a shell script, as far as switches matter. */
export interface Test {
  /** Whether it holds if nothing is set from outside; null if unknown. */
  readonly holds: boolean | null;
  /** Whether it is true when somebody asks for debugging or a certain environment; null if it asks for neither. */
  readonly asks: boolean | null;
}

/** The values of the script's variables if nothing is set from outside; null if unknown. */
export type KnownVariables = ReadonlyMap<string, string | null>;

const UNKNOWN: Test = { holds: null, asks: null };

/** Whether a branch that is taken when the test is `wanted` only runs if somebody asked for it. */
export const isGuard = ({ holds, asks }: Test, wanted: boolean): boolean => asks === wanted && holds !== wanted;

/** Reads `[ "$DEBUG" = "1" ]`, `[[ $APP_ENV == dev ]]`, `test -n "$DEBUG"`, `! …`. */
export function testOf({ words, openers }: Pick<ShellCommand, 'words' | 'openers'>, known: KnownVariables): Test {
  const texts = words.map(({ text }) => text);
  const isOpened = /^(?:\[\[?|test)$/.test(texts[0] ?? '');
  // After `&&` and `||` inside `[[ … ]]` there is no bracket.
  const isInside = texts.at(-1) === ']]' || (texts.length === 3 && /^(?:==|!=|=~)$/.test(texts[1]!));
  if (!isOpened && !isInside) return UNKNOWN;
  let operands = texts.slice(isOpened ? 1 : 0).filter((text) => !/^\]\]?$/.test(text));
  let isNegated = openers.includes('!');
  if (operands[0] === '!') {
    isNegated = !isNegated;
    operands = operands.slice(1);
  }
  const test = readTest(operands, known);
  return isNegated ? { holds: not(test.holds), asks: not(test.asks) } : test;
}

const not = (value: boolean | null): boolean | null => (value === null ? null : !value);

/** Two tests joined by `&&` or `||`. A `;` counts as `&&`. */
export const joinTests = (left: Test, separator: string, right: Test): Test =>
  separator === '||' ? either(left, right) : both(left, right);

function both(a: Test, b: Test): Test {
  const holds = a.holds === false || b.holds === false ? false : a.holds === null || b.holds === null ? null : true;
  const asks = a.asks === true || b.asks === true ? true : a.asks === false && b.asks === false ? false : null;
  return { holds, asks };
}

function either(a: Test, b: Test): Test {
  const { holds, asks } = both({ holds: not(a.holds), asks: not(a.asks) }, { holds: not(b.holds), asks: not(b.asks) });
  return { holds: not(holds), asks: not(asks) };
}

function readTest(operands: readonly string[], known: KnownVariables): Test {
  const [first = '', second, third = ''] = operands;
  if (operands.length === 1) return present(first, true, known);
  if (operands.length === 2) {
    return first === '-n' || first === '-z' ? present(second as string, first === '-n', known) : UNKNOWN;
  }
  const isEqual = /^(?:==?|-eq|=~)$/.test(second as string);
  if (operands.length !== 3 || (!isEqual && second !== '!=' && second !== '-ne')) return UNKNOWN;
  const left = worth(first, known);
  const right = worth(third, known);
  const isSure = left !== null && right !== null && !(second === '=~' || /[*?[]/.test(third));
  return { holds: isSure ? (left === right) === isEqual : null, asks: comparisonAsks(first, third, isEqual) };
}

/** `-n "$DEBUG"`; `-z` is true for an empty value. */
function present(operand: string, wanted: boolean, known: KnownVariables): Test {
  const value = worth(operand, known);
  const { development, environment, production } = mentions(operand);
  const asks = development || environment ? wanted : production ? !wanted : null;
  return { holds: value === null ? null : (value !== '') === wanted, asks };
}

const OFF: ReadonlySet<string> = new Set(['', '0', 'false', 'no', 'off', 'n', 'f']);

function comparisonAsks(left: string, right: string, isEqual: boolean): boolean | null {
  const sides = [mentions(left), mentions(right)];
  const literals = [left, right].filter((side) => !side.includes('$')).map((side) => side.toLowerCase());
  const words = literals.flatMap(wordsOf);
  const isSwitch = sides.some(({ development, environment, production }) => development || environment || production);
  if (!isSwitch && !words.some(isEnvironmentName)) return null;
  if (words.some((word) => PRODUCTION_WORDS.has(word))) return !isEqual;
  if (words.some((word) => DEVELOPMENT_WORDS.has(word) || word === 'runserver')) return isEqual;
  const isOff = literals.some((text) => OFF.has(text));
  const isProduction = sides.some(({ production }) => production) && !sides.some(({ development }) => development);
  return (isEqual !== isOff) !== isProduction;
}

/** A word of `$1` that names an environment, or Django's development server. */
export const isEnvironmentName = (word: string): boolean =>
  DEVELOPMENT_WORDS.has(word) || PRODUCTION_WORDS.has(word) || word === 'runserver';

/** What kinds of switches the variables of a word are, judging by their names. */
export function mentions(text: string): { development: boolean; environment: boolean; production: boolean } {
  const words = findReferences(text).flatMap(({ name }) => wordsOf(name));
  return {
    development: words.some((word) => DEVELOPMENT_WORDS.has(word)),
    environment: words.some((word) => SWITCH_WORDS.has(word)),
    production: words.some((word) => PRODUCTION_WORDS.has(word) && !SWITCH_WORDS.has(word)),
  };
}

/** The value of a word if nothing is set from outside; null if unknown. */
export function worth(text: string, known: KnownVariables): string | null {
  if (!text.includes('$')) return text.includes('`') ? null : text;
  let unset = true;
  const resolved = resolveReferences(text, (name) => {
    const value = known.get(name);
    if (value === undefined) return null;
    unset = false;
    return value ?? UNSURE;
  });
  if (resolved === null) {
    const [only, second] = findReferences(text);
    const isBare = only !== undefined && second === undefined && only.start === 0 && only.end === text.length;
    return isBare && unset && only.operator === '' && !/^\d+$/.test(only.name) ? '' : null;
  }
  if ('known' in resolved) return resolved.known === UNSURE ? null : resolved.known;
  return resolved.literal.text.includes('$') ? null : resolved.literal.text;
}

/** Marks a variable that the script sets to an unknown value. */
const UNSURE = '\0';
