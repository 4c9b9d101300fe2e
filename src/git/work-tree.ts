import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Environment } from './environment.ts';
import { type GitPlace, runGitSync } from './run.ts';

/**
 * The top of the work tree if GIT_DIR is set but GIT_WORK_TREE is not. Git then assumes the current folder. That is
 * wrong as soon as a hook changes folder, and git sets GIT_DIR for every hook in a linked work tree or submodule. Of
 * the `.git` entries above, the one that leads to GIT_DIR marks the root.
 * @param taken the folder that git assumes
 */
export function markedRoot(place: GitPlace, taken: string): string {
  const { GIT_DIR: gitDir, GIT_WORK_TREE: workTree } = place.env;
  if (gitDir === undefined || (workTree !== undefined && workTree !== '')) return taken;
  const root = findMark(place.cwd, realpath(resolve(place.cwd, gitDir)));
  if (root === null || realpath(root) === realpath(taken)) return taken;
  // core.worktree gives it explicitly.
  return runGitSync(place, ['config', '--get', 'core.worktree']).status === 0 ? taken : root;
}

function findMark(cwd: string, gitDir: string | null): string | null {
  if (gitDir === null) return null;
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (gitDirOf(folder) === gitDir) return folder;
    if (dirname(folder) === folder) return null;
  }
}

/** The target of a folder's `.git`: itself, or what the file names (gitrepository-layout(5)). */
function gitDirOf(folder: string): string | null {
  const entry = join(folder, '.git');
  const found = statSync(entry, { throwIfNoEntry: false });
  if (found === undefined) return null;
  if (found.isDirectory()) return realpath(entry);
  try {
    const named = /^gitdir: (.+)/.exec(readFileSync(entry, 'utf8'))?.[1];
    return named === undefined ? null : realpath(resolve(folder, named.trimEnd()));
  } catch {
    return null;
  }
}

/** An environment in which git also uses this root, wherever it is started. */
export function withWorkTree(env: Environment, gitDir: string, root: string): Environment {
  return { ...env, GIT_DIR: gitDir, GIT_WORK_TREE: root };
}

function realpath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}
