import type { Finding } from '../engine/finding.ts';

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
