/**
 * The public functions for the values of expressions. `evaluate` answers for an environment, `knownValue` for what does
 * not depend on anything outside the project's files. Both answer unknown rather than guess.
 */

export { argumentEntries, entries, resolvedEntry } from './entries.ts';
export { type Evaluation, evaluate, type Substitutes } from './evaluate.ts';
export type { Environment, EnvironmentRead } from './evaluator.ts';
export { isCertainlyTrue, isOff, isOn, knownText, knownValue } from './known-value.ts';
export { known, type Outcome, truthOf } from './outcome.ts';
export { isTruthy, type PyValue } from './values.ts';
