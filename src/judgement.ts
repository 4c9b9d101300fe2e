import type { ConfigLookup } from './config/lookup.ts';
import type { Baseline } from './engine/baseline.ts';
import type { Checker, Judged } from './engine/checker.ts';
import type { Finding } from './engine/finding.ts';
import type { RuleFailure } from './engine/lint.ts';
import type { FileProblem, SkippedFile } from './git/list/entry.ts';

/** The result of judging the files with one set of configurations. */
export interface Judgement {
  readonly configs: ConfigLookup;
  readonly checker: Checker;
  readonly judged: readonly Judged[];
  /** Findings about paths, not content. */
  readonly pathFindings: readonly Finding[];
  /** Null if none is used. */
  readonly baseline: Baseline | null;
  /** What the user should know about how the check was done. */
  readonly remarks: readonly string[];
  readonly failures: readonly RuleFailure[];
  /** What should have been judged and was not. */
  readonly problems: readonly FileProblem[];
  readonly skipped: readonly SkippedFile[];
}
