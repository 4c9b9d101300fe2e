import type { Names } from '../names/index.ts';
import type { Expression, Node } from '../syntax/index.ts';
import type { Outcome } from './outcome.ts';

/**
 * How the environment answers a look-up: null means the variable is not set.
 * Evaluating the same expression under several of these is how rules ask what a switch is worth
 * (nothing set, everything debug-like set to "False", to "0").
 */
export type Environment = (variable: string) => string | null;

/** A look-up that the evaluation passed through, as the evaluated expression shows it. */
export interface EnvironmentRead {
  readonly variable: string;
  /**
   * The whole look-up call or subscript. Where a function of the project makes the look-up, or another file: the call
   * or name through which the expression gets there.
   */
  readonly call: Node;
  /**
   * The expression of its default, also one in a scheme (`environ.Env(DEBUG=(bool, True))`); null without. Where a
   * function makes the look-up: the argument that the function passes on, null where the default is its own.
   */
  readonly default: Expression | null;
  /** What the default comes to; null without one. */
  readonly fallback: Outcome | null;
  /** The library whose truth table casts the text: 'os', 'django-environ', 'decouple', 'starlette', 'environs'… */
  readonly reader: string;
  /** A function of the project or another file makes the look-up: `call` only leads there. */
  readonly isThrough: boolean;
}

/** The names of a function that is being followed: their values, and the expressions outside that these came from. */
export interface Frame {
  readonly values: Map<string, Outcome>;
  readonly origins: Map<string, Expression>;
  /** Functions and types that the call passes: `get_env("DEBUG", "1", int)`. */
  readonly callables: Map<string, PassedCallable>;
}

/** What an expression of the evaluator's file names. */
export interface PassedCallable {
  readonly expression: Expression;
  readonly evaluator: Evaluator;
}

/** What the parts of the evaluator need of one another, for the expressions of one file. */
export interface Evaluator {
  readonly names: Names;
  readonly environment: Environment;
  /** The function that is being followed; null at the level of the file. */
  frame(): Frame | null;
  within<T>(frame: Frame | null, run: () => T): T;
  evaluate(expression: Expression): Outcome;
  /** Calls what an expression denotes. */
  apply(callee: Expression, args: readonly Outcome[]): Outcome;
  /** Runs what costs some levels of depth; unknown where there are none left. */
  deeper(levels: number, run: () => Outcome): Outcome;
  /** Counts a step; false where there are none left. */
  step(): boolean;
  /** Runs something that would go round in a circle if it came to the same node again; unknown then. */
  once(id: number, run: () => Outcome): Outcome;
  /** Runs what an expression leads to, in a function or another file: look-ups there count as made by it. */
  through(site: Node, run: () => Outcome): Outcome;
  /** True inside of `through`. */
  isThrough(): boolean;
  /** The evaluator of another file, in the same run. */
  of(names: Names): Evaluator;
  read(read: Pick<EnvironmentRead, 'variable' | 'call' | 'default' | 'reader' | 'fallback'>): void;
}
