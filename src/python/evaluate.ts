import type { Names } from './names.ts';
import type { Expression } from './nodes.ts';

/** A Python value as plain data. Integers beyond 2^53 are bigint; floats are { float }. */
export type PyValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | { readonly float: number }
  | { readonly bytes: string }
  | { readonly tuple: readonly PyValue[] }
  | { readonly list: readonly PyValue[] }
  | { readonly set: readonly PyValue[] }
  | { readonly dict: readonly (readonly [PyValue, PyValue])[] };

/**
 * How the environment answers a look-up: null means the variable is not set.
 * Evaluating the same expression under several of these is how rules ask what a switch is worth
 * (nothing set, everything debug-like set to "False", to "0").
 */
export type Environment = (variable: string) => string | null;

/** A look-up that the evaluation passed through. */
export interface EnvironmentRead {
  readonly variable: string;
  /** The whole look-up call or subscript. */
  readonly call: Expression;
  /** The expression of its default, also one in a scheme (`environ.Env(DEBUG=(bool, True))`); null without. */
  readonly default: Expression | null;
  /** The library whose truth table casts the text: 'os', 'django-environ', 'decouple', 'starlette', 'environs'… */
  readonly reader: string;
}

export type Evaluation = {
  /** Every look-up that could matter to the result, whichever branch was taken. */
  readonly reads: readonly EnvironmentRead[];
} & (
  | { readonly state: 'known'; readonly value: PyValue }
  /** Python raises here (a missing key, a cast that fails): nothing is switched on. */
  | { readonly state: 'raises' }
  /** Not known. `truthy` is set where at least its truth value is certain. */
  | { readonly state: 'unknown'; readonly truthy?: boolean }
);

/** What an expression is worth under an environment. Never guesses: what it does not know is unknown. */
export function evaluate(expression: Expression, names: Names, environment: Environment): Evaluation {
  throw new Error(`not yet: ${expression.kind} ${String(names)} ${String(environment)}`);
}

/** Python's bool(value). */
export function isTruthy(value: PyValue): boolean {
  throw new Error(`not yet: ${String(value)}`);
}

/** What a switch is worth: raises means that Python stops there, so nothing is switched on. */
export type SwitchAnswer = 'on' | 'off' | 'raises' | 'unknown';

export interface SwitchState {
  /** With an empty environment. */
  readonly unset: SwitchAnswer;
  /** With every variable that is read set to "False". */
  readonly whenFalse: SwitchAnswer;
  /** With every variable that is read set to "0". */
  readonly whenZero: SwitchAnswer;
  /** The look-ups it depends on; empty for what does not depend on the environment. */
  readonly reads: readonly EnvironmentRead[];
}

/** The three questions of the debug family, asked of one expression. */
export function switchState(expression: Expression, names: Names): SwitchState {
  throw new Error(`not yet: ${expression.kind} ${String(names)}`);
}
