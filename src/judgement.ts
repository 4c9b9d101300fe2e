import type { Options } from './cli/options.ts';
import type { ConfigLookup } from './config/lookup.ts';
import { scopeOf } from './config/selection.ts';
import type { Baseline } from './engine/baseline.ts';
import { type Checker, type CheckerOptions, createChecker, type Judged, type SourceFile } from './engine/checker.ts';
import type { Finding } from './engine/finding.ts';
import { kindOf } from './engine/kind.ts';
import type { RuleFailure } from './engine/lint.ts';
import type { Entry, FileProblem, Listing, SkippedFile } from './git/list/entry.ts';
import type { Content } from './git/read/content.ts';

/** What is to be judged, read. */
export interface ReadFiles {
  readonly listing: Listing;
  /** In the order of the listing's entries. */
  readonly contents: readonly Content[];
  /** Files that may show what the folders around the paths are. */
  readonly marks: readonly string[];
}

/** What one set of configurations makes of the files. */
export interface Judgement {
  readonly configs: ConfigLookup;
  readonly checker: Checker;
  readonly judged: readonly Judged[];
  /** About paths, not about what files hold. */
  readonly pathFindings: readonly Finding[];
  /** Null: none is used. */
  readonly baseline: Baseline | null;
  /** What the user should know about how the check was made. */
  readonly remarks: readonly string[];
  readonly failures: readonly RuleFailure[];
  /** What should have been judged and was not. */
  readonly problems: readonly FileProblem[];
  readonly skipped: readonly SkippedFile[];
}

export async function judgeFiles(
  { listing, contents, marks }: ReadFiles,
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
    // A Python file with NUL bytes looks binary and is a finding: Python refuses it.
    const isPython = content.problem?.kind === 'binary' && kindOf(entry.path) === 'python';
    const bytes = content.bytes ?? (isPython ? snapshot.read(entry.path) : null);
    if (bytes !== null) files.push({ path: entry.path, bytes });
    else if (content.problem !== null) (checker.wants(entry.path) ? problems : skipped).push(content.problem);
  });
  const judged = await checker.check(files);
  return {
    configs,
    checker,
    judged,
    pathFindings: inShard(byPath.findings, options.shard),
    baseline,
    remarks,
    failures: [...byPath.failures, ...judged.flatMap(({ result }) => result.failures)],
    problems,
    skipped,
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
