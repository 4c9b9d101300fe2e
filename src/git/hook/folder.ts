import { existsSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { openClient } from '../client.ts';
import { confirmRepository, type Repository } from '../repository.ts';

/** Where git looks for hooks. */
export interface HooksFolder {
  /** Absolute. */
  readonly path: string;
  /** True where other repositories use the same: core.hooksPath from the user's or the system's configuration. */
  readonly shared: boolean;
  /** The hook file of husky's that a team edits; null without husky. */
  readonly huskyFile: string | null;
  /** The git directory that all linked work trees share, absolute. */
  readonly commonDir: string;
}

/** @throws UserError git does not work with this repository */
export async function findHooksFolder(repository: Repository): Promise<HooksFolder> {
  confirmRepository(repository);
  const client = openClient(repository);
  const commonDir = resolve(repository.cwd, await client.revparse(['--git-common-dir']));
  const setting = await client
    .raw(['config', '--show-scope', '--type=path', '--get', 'core.hooksPath'])
    // Status 1: it is not set.
    .catch(() => '');
  const tab = setting.indexOf('\t');
  if (tab === -1) return { path: join(commonDir, 'hooks'), shared: false, huskyFile: null, commonDir };
  const scope = setting.slice(0, tab);
  const value = setting.slice(tab + 1);
  // Relative to where hooks run: the top of the work tree.
  const path = isAbsolute(value) ? value : resolve(repository.root, value);
  const isHusky = basename(path) === '_' && (existsSync(join(path, 'h')) || existsSync(join(path, 'husky.sh')));
  return {
    path,
    shared: scope !== 'local' && scope !== 'worktree',
    huskyFile: isHusky ? join(dirname(path), 'pre-commit') : null,
    commonDir,
  };
}
