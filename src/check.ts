import { openPackageFacts } from './advisories/package-facts.ts';
import type { Change, Side } from './change.ts';
import type { Io } from './cli/io.ts';
import type { Options } from './cli/options.ts';
import { configPaths } from './config/candidates.ts';
import { environmentMarks } from './declared/environment-roots.ts';
import type { CheckerOptions } from './engine/checker.ts';
import type { BaseFile, Snapshot } from './engine/snapshot.ts';
import { judgingDay } from './git/date.ts';
import { listAskedFiles } from './git/list/asked-files.ts';
import { withinLimit } from './git/read/content.ts';
import { readLinks } from './git/read/linked-files.ts';
import { openSnapshot } from './git/read/snapshot.ts';
import { openRepository } from './git/repository.ts';
import { judgeFiles, type ReadFiles } from './judge-files.ts';
import type { Judgement } from './judgement.ts';
import { startLaps } from './laps.ts';
import type { QuickLook } from './quick-look.ts';
import type { CheckRun } from './report/run.ts';
import { openRegistry } from './rules/registry.ts';
import { isWorthWeighing, openSide } from './side.ts';

export interface CheckStart {
  /** What is staged, as far as it has been examined. */
  readonly look?: QuickLook | null;
  /** False to ignore the baselines in the configuration. */
  readonly withBaseline?: boolean;
  /** True if the findings of an earlier run on the same files are good enough, since only findings are asked for. */
  readonly mayBeKept?: boolean;
}

/** Lists the files, reads them, and judges them. */
export async function runCheck(
  options: Options,
  io: Io,
  { look = null, withBaseline = true, mayBeKept = false }: CheckStart = {},
): Promise<CheckRun> {
  const laps = startLaps(io);
  const { lap } = laps;
  const repository =
    look?.repository ?? openRepository(io.cwd, io.env, options.fromRef === null ? 'work tree' : 'commits');
  const listing = look?.listing ?? (await listAskedFiles(options, repository));
  lap('list');

  const snapshot = openSnapshot(repository, listing.source, listing, look?.objects);
  const paths = listing.entries.map((entry) => entry.path);
  const alongside = options.noConfig || options.config !== null ? [] : configPaths(paths);
  const stdin = options.stdinFilename === null ? null : await io.readStdin();
  const date = options.asOf ?? (await judgingDay(repository, listing.source, io.now()));
  const keeping = mayBeKept && options.allFiles ? await import('./kept-judgement.ts') : null;
  const key = keeping?.judgementKey(repository, options, date, io) ?? null;
  const kept = keeping === null || key === null ? null : keeping.recallJudgement(repository, key);
  // In the same process as the contents: one more file in an existing environment says nothing by itself.
  const possibleMarks = kept === null ? environmentMarks(paths) : [];
  const found = kept !== null ? [] : snapshot.contents(listing.entries, [...alongside, ...possibleMarks]);
  const contents = stdin === null ? found : listing.entries.map(({ path }) => withinLimit(path, stdin));
  lap('read');
  const registry = await openRegistry();
  const entries = new Map(listing.entries.map((entry) => [entry.path, entry]));
  const linkBases = new Map<string, readonly BaseFile[]>();
  const linked: ReadFiles['linked'] = (choice) => {
    const found = readLinks(repository, listing, snapshot, choice);
    for (const { path, bases } of found.linked) linkBases.set(path, bases);
    return found;
  };
  // One listing answers for everything that does not exist; each separate lookup would take two processes.
  const files: Snapshot = {
    ...snapshot,
    read: (path) => (snapshot.exists(path) ? snapshot.read(path) : null),
    bases(path) {
      const entry = entries.get(path);
      return entry === undefined ? (linkBases.get(path) ?? []) : snapshot.bases(entry);
    },
  };
  const change: Change = {
    place: { cwd: io.cwd, root: repository.root },
    listing,
    snapshot,
    files,
    configPaths: alongside,
    catalogue: registry.catalogue,
    options,
    isRange: options.fromRef !== null || (options.operands.length > 0 && Boolean(io.env.PRE_COMMIT_FROM_REF)),
  };
  const side = await openSide(change, withBaseline);
  const packages = openLazily(() => openPackageFacts(io.env, io.builtInAdvisories, date));
  const checkerOptions: CheckerOptions = {
    registry,
    snapshot: files,
    date,
    ...(look && { lookedAt: look.files }),
    loadFormats: () => import('./formats/parsers.ts'),
    beforeJudging: (bytes) => {
      if (bytes > TINY_RUN && bytes < SHORT_RUN) io.expectShortRun();
      if (bytes > LONG_RUN) io.saveMemory();
    },
    packages: packages.open,
    processorTime: io.processorTime,
    lap: (step) => lap('judge', step),
  };
  lap('configure');

  const about = { repository, entries, baseConfigs: null, loosenings: [] };
  if (keeping !== null && kept !== null) {
    const again = await judgeFiles(NO_FILES, side, options, checkerOptions);
    const judged = keeping.judgedAsKept(kept, paths);
    lap('recall');
    return { ...again, ...about, judged, pathFindings: kept.pathFindings, laps, packageFacts: kept.packageFacts };
  }

  const marks = possibleMarks.filter((mark) => snapshot.read(mark) !== null);
  const judge = (by: Side): Promise<Judgement> =>
    judgeFiles({ listing, contents, marks, linked }, by, options, checkerOptions);
  const judgement = await judge(side);
  const run: CheckRun = {
    ...judgement,
    ...about,
    problems: [...judgement.problems, ...snapshot.baseProblems()],
    laps,
    packageFacts: packages.opened()?.state ?? null,
  };
  lap('judge', 'the rest');
  const weighed = isWorthWeighing(change, run)
    ? await (await import('./loosening/weigh-change.ts')).weighChange(change, run, judge)
    : run;
  lap('weigh');
  if (keeping !== null && key !== null) keeping.keepJudgement(weighed, key);
  return weighed;
}

const NO_FILES: ReadFiles = {
  listing: { entries: [], problems: [], skipped: [], source: { kind: 'index' } },
  contents: [],
  marks: [],
  linked: () => ({ linked: [], remarks: [] }),
};

/**
 * Up to this many bytes are judged faster without optimised code. Measured: compiling in the background costs more than
 * it gains up to 1.5 MB, and node waits at its end for unfinished compilations (30 ms for ten modules).
 */
const SHORT_RUN = 1_000_000;
/** Of so few V8 optimises next to nothing by itself, and loading the module that tells it not to takes longer. */
const TINY_RUN = 60_000;
/** Of so many V8 would let several hundred megabytes of garbage pile up. */
const LONG_RUN = 5_000_000;

function openLazily<T>(make: () => T): { open(): T; opened(): T | null } {
  let made: T | null = null;
  return {
    open() {
      made ??= make();
      return made;
    },
    opened: () => made,
  };
}
