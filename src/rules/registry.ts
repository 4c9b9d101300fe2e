import type { Catalogue } from '../config/catalogue.ts';
import { type Gate, gatesOf } from '../engine/gate.ts';
import { type AnyRule, isPathRule } from '../engine/rule.ts';

/** The rules, most of whose code is loaded only when a file needs it. */
export interface Registry {
  readonly catalogue: Catalogue;
  readonly gates: readonly Gate[];
  /** The ids of rules about paths: they are asked in every run. */
  readonly pathRules: readonly string[];
  /** Those rules, or all of them, in the order of the catalogue. */
  load(ids?: ReadonlySet<string>): Promise<readonly AnyRule[]>;
}

/** In the bundle another module takes this one's place, in which each rule is a chunk; see scripts/bundle.mjs. */
export async function openRegistry(): Promise<Registry> {
  const { CATALOGUE, rules } = await import('./index.ts');
  return registryOf(rules, CATALOGUE);
}

/** Of rules that are loaded already. */
export function registryOf(rules: readonly AnyRule[], catalogue: Catalogue): Registry {
  return {
    catalogue,
    gates: gatesOf(rules),
    pathRules: rules.filter(isPathRule).map(({ id }) => id),
    load: async (ids) => (ids === undefined ? rules : rules.filter(({ id }) => ids.has(id))),
  };
}
