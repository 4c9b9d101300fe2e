import { type Affected, readInterval, writeInterval } from './intervals.ts';

/** One vulnerability of a package: all records about it, merged. */
export interface Vulnerability extends Affected {
  readonly id: string;
  readonly aliases: readonly string[];
  /** The consequence, in one sentence without a full stop. May be empty. */
  readonly summary: string;
  /** The highest CVSS score of its vectors, 0 to 10; null if no vector is known. */
  readonly score: number | null;
}

/** Malicious releases of a package. */
export interface Malware extends Affected {
  /** Empty for a name from a list without records. */
  readonly id: string;
  readonly aliases: readonly string[];
}

/** What the index knows about a package. */
export interface PackageEntry {
  readonly vulnerabilities: readonly Vulnerability[];
  readonly malware: readonly Malware[];
}

type PackedVulnerability = [id: string, aliases: string[], summary: string, score: number | null, string[], string[]];
type PackedMalware = [id: string, aliases: string[], intervals: string[], versions: string[]];
/** As stored in the index. Names are short because they are repeated thousands of times. */
export interface PackedEntry {
  readonly v?: readonly PackedVulnerability[];
  readonly m?: readonly PackedMalware[];
}

export function packEntry({ vulnerabilities, malware }: PackageEntry): PackedEntry {
  return {
    ...(vulnerabilities.length === 0
      ? {}
      : {
          v: vulnerabilities.map(({ id, aliases, summary, score, intervals, versions }) => [
            id,
            [...aliases],
            summary,
            score,
            intervals.map(writeInterval),
            [...versions],
          ]),
        }),
    ...(malware.length === 0
      ? {}
      : {
          m: malware.map(({ id, aliases, intervals, versions }) => [
            id,
            [...aliases],
            intervals.map(writeInterval),
            [...versions],
          ]),
        }),
  };
}

export function unpackEntry({ v = [], m = [] }: PackedEntry): PackageEntry {
  return {
    vulnerabilities: v.map(([id, aliases, summary, score, intervals, versions]) => ({
      id,
      aliases,
      summary,
      score,
      intervals: intervals.map(readInterval),
      versions,
    })),
    malware: m.map(([id, aliases, intervals, versions]) => ({
      id,
      aliases,
      intervals: intervals.map(readInterval),
      versions,
    })),
  };
}
