import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { GitError } from '../../cli/errors.ts';
import { parseLsFiles } from '../list/changes.ts';
import { key } from '../list/path-bytes.ts';
import type { Repository } from '../repository.ts';
import { type GitPlace, type GitResult, runGitSync } from '../run.ts';
import { type EntryMarks, monitorOptions, readMarks, restoreMarks, restoreMonitored } from './entry-marks.ts';

/** The index files that a fix has to be written to. */
export interface IndexFiles {
  /** Paths for GIT_INDEX_FILE, in writing order; null means git's own. */
  readonly files: readonly (string | null)[];
  /** True if what is written is dropped when the commit fails (`commit -a`, `commit PATH`). */
  readonly temporary: boolean;
  /** True if git's own index keeps the old blobs, and the user has to add the files again. */
  readonly staleAfterwards: boolean;
}

/**
 * `git commit` passes its own index to the hook. `commit -a` and the like pass the lock that becomes the index. `commit
 * PATH` passes a temporary index with HEAD and the named paths, while index.lock, already closed, waits to become the
 * index: then the fix has to be in both, or the file shows as `MM` afterwards.
 */
export function indexFilesOf(repository: Repository): IndexFiles {
  const given = repository.env.GIT_INDEX_FILE;
  if (given === undefined || given === '') return { files: [null], temporary: false, staleAfterwards: false };
  const file = resolve(repository.root, given);
  const own = join(repository.gitDir, 'index');
  if (isSame(file, own)) return { files: [null], temporary: false, staleAfterwards: false };
  if (!/^next-index-\d+\.lock$/.test(basename(file))) return { files: [file], temporary: true, staleAfterwards: false };
  const lock = `${own}.lock`;
  return existsSync(lock)
    ? { files: [lock, file], temporary: true, staleAfterwards: false }
    : { files: [file], temporary: true, staleAfterwards: true };
}

function isSame(a: string, b: string): boolean {
  return basename(a) === basename(b) && realpathSync(dirname(a)) === realpathSync(dirname(b));
}

export interface IndexEntry {
  readonly mode: string;
  readonly oid: string;
}

/** The merged entries of one index file by {@link key}. */
export function readIndex(repository: Repository, file: string | null): ReadonlyMap<string, IndexEntry> {
  const { status, stdout, stderr } = runGitSync(at(repository, file), [
    'ls-files',
    '-s',
    '-z',
    '--full-name',
    '--',
    ':/',
  ]);
  if (status !== 0) throw new GitError('git could not read the index', stderr);
  return new Map(
    parseLsFiles(stdout).flatMap(({ name, mode, oid, stage }) =>
      stage === '0' ? [[key(name), { mode, oid }] as const] : [],
    ),
  );
}

export interface IndexChange extends IndexEntry {
  readonly name: Buffer;
}

/**
 * Puts all blobs into one index file in one step: git writes a lock and renames it.
 * @returns a function to call once the working files are written, with those that match the index, by {@link key}
 * @throws GitError if nothing was changed
 */
export function writeIndex(
  repository: Repository,
  file: string | null,
  changes: readonly IndexChange[],
): (isClean: (name: string) => boolean) => void {
  if (changes.length === 0) return () => {};
  const place = at(repository, file);
  const marks = readMarks(
    place,
    changes.map(({ name }) => name),
  );
  const input = Buffer.concat(
    changes.flatMap(({ mode, oid, name }) => [Buffer.from(`${mode} ${oid} 0\t`), name, Buffer.from([0])]),
  );
  const { status, stderr } = updateIndex(place, marks, input);
  if (status !== 0) {
    if (isLocked(stderr)) {
      throw new GitError('the index is locked by another git process; nothing was changed', '');
    }
    throw new GitError('git could not write the index; nothing was changed', stderr);
  }
  restoreMarks(place, repository, marks);
  return (isClean) =>
    restoreMonitored(place, repository, { ...marks, unchanged: marks.unchanged.filter((name) => isClean(key(name))) });
}

/** A hook that runs at the same time may hold the lock for a moment, and git gives up immediately. */
function updateIndex(place: GitPlace, marks: EntryMarks, input: Buffer): GitResult {
  const command = [...monitorOptions(marks), 'update-index', '-z', '--index-info'];
  for (const wait of [50, 150, 300]) {
    const result = runGitSync(place, command, input);
    if (result.status === 0 || !isLocked(result.stderr)) return result;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
  }
  return runGitSync(place, command, input);
}

const isLocked = (stderr: string): boolean => /\.lock': File exists/.test(stderr);

function at(repository: Repository, file: string | null): GitPlace {
  const { GIT_INDEX_FILE: _, ...env } = repository.env;
  return { cwd: repository.cwd, env: file === null ? env : { ...env, GIT_INDEX_FILE: file } };
}
