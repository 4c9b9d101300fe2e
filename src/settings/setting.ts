import type { ClassDef, Expression, Node } from '../python/syntax/index.ts';

/** A setting that a file sets. */
export interface Setting {
  readonly name: string;
  /** The value, wherever it is written: in an assignment, a keyword, a dict that a configuration takes. */
  readonly value: Expression;
  /**
   * `assign`: a name in a settings module or class gets the value, or an argument of `settings.configure(…)`. `add`:
   * `+=`, `.append(…)` and the like add to the existing value. `put`: an existing configuration gets it by a key, an
   * attribute or an update.
   */
  readonly form: 'assign' | 'add' | 'put';
  /** The statement, keyword, call or dict item that sets it. */
  readonly node: Node;
  /** The settings class it is in. */
  readonly owner: ClassDef | null;
}

/** Django and Flask only read upper-case names. */
export function isSettingName(name: string): boolean {
  return name === name.toUpperCase() && /[A-Z]/.test(name);
}
