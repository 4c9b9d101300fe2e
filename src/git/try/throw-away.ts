import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { GitError } from '../../cli/errors.ts';
import { openClient } from '../client.ts';
import type { Environment } from '../environment.ts';
import { ownFolder } from '../fix/replace-file.ts';
import { findHooksFolder } from '../hook/folder.ts';
import { parseLsFiles } from '../list/changes.ts';
import { splitAtNul } from '../list/path-bytes.ts';
import { isFile } from '../list/raw-diff.ts';
import { isBehindLink, workingPath } from '../read/working-file.ts';
import type { Repository } from '../repository.ts';
import { type GitPlace, gitEnvironment, runGitSync } from '../run.ts';

/** A copy of a repository in our own folder. Whatever a hook does there only affects the copy. */
export interface ThrowAway extends GitPlace {
  /** For files that belong to the attempt and not to the copy. */
  readonly folder: string;
  readonly root: string;
  /** The user's environment, without what leads git to another repository. */
  readonly userEnv: Environment;
  remove(): void;
}

/** Larger files are left out, in bytes: no hook configuration is that large. */
const MAX_SIZE = 10_000_000;
/** Limits on the size and number of untracked files to copy. */
const MAX_UNTRACKED_SIZE = 1_000_000;
const MAX_UNTRACKED = 2000;

/**
 * Copies what is staged and what is in the work tree, with the hooks, settings and refs. The objects stay in place and
 * are only read. Ignored folders (node_modules, .venv) are linked.
 * @param env the user's own environment
 * @throws GitError
 */
export async function makeThrowAway(repository: Repository, env: Environment): Promise<ThrowAway> {
  sweepTries(repository);
  const folder = join(ownFolder(repository), `try-${randomUUID()}`);
  const root = join(folder, 'repo');
  mkdirSync(root, { recursive: true });
  const userEnv = outsideOf(env);
  const copy: ThrowAway = {
    folder,
    root,
    cwd: root,
    env: gitEnvironment(userEnv),
    userEnv,
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
  try {
    await fill(repository, copy);
    return copy;
  } catch (error) {
    copy.remove();
    throw error;
  }
}

const LEADING =
  /^(?:PRE_COMMIT(?:_.*)?|GIT_(?:DIR|WORK_TREE|INDEX_FILE|COMMON_DIR|OBJECT_DIRECTORY|PREFIX|NAMESPACE|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|QUARANTINE_PATH|EDITOR|SEQUENCE_EDITOR))$/;

const outsideOf = (env: Environment): Environment =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !LEADING.test(name)));

/** Removes what killed attempts left behind. */
function sweepTries(repository: Repository): void {
  const own = ownFolder(repository);
  if (!existsSync(own)) return;
  for (const name of readdirSync(own)) {
    const file = join(own, name);
    if (name.startsWith('try-') && Date.now() - statSync(file).mtimeMs > 3_600_000) {
      rmSync(file, { recursive: true, force: true });
    }
  }
}

async function fill(repository: Repository, copy: ThrowAway): Promise<void> {
  const format = read(repository, ['rev-parse', '--show-object-format']);
  git(copy, ['init', '--quiet', '--template=', ...(format === 'sha1' ? [] : [`--object-format=${format}`])]);
  const gitDir = join(copy.root, '.git');
  const { commonDir, path: hooks } = await findHooksFolder(repository);
  const objects = resolve(repository.cwd, read(repository, ['rev-parse', '--git-path', 'objects']));
  mkdirSync(join(gitDir, 'objects', 'info'), { recursive: true });
  writeFileSync(join(gitDir, 'objects', 'info', 'alternates'), `${objects}\n`);
  for (const name of ['info', 'shallow']) copyIfThere(join(commonDir, name), join(gitDir, name));
  // A runner may update its hook when it runs; here, that only affects the copy.
  if (hooks === join(commonDir, 'hooks')) copyIfThere(hooks, join(gitDir, 'hooks'));
  appendFileSync(join(gitDir, 'config'), await localSettings(repository));
  copyRefs(repository, copy, gitDir);
  copyIndex(repository, copy);
  commitIndex(repository, copy);
  copyUntracked(repository, copy);
}

function copyIfThere(from: string, to: string): void {
  if (existsSync(from)) cpSync(from, to, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE });
}

/** The settings of the repository and the work tree, including what they include, except those that tell what it is. */
async function localSettings(repository: Repository): Promise<string> {
  const listed = await openClient(repository).raw(['config', '-z', '--list', '--show-scope']);
  const fields = listed.split('\0');
  const lines: string[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [scope = '', item = ''] = [fields[at], fields[at + 1]];
    if (!/^(?:local|worktree)$/.test(scope)) continue;
    const [key = '', ...rest] = item.split('\n');
    if (NOT_COPIED.test(key)) continue;
    const [, section = '', subsection, name = ''] = /^([^.]+)(?:\.([\s\S]*))?\.([^.]+)$/.exec(key) ?? [];
    const head = subsection === undefined ? section : `${section} ${quoted(subsection)}`;
    lines.push(`[${head}]\n\t${name}${rest.length === 0 ? '' : ` = ${quoted(rest.join('\n'))}`}`);
  }
  return `${[...lines, OWN_SETTINGS].join('\n')}\n`;
}

const NOT_COPIED =
  /^(?:extensions|include|includeif|gc|maintenance|index)\.|^core\.(?:bare|worktree|repositoryformatversion|fsmonitor|splitindex|untrackedcache|sparsecheckout|sparsecheckoutcone)$/;
/** Nothing should be signed, watched or cleaned up. */
const OWN_SETTINGS =
  '[core]\n\tbare = false\n\tfsmonitor = false\n[commit]\n\tgpgSign = false\n[gc]\n\tauto = 0\n[maintenance]\n\tauto = false';

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;

function copyRefs(repository: Repository, copy: ThrowAway, gitDir: string): void {
  const { stdout } = runGitSync(repository, ['for-each-ref', '--format=%(objectname) %(refname)']);
  writeFileSync(join(gitDir, 'packed-refs'), stdout);
  const branch = runGitSync(repository, ['symbolic-ref', '--quiet', 'HEAD']).stdout.toString().trim();
  if (branch !== '') git(copy, ['symbolic-ref', 'HEAD', branch]);
}

function copyIndex(repository: Repository, copy: ThrowAway): void {
  const { stdout } = runGitSync(repository, ['ls-files', '-s', '-z', '--full-name', '--', ':/']);
  const entries = parseLsFiles(stdout).filter(({ stage }) => stage === '0');
  const lines = entries.map(({ mode, oid, name }) => Buffer.concat([Buffer.from(`${mode} ${oid} 0\t`), name, NUL]));
  git(copy, ['update-index', '-z', '--index-info'], Buffer.concat(lines));
  const away = new Set(
    runGitSync(repository, ['ls-files', '-t', '-z', '--full-name', '--', ':/'])
      .stdout.toString('latin1')
      .split('\0')
      .flatMap((line) => (line.startsWith('S ') ? [line.slice(2)] : [])),
  );
  const hidden: Buffer[] = [];
  for (const { name, mode } of entries) {
    const isAway = away.has(name.toString('latin1')) || !copyWorkingFile(repository, copy, name, mode);
    if (isAway) hidden.push(name, NUL);
  }
  if (hidden.length > 0) git(copy, ['update-index', '-z', '--skip-worktree', '--stdin'], Buffer.concat(hidden));
}

const NUL = Buffer.from([0]);

/** False for a file that is too large to copy. */
function copyWorkingFile(repository: Repository, copy: ThrowAway, name: Buffer, mode: string): boolean {
  const from = workingPath(repository, name);
  const to = Buffer.concat([Buffer.from(`${copy.root}/`), name]);
  const found = isBehindLink(repository, name) ? undefined : lstatSync(from, { throwIfNoEntry: false });
  if (found === undefined) return true;
  if (found.isFile() && found.size > MAX_SIZE) return false;
  mkdirSync(to.subarray(0, to.lastIndexOf('/')), { recursive: true });
  if (found.isSymbolicLink()) symlinkSync(readlinkSync(from, { encoding: 'buffer' }), to);
  else if (found.isFile()) copyFileSync(from, to, constants.COPYFILE_FICLONE);
  else if (!isFile(mode)) mkdirSync(to, { recursive: true });
  return true;
}

/** Makes what is staged the last commit of the copy, so that only the bad file is new there. */
function commitIndex(repository: Repository, copy: ThrowAway): void {
  // For git add -N, the entry names an empty blob that need not exist.
  git(copy, ['hash-object', '-w', '--stdin'], Buffer.alloc(0));
  const tree = read(copy, ['write-tree', '--missing-ok']);
  const head = runGitSync(repository, ['rev-parse', '--verify', '--quiet', 'HEAD']).stdout.toString().trim();
  const parent = head === '' ? [] : ['-p', head];
  const named = { ...copy, env: { ...copy.env, ...STAND_IN } };
  const commit = read(named, ['commit-tree', tree, ...parent, '-m', 'what is staged']);
  git(copy, ['update-ref', 'HEAD', commit]);
}

/** The committer, if the user has not set one. */
export const STAND_IN = {
  GIT_AUTHOR_NAME: 'antivenom',
  GIT_AUTHOR_EMAIL: 'antivenom@localhost',
  GIT_COMMITTER_NAME: 'antivenom',
  GIT_COMMITTER_EMAIL: 'antivenom@localhost',
};

/** Hooks may need untracked files: scripts that are not added yet, and the programs in node_modules. */
function copyUntracked(repository: Repository, copy: ThrowAway): void {
  const others = ['ls-files', '-z', '--others', '--exclude-standard', '--directory', '--no-empty-directory'];
  let left = MAX_UNTRACKED;
  const copyFile = (from: string, to: string): void => {
    const found = lstatSync(from);
    if (found.isDirectory()) {
      for (const name of readdirSync(from)) if (name !== '.git') copyFile(join(from, name), join(to, name));
      return;
    }
    if (left === 0 || existsSync(to) || (found.isFile() && found.size > MAX_UNTRACKED_SIZE)) return;
    left -= 1;
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, to, { verbatimSymlinks: true });
  };
  for (const options of [[], ['--ignored']]) {
    const { stdout } = runGitSync({ ...repository, cwd: repository.root }, [...others, ...options]);
    for (const item of splitAtNul(stdout)) {
      const name = item.toString().replace(/\/$/, '');
      const [from, to] = [join(repository.root, name), join(copy.root, name)];
      if (!existsSync(from) || existsSync(to)) continue;
      mkdirSync(dirname(to), { recursive: true });
      if (options.length > 0 && lstatSync(from).isDirectory()) symlinkSync(from, to, 'junction');
      else copyFile(from, to);
    }
  }
}

function git(place: GitPlace, args: readonly string[], input?: Uint8Array): void {
  const { status, stderr } = runGitSync(place, args, input);
  if (status !== 0) throw new GitError(`git ${args[0]} failed in the throw-away copy`, stderr);
}

function read(place: GitPlace, args: readonly string[]): string {
  const { status, stdout, stderr } = runGitSync(place, args);
  if (status !== 0) throw new GitError(`git ${args[0]} failed`, stderr);
  return stdout.toString().trim();
}
