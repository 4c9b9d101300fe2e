import type { SwitchFact } from '../../../data/frameworks.ts';
import type { Edit } from '../../../engine/span.ts';
import type { Expression, Node } from '../../../python/syntax/index.ts';

/** A place where a file sets a debug switch. */
export interface Switch {
  readonly form: 'setting' | 'field' | 'argument' | 'attribute';
  /** The value: what we judge, report and rewrite. */
  readonly value: Expression;
  /** The statement, keyword or dict item that sets it. */
  readonly node: Node;
  /** As written: `DEBUG`, `debug`, `app.debug`. */
  readonly name: string;
  readonly fact: SwitchFact;
  /** Set if the call alone turns it on (`bottle.debug()`): what to insert to turn it off. */
  readonly insert?: Edit;
}
