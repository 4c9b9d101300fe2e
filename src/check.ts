import { resolve } from 'node:path';
import { openPackageFacts } from './advisories/package-facts.ts';
import type { Io } from './cli/io.ts';
import type { Options } from './cli/options.ts';
import { configPaths } from './config/candidates.ts';
import type { ConfigLookup } from './config/lookup.ts';
import { scopeOf } from './config/selection.ts';
import { loadConfigs } from './config/source.ts';
import { environmentMarks } from './declared/environment-roots.ts';
import { type Baseline, followMoves, pathOfEntry } from './engine/baseline.ts';
import { type GivenBaseline, readBaseline, readBaselines } from './engine/baseline-file.ts';
import { createChecker, type SourceFile } from './engine/checker.ts';
import { kindOf } from './engine/kind.ts';
import type { Snapshot } from './engine/snapshot.ts';
import { judgingDay } from './git/date.ts';
import type { StartedListing } from './git/early-listing.ts';
import { listAskedFiles } from './git/list/asked-files.ts';
import type { Entry, Listing, SkippedFile } from './git/list/entry.ts';
import type { Content } from './git/read/content.ts';
import { openSnapshot } from './git/read/snapshot.ts';
import { openRepository, type Repository } from './git/repository.ts';
import { wayInside } from './git/way-inside.ts';
import type { ReadListing } from './quick-look.ts';
import type { CheckRun } from './report/run.ts';
import { openRegistry } from './rules/registry.ts';

export interface CheckStart {
  /** The listing that is under way. */
  readonly started?: StartedListing | null;
  /** What the quick look has read already. */
  readonly read?: ReadListing | null;
  /** False: the baselines of the configuration are left out. */
  readonly withBaseline?: boolean;
}

/** Lists the files, reads them, and judges them. */
export async function runCheck(
  options: Options,
  io: Io,
  { started = null, read = null, withBaseline = true }: CheckStart = {},
): Promise<CheckRun> {
  const { timings, lap } = startLaps(io);
  const repository =
    started?.repository ?? openRepository(io.cwd, io.env, options.fromRef === null ? 'work tree' : 'commits');
  const listing = read?.listing ?? (await (started?.listing ?? listAskedFiles(options, repository)));
  lap('list');

  const snapshot = read?.snapshot ?? openSnapshot(repository, listing.source, listing.lateBases);
  const paths = listing.entries.map((entry) => entry.path);
  const alongside = options.noConfig || options.config !== null ? [] : configPaths(paths);
  const stdin = options.stdinFilename === null ? null : await io.readStdin();
  // In the same process as the contents: one file more in an environment that is there already tells nothing by itself.
  const possibleMarks = environmentMarks(paths);
  const contents = read?.contents ?? (await snapshot.contents(listing.entries, [...alongside, ...possibleMarks]));
  const place = { cwd: io.cwd, root: repository.root };
  const registry = await openRegistry();
  const configs = await loadConfigs(options, place, paths, snapshot, registry.catalogue);
  const entries = new Map(listing.entries.map((entry) => [entry.path, entry]));
  const date = options.asOf ?? (await judgingDay(repository, listing.source, io.now()));
  const packages = openLazily(() => openPackageFacts(io.env, io.builtInAdvisories, date));
  // One listing answers for all that is not there; each look-up of its own would be two processes.
  const files: Snapshot = {
    ...snapshot,
    read: (path) => (snapshot.exists(path) ? snapshot.read(path) : null),
    bases(path) {
      const entry = entries.get(path);
      return entry === undefined ? [] : snapshot.bases(entry);
    },
  };
  const checker = createChecker(configs, (config) => scopeOf(registry.catalogue.ids, options, config), {
    registry,
    snapshot: files,
    date,
    loadFormats: () => import('./formats/parsers.ts'),
    beforeJudging: async (bytes) => {
      // Not before the code that is needed is loaded: compiled code is refused under another flag.
      if (bytes < SHORT_RUN) await io.expectShortRun();
    },
    packages: packages.open,
  });
  const given = withBaseline ? baselineOf(options, io, repository, listing, configs, files) : null;
  lap('configure');

  const byPath = await checker.checkPaths(
    paths,
    possibleMarks.filter((mark) => snapshot.read(mark) !== null),
  );
  const skipped = [...listing.skipped];
  const problems = [...listing.problems];
  const sources: SourceFile[] = [];
  const wanted = chooseFiles(listing.entries, options, configs, byPath.claims, skipped);
  listing.entries.forEach((entry, index) => {
    if (!wanted.has(entry)) return;
    const content: Content = stdin === null ? (contents[index] as Content) : { bytes: stdin, problem: null };
    // A Python file with NUL bytes looks binary and is a finding: Python refuses it.
    const isPython = content.problem?.kind === 'binary' && kindOf(entry.path) === 'python';
    const bytes = content.bytes ?? (isPython ? snapshot.read(entry.path) : null);
    if (bytes !== null) sources.push({ path: entry.path, bytes });
    else if (content.problem !== null) (checker.wants(entry.path) ? problems : skipped).push(content.problem);
  });
  const judged = await checker.check(sources);
  problems.push(...snapshot.baseProblems());
  lap('judge');
  return {
    repository,
    entries,
    configs,
    checker,
    judged,
    pathFindings: inShard(byPath.findings, options.shard),
    baseline: given && withMoves(given.baseline, paths, files),
    remarks: given?.note == null ? [] : [given.note],
    failures: [...byPath.failures, ...judged.flatMap(({ result }) => result.failures)],
    problems,
    skipped,
    timings,
    packageFacts: packages.opened()?.state ?? null,
  };
}

/**
 * Bytes of files that are judged sooner without optimized code: measured, compiling in the background costs more than
 * it gains up to 1.5 MB, and node waits at its end for the compilations that are under way (30 ms for ten modules).
 */
const SHORT_RUN = 1_000_000;

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

function baselineOf(
  { baseline }: Options,
  { cwd }: Io,
  { root }: Repository,
  listing: Listing,
  configs: ConfigLookup,
  files: Snapshot,
): GivenBaseline | null {
  const paths = listing.entries.map(({ path }) => path);
  if (baseline === null) {
    const named = readBaselines(configs, paths, files);
    return named && { baseline: named, note: null };
  }
  const { kind } = listing.source;
  const path = kind === 'worktree' ? null : wayInside(root, resolve(cwd, baseline));
  const missing = kind === 'index' ? 'not staged' : 'not in the commit that is judged';
  return readBaseline(baseline, { cwd, path, files, missing });
}

/** A file that only moves brings nothing new: what the baseline knows of it holds under its new path. */
function withMoves(baseline: Baseline, paths: readonly string[], files: Snapshot): Baseline {
  const gone = new Set([...baseline.keys()].map(pathOfEntry).filter((path) => !files.exists(path)));
  if (gone.size === 0) return baseline;
  const moves = new Map<string, string>();
  for (const path of paths) {
    for (const base of files.bases(path)) {
      if (base.path !== path && gone.has(base.path)) moves.set(base.path, path);
    }
  }
  return moves.size === 0 ? baseline : followMoves(baseline, (path) => moves.get(path) ?? null);
}

function startLaps(io: Io): { readonly timings: [string, number][]; lap(step: string): void } {
  let before = io.elapsed();
  const timings: [string, number][] = [['start', before]];
  return {
    timings,
    lap(step) {
      const now = io.elapsed();
      timings.push([step, now - before]);
      before = now;
    },
  };
}

function chooseFiles(
  entries: readonly Entry[],
  options: Options,
  configs: ConfigLookup,
  claims: readonly string[],
  skipped: SkippedFile[],
): ReadonlySet<Entry> {
  const left = entries.filter(({ path }) => {
    const claim = claims.find((folder) => path === folder || path.startsWith(`${folder}/`));
    if (claim !== undefined) skipped.push({ path, reason: `part of ${claim}` });
    const excluded = claim === undefined && configs.configFor(path).excludes(path);
    if (excluded) skipped.push({ path, reason: 'excluded by the configuration' });
    return claim === undefined && !excluded;
  });
  return new Set(inShard(left, options.shard));
}

/** By turns, so that large neighbours are spread. */
function inShard<T>(items: readonly T[], shard: Options['shard']): readonly T[] {
  return shard === null ? items : items.filter((_, index) => index % shard.count === shard.index - 1);
}
