import { createHash } from 'node:crypto';
import type { ConfigLookup } from '../config/lookup.ts';
import type { GitIndex } from '../git/direct/git-index.ts';
import { configsKey } from './run-key.ts';

/**
 * Identifies what every judgement of a whole tree depends on: that of the run, the configurations, which files there
 * are, and where symbolic links and submodules lead. The contents of files are compared one by one.
 */
export function treeKey(run: string, index: GitIndex, configs: ConfigLookup): string {
  const hash = createHash('sha256').update(`${run}\0${configsKey(configs.all)}\0`);
  return hash.update(index.outline()).digest('hex');
}
