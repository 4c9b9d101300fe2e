import { readFileSync, statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { UserError } from './cli/errors.ts';
import type { Io } from './cli/io.ts';
import { COMMANDS, type Options } from './cli/options.ts';
import { nearest } from './cli/suggest.ts';
import { type ConfigLookup, configPaths } from './config/lookup.ts';
import { ruleIds, scopeOf } from './config/selection.ts';
import { loadConfigs } from './config/source.ts';
import { applyBaseline, parseBaseline } from './engine/baseline.ts';
import { type Checker, createChecker, type Judged, type SourceFile } from './engine/checker.ts';
import { compareFindings, type Finding } from './engine/finding.ts';
import { kindOf } from './engine/kind.ts';
import type { RuleFailure } from './engine/lint.ts';
import type { AnyRule } from './engine/rule.ts';
import type { StartedListing } from './git/early-listing.ts';
import { listRange, listStaged, listTracked } from './git/list/changes.ts';
import type { Entry, FileProblem, Listing, SkippedFile } from './git/list/entry.ts';
import { listFiles } from './git/list/files.ts';
import type { Content } from './git/read/content.ts';
import { openSnapshot, type Snapshot } from './git/read/snapshot.ts';
import { openRepository, type Repository } from './git/repository.ts';
import { GitError, runGit } from './git/run.ts';

/** Everything that a check has found out. */
export interface CheckRun {
  readonly repository: Repository;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly configs: ConfigLookup;
  readonly checker: Checker;
  readonly judged: readonly Judged[];
  /** About paths, not about what stands in files. */
  readonly pathFindings: readonly Finding[];
  readonly failures: readonly RuleFailure[];
  /** What should have been judged and was not. */
  readonly problems: readonly FileProblem[];
  readonly skipped: readonly SkippedFile[];
  readonly timings: readonly (readonly [step: string, milliseconds: number])[];
}

/** Lists the files, reads them, and judges them. */
export async function runCheck(
  options: Options,
  io: Io,
  rules: readonly AnyRule[],
  started: StartedListing | null = null,
): Promise<CheckRun> {
  const timings: [string, number][] = [['start', io.elapsed()]];
  const lap = (step: string): void => {
    const before = timings.reduce((sum, [, milliseconds]) => sum + milliseconds, 0);
    timings.push([step, io.elapsed() - before]);
  };
  const repository = started?.repository ?? openRepository(io.cwd, io.env);
  const range = await resolveRange(options, repository);
  const listing = await (started?.listing ?? list(options, io, repository, range));
  lap('list');
  const snapshot = openSnapshot(repository, listing.source);
  const stdin = options.stdinFilename === null ? null : await io.readStdin();
  const paths = listing.entries.map((entry) => entry.path);
  const alongside = options.noConfig || options.config !== null ? [] : configPaths(paths);
  const contents = await snapshot.contents(listing.entries, alongside);
  const size = contents.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0);
  if (size < SHORT_RUN) await io.expectShortRun();
  lap('read');

  const readText = (path: string): string | null =>
    snapshot
      .read(path)
      ?.toString('utf8')
      .replace(/^\ufeff/, '') ?? null;
  const place = { cwd: io.cwd, root: repository.root };
  const configs = await loadConfigs(options, place, paths, readText, ruleIds(rules));
  const entries = new Map(listing.entries.map((entry) => [entry.path, entry]));
  const checker = createChecker(configs, (config) => scopeOf(rules, options, config), {
    // One listing answers for all that is not there; each look-up of its own would be two processes.
    read: (path) => (snapshot.exists(path) ? snapshot.read(path) : null),
    bases: (path) => basesOf(snapshot, entries.get(path)),
    exists: (path) => snapshot.exists(path),
    paths: () => snapshot.paths(),
    date: await dateOf(options, io, repository, listing),
    loadFormats: () => import('./formats/parsers.ts'),
  });
  lap('configure');

  const byPath = checker.checkPaths(paths);
  const skipped = [...listing.skipped];
  const problems = [...listing.problems];
  const files: SourceFile[] = [];
  const wanted = chooseFiles(listing.entries, options, configs, byPath.claims, skipped);
  listing.entries.forEach((entry, index) => {
    if (!wanted.has(entry)) return;
    const content: Content = stdin === null ? (contents[index] as Content) : { bytes: stdin, problem: null };
    const bytes = content.bytes ?? nulBytes(entry, content, snapshot);
    if (bytes !== null) files.push({ path: entry.path, bytes });
    else if (content.problem !== null) (checker.wants(entry.path) ? problems : skipped).push(content.problem);
  });
  const judged = await checker.check(files);
  lap('judge');
  return {
    repository,
    entries,
    configs,
    checker,
    judged,
    pathFindings: inShard(byPath.findings, options.shard),
    failures: [...byPath.failures, ...judged.flatMap(({ result }) => result.failures)],
    problems,
    skipped,
    timings,
  };
}

/**
 * Bytes of files that are judged sooner without optimized code: measured, compiling in the background costs more than
 * it gains up to 1.5 MB, and node waits at its end for the compilations that are under way (30 ms for ten modules).
 */
const SHORT_RUN = 1_000_000;

interface Range {
  readonly from: string | null;
  readonly to: string;
}

async function resolveRange(options: Options, repository: Repository): Promise<Range | null> {
  const { fromRef, toRef } = options;
  if (fromRef === null || toRef === null) return null;
  const { resolveCommit } = await import('./git/actions.ts');
  const [from, to] = await Promise.all([resolveCommit(repository, fromRef), resolveCommit(repository, toRef)]);
  if (to === null) throw new UserError(`--to-ref ${toRef} is no commit`);
  return { from, to };
}

async function list(options: Options, io: Io, repository: Repository, range: Range | null): Promise<Listing> {
  if (range !== null) return listRange(repository, range.from, range.to);
  if (options.stdinFilename !== null) return listStdin(options.stdinFilename, io, repository);
  if (options.allFiles) return listTracked(repository);
  if (options.operands.length === 0) return listStaged(repository);
  try {
    return await listFiles(repository, options.operands);
  } catch (error) {
    const [only, ...others] = options.operands;
    if (error instanceof UserError && others.length === 0 && (only === 'help' || only === 'version')) {
      throw new UserError(`${error.message}, did you mean --${only}?`);
    }
    const command =
      error instanceof UserError && others.length === 0 ? nearest(only ?? '', Object.keys(COMMANDS)) : null;
    if (command === null) throw error;
    throw new UserError(`${(error as UserError).message}, did you mean the command ${command}?`);
  }
}

/** Standard input stands for a working file, which need not exist yet. */
async function listStdin(name: string, io: Io, repository: Repository): Promise<Listing> {
  const path = relative(repository.root, resolve(io.cwd, name)).split(sep).join('/');
  if (path === '..' || path.startsWith('../')) {
    throw new UserError(`--stdin-filename ${name} lies outside the repository`);
  }
  if (statSync(resolve(io.cwd, name), { throwIfNoEntry: false })?.isDirectory()) {
    throw new UserError(`--stdin-filename ${name} is a folder`);
  }
  try {
    const listing = await listFiles(repository, [name]);
    if (listing.entries.length === 1) return listing;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  const entry: Entry = { path, name: Buffer.from(path), mode: '100644', oid: null, bases: [] };
  return { entries: [entry], problems: [], skipped: [], source: { kind: 'worktree' } };
}

function basesOf(snapshot: Snapshot, entry: Entry | undefined): readonly Buffer[] {
  return entry === undefined ? [] : snapshot.bases(entry);
}

/** A Python file with NUL bytes looks binary and is a finding: Python refuses it. */
function nulBytes(entry: Entry, content: Content, snapshot: Snapshot): Buffer | null {
  if (content.problem?.kind !== 'binary' || kindOf(entry.path) !== 'python') return null;
  return snapshot.read(entry.path);
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

/** The day to judge by: what is asked for, the commit's for a range, else today where the user is. */
async function dateOf(options: Options, io: Io, repository: Repository, listing: Listing): Promise<string> {
  if (options.asOf !== null) return options.asOf;
  if (listing.source.kind === 'commit') {
    const { status, stdout, stderr } = await runGit(repository, ['show', '-s', '--format=%cs', listing.source.oid]);
    if (status !== 0) throw new GitError('git could not tell the date of the commit', stderr);
    return stdout.toString().trim();
  }
  const now = io.now();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** All findings, sorted; those that a baseline knows are counted instead. */
export function findingsOf(
  run: Pick<CheckRun, 'judged' | 'pathFindings'>,
  options: Options,
  io: Io,
): { readonly findings: readonly Finding[]; readonly suppressed: number } {
  const findings = [
    ...run.pathFindings,
    ...run.judged.flatMap(({ result }) => result.placed.map((one) => one.finding)),
  ];
  findings.sort(compareFindings);
  const suppressed = run.judged.reduce((sum, { result }) => sum + result.suppressed, 0);
  if (options.baseline === null) return { findings, suppressed };
  const baseline = parseBaseline(readBaseline(resolve(io.cwd, options.baseline), options.baseline), options.baseline);
  const { findings: fresh, known } = applyBaseline(findings, baseline);
  return { findings: fresh, suppressed: suppressed + known };
}

function readBaseline(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file; antivenom baseline writes it' : code;
    throw new UserError(`--baseline ${name} cannot be read (${why})`);
  }
}
