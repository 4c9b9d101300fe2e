import { partitionPoint } from './partition-point.ts';
import type { Span } from './span.ts';
import type { Suppression } from './suppressions.ts';

type Named = Suppression['rules'][number];

/** A range of the file that one or several comments silence for one rule. */
interface Group {
  readonly start: number;
  readonly end: number;
  readonly named: Named[];
  isUsed: boolean;
}

interface RuleGroups {
  readonly groups: Group[];
  /** How far the groups up to this one extend. */
  readonly reach: number[];
}

/**
 * Finds the places in suppressions that silence a rule at a span. Only the first question that a place or its group
 * answers returns it, so that thousands of comments and findings in one statement do not multiply.
 */
export function indexSuppressions(
  suppressions: readonly Suppression[],
): (rule: string, span: Span) => readonly Named[] {
  const byRule = new Map<string, Map<string, Group>>();
  for (const { covers, isLate, rules } of suppressions) {
    if (isLate) continue;
    const start = covers?.start ?? 0;
    const end = covers?.end ?? Number.POSITIVE_INFINITY;
    const key = `${start}-${end}`;
    for (const named of rules) {
      const groups = byRule.get(named.id) ?? new Map<string, Group>();
      byRule.set(named.id, groups);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { start, end, named: [named], isUsed: false });
      else group.named.push(named);
    }
  }
  const sorted = new Map([...byRule].map(([rule, groups]) => [rule, sortGroups([...groups.values()])]));
  return (rule, span) => {
    const found = sorted.get(rule);
    return found === undefined ? [] : coveringIn(found, span);
  };
}

function sortGroups(groups: Group[]): RuleGroups {
  groups.sort((a, b) => a.start - b.start);
  let furthest = Number.NEGATIVE_INFINITY;
  const reach = groups.map(({ end }) => {
    furthest = Math.max(furthest, end);
    return furthest;
  });
  return { groups, reach };
}

function coveringIn({ groups, reach }: RuleGroups, span: Span): readonly Named[] {
  const after = partitionPoint(groups.length, (index) => (groups[index] as Group).start <= span.end);
  const found: Named[] = [];
  for (let index = after - 1; index >= 0 && (reach[index] as number) >= span.start; index -= 1) {
    const group = groups[index] as Group;
    if (group.end < span.start) continue;
    if (!group.isUsed) {
      for (const named of group.named) found.push(named);
      group.isUsed = true;
    } else if (found.length === 0) found.push(group.named[0] as Named);
  }
  return found;
}
