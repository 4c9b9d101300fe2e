import { namesToLookFor } from '../python/names/index.ts';
import type { Gate, PathGate, Signs } from './gate.ts';
import { type AnyRule, isPathRule, type Rule, type Trigger } from './rule.ts';

/** The gates of rules about paths. */
export function pathGatesOf(rules: readonly AnyRule[]): readonly PathGate[] {
  return rules.filter(isPathRule).map(({ id, paths }) => ({ id, pattern: paths.source }));
}

/** The gates of rules about files, in their order. */
export function gatesOf(rules: readonly AnyRule[]): readonly Gate[] {
  return rules.flatMap((rule) => ('kinds' in rule ? [gateOf(rule)] : []));
}

function gateOf({ id, kinds, about, triggers, triggersOf = {}, on, check }: Rule): Gate {
  const signs = signsOf(triggers);
  const own = Object.entries(triggersOf).map(([kind, some]) => [kind, signsOf(some)] as const);
  const names = namesToLookFor(on);
  const ofPython = (triggersOf.python === undefined ? signs : signsOf(triggersOf.python)) ?? NO_SIGNS;
  const isAsked = (check ?? on?.switches) !== undefined && triggers.length === 0 && triggersOf.python === undefined;
  // Without a list of words, switches and what no kind of match covers may be in any file.
  const python = isAsked ? null : { ...ofPython, names };
  const byKind: Gate['signsOf'] = Object.fromEntries(names.length === 0 ? own : [...own, ['python', python]]);
  // Every commit loads these lists, so none is there twice.
  const [kind, ...others] = kinds;
  const only = others.length > 0 || kind === undefined ? undefined : byKind[kind];
  const listed = only === undefined ? { signs, signsOf: byKind } : { signs: only, signsOf: {} };
  return { id, kinds, about: about ?? null, ...listed };
}

const NO_SIGNS: Signs = { words: [], names: [], patterns: [] };

function signsOf(triggers: readonly Trigger[]): Signs | null {
  if (triggers.length === 0) return null;
  const words: string[] = [];
  const patterns: (readonly [string, string])[] = [];
  for (const trigger of triggers) {
    if (typeof trigger === 'string') words.push(trigger.toLowerCase());
    else patterns.push([trigger.source, trigger.flags]);
  }
  return { words, names: [], patterns };
}
