import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { GitError, UserError } from '../cli/errors.ts';
import { type DirectStore, openDirectStore } from './direct/direct-store.ts';
import type { Environment } from './environment.ts';
import { firstLine, type GitPlace, gitEnvironment, runGitSync } from './run.ts';
import { markedRoot, withWorkTree } from './work-tree.ts';

/** `diff --no-relative` came with 2.28 (July 2020). Nothing else that we use is newer. */
export const OLDEST_GIT = '2.28';

export interface Repository extends GitPlace {
  /** The top folder of the work tree, absolute; without a work tree, the git directory. */
  readonly root: string;
  /** The absolute git directory of this work tree (in a linked work tree, its own). */
  readonly gitDir: string;
  /** Git's files, if they can be read without git. */
  readonly direct: DirectStore | null;
}

/** `work tree`: the request reads or writes files or the index. Commits can be judged without one. */
export type Need = 'work tree' | 'commits';

/**
 * The repository around `cwd`. In the plain case (a `.git` folder above, no GIT_DIR and the like) this starts no
 * process:
 * if git disagrees, the following listing fails and {@link explainFailure} says why.
 * @throws UserError if there is no git or no repository, if it is bare or belongs to somebody else, or git is too old
 */
export function openRepository(cwd: string, env: Environment, need: Need = 'work tree'): Repository {
  const place: GitPlace = { cwd, env: gitEnvironment(env) };
  const found = findPlainRepository(place);
  return found === null ? askGit(place, need) : found;
}

/** Variables that relocate the repository or change how it is searched for. */
const DISCOVERY_VARIABLES = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_CEILING_DIRECTORIES',
  'GIT_DISCOVERY_ACROSS_FILESYSTEM',
  'GIT_CONFIG_COUNT',
  'GIT_CONFIG_PARAMETERS',
  'GIT_CONFIG',
];

function findPlainRepository(place: GitPlace): Repository | null {
  if (DISCOVERY_VARIABLES.some((name) => place.env[name] !== undefined)) return null;
  for (let folder = resolve(place.cwd); ; folder = dirname(folder)) {
    const gitDir = join(folder, '.git');
    if (isFolder(gitDir)) {
      const config = readText(join(gitDir, 'config'));
      // A configuration with core.worktree, or one that includes another file, may put the work tree elsewhere.
      const plain =
        config !== null && existsSync(join(gitDir, 'HEAD')) && !/worktree|include|bare\s*=\s*t/i.test(config);
      if (!plain) return null;
      const found = { ...place, root: folder, gitDir };
      return { ...found, direct: openDirectStore(found, config) };
    }
    // A `.git` file (linked work tree, submodule), or inside a git directory: git knows better.
    if (existsSync(gitDir) || existsSync(join(folder, 'HEAD'))) return null;
    if (dirname(folder) === folder) return null;
  }
}

/** @throws UserError like {@link openRepository} */
function askGit(place: GitPlace, need: Need = 'work tree'): Repository {
  const { status, stdout, stderr } = runGitSync(place, [
    'rev-parse',
    '--is-bare-repository',
    '--is-inside-work-tree',
    '--absolute-git-dir',
    '--show-toplevel',
  ]);
  const lines = stdout.toString().split('\n');
  if (status !== 0 && lines.length < 4) throw discoveryError(stderr);
  const [bare, inside, named] = lines as [string, string, string];
  const gitDir = isAbsolute(named) ? named : resolve(place.cwd, named);
  // Outside the work tree with GIT_WORK_TREE set, git still knows where it is.
  if (status !== 0 || (bare === 'true' && inside !== 'true')) {
    if (need === 'commits') return { ...place, root: gitDir, gitDir, direct: null };
    if (bare === 'true') {
      throw new UserError('this is a bare repository: it has no staged files', 'run antivenom in a work tree');
    }
    throw new UserError('this folder is not inside a work tree', 'run antivenom in the top folder of the work tree');
  }
  // Last, so that a newline in the path does no harm.
  const taken = lines.slice(3).join('\n').replace(/\n$/, '');
  const root = markedRoot(place, taken);
  return root === taken
    ? { ...place, root, gitDir, direct: null }
    : { cwd: place.cwd, env: withWorkTree(place.env, gitDir, root), root, gitDir, direct: null };
}

function discoveryError(stderr: string): Error {
  if (/dubious ownership|unsafe repository/.test(stderr)) {
    const command = /git config --global --add safe\.directory .*/.exec(stderr)?.[0];
    return new UserError(
      "git refuses this repository: its folder belongs to another user ('dubious ownership')",
      command === undefined ? 'see safe.directory in git help config' : `if you trust it: ${command.trim()}`,
    );
  }
  if (/not a git repository/.test(stderr)) {
    return new UserError('not a git repository', 'run antivenom inside one, or start one with git init');
  }
  return new UserError(`git cannot open the repository: ${firstLine(stderr)}`);
}

/**
 * Makes git itself confirm what {@link openRepository} may have found without it, for commands that do not begin
 * with a listing.
 * @throws UserError like openRepository
 */
export function confirmRepository(repository: Repository): void {
  askGit(repository);
}

/**
 * Explains a failed git command: the repository cannot be used, or git is too old (both UserError, exit 2), or git
 * failed (GitError, exit 3).
 */
export function explainFailure(place: GitPlace, what: string, stderr: string): Error {
  try {
    askGit(place, 'root' in place && 'gitDir' in place && place.root === place.gitDir ? 'commits' : 'work tree');
  } catch (error) {
    if (error instanceof Error) return error;
  }
  const version = gitVersion(place);
  if (version !== null && isOlder(version, OLDEST_GIT)) {
    return new UserError(`git ${version} is too old`, `antivenom needs git ${OLDEST_GIT} or newer`);
  }
  return new GitError(what, stderr);
}

/** Such as `2.39.5`; null if git prints something else. */
export function gitVersion(place: GitPlace): string | null {
  const { stdout } = runGitSync(place, ['--version']);
  return /\b(\d{1,9}\.\d{1,9}(?:\.\d{1,9})?)/.exec(stdout.toString())?.[1] ?? null;
}

/** True if the dotted version `a` is less than `b`. */
export function isOlder(a: string, b: string): boolean {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/**
 * The other parents of an unfinished merge, as object ids; empty outside a merge. In the pre-merge-commit hook there is
 * no MERGE_HEAD yet, but `git merge` names them in the environment for its strategies.
 */
export function mergeHeads(repository: Repository): readonly string[] {
  const path = join(repository.gitDir, 'MERGE_HEAD');
  // An error that is thrown and caught takes longer than the question.
  const text = existsSync(path) ? readText(path) : null;
  if (text !== null) return text.split('\n').filter((line) => /^[0-9a-f]{40,64}$/.test(line));
  return Object.keys(repository.env).flatMap((name) => /^GITHEAD_([0-9a-f]{40,64})$/.exec(name)?.[1] ?? []);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
