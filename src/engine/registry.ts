import type { Catalogue } from '../config/catalogue.ts';
import type { Gate, PathGate } from './gate.ts';
import type { AnyRule } from './rule.ts';

/** The rules. Most of their code is only loaded when a file needs it. */
export interface Registry {
  readonly catalogue: Catalogue;
  readonly gates: readonly Gate[];
  readonly pathGates: readonly PathGate[];
  /** Those rules, or all of them, in the order of the catalogue. */
  load(ids?: ReadonlySet<string>): Promise<readonly AnyRule[]>;
}
