import type { Catalogue } from '../config/catalogue.ts';
import { gatesOf, pathGatesOf } from '../engine/gates-of.ts';
import type { Registry } from '../engine/registry.ts';
import type { AnyRule } from '../engine/rule.ts';

/** In the bundle, another module replaces this one, in which each rule is a chunk; see scripts/bundle.mjs. */
export async function openRegistry(): Promise<Registry> {
  const { CATALOGUE, rules } = await import('./index.ts');
  return registryOf(rules, CATALOGUE);
}

/** A registry of rules that are already loaded. */
export function registryOf(rules: readonly AnyRule[], catalogue: Catalogue): Registry {
  return {
    catalogue,
    gates: gatesOf(rules),
    pathGates: pathGatesOf(rules),
    load: async (ids) => (ids === undefined ? rules : rules.filter(({ id }) => ids.has(id))),
  };
}
