import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { cacheFolder, indexFile } from './advisories/cache-folder.ts';
import type { Io } from './cli/io.ts';
import { readKeptFile, writeKeptFile } from './cli/kept-file.ts';
import type { Options } from './cli/options.ts';
import type { Judged } from './engine/checker.ts';
import { type FileFindings, findingsOf, judgedAs, noFindings } from './engine/file-findings.ts';
import type { Finding } from './engine/finding.ts';
import { headCommit } from './git/direct/head-tree.ts';
import { mergeHeads, type Repository } from './git/repository.ts';
import type { CheckRun } from './report/run.ts';

/** What a check of all tracked files found, for the next check of the same files. */
export interface KeptJudgement {
  readonly key: string;
  /** Listed files that were not judged: excluded, binary, in another shard. */
  readonly unjudged: readonly string[];
  /** Files with findings. */
  readonly files: readonly FileFindings[];
  readonly pathFindings: readonly Finding[];
  readonly packageFacts: CheckRun['packageFacts'];
}

const LABEL = 'antivenom judgements 1';
/** How many to keep: for a few branches, shards and selections of rules. */
const MAX_KEPT = 6;
const MAX_BYTES = 4_000_000;

/**
 * Identifies everything that judging all tracked files depends on: the program, the day, the advisories, the options,
 * the content of the index (which includes the configurations), and the commit to compare with. Null if it depends on
 * more than that, or nothing may be stored.
 */
export function judgementKey(repository: Repository, options: Options, date: string, io: Io): string | null {
  const index = repository.direct?.index() ?? null;
  const head = index === null ? null : headCommit(repository.gitDir);
  if (io.programId === null || index === null || head === null) return null;
  const { allFiles, fix, diff, verbose, config, baseline, configFrom } = options;
  // The first two ask for documents, `verbose` for timings, and the others name files outside the index.
  if (!allFiles || fix || diff || verbose || config !== null || baseline !== null || configFrom !== null) return null;
  const judging = { ...options, format: null, output: null, color: 'auto', quiet: false, statistics: false };
  const parts = [
    io.programId,
    date,
    advisoriesStamp(io),
    JSON.stringify(judging),
    relative(repository.root, repository.cwd),
    head,
    ...mergeHeads(repository),
  ];
  return createHash('sha256').update(parts.join('\n')).update(index.content()).digest('hex');
}

function advisoriesStamp({ env }: Io): string {
  const folder = cacheFolder(env);
  const found = folder === null ? undefined : statSync(indexFile(folder), { throwIfNoEntry: false });
  return found === undefined ? 'built in' : `${found.ino} ${found.size} ${found.mtimeMs}`;
}

/** Null if no earlier run judged exactly the same. */
export function recallJudgement(repository: Repository, key: string): KeptJudgement | null {
  return readKept(repository).find((one) => one.key === key) ?? null;
}

/** Stores what a run found, unless there is more to it than findings. */
export function keepJudgement(run: CheckRun, key: string): void {
  const { repository, entries, judged, pathFindings, packageFacts } = run;
  const isPlain =
    run.baseline === null &&
    run.baseConfigs === null &&
    run.remarks.length + run.loosenings.length + run.problems.length + run.failures.length === 0;
  if (!isPlain) return;
  const paths = new Set(judged.map(({ file }) => file.path));
  const unjudged = [...entries.keys()].filter((path) => !paths.has(path));
  const files = judged.map(findingsOf).filter(({ placed, silenced }) => placed.length + silenced.length > 0);
  const own: KeptJudgement = { key, unjudged, files, pathFindings, packageFacts };
  const others = readKept(repository).filter((one) => one.key !== key);
  const data = Buffer.from(JSON.stringify([own, ...others].slice(0, MAX_KEPT)));
  if (data.length <= MAX_BYTES) writeKeptFile(keptFile(repository), LABEL, data);
}

/** A judgement of files that are not parsed again. It only has their findings. */
export function judgedAsKept({ unjudged, files }: KeptJudgement, paths: readonly string[]): Judged[] {
  const leftOut = new Set(unjudged);
  const found = new Map(files.map((file) => [file.path, file]));
  return paths.filter((path) => !leftOut.has(path)).map((path) => judgedAs(found.get(path) ?? noFindings(path)));
}

/** A file that is damaged, or that somebody else may have written, does not count. */
function readKept(repository: Repository): readonly KeptJudgement[] {
  const data = readKeptFile(keptFile(repository), LABEL);
  try {
    return data === null ? [] : (JSON.parse(data.toString()) as KeptJudgement[]);
  } catch {
    return [];
  }
}

const keptFile = ({ gitDir }: Repository): string => join(gitDir, 'antivenom', 'kept', 'judgements.json');
