import { cvssScore } from './cvss-score.ts';
import { packEntry } from './entry.ts';
import type { AdvisoriesSource, Source } from './index-format.ts';
import { mergeRecords, type PackageRecord } from './merge-records.ts';
import type { OsvRecord } from './osv-record.ts';
import { summarize } from './summary.ts';
import { packSection, type SectionBlocks } from './write-index.ts';

/** How many names to compare look-alikes with: the most popular ones. */
export const TARGETS = 1000;

/** Collects records until their section is packed. Keeps only what the index needs. */
export interface RecordCollector {
  add(record: OsvRecord): void;
  pack(
    source: Omit<Source, 'date'>,
    /** The day of the export; null to use the newest record's. */
    date: string | null,
    /** Which packages to include; null for all. */
    selected: ((name: string) => boolean) | null,
  ): { readonly section: SectionBlocks; readonly source: Omit<AdvisoriesSource, 'date'> & { date: string | null } };
}

export function createCollector(): RecordCollector {
  const byPackage = new Map<string, PackageRecord[]>();
  let newest: string | null = null;
  return {
    add({ packages, vectors, ...record }) {
      if (record.modified !== null && (newest === null || record.modified > newest)) newest = record.modified;
      if (record.isWithdrawn) return;
      // Keep only a summary: there are tens of thousands of records.
      const short = { ...record, details: record.summary === '' ? summarize([record]) : '' };
      const score = cvssScore(vectors);
      for (const affected of packages) {
        const list = byPackage.get(affected.name);
        const one = { record: short, score, affected };
        if (list === undefined) byPackage.set(affected.name, [one]);
        else list.push(one);
      }
    },
    pack(source, date, selected) {
      const lines = new Map<string, string>();
      let vulnerabilities = 0;
      let malicious = 0;
      for (const [name, records] of byPackage) {
        if (selected !== null && !selected(name)) continue;
        const entry = mergeRecords(records);
        if (entry.vulnerabilities.length === 0 && entry.malware.length === 0) continue;
        vulnerabilities += entry.vulnerabilities.length;
        if (entry.malware.length > 0) malicious += 1;
        lines.set(name, JSON.stringify(packEntry(entry)));
      }
      return {
        section: packSection(lines),
        source: {
          ...source,
          date: date ?? newest,
          packages: lines.size,
          vulnerabilities,
          malicious,
          isComplete: selected === null,
        },
      };
    },
  };
}

/** A section of names without payloads. */
export function packNames(names: Iterable<string>): SectionBlocks {
  return packSection(new Map([...names].map((name) => [name, ''])));
}

/** The section of names that look-alikes imitate. It is a single block, since they are all read at once. */
export function packTargets(popular: readonly string[]): SectionBlocks {
  return packSection(new Map(popular.slice(0, TARGETS).map((name) => [name, ''])), Number.POSITIVE_INFINITY);
}
