import { applyBaseline, type Baseline } from './baseline.ts';
import type { Judged } from './checker.ts';
import { compareFindings, type Finding } from './finding.ts';

export interface Findings {
  /** Sorted. */
  readonly findings: readonly Finding[];
  /** How many a comment or the baseline silenced. */
  readonly suppressed: number;
}

/** All findings of judged files and of paths; those that the baseline knows are counted instead. */
export function collectFindings(
  judged: readonly Judged[],
  rest: { readonly pathFindings: readonly Finding[]; readonly baseline: Baseline | null },
): Findings {
  const findings = [...rest.pathFindings, ...judged.flatMap(({ result }) => result.placed.map((one) => one.finding))];
  findings.sort(compareFindings);
  const suppressed = judged.reduce((sum, { result }) => sum + result.suppressed, 0);
  if (rest.baseline === null) return { findings, suppressed };
  const { findings: fresh, known } = applyBaseline(findings, rest.baseline);
  return { findings: fresh, suppressed: suppressed + known };
}
