import type { Options } from './cli/options.ts';
import type { ConfigLookup } from './config/lookup.ts';
import { scopeOf } from './config/selection.ts';
import { type CheckerOptions, createChecker, type Judged, type SourceFile } from './engine/checker.ts';
import { type Context, contextOf } from './engine/context.ts';
import { kindOf } from './engine/kind.ts';
import { roleOf } from './engine/role.ts';
import type { Entry, FileProblem, Listing, SkippedFile } from './git/list/entry.ts';
import type { Content } from './git/read/content.ts';
import type { LinkChoice, LinkedFile } from './git/read/linked-files.ts';
import type { Judgement } from './judgement.ts';

/** What to judge, already read. */
export interface ReadFiles {
  readonly listing: Listing;
  /** In the order of the listing's entries. */
  readonly contents: readonly Content[];
  /** Files that may show what the folders around the paths are. */
  readonly marks: readonly string[];
  /** The files behind symbolic links, as far as they have to be judged under the link's path. */
  readonly linked: (choice: LinkChoice) => {
    readonly linked: readonly LinkedFile[];
    readonly remarks: readonly string[];
  };
}

export async function judgeFiles(
  { listing, contents, marks, linked: readLinked }: ReadFiles,
  { configs, baseline, remarks }: Pick<Judgement, 'configs' | 'baseline' | 'remarks'>,
  options: Options,
  checkerOptions: CheckerOptions,
): Promise<Judgement> {
  const { registry, snapshot } = checkerOptions;
  const checker = createChecker(configs, (config) => scopeOf(registry.catalogue.ids, options, config), checkerOptions);
  const byPath = await checker.checkPaths(
    listing.entries.map(({ path }) => path),
    marks,
  );
  const skipped = [...listing.skipped];
  const problems = [...listing.problems];
  const files: SourceFile[] = [];
  const wanted = chooseFiles(listing.entries, options, configs, byPath.claims, skipped);
  listing.entries.forEach((entry, index) => {
    if (!wanted.has(entry)) return;
    const content = contents[index] as Content;
    // A Python file with NUL bytes looks binary, but it is a finding: Python refuses it.
    const isPython = content.problem?.kind === 'binary' && kindOf(entry.path) === 'python';
    const bytes = content.bytes ?? (isPython ? snapshot.read(entry.path) : null);
    if (bytes !== null) files.push({ path: entry.path, bytes });
    else if (content.problem !== null) (checker.wants(entry.path) ? problems : skipped).push(content.problem);
  });
  const behind = readLinked({
    wants: (path) => checker.wants(path) && !configs.configFor(path).excludes(path),
    isJudgedAlike: (path, target) => isJudgedAlike(configs, snapshot, path, target),
  });
  const linked = new Set(inShard(behind.linked, options.shard));
  for (const { path, bytes } of linked) files.push({ path, bytes });
  const paths = new Set([...linked].map(({ path }) => path));
  const judged = (await checker.check(files)).map((one) => (paths.has(one.file.path) ? withoutFixes(one) : one));
  return {
    configs,
    checker,
    judged,
    pathFindings: inShard(byPath.findings, options.shard),
    baseline,
    remarks: [...remarks, ...behind.remarks],
    failures: [...byPath.failures, ...judged.flatMap(({ result }) => result.failures)],
    problems: [...problems, ...judged.flatMap(problemsOf)],
    skipped,
  };
}

/** What was left out of a file that was judged otherwise. */
const problemsOf = ({ file: { path }, result }: Judged): readonly FileProblem[] =>
  result.leftOut.map((reason) => ({ path, kind: 'unfinished', reason }));

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

/** The same rules read a file by what it is called and where it stands, unless a configuration tells them apart. */
function isJudgedAlike(
  configs: ConfigLookup,
  { exists }: CheckerOptions['snapshot'],
  path: string,
  target: string,
): boolean {
  const [config, other] = [configs.configFor(path), configs.configFor(target)];
  const [kind, otherKind] = [kindOf(path), kindOf(target)];
  const context = (file: string): Context => contextOf(file, config.contexts, exists);
  return (
    config === other &&
    config.perFileIgnores.length === 0 &&
    !other.excludes(target) &&
    kind === otherKind &&
    roleOf(path, kind, '') === roleOf(target, kind, '') &&
    context(path) === context(target)
  );
}

/** What a link leads to is repaired where it stands. */
function withoutFixes(judged: Judged): Judged {
  const placed = judged.result.placed.map((one) => ({ ...one, finding: { ...one.finding, fix: null } }));
  return { ...judged, result: { ...judged.result, placed } };
}

/** Takes turns, to spread out large neighbours. */
function inShard<T>(items: readonly T[], shard: Options['shard']): readonly T[] {
  return shard === null ? items : items.filter((_, index) => index % shard.count === shard.index - 1);
}
