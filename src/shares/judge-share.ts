import type { FactsState, PackageFacts } from '../advisories/package-facts.ts';
import type { Options } from '../cli/options.ts';
import type { ConfigLookup } from '../config/lookup.ts';
import type { CheckerOptions } from '../engine/checker.ts';
import { joinDependencies } from '../engine/dependencies.ts';
import { type FileFindings, findingsOf, judgedAs } from '../engine/file-findings.ts';
import type { Lazy } from '../engine/open-lazily.ts';
import type { FileProblem } from '../git/list/entry.ts';
import type { Content } from '../git/read/content.ts';
import type { PassingObjects } from '../git/read/passing-objects.ts';
import type { GitSnapshot } from '../git/read/snapshot.ts';
import { type ChosenFiles, type JudgedEntries, judgeEntries } from '../judge-entries.ts';
import { openChecker } from '../judge-files.ts';

/** What came of a share of the files. Plain data, as another thread may have judged it. */
export interface JudgedShare extends Omit<JudgedEntries, 'judged'> {
  readonly files: readonly FileFindings[];
  /** Files before the change that could not be read so far. */
  readonly baseProblems: readonly FileProblem[];
  /** Null if no file so far requires a package. */
  readonly packageFacts: FactsState | null;
}

/** What a thread judges with. */
export interface ShareTools {
  readonly snapshot: GitSnapshot;
  readonly objects: PassingObjects;
  readonly options: Options;
  readonly checkerOptions: CheckerOptions;
  readonly packages: Lazy<PackageFacts>;
  lap?(step: string): void;
}

/** Judges files that are then forgotten: only findings are kept. */
export type ShareJudge = (share: ChosenFiles) => Promise<JudgedShare>;

/** @param threads how many work at the same time */
export function openShareJudge(
  configs: ConfigLookup,
  threads: number,
  { snapshot, objects, options, checkerOptions, packages, lap }: ShareTools,
): ShareJudge {
  const { processorTime, ...others } = checkerOptions;
  const own: CheckerOptions = {
    ...others,
    beforeJudging: () => {},
    // The clock counts what all threads take. A file may take longer for that, but never less than it would alone.
    ...(processorTime && { processorTime: () => processorTime() / threads }),
  };
  return async (share) => {
    const found = snapshot.contents(share.entries);
    const contents = new Map(share.entries.map((entry, index) => [entry, found[index] as Content]));
    lap?.('read');
    // A checker of its own: the documents that others ask for go with it.
    const checker = openChecker(configs, options, own);
    const { judged, ...rest } = await judgeEntries(
      checker,
      share,
      (entry) => contents.get(entry) as Content,
      checkerOptions.snapshot.read,
    );
    objects.release();
    return {
      ...rest,
      files: judged.map(findingsOf),
      baseProblems: snapshot.baseProblems(),
      packageFacts: packages.opened()?.state ?? null,
    };
  };
}

/** As if one had judged them all. */
export const joinShares = (shares: readonly JudgedShare[]): JudgedEntries => ({
  judged: shares.flatMap(({ files }) => files.map(judgedAs)),
  failures: shares.flatMap(({ failures }) => failures),
  unread: shares.flatMap(({ unread }) => unread),
  unfinished: shares.flatMap(({ unfinished }) => unfinished),
  skipped: shares.flatMap(({ skipped }) => skipped),
  dependencies: joinDependencies(shares.map(({ dependencies }) => dependencies)),
});
