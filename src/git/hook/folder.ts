import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { openClient } from '../client.ts';
import { pathInside } from '../path-inside.ts';
import { confirmRepository, type Repository } from '../repository.ts';

/** Where git looks for hooks. */
export interface HooksFolder {
  /** Absolute. */
  readonly path: string;
  /** Why git runs no hook from there, completing 'hooks are switched off here: '; null where it does. */
  readonly switchedOff: string | null;
  /** True if other repositories use the same folder: core.hooksPath in the user's or the system's configuration. */
  readonly shared: boolean;
  /** True where it is a part of the work tree, wherever git's settings or links lead: a team may commit it. */
  readonly inWorkTree: boolean;
  /** The husky hook file that a team edits; null without husky. */
  readonly huskyFile: string | null;
  /** The git directory that all linked work trees share, absolute. */
  readonly commonDir: string;
}

/** @throws UserError if git does not work with this repository */
export async function findHooksFolder(repository: Repository): Promise<HooksFolder> {
  confirmRepository(repository);
  const client = openClient(repository);
  const commonDir = resolve(repository.cwd, await client.revparse(['--git-common-dir']));
  const setting = await client
    .raw(['config', '-z', '--show-scope', '--type=path', '--get', 'core.hooksPath'])
    // Status 1: it is not set.
    .catch(() => '');
  const [scope = '', value] = setting.split('\0');
  const path = pathOf(repository, commonDir, value);
  const real = physical(path);
  const isInside = pathInside(physical(repository.root), real) !== null;
  const isInGitDir = pathInside(physical(commonDir), real) !== null;
  return {
    path,
    switchedOff: value === undefined ? null : whySwitchedOff(value, path),
    shared: value !== undefined && scope !== 'local' && scope !== 'worktree' && !isInside && !isInGitDir,
    inWorkTree: isInside && !isInGitDir,
    huskyFile: huskyFileOf(path),
    commonDir,
  };
}

function pathOf({ root }: Repository, commonDir: string, value: string | undefined): string {
  if (value === undefined) return join(commonDir, 'hooks');
  // Relative to where hooks run: the top of the work tree.
  return isAbsolute(value) ? value : resolve(root, value);
}

/** Of an empty value git makes the folder `/`. */
function whySwitchedOff(value: string, path: string): string | null {
  if (value === '') return 'core.hooksPath is empty';
  return isOtherThanFolder(path) ? `core.hooksPath is ${value}, which is not a folder` : null;
}

function isOtherThanFolder(path: string): boolean {
  try {
    return !statSync(path).isDirectory();
  } catch {
    // Nothing is there yet.
    return false;
  }
}

/** husky 9 has its own hooks in `_`, which run the team's beside it; those of husky 5 to 8 are the team's. */
function huskyFileOf(path: string): string | null {
  const isNew = basename(path) === '_' && (existsSync(join(path, 'h')) || existsSync(join(path, 'husky.sh')));
  if (isNew) return join(dirname(path), 'pre-commit');
  return existsSync(join(path, '_', 'husky.sh')) ? join(path, 'pre-commit') : null;
}

/** With links resolved, and names as the file system spells them; of a path that is not there yet its folders. */
function physical(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return dirname(path) === path ? path : join(physical(dirname(path)), basename(path));
  }
}
