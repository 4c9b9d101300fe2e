import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { GitError } from '../../cli/errors.ts';
import { once } from '../../engine/once.ts';
import { parentOf } from '../../engine/path-parts.ts';
import { entriesIn, hasFolder } from '../direct/index-listing.ts';
import { type IndexFile, parseLsFiles } from '../list/changes.ts';
import { displayPath, splitAtNul } from '../list/path-bytes.ts';
import type { Repository } from '../repository.ts';
import { runGitSync } from '../run.ts';

export interface TreeFile {
  readonly mode: string;
  readonly oid: string;
}

/** The files of the index or a commit, listed folder by folder on demand. */
export interface TreeFiles {
  /** The folders around these paths are listed together with the first that is asked for. */
  expect(paths: readonly string[]): void;
  get(path: string): TreeFile | undefined;
  /** False if there is no file below the folder; true if there may be one. */
  mayHaveFolder(path: string): boolean;
  /** True if the answer for a path is known. */
  knows(path: string): boolean;
  all(): ReadonlyMap<string, TreeFile>;
}

export type TreeSource = { readonly kind: 'index' } | { readonly kind: 'commit'; readonly oid: string };

/** With more folders than this, a single listing of everything is faster, and git's command line stays short. */
const MAX_FOLDERS = 200;

interface Listed {
  readonly files: Map<string, TreeFile>;
  /** Folders that are known to exist. */
  readonly folders: Set<string>;
}

export function openTreeFiles(repository: Repository, source: TreeSource): TreeFiles {
  const { files, folders }: Listed = { files: new Map(), folders: new Set(['']) };
  /** Folders whose own files are in `files`. */
  const listed = new Set<string>();
  let expected = new Set<string>();
  let isWhole = false;

  const take = (found: Listed): void => {
    for (const [path, file] of found.files) {
      files.set(path, file);
      addFolders(folders, path);
    }
    for (const folder of found.folders) folders.add(folder);
  };
  const listWhole = (): void => {
    if (isWhole) return;
    take(source.kind === 'index' ? listIndex(repository, null) : listCommit(repository, ['-r', source.oid]));
    isWhole = true;
  };
  const list = (folder: string): void => {
    const wanted = new Set([...expected, folder]);
    expected = new Set();
    // A commit's folders are known from their parents.
    if (source.kind === 'commit') for (const each of [...wanted]) addFolders(wanted, each);
    const pending = [...wanted].filter((each) => !listed.has(each));
    // A name that is not UTF-8 is not shown as git stores it.
    if (pending.length > MAX_FOLDERS || pending.some((each) => each.includes('\\x'))) return listWhole();
    take(
      source.kind === 'index'
        ? listIndex(repository, pending.filter(isInIndex))
        : listCommit(repository, ['-t', source.oid, '--', ...pending.map((each) => (each === '' ? '.' : `${each}/`))]),
    );
    for (const each of pending) listed.add(each);
  };

  const isSparse = once(() => existsSync(join(repository.gitDir, 'info', 'sparse-checkout')));
  const onDisk = new Map<string, boolean>();
  /**
   * A folder that is not in the work tree is not in the index either, and asking the disk takes no process. There are
   * two exceptions: a sparse checkout, for which git is asked; and a folder that was removed without `git rm`, whose
   * modules are then not followed. Single files are always looked up in the index: it is common to stage a file and
   * then remove it.
   */
  const isInIndex = (folder: string): boolean => {
    if (folders.has(folder)) return true;
    let known = onDisk.get(folder);
    if (known === undefined) {
      known = statSync(join(repository.root, folder), { throwIfNoEntry: false })?.isDirectory() ?? false;
      onDisk.set(folder, known);
    }
    return known;
  };

  const mayHaveFolder = (folder: string): boolean => {
    if (isWhole || folders.has(folder)) return folders.has(folder);
    const index = source.kind === 'index' ? (repository.direct?.index() ?? null) : null;
    if (index !== null && !folder.includes('\\x')) return hasFolder(index, folder);
    if (source.kind === 'index') {
      if (!isSparse() && !folder.includes('\\x')) return isInIndex(folder);
      listWhole();
      return folders.has(folder);
    }
    const above = parentOf(folder);
    if (!listed.has(above) && mayHaveFolder(above)) list(above);
    return folders.has(folder);
  };
  return {
    expect(paths) {
      for (const path of paths) {
        addFolders(expected, path);
        // With more, they would not be listed one by one.
        if (expected.size > MAX_FOLDERS) return;
      }
    },
    get(path) {
      const folder = parentOf(path);
      if (!isWhole && !listed.has(folder) && mayHaveFolder(folder) && !isWhole && !listed.has(folder)) list(folder);
      return files.get(path);
    },
    mayHaveFolder,
    knows: (path) => isWhole || listed.has(parentOf(path)),
    all() {
      listWhole();
      return files;
    },
  };
}

/** Adds the folders above a path, and the root, whose name is empty. */
function addFolders(folders: Set<string>, path: string): void {
  for (let folder = parentOf(path); ; folder = parentOf(folder)) {
    if (folder !== '' && folders.has(folder)) return;
    folders.add(folder);
    if (folder === '') return;
  }
}

/** The pathspec for the files directly in one folder. */
const filesIn = (folder: string): string =>
  `:(top,glob)${folder === '' ? '' : `${folder.replace(/[\\*?[\]]/g, '\\$&')}/`}*`;

/** @param wanted the folders whose own files to list; null for every file */
function listIndex(repository: Repository, wanted: readonly string[] | null): Listed {
  // Without a pathspec, git would list everything.
  if (wanted?.length === 0) return { files: new Map(), folders: new Set() };
  const files = new Map<string, TreeFile>();
  for (const file of indexFiles(repository, wanted)) {
    if (file.stage === '0' && file.mode !== '160000') files.set(file.path, file);
  }
  return { files, folders: new Set() };
}

function indexFiles(repository: Repository, wanted: readonly string[] | null): readonly IndexFile[] {
  const direct = repository.direct?.index() ?? null;
  if (direct !== null) return entriesIn(direct, wanted);
  const pathspecs = wanted === null ? [':/'] : wanted.map(filesIn);
  return parseLsFiles(runListing(repository, ['ls-files', '-s', '-z', '--full-name', '--', ...pathspecs]));
}

/** Reads `ls-tree -z`: `100644 blob OID TAB path NUL`. */
function listCommit(repository: Repository, args: readonly string[]): Listed {
  const found: Listed = { files: new Map(), folders: new Set() };
  for (const line of splitAtNul(runListing(repository, ['ls-tree', '-z', '--full-tree', ...args]))) {
    const tab = line.indexOf(9);
    const [mode = '', type, oid = ''] = line.toString('latin1', 0, tab).split(' ');
    const path = displayPath(line.subarray(tab + 1));
    if (type === 'blob') found.files.set(path, { mode, oid });
    else if (type === 'tree') found.folders.add(path);
  }
  return found;
}

export function runListing(repository: Repository, args: readonly string[]): Buffer {
  const { status, stdout, stderr } = runGitSync(repository, args);
  if (status !== 0) throw new GitError('git could not list the files', stderr);
  return stdout;
}
