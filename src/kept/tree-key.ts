import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { relative } from 'node:path';
import { cacheFolder, indexFile } from '../advisories/cache-folder.ts';
import type { Io } from '../cli/io.ts';
import type { Options } from '../cli/options.ts';
import type { Config } from '../config/config.ts';
import type { ConfigLookup } from '../config/lookup.ts';
import type { GitIndex } from '../git/direct/git-index.ts';
import { displayPath } from '../git/list/path-bytes.ts';
import { isFile } from '../git/list/raw-diff.ts';
import { mergeHeads, type Repository } from '../git/repository.ts';

/**
 * Identifies what every judgement of a whole tree depends on: the program, the day, the advisories, the options, the
 * configurations, which files there are, and where symbolic links and submodules lead. The contents of files are
 * compared one by one.
 */
export function treeKey(
  { repository, index, configs }: { repository: Repository; index: GitIndex; configs: ConfigLookup },
  options: Options,
  date: string,
  programId: string,
  { env }: Pick<Io, 'env'>,
): string {
  // A configuration counts by its content. A baseline is applied afterwards, like everything about the report.
  const applied = { config: null, baseline: null, format: null, output: null, color: 'auto', quiet: false };
  const hash = createHash('sha256');
  const parts = [
    programId,
    date,
    advisoriesStamp(env),
    JSON.stringify({ ...options, ...applied, statistics: false }),
    relative(repository.root, repository.cwd),
    ...mergeHeads(repository),
  ];
  hash.update(parts.join('\n'));
  const found = new Set<Config>();
  for (let at = 0; at < index.count; at += 1) {
    const { name, mode, oid } = index.entry(at);
    hash.update(name).update(isFile(mode) ? `\0${mode}\0` : `\0${mode} ${oid}\0`);
    found.add(configs.configFor(displayPath(name)));
  }
  hash.update(JSON.stringify([...found].map(({ source, values }) => [source, values])));
  return hash.digest('hex');
}

function advisoriesStamp(env: Io['env']): string {
  const folder = cacheFolder(env);
  const found = folder === null ? undefined : statSync(indexFile(folder), { throwIfNoEntry: false });
  return found === undefined ? 'built in' : `${found.ino} ${found.size} ${found.mtimeMs}`;
}
