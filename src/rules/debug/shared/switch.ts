import type { SwitchFact } from '../../../data/frameworks.ts';
import type { Edit } from '../../../engine/span.ts';
import type { Expression, Node } from '../../../python/syntax/index.ts';

/** A place where a file gives a debug switch its value. */
export interface Switch {
  readonly form: 'setting' | 'field' | 'argument' | 'attribute';
  /** The value: what is judged, flagged and rewritten. */
  readonly value: Expression;
  /** The statement, keyword or dict item that gives it. */
  readonly node: Node;
  /** As it is written: `DEBUG`, `debug`, `app.debug`. */
  readonly name: string;
  readonly fact: SwitchFact;
  /** Calling is enough to switch it on (`bottle.debug()`): what to insert to switch it off. */
  readonly insert?: Edit;
}
