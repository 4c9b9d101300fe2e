import { relative } from 'node:path';
import { UserError } from '../../cli/errors.ts';
import { temporaryHome } from '../../cli/installation.ts';
import type { Repository } from '../repository.ts';
import { findHooksFolder, type HooksFolder } from './folder.ts';
import { installHusky, uninstallHusky } from './husky-hook.ts';
import { installPlain, uninstallPlain } from './plain-hook.ts';
import type { Program } from './script.ts';
import { stableNode } from './stable-node.ts';

/**
 * Writes the pre-commit hook, or our lines into husky's. A hook that is there already is kept and runs first.
 * @returns what was done, a line each
 * @throws UserError the folder cannot be written, or git would not run the hook
 */
export async function installHook(repository: Repository, program: Program): Promise<readonly string[]> {
  const folder = await usableFolder(repository);
  const stable = { ...program, node: stableNode(program.node, repository.env.PATH) };
  const shown = showIn(repository);
  const lines = await writing(folder.path, async () =>
    folder.huskyFile === null
      ? installPlain(repository, folder, shown, stable)
      : installHusky(shown, folder.huskyFile, folder, stable),
  );
  const home = temporaryHome(program.bundle);
  if (home !== null) lines.push(`antivenom runs from ${home.name}, which ${home.owner} may clear: ${home.lasting}`);
  return lines;
}

/**
 * Removes what {@link installHook} wrote and restores the previous hook.
 * @returns what was done, one line each
 */
export async function uninstallHook(repository: Repository): Promise<readonly string[]> {
  const folder = await usableFolder(repository);
  const shown = showIn(repository);
  return writing(folder.path, async () =>
    folder.huskyFile === null
      ? uninstallPlain(repository, folder, shown)
      : uninstallHusky(shown, folder.huskyFile, folder),
  );
}

async function usableFolder(repository: Repository): Promise<HooksFolder> {
  const folder = await findHooksFolder(repository);
  if (folder.switchedOff === null) return folder;
  throw new UserError(
    `hooks are switched off here: ${folder.switchedOff}`,
    'git config --show-origin core.hooksPath says where it is set',
  );
}

function showIn({ root }: Repository): (file: string) => string {
  return (file) => {
    const way = relative(root, file);
    return way.startsWith('..') ? file : way;
  };
}

async function writing(folder: string, action: () => Promise<string[]>): Promise<string[]> {
  try {
    return await action();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || error instanceof UserError) throw error;
    throw new UserError(`the hook in ${folder} cannot be written (${code})`);
  }
}
