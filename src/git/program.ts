import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, sep } from 'node:path';
import { UserError } from '../cli/errors.ts';
import type { Environment } from './environment.ts';

const NAME = sep === '\\' ? 'git.exe' : 'git';

let last: { readonly path: string; readonly program: string } | null = null;

/**
 * Git's absolute path, only from the absolute entries of PATH: the current folder may belong to anybody, and Windows
 * searches it first.
 * @throws UserError if there is none
 */
export function findGit(env: Environment): string {
  // On Windows it is named Path, and a copy of the environment is case-sensitive.
  const path = env.PATH ?? env.Path ?? '';
  if (last?.path === path) return last.program;
  for (const folder of path.split(delimiter)) {
    const program = join(folder, NAME);
    if (!isAbsolute(folder) || !isProgram(program)) continue;
    last = { path, program };
    return program;
  }
  throw new UserError('git was not found', 'install git, or put the folder it is in on PATH');
}

/** A file that can be executed. */
export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
