import { createHash } from 'node:crypto';
import type { ConfigLookup } from '../config/lookup.ts';
import type { GitIndex } from '../git/direct/git-index.ts';
import { isFile } from '../git/list/raw-diff.ts';
import { configsKey } from './run-key.ts';

/**
 * Identifies what every judgement of a whole tree depends on: that of the run, the configurations, which files there
 * are, and where symbolic links and submodules lead. The contents of files are compared one by one.
 */
export function treeKey(run: string, index: GitIndex, configs: ConfigLookup): string {
  const listed = [run, configsKey(configs.all)];
  for (let at = 0; at < index.count; at += 1) {
    const { mode, path, oid } = index.entry(at);
    listed.push(isFile(mode) ? `${mode} ${path}` : `${mode} ${path} ${oid}`);
  }
  return createHash('sha256').update(listed.join('\0')).digest('hex');
}
