import type { Snapshot } from '../engine/snapshot.ts';
import type { FilesToJudge } from '../judge-files.ts';
import type { CheckRun } from '../report/run.ts';

/** Keeps what a check came to, so that the next one judges only what has changed. */
export interface Keeper {
  /** The snapshot to judge with: its answers may be noted. */
  readonly snapshot: Snapshot;
  /** Judges the files that were not judged before, or would not be judged the same. */
  judging(judge: FilesToJudge['judge']): FilesToJudge['judge'];
  /** @param now of the files that were judged in this run */
  packageFacts(now: CheckRun['packageFacts']): CheckRun['packageFacts'];
  /** Stores everything for the next check. */
  keep(): void;
}
