import type { Io } from '../cli/io.ts';
import { collectFindings, type SilencedFinding } from '../engine/collect-findings.ts';
import { compareFindings, type Finding } from '../engine/finding.ts';
import { groupBy } from '../engine/group-by.ts';
import type { Loosening } from '../engine/loosening.ts';
import type { CheckRun, FixOutcome } from './run.ts';

export interface Summary {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly fixed: number;
  readonly suppressed: number;
  readonly milliseconds: number;
}

/** Findings of one rule in one file that are only counted: nobody reads the hundred and first. */
export interface Omitted {
  readonly rule: string;
  readonly path: string;
  readonly count: number;
}

/** What a run has to say. The findings are sorted. */
export interface Report {
  readonly findings: readonly Finding[];
  readonly omitted: readonly Omitted[];
  readonly silenced: readonly SilencedFinding[];
  /** What the change itself silences. */
  readonly loosenings: readonly Loosening[];
  /** Entries in the baseline whose findings are gone. */
  readonly stale: number;
  /** Counts all findings, including those that are only counted. */
  readonly blocking: number;
  readonly summary: Summary;
}

/** What was found, minus what --fix fixed. */
export function makeReport(run: CheckRun, outcome: FixOutcome, io: Pick<Io, 'elapsed'>): Report {
  const judged = run.judged.map((before) => outcome.judged.get(before.file.path) ?? before);
  const { findings: left, silenced, stale } = collectFindings(judged, run);
  const all = [...left, ...outcome.fixed].sort(compareFindings);
  const milliseconds = Math.round(io.elapsed());
  return {
    ...limitFindings(all),
    silenced,
    loosenings: run.loosenings,
    stale,
    blocking: all.filter(({ blocks }) => blocks).length,
    summary: summarize(all, { files: run.judged.length, suppressed: silenced.length, milliseconds }),
  };
}

const MAX_PER_RULE = 100;

export function limitFindings(all: readonly Finding[]): Pick<Report, 'findings' | 'omitted'> {
  if (all.length <= MAX_PER_RULE) return { findings: all, omitted: [] };
  const groups = [...groupBy(all, ({ rule, path }) => `${rule}\n${path}`).values()];
  const tooMany = groups.filter((group) => group.length > MAX_PER_RULE);
  // Blocking findings go first.
  const extra = new Set(
    tooMany.flatMap((group) => group.toSorted((a, b) => Number(b.blocks) - Number(a.blocks)).slice(MAX_PER_RULE)),
  );
  return {
    findings: all.filter((finding) => !extra.has(finding)),
    omitted: tooMany.map(([{ rule, path }, ...others]) => ({ rule, path, count: others.length + 1 - MAX_PER_RULE })),
  };
}

/** Counts what is left. What --fix fixed only counts as fixed. */
export function summarize(
  findings: readonly Finding[],
  rest: Pick<Summary, 'files' | 'suppressed' | 'milliseconds'>,
): Summary {
  const open = findings.filter((finding) => !finding.fixed);
  const count = (severity: Finding['severity']): number =>
    open.filter((finding) => finding.severity === severity).length;
  return {
    files: rest.files,
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    fixed: findings.length - open.length,
    suppressed: rest.suppressed,
    milliseconds: rest.milliseconds,
  };
}
