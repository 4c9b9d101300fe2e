import type { SwitchFact } from '../../../data/frameworks.ts';
import type { Document } from '../../../engine/document.ts';
import type { Edit, Span } from '../../../engine/span.ts';
import type { ClassDef, Expression, Node } from '../../../python/syntax/index.ts';
import type { Judgement, Verdict } from './verdict.ts';

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
  /** Of a setting: the settings class it is in, null for a module. */
  readonly owner?: ClassDef | null;
  /** Set if the call alone turns it on (`bottle.debug()`): what to insert to turn it off. */
  readonly insert?: Edit;
}

/** A debug switch that is set to a wrong value, or under a wrong condition. */
export interface SetSwitch extends Switch {
  readonly verdict: Verdict;
  readonly judgement: Judgement;
  /** The place of the finding: the value, or the default of a scheme that it is read with. */
  readonly span: Span;
  /** The expression that the value's name refers to, or the value itself. */
  readonly origin: Expression;
}

/** A setting that an import turns on. */
export interface ImportedSwitch {
  readonly form: 'import';
  /** `default`: a condition on the environment selects the import if nothing is set. */
  readonly verdict: 'on' | 'default';
  readonly name: string;
  /** The import statement. */
  readonly node: Node;
  /** Where it is set. */
  readonly source: { readonly doc: Document; readonly set: SetSwitch };
}

export type SwitchMatch = SetSwitch | ImportedSwitch;
