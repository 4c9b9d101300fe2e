import type { Io } from '../cli/io.ts';
import type { Options } from '../cli/options.ts';
import type { Catalogue } from '../config/catalogue.ts';
import { configOf } from '../config/config.ts';
import { lookUpIn } from '../config/lookup.ts';
import { type FileFindings, findingsOf, judgedAs } from '../engine/file-findings.ts';
import { localDay } from '../git/date.ts';
import { headCommit } from '../git/direct/head-tree.ts';
import { readChecksum } from '../git/direct/index-checksum.ts';
import type { Listing } from '../git/list/entry.ts';
import type { Repository } from '../git/repository.ts';
import type { Laps } from '../laps.ts';
import type { CheckRun } from '../report/run.ts';
import { isSettled } from './is-settled.ts';
import { openKeptLines } from './kept-lines.ts';
import { runKey } from './run-key.ts';

/** What a check of all tracked files said, for the case that the next one finds the same index. */
interface KeptRun extends Pick<CheckRun, 'pathFindings' | 'remarks' | 'packageFacts'> {
  /** Files with findings. */
  readonly found: readonly FileFindings[];
  /** The number of all files that were judged. */
  readonly files: number;
  readonly configs: readonly (readonly [source: string, values: Readonly<Record<string, unknown>>])[];
}

/** A tree that may be just as it was at the last check, so that nobody has to look at its files. */
export interface UnchangedTree {
  /** Null if something has changed. */
  recall(catalogue: Catalogue, laps: Laps): CheckRun | null;
  keep(run: CheckRun, listing: Listing): void;
}

/** Null if files outside of the index count, or the report is about more than findings. */
export function openUnchangedTree(
  repository: Repository,
  options: Options,
  io: Pick<Io, 'programId' | 'env' | 'now'>,
): UnchangedTree | null {
  const { programId } = io;
  const { direct, gitDir } = repository;
  const isPlain = options.config === null && options.baseline === null && options.format !== 'sarif';
  if (direct === null || programId === null || options.verbose || !isPlain) return null;
  const run = runKey(repository, options, options.asOf ?? localDay(io.now()), programId, io);
  const keyFor = (checksum: string | null): string | null => {
    const head = headCommit(gitDir);
    return head === null || checksum === null || /^0+$/.test(checksum) ? null : `${run} ${head} ${checksum} `;
  };
  const key = keyFor(readChecksum(direct.indexPath));
  if (key === null) return null;
  const lines = openKeptLines(repository, 'runs.json');
  return {
    recall(catalogue, laps) {
      const kept = lines.recall(key) as KeptRun | null;
      if (kept === null) return null;
      const { found, files, configs, ...rest } = kept;
      const quiet = judgedAs({ path: '', placed: [], silenced: [] });
      return {
        ...rest,
        laps,
        repository,
        get checker(): never {
          throw new Error('only the findings were kept');
        },
        configs: lookUpIn(new Map(configs.map(([source, values]) => [source, configOf(source, values, catalogue)]))),
        judged: [...found.map(judgedAs), ...Array.from({ length: files - found.length }, () => quiet)],
        entries: new Map(),
        baseConfigs: null,
        baseline: null,
        loosenings: [],
        failures: [],
        problems: [],
        skipped: [],
      };
    },
    keep({ judged, configs, pathFindings, remarks, packageFacts, baseline, failures, problems, loosenings }, listing) {
      if (failures.length + problems.length + loosenings.length > 0 || baseline !== null) return;
      // What was judged may be newer than the key.
      if (keyFor(direct.index()?.checksum() ?? null) !== key) return;
      if (!listing.entries.every((entry) => isSettled(entry, listing))) return;
      const kept: KeptRun = {
        found: judged.map(findingsOf).filter(({ placed, silenced }) => placed.length + silenced.length > 0),
        files: judged.length,
        configs: configs.all.flatMap(({ source, values }) => (source === null ? [] : [[source, values]])),
        pathFindings,
        remarks,
        packageFacts,
      };
      lines.keep(key, kept);
    },
  };
}
