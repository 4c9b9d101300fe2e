import type { CheckRun } from '../check.ts';
import type { Io } from '../cli/io.ts';
import { collectFindings } from '../engine/collect-findings.ts';
import { compareFindings, type Finding } from '../engine/finding.ts';
import type { FixOutcome } from '../fix.ts';

export interface Summary {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly fixed: number;
  readonly suppressed: number;
  readonly milliseconds: number;
}

/** What a run has to say; the findings are sorted. */
export interface Report {
  readonly findings: readonly Finding[];
  readonly summary: Summary;
}

/** What was found, and what --fix has left of it. */
export function makeReport(run: CheckRun, outcome: FixOutcome, io: Pick<Io, 'elapsed'>): Report {
  const { suppressed } = collectFindings(run.judged, run);
  const judged = run.judged.map((before) => outcome.judged.get(before.file.path) ?? before);
  const left = collectFindings(judged, run).findings;
  const findings = [...left, ...outcome.fixed].sort(compareFindings);
  const milliseconds = Math.round(io.elapsed());
  return { findings, summary: summarize(findings, { files: run.judged.length, suppressed, milliseconds }) };
}

/** Counts what is left; what --fix has fixed counts as fixed only. */
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
