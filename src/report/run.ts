import type { FactsState } from '../advisories/package-facts.ts';
import type { ConfigLookup } from '../config/lookup.ts';
import type { Judged } from '../engine/checker.ts';
import type { Finding } from '../engine/finding.ts';
import type { Loosening } from '../engine/loosening.ts';
import type { Entry, FileProblem } from '../git/list/entry.ts';
import type { Repository } from '../git/repository.ts';
import type { Judgement } from '../judgement.ts';
import type { Laps } from '../laps.ts';

/** Everything that a check found out. */
export interface CheckRun extends Judgement {
  readonly repository: Repository;
  readonly entries: ReadonlyMap<string, Entry>;
  /** The configurations before the change, if they were asked too. */
  readonly baseConfigs: ConfigLookup | null;
  /** What the change itself adds that silences findings. */
  readonly loosenings: readonly Loosening[];
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

export const NOTHING_FIXED: FixOutcome = { judged: new Map(), fixed: [], failed: [], notes: [] };
