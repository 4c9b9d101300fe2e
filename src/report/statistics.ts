import type { Finding } from '../engine/finding.ts';

/** The number of findings per rule, most frequent first. */
export function statisticsTable(findings: readonly Finding[]): string[] {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const rows = [...counts].sort(([a, many], [b, other]) => other - many || (a < b ? -1 : 1));
  const width = Math.max(...rows.map(([, number]) => String(number).length), 0);
  return rows.map(([rule, number]) => `${String(number).padStart(width)}  ${rule}`);
}
