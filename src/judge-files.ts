import type { Options } from './cli/options.ts';
import type { ConfigLookup } from './config/lookup.ts';
import { scopeOf } from './config/selection.ts';
import { type Checker, type CheckerOptions, createChecker } from './engine/checker.ts';
import { type Context, contextOf } from './engine/context.ts';
import { kindOf } from './engine/kind.ts';
import { roleOf } from './engine/role.ts';
import type { Entry, Listing, SkippedFile } from './git/list/entry.ts';
import type { LinkChoice, LinkedFile } from './git/read/linked-files.ts';
import type { ChosenFiles, JudgedEntries } from './judge-entries.ts';
import type { Judgement } from './judgement.ts';

/** What to judge. */
export interface FilesToJudge {
  readonly listing: Listing;
  /** Files that may show what the folders around the paths are. */
  readonly marks: readonly string[];
  /** The files behind symbolic links, as far as they have to be judged under the link's path. */
  readonly linked: (choice: LinkChoice) => {
    readonly linked: readonly LinkedFile[];
    readonly remarks: readonly string[];
  };
  /** Judges those of the entries and links that are left after everything else was taken out. */
  readonly judge: (chosen: ChosenFiles, checker: Checker, configs: ConfigLookup) => Promise<JudgedEntries>;
}

export async function judgeFiles(
  { listing, marks, linked: readLinked, judge }: FilesToJudge,
  { configs, baseline, remarks }: Pick<Judgement, 'configs' | 'baseline' | 'remarks'>,
  options: Options,
  checkerOptions: CheckerOptions,
): Promise<Judgement> {
  const checker = openChecker(configs, options, checkerOptions);
  const byPath = await checker.checkPaths(
    listing.entries.map(({ path }) => path),
    marks,
  );
  const excluded: SkippedFile[] = [];
  const entries = chooseFiles(listing.entries, options, configs, byPath.claims, excluded);
  const behind = readLinked({
    wants: (path) => checker.wants(path) && !configs.configFor(path).excludes(path),
    isJudgedAlike: (path, target) => isJudgedAlike(configs, checkerOptions.snapshot, path, target),
  });
  const linked = inShard(behind.linked, options.shard);
  const { judged, failures, unread, unfinished, skipped } = await judge({ entries, linked }, checker, configs);
  return {
    configs,
    checker,
    judged,
    pathFindings: inShard(byPath.findings, options.shard),
    baseline,
    remarks: [...remarks, ...behind.remarks],
    failures: [...byPath.failures, ...failures],
    problems: [...listing.problems, ...unread, ...unfinished],
    skipped: [...listing.skipped, ...excluded, ...skipped],
  };
}

export function openChecker(configs: ConfigLookup, options: Options, checkerOptions: CheckerOptions): Checker {
  const { ids } = checkerOptions.registry.catalogue;
  return createChecker(configs, (config) => scopeOf(ids, options, config), checkerOptions);
}

function chooseFiles(
  entries: readonly Entry[],
  options: Options,
  configs: ConfigLookup,
  claims: readonly string[],
  skipped: SkippedFile[],
): readonly Entry[] {
  const left = entries.filter(({ path }) => {
    const claim = claims.find((folder) => path === folder || path.startsWith(`${folder}/`));
    if (claim !== undefined) skipped.push({ path, reason: `part of ${claim}` });
    const excluded = claim === undefined && configs.configFor(path).excludes(path);
    if (excluded) skipped.push({ path, reason: 'excluded by the configuration' });
    return claim === undefined && !excluded;
  });
  return inShard(left, options.shard);
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

/** Takes turns, to spread out large neighbours. */
function inShard<T>(items: readonly T[], shard: Options['shard']): readonly T[] {
  return shard === null ? items : items.filter((_, index) => index % shard.count === shard.index - 1);
}
