import type { Malware, PackageEntry, Vulnerability } from './entry.ts';
import { type Affected, writeInterval } from './intervals.ts';
import type { AffectedPackage, OsvRecord } from './osv-record.ts';
import { summarize } from './summary.ts';

/** The part of a record that concerns one package. */
export interface PackageRecord {
  readonly record: Omit<OsvRecord, 'packages' | 'vectors'>;
  readonly score: number | null;
  readonly affected: AffectedPackage;
}

/**
 * Records of one package that are aliases (a GHSA and a PYSEC record of one CVE) become one vulnerability. A group with
 * a record of the malicious-packages collection (MAL-) is malware.
 */
export function mergeRecords(records: readonly PackageRecord[]): PackageEntry {
  const vulnerabilities: Vulnerability[] = [];
  const malware: Malware[] = [];
  for (const group of groupByAliases(records)) {
    const ids = [...new Set(group.flatMap(({ record }) => [record.id, ...record.aliases]))].sort(byRank);
    const [id = '', ...aliases] = ids;
    const affected = joinAffected(group.map((one) => one.affected));
    if (affected.intervals.length === 0 && affected.versions.length === 0) continue;
    if (ids.some((one) => one.startsWith('MAL-'))) {
      malware.push({ id, aliases, ...affected });
      continue;
    }
    const scores = group.flatMap(({ score }) => (score === null ? [] : [score]));
    vulnerabilities.push({
      id,
      aliases,
      summary: summarize(group.map(({ record }) => record)),
      score: scores.length === 0 ? null : Math.max(...scores),
      ...affected,
    });
  }
  const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);
  return { vulnerabilities: vulnerabilities.sort(byId), malware: malware.sort(byId) };
}

/** The order in which to prefer ids: what Python's own tools print, then what people search for. */
const RANKS = ['MAL-', 'PYSEC-', 'GHSA-', 'CVE-'];

function byRank(a: string, b: string): number {
  const rank = (id: string): number => (RANKS.findIndex((prefix) => id.startsWith(prefix)) + 5) % 5;
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

function groupByAliases(records: readonly PackageRecord[]): readonly (readonly PackageRecord[])[] {
  const groupOf = new Map<string, Set<PackageRecord>>();
  for (const one of records) {
    const names = [one.record.id, ...one.record.aliases];
    const group = new Set([one]);
    for (const name of names) for (const other of groupOf.get(name) ?? []) group.add(other);
    for (const { record } of group) for (const name of [record.id, ...record.aliases]) groupOf.set(name, group);
  }
  return [...new Set(groupOf.values())].map((group) => [...group]);
}

function joinAffected(parts: readonly Affected[]): Affected {
  const intervals = new Map(parts.flatMap((part) => part.intervals.map((one) => [writeInterval(one), one] as const)));
  return { intervals: [...intervals.values()], versions: [...new Set(parts.flatMap(({ versions }) => versions))] };
}
