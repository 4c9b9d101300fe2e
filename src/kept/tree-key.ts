import { createHash } from 'node:crypto';
import type { Config } from '../config/config.ts';
import type { ConfigLookup } from '../config/lookup.ts';
import type { GitIndex } from '../git/direct/git-index.ts';
import { displayPath } from '../git/list/path-bytes.ts';
import { isFile } from '../git/list/raw-diff.ts';
import { configsKey } from './run-key.ts';

/**
 * Identifies what every judgement of a whole tree depends on: that of the run, the configurations, which files there
 * are, and where symbolic links and submodules lead. The contents of files are compared one by one.
 */
export function treeKey(run: string, index: GitIndex, configs: ConfigLookup): string {
  const hash = createHash('sha256');
  hash.update(run);
  const found = new Set<Config>();
  for (let at = 0; at < index.count; at += 1) {
    const { name, mode, oid } = index.entry(at);
    hash.update(name).update(isFile(mode) ? `\0${mode}\0` : `\0${mode} ${oid}\0`);
    found.add(configs.configFor(displayPath(name)));
  }
  hash.update(configsKey(found));
  return hash.digest('hex');
}
