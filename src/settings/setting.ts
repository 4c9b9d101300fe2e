import type { ClassDef, Expression, Node } from '../python/syntax/index.ts';

/** One setting that a file gives a value. */
export interface Setting {
  readonly name: string;
  /** At the value, wherever it is written: in an assignment, a keyword, a dict that a configuration takes. */
  readonly value: Expression;
  /**
   * `assign`: a name of a settings module or class gets the value, or an argument of `settings.configure(…)`; `add`:
   * `+=`, `.append(…)` and kin add to what was there; `put`: a configuration that exists gets it by a key, an attribute
   * or an update.
   */
  readonly form: 'assign' | 'add' | 'put';
  /** The statement, keyword, call or dict item that gives it. */
  readonly node: Node;
  /** The settings class it is in. */
  readonly owner: ClassDef | null;
}
