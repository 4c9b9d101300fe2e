import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../../cli/errors.ts';
import { pathInside } from '../path-inside.ts';
import { workingPath } from '../read/working-file.ts';
import { mergeHeads, type Repository } from '../repository.ts';
import { runGit, runGitSync } from '../run.ts';
import { compare, type IndexFile, lateBaseIn, lsFiles, notAFile, STAGED } from './changes.ts';
import type { Base, Before, Entry, FileProblem, LateBases, Link, Listing, SkippedFile } from './entry.ts';
import { displayPath, key, splitAtNul } from './path-bytes.ts';
import { isFile } from './raw-diff.ts';

/**
 * Files given by name: working files, absolute or relative to the current folder (under a git alias, to the user's
 * folder). A folder means the tracked files below it. A file that is staged but gone from disk is judged as in the
 * index:
 * that is what would be committed. The base is HEAD's blob, that of every parent during a merge, or that of the given
 * commit.
 * @param since the commit to compare with (pre-commit's ranges); null: there was nothing before
 * @throws UserError for a path that neither exists nor is tracked, or is outside the repository
 */
export async function listFiles(
  repository: Repository,
  paths: readonly string[],
  since: Since | null = { commits: ['HEAD', ...mergeHeads(repository)], to: null },
): Promise<Listing> {
  const names = new Map<string, Buffer>();
  const skipped: SkippedFile[] = [];
  for (const path of paths) {
    for (const name of await namesOf(repository, path, skipped)) names.set(key(name), name);
  }
  const basesOf = await findBases(repository, [...names.values()], since?.commits ?? []);
  const entries: Entry[] = [];
  const problems: FileProblem[] = [];
  const links: Link[] = [];
  const gone: Buffer[] = [];
  for (const name of names.values()) {
    const path = displayPath(name);
    const found = lstatSync(workingPath(repository, name), { throwIfNoEntry: false });
    if (found === undefined) gone.push(name);
    else if (found.isSymbolicLink()) {
      skipped.push({ path, reason: notAFile('120000') });
      links.push({ path, basePath: path });
    } else if (found.isDirectory()) skipped.push({ path, reason: notAFile('160000') });
    else if (!found.isFile()) problems.push({ path, kind: 'unreadable', reason: 'it is not a regular file' });
    else entries.push({ path, name, mode: found.mode & 0o100 ? '100755' : '100644', oid: null, bases: basesOf(name) });
  }
  if (gone.length > 0) {
    const staged = new Map((await lsFilesNamed(repository, gone)).map((file) => [key(file.name), file]));
    for (const name of gone) {
      const file = staged.get(key(name));
      const path = displayPath(name);
      if (file === undefined) skipped.push({ path, reason: 'deleted' });
      else if (file.stage !== '0') problems.push({ path, kind: 'unmerged', reason: 'it has a conflict and is gone' });
      else if (!isFile(file.mode)) skipped.push({ path, reason: notAFile(file.mode) });
      else entries.push({ path, name, mode: file.mode, oid: file.oid, bases: basesOf(name) });
    }
  }
  const lateBases = since === null ? undefined : findLateBases(repository, since);
  const source = { kind: 'worktree' } as const;
  const [first] = since?.commits ?? [];
  if (lateBases === undefined || first === undefined) return { entries, problems, skipped, links, source };
  const before: Before = (path) => `${first}:${key(Buffer.from(path))}`;
  return { entries, problems, skipped, links, linkBase: first, source, lateBases, before };
}

/** What the given files are compared with. */
export interface Since {
  /** HEAD and the other parents of a merge, or the older commit of a range. */
  readonly commits: readonly string[];
  /** The newer commit of a range; null for the index. */
  readonly to: string | null;
}

/** The paths that one argument means, relative to the root. */
async function namesOf(repository: Repository, given: string, skipped: SkippedFile[]): Promise<readonly Buffer[]> {
  const file = locate(repository, given);
  const name = Buffer.from(relativeToRoot(repository, file, given));
  if (isInGitFolder(repository, file)) throw new UserError(`${given} is git's own`, 'name files of the work tree');
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    const files = await lsFiles(repository, name.length === 0 ? [] : [`:(top,literal)${name}`]);
    if (files.length === 0 && (await hasUntracked(repository, name))) {
      // Silence would look like a pass.
      throw new UserError(`git tracks no file in ${given}`, 'git add what is there, or name the files one by one');
    }
    // For a submodule's own folder, git lists only the gitlink.
    for (const { path, mode } of files) {
      if (!isFile(mode)) skipped.push({ path, reason: notAFile(mode) });
    }
    return files.filter(({ mode }) => isFile(mode)).map((indexFile) => indexFile.name);
  }
  if (found !== undefined) return [name];
  if (given.includes('\ufffd')) {
    // Node replaced bytes that are not UTF-8, but git knows them.
    const same = (await lsFiles(repository)).filter((indexFile) => indexFile.name.toString() === name.toString());
    if (same.length > 0) return same.map((indexFile) => indexFile.name);
  }
  if ((await lsFiles(repository, [`:(top,literal)${name}`])).length > 0) return [name];
  if (await isInHead(repository, name)) return [name];
  throw new UserError(`no such file: ${given}`);
}

function isInGitFolder(repository: Repository, file: string): boolean {
  const place = physical(file);
  const folders = [repository.gitDir, join(repository.root, '.git')];
  return folders.some((folder) => pathInside(physical(folder), place) !== null || pathInside(folder, file) !== null);
}

/** True if the folder contains something that git neither tracks nor ignores. */
async function hasUntracked(repository: Repository, name: Buffer): Promise<boolean> {
  const spec = name.length === 0 ? ':/' : `:(top,literal)${name}`;
  const { stdout } = await runGit(repository, ['ls-files', '-z', '--others', '--exclude-standard', '--', spec]);
  return stdout.length > 0;
}

/** The absolute path of an argument. */
function locate(repository: Repository, given: string): string {
  const here = resolve(repository.cwd, given);
  const prefix = repository.env.GIT_PREFIX;
  if (prefix === undefined || prefix === '' || exists(here)) return here;
  const there = resolve(repository.root, prefix, given);
  return exists(there) ? there : here;
}

function relativeToRoot(repository: Repository, file: string, given: string): string {
  const way = pathInside(repository.root, file) ?? pathInside(realpathSync(repository.root), physical(file));
  if (way === null) {
    throw new UserError(`${given} is outside the repository`, `the repository is ${repository.root}`);
  }
  return way;
}

/** Resolves links on the way, but not the last step: if that is a symbolic link, the link itself was named. */
function physical(file: string): string {
  try {
    return join(realpathSync(dirname(file)), basename(file));
  } catch {
    return file;
  }
}

const exists = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined;

async function isInHead(repository: Repository, name: Buffer): Promise<boolean> {
  const spec = `:(top,literal)${name}`;
  const result = await runGit(repository, ['ls-tree', '-z', '--full-tree', '--name-only', 'HEAD', '--', spec]);
  return result.stdout.length > 0;
}

/** The entries of those paths, whatever characters they contain. */
async function lsFilesNamed(repository: Repository, names: readonly Buffer[]): Promise<IndexFile[]> {
  // Names that are not UTF-8 cannot be passed as arguments.
  if (names.length > 100 || names.some((name) => !Buffer.from(name.toString()).equals(name))) {
    const wanted = new Set(names.map(key));
    return (await lsFiles(repository)).filter(({ name }) => wanted.has(key(name)));
  }
  return lsFiles(
    repository,
    names.map((name) => `:(top,literal)${name}`),
  );
}

/** Where to find a file's content before the change; see {@link Entry.bases}. */
async function findBases(
  repository: Repository,
  names: readonly Buffer[],
  commits: readonly string[],
): Promise<(name: Buffer) => readonly Base[]> {
  if (!names.some((name) => name.includes(10))) {
    return (name) => commits.map((commit) => ({ object: `${commit}:${key(name)}`, path: displayPath(name) }));
  }
  // cat-file reads one name per line, so a path with a newline has to be looked up.
  const trees = await Promise.all(commits.map((commit) => blobsOf(repository, commit)));
  return (name) =>
    trees.flatMap((tree) => {
      const object = tree.get(key(name));
      return object === undefined ? [] : [{ object, path: displayPath(name) }];
    });
}

/** Files that are not in the commit may be moved, new, or unreadable. */
function findLateBases(repository: Repository, { commits, to }: Since): LateBases {
  let comparisons: ReturnType<typeof compare>[] | null = null;
  return (entry) => {
    comparisons ??= commits.map((commit) =>
      compare(repository, to !== null ? [commit, to] : commit === 'HEAD' ? STAGED : ['--cached', commit]),
    );
    const bases = comparisons.flatMap((comparison) => lateBaseIn(comparison, entry));
    const isUnchanged = comparisons.some(({ byName }) => !byName.has(key(entry.name)));
    if (bases.length > 0 || !isUnchanged || !isTracked(repository, entry)) return bases;
    const reason = 'its earlier content is not in this repository (a partial clone?); fetch it first';
    return { path: entry.path, kind: 'missing', reason };
  };
}

function isTracked(repository: Repository, { name }: Entry): boolean {
  const { stdout } = runGitSync(repository, ['ls-files', '-z', '--', `:(top,literal)${name}`]);
  return stdout.length > 0;
}

async function blobsOf(repository: Repository, commit: string): Promise<ReadonlyMap<string, string>> {
  return parseTree((await runGit(repository, ['ls-tree', '-r', '-z', '--full-tree', commit])).stdout);
}

/** Reads `ls-tree -r -z`: object ids by {@link key}. */
export function parseTree(output: Buffer): ReadonlyMap<string, string> {
  return new Map(
    splitAtNul(output).map((line) => {
      const tab = line.indexOf(9);
      return [key(line.subarray(tab + 1)), line.toString('latin1', 0, tab).split(' ')[2] ?? ''] as const;
    }),
  );
}
