import { BUILTIN_NAMES } from '../../data/builtin-names.ts';
import type { NodeKind } from '../syntax/index.ts';

/** The parts of a rule's subscriptions that tell by names alone whether it may find something in a file. */
interface Subscribed {
  readonly calls?: ReadonlyMap<string, unknown>;
  readonly sinks?: ReadonlyMap<string, unknown>;
  readonly imports?: ReadonlyMap<string, unknown>;
  readonly settings?: ReadonlySet<string> | ReadonlyMap<string, unknown>;
  readonly nodes?: readonly NodeKind[];
}

/** The keyword that identifies nodes of a kind. */
const KEYWORDS: Partial<Record<NodeKind, string>> = { Assert: 'assert', Exec: 'exec', Import: 'import' };

/**
 * Identifiers of which at least one is in every file where a subscription can match: for each qualified name its
 * longest part, which is rarely a common word.
 */
export function namesToLookFor(on: Subscribed | undefined): readonly string[] {
  if (on === undefined) return [];
  const names = new Set<string>([...(on.imports?.keys() ?? []), ...(on.settings?.keys() ?? [])]);
  for (const table of [on.calls, on.sinks]) for (const name of table?.keys() ?? []) names.add(rarestPart(name));
  for (const kind of on.nodes ?? []) {
    const keyword = KEYWORDS[kind];
    if (keyword !== undefined) names.add(keyword);
  }
  return [...names];
}

function rarestPart(name: string): string {
  const parts = name.replaceAll(/\(\)|\[\]/g, '').split('.');
  // A builtin is written alone, without its module.
  const candidates = parts[0] === 'builtins' && BUILTIN_NAMES.has(parts[1] ?? '') ? parts.slice(1) : parts;
  return candidates.reduce((longest, part) => (part.length > longest.length ? part : longest));
}
