import { statSync } from 'node:fs';
import { relative } from 'node:path';
import { cacheFolder, indexFile } from '../advisories/cache-folder.ts';
import type { Io } from '../cli/io.ts';
import type { Options } from '../cli/options.ts';
import type { Config } from '../config/config.ts';
import { mergeHeads, type Repository } from '../git/repository.ts';

/**
 * What every judgement in a run depends on besides the files and their configurations: the program, the day, the
 * advisories, the options, and what is merged.
 */
export function runKey(
  repository: Repository,
  options: Options,
  date: string,
  programId: string,
  { env }: Pick<Io, 'env'>,
): string {
  // A configuration counts by its content. A baseline is applied afterwards, like everything about the report.
  const applied = { config: null, baseline: null, format: null, output: null, color: 'auto', quiet: false };
  return JSON.stringify([
    programId,
    date,
    advisoriesStamp(env),
    { ...options, ...applied, statistics: false },
    relative(repository.root, repository.cwd),
    ...mergeHeads(repository),
  ]);
}

export const configsKey = (configs: Iterable<Config>): string =>
  JSON.stringify([...configs].map(({ source, values }) => [source, values]));

function advisoriesStamp(env: Io['env']): string {
  const folder = cacheFolder(env);
  const found = folder === null ? undefined : statSync(indexFile(folder), { throwIfNoEntry: false });
  return found === undefined ? 'built in' : `${found.ino} ${found.size} ${found.mtimeMs}`;
}
