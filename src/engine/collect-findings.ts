import { applyBaseline, type Baseline } from './baseline.ts';
import type { Judged } from './checker.ts';
import { compareFindings, type Finding } from './finding.ts';

export interface SilencedFinding {
  readonly finding: Finding;
  readonly by: 'comment' | 'baseline';
}

export interface Findings {
  /** Sorted. */
  readonly findings: readonly Finding[];
  readonly silenced: readonly SilencedFinding[];
  /** Entries in the baseline whose findings are gone. */
  readonly stale: number;
}

/** All findings in judged files and paths, except those that a comment or the baseline silences. */
export function collectFindings(
  judged: readonly Judged[],
  rest: { readonly pathFindings: readonly Finding[]; readonly baseline: Baseline | null },
): Findings {
  const found = [...rest.pathFindings, ...judged.flatMap(({ result }) => result.placed.map((one) => one.finding))];
  found.sort(compareFindings);
  const inComments = judged.flatMap(({ result }) => result.silenced.map(({ finding }) => finding));
  const paths = new Set(judged.map(({ file }) => file.path));
  const { findings, known, stale } =
    rest.baseline === null
      ? { findings: found, known: [], stale: 0 }
      : applyBaseline(found, rest.baseline, (path) => paths.has(path));
  return {
    findings,
    stale,
    silenced: [
      ...inComments.map((finding) => ({ finding, by: 'comment' as const })),
      ...known.map((finding) => ({ finding, by: 'baseline' as const })),
    ],
  };
}
