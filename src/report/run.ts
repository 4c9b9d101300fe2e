import type { FactsState } from '../advisories/package-facts.ts';
import type { ConfigLookup } from '../config/lookup.ts';
import type { Baseline } from '../engine/baseline.ts';
import type { Checker, Judged } from '../engine/checker.ts';
import type { Finding } from '../engine/finding.ts';
import type { RuleFailure } from '../engine/lint.ts';
import type { Loosening } from '../engine/loosening.ts';
import type { Entry, FileProblem, SkippedFile } from '../git/list/entry.ts';
import type { Repository } from '../git/repository.ts';
import type { Laps } from '../laps.ts';

/** Everything that a check found out. */
export interface CheckRun {
  readonly repository: Repository;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly configs: ConfigLookup;
  /** The configurations before the change, if they were asked too. */
  readonly baseConfigs: ConfigLookup | null;
  readonly checker: Checker;
  readonly judged: readonly Judged[];
  /** Findings about paths, not content. */
  readonly pathFindings: readonly Finding[];
  /** Null if none is used. */
  readonly baseline: Baseline | null;
  /** What the user should know about how the check was done. */
  readonly remarks: readonly string[];
  /** What the change itself adds that silences findings. */
  readonly loosenings: readonly Loosening[];
  readonly failures: readonly RuleFailure[];
  /** What should have been judged and was not. */
  readonly problems: readonly FileProblem[];
  readonly skipped: readonly SkippedFile[];
  /** Where the run spends its time. */
  readonly laps: Laps;
  /** Null if no file requires a package. */
  readonly packageFacts: FactsState | null;
}

/** What --fix did. */
export interface FixOutcome {
  /** The rewritten files, as they are now. */
  readonly judged: ReadonlyMap<string, Judged>;
  readonly fixed: readonly Finding[];
  readonly failed: readonly FileProblem[];
  readonly notes: readonly string[];
}
