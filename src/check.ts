import { openPackageFacts } from './advisories/package-facts.ts';
import type { Change, Side } from './change.ts';
import type { Io } from './cli/io.ts';
import type { Options } from './cli/options.ts';
import { configPaths } from './config/candidates.ts';
import { environmentMarks } from './declared/environment-roots.ts';
import type { CheckerOptions } from './engine/checker.ts';
import { openLazily } from './engine/open-lazily.ts';
import type { BaseFile } from './engine/snapshot.ts';
import { judgingDay } from './git/date.ts';
import { listAskedFiles } from './git/list/asked-files.ts';
import { type Content, withinLimit } from './git/read/content.ts';
import { readLinks } from './git/read/linked-files.ts';
import { openSnapshot } from './git/read/snapshot.ts';
import { openRepository } from './git/repository.ts';
import { judgeEntries } from './judge-entries.ts';
import { type FilesToJudge, judgeFiles } from './judge-files.ts';
import type { Judgement } from './judgement.ts';
import { startLaps } from './laps.ts';
import type { QuickLook } from './quick-look.ts';
import type { CheckRun } from './report/run.ts';
import { openRegistry } from './rules/registry.ts';
import { mayAddComments, mayAlterConfiguration, openSide } from './side.ts';
import { snapshotOf } from './snapshot-of-change.ts';

export interface CheckStart {
  /** What is staged, as far as it has been examined. */
  readonly look?: QuickLook | null;
  /** False to ignore the baselines in the configuration. */
  readonly withBaseline?: boolean;
  /** True if only findings are asked for: those of an earlier run on the same files will do, and no file is kept. */
  readonly onlyFindings?: boolean;
}

/** Lists the files, reads them, and judges them. */
export async function runCheck(
  options: Options,
  io: Io,
  { look = null, withBaseline = true, onlyFindings = false }: CheckStart = {},
): Promise<CheckRun> {
  const laps = startLaps(io);
  const { lap } = laps;
  const repository =
    look?.repository ?? openRepository(io.cwd, io.env, options.fromRef === null ? 'work tree' : 'commits');
  const registry = await openRegistry();
  const isTree = onlyFindings && options.allFiles;
  const unchanged = isTree
    ? (await import('./kept/unchanged-tree.ts')).openUnchangedTree(repository, options, io)
    : null;
  const recalled = unchanged?.recall(registry.catalogue, laps);
  if (recalled) return recalled;
  const listing = look?.listing ?? (await listAskedFiles(options, repository));
  lap('list');

  const date = options.asOf ?? (await judgingDay(repository, listing.source, io.now()));
  const large = isTree ? (await import('./shares/large-tree.ts')).openLargeTree(repository, listing) : null;
  const snapshot = openSnapshot(repository, listing.source, listing, large?.objects ?? look?.objects);
  // With all files at hand, most of what might be beside them is known not to be.
  if (large !== null) snapshot.expect(listing.entries);
  const mayExist = large === null ? () => true : snapshot.exists;
  const paths = listing.entries.map((entry) => entry.path);
  const alongside = options.noConfig || options.config !== null ? [] : configPaths(paths).filter(mayExist);
  const stdin = options.stdinFilename === null ? null : await io.readStdin();
  // In the same process as the contents: one more file in an existing environment says nothing by itself.
  const possibleMarks = environmentMarks(paths).filter(mayExist);
  const readNow = large === null ? listing.entries : [];
  const found = snapshot.contents(readNow, [...alongside, ...possibleMarks]);
  const contents = stdin === null ? found : listing.entries.map(({ path }) => withinLimit(path, stdin));
  lap('read');
  const entries = new Map(listing.entries.map((entry) => [entry.path, entry]));
  const linkBases = new Map<string, readonly BaseFile[]>();
  const linked: FilesToJudge['linked'] = (choice) => {
    const found = readLinks(repository, listing, snapshot, choice);
    for (const { path, bases } of found.linked) linkBases.set(path, bases);
    return found;
  };
  const files = snapshotOf(snapshot, entries, linkBases);
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
  const isAltered = mayAlterConfiguration(change, side.configs);
  const toKeep = { repository, listing, snapshot, files, options, date };
  const isCommit = onlyFindings && listing.source.kind === 'index' && !options.allFiles && stdin === null && !isAltered;
  const keeper = isTree
    ? (await import('./kept/tree-keeper.ts')).openTreeKeeper(toKeep, io)
    : isCommit
      ? (await import('./kept/commit-keeper.ts')).openCommitKeeper(toKeep, io)
      : null;
  const packages = openLazily(() => openPackageFacts(io.env, io.builtInAdvisories, date));
  const checkerOptions: CheckerOptions = {
    registry,
    snapshot: keeper?.snapshot ?? files,
    date,
    noteDependencies: keeper !== null,
    ...(options.allFiles && {
      neighbours: (await import('./git/read/tracked-neighbours.ts')).openTrackedNeighbours(snapshot),
    }),
    ...(look && { lookedAt: look.files }),
    loadFormats: () => import('./formats/parsers.ts'),
    beforeJudging: (bytes) => {
      if (bytes > TINY_RUN && bytes < SHORT_RUN) io.expectShortRun();
      if (bytes > LONG_RUN) io.expectLongRun();
    },
    packages: packages.open,
    processorTime: io.processorTime,
    lap: (step) => lap('judge', step),
  };
  lap('configure');

  const about = { repository, entries, baseConfigs: null, loosenings: [] };
  const contentOf = new Map(readNow.map((entry, index) => [entry, contents[index] as Content]));
  const judgeAtOnce: FilesToJudge['judge'] = (chosen, checker) =>
    judgeEntries(checker, chosen, (entry) => contentOf.get(entry) as Content, files.read);
  const tools = { snapshot, options, checkerOptions, packages, lap };
  const shares = large && (await import('./shares/judge-shares.ts')).openShares(large, listing, tools, io);
  const judgeNow = shares?.judge ?? judgeAtOnce;
  const marks = possibleMarks.filter((mark) => snapshot.read(mark) !== null);
  const judge = (by: Side): Promise<Judgement> =>
    judgeFiles({ listing, marks, linked, judge: keeper?.judging(judgeNow) ?? judgeNow }, by, options, checkerOptions);
  const judgement = await judge(side);
  const facts = shares?.packageFacts() ?? packages.opened()?.state ?? null;
  const run: CheckRun = {
    ...judgement,
    ...about,
    problems: [...judgement.problems, ...(shares ?? snapshot).baseProblems()],
    laps,
    packageFacts: keeper === null ? facts : keeper.packageFacts(facts),
  };
  lap('judge', 'the rest');
  const weighed =
    isAltered || mayAddComments(change, run)
      ? await (await import('./loosening/weigh-change.ts')).weighChange(change, run, judge)
      : run;
  lap('weigh');
  keeper?.keep();
  unchanged?.keep(weighed, listing);
  return weighed;
}

/**
 * Up to this many bytes are judged faster without optimised code: compiling in the background costs more than it gains,
 * and node waits at its end for unfinished compilations. Measured with WebAssembly for the reading.
 */
const SHORT_RUN = 1_000_000;
/** Of so few V8 optimises little by itself, and loading the module that tells it not to takes longer (4 ms). */
const TINY_RUN = 250_000;
/** Of so many V8 would let several hundred megabytes of garbage pile up. */
const LONG_RUN = 5_000_000;
