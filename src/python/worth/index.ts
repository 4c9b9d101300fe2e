/**
 * The door to what expressions are worth. `evaluate` answers under an environment, `knownValue` what hangs on nothing
 * outside the project's files; both are unknown rather than guessed.
 */

export { argumentEntries, entries, entryBehind } from './entries.ts';
export { type Evaluation, evaluate, type Substitutes } from './evaluate.ts';
export type { Environment, EnvironmentRead } from './evaluator.ts';
export { isOff, isOn, isSurelyTrue, knownText, knownValue } from './known-value.ts';
export { known, type Outcome, truthOf } from './outcome.ts';
export { isTruthy, type PyValue } from './values.ts';
