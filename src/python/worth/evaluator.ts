import type { Names } from '../names/index.ts';
import type { Expression, Node } from '../syntax/index.ts';
import type { Outcome } from './outcome.ts';

/**
 * How the environment answers a lookup; null means that the variable is not set. To ask about the value of a switch,
 * rules evaluate the same expression under several environments (nothing set, everything debug-like set to "False", to
 * "0").
 */
export type Environment = (variable: string) => string | null;

/** A lookup that the evaluation went through, as the evaluated expression shows it. */
export interface EnvironmentRead {
  readonly variable: string;
  /**
   * The whole lookup call or subscript. If a function or another file of the project makes the lookup: the call or name
   * through which the expression gets there.
   */
  readonly call: Node;
  /**
   * The expression of its default, also one in a scheme (`environ.Env(DEBUG=(bool, True))`); null if there is none. If
   * a function makes the lookup: the argument that the function passes on, or null if it has its own default.
   */
  readonly default: Expression | null;
  /** The value of the default; null if there is none. */
  readonly fallback: Outcome | null;
  /** The library whose truth table casts the text: 'os', 'django-environ', 'decouple', 'starlette', 'environs'… */
  readonly reader: string;
  /** A function or another file of the project makes the lookup: `call` only leads there. */
  readonly isThrough: boolean;
}

/** The names in a function that is being followed: their values, and the expressions outside that these came from. */
export interface Frame {
  readonly values: Map<string, Outcome>;
  readonly origins: Map<string, Expression>;
  /** Functions and types that the call passes: `get_env("DEBUG", "1", int)`. */
  readonly callables: Map<string, PassedCallable>;
}

/** What an expression in the evaluator's file names. */
export interface PassedCallable {
  readonly expression: Expression;
  readonly evaluator: Evaluator;
}

/** What the parts of the evaluator need from each other, for the expressions of one file. */
export interface Evaluator {
  readonly names: Names;
  readonly environment: Environment;
  /** The function that is being followed; null at the top level of the file. */
  frame(): Frame | null;
  within<T>(frame: Frame | null, run: () => T): T;
  evaluate(expression: Expression): Outcome;
  /** Calls what an expression denotes. */
  apply(callee: Expression, args: readonly Outcome[]): Outcome;
  /** Runs something that uses up some levels of depth; unknown if none are left. */
  deeper(levels: number, run: () => Outcome): Outcome;
  /** Counts a step; false if none are left. */
  step(): boolean;
  /** Runs something that would be circular if it came to the same node again; the result is then unknown. */
  once(id: number, run: () => Outcome): Outcome;
  /** Runs what an expression leads to, in a function or another file. Lookups there count as made by the expression. */
  through(site: Node, run: () => Outcome): Outcome;
  /** True inside `through`. */
  isThrough(): boolean;
  /** The evaluator for another file, in the same run. */
  of(names: Names): Evaluator;
  read(read: Pick<EnvironmentRead, 'variable' | 'call' | 'default' | 'reader' | 'fallback'>): void;
}
