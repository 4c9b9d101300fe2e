import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { GitError } from '../../cli/errors.ts';
import type { BaseFile, Snapshot } from '../../engine/snapshot.ts';
import { parseLsFiles } from '../list/changes.ts';
import type { Base, Entry, FileProblem, LateBases, Listing, SnapshotSource } from '../list/entry.ts';
import { isFile } from '../list/raw-diff.ts';
import { pathInside } from '../path-inside.ts';
import type { Repository } from '../repository.ts';
import {
  type Content,
  checkText,
  contentOf,
  hasUtf16Mark,
  isAsset,
  tooLarge,
  unreadable,
  unreadByName,
} from './content.ts';
import { openNeighbours } from './neighbours.ts';
import { type Objects, openObjects, SIZE_LIMIT } from './objects.ts';
import { runListing } from './tree-files.ts';
import { openTree, type Store } from './tree-store.ts';
import { workingBlobs } from './working-blobs.ts';
import { fromUtf16, reencodedNames } from './working-encoding.ts';
import { workingPath } from './working-file.ts';

/** The files of the index, the work tree or a commit, whichever is judged. */
export interface GitSnapshot extends Omit<Snapshot, 'bases'> {
  /** Entries whose {@link contents} will be asked for. They are known from now on. */
  expect(entries: readonly Entry[]): void;
  /**
   * The contents to judge, in the order of the entries. `alongside`: paths that will be asked for afterwards
   * (configuration files); one process reads them all.
   */
  contents(entries: readonly Entry[], alongside?: readonly string[]): readonly Content[];
  /**
   * The entry before the change: one content, or one per parent in a merge, leaving out those that do not exist. The
   * first call reads the bases of all entries that {@link contents} got.
   */
  bases(entry: Entry): readonly BaseFile[];
  /** The file inside the repository that a path leads to: itself, or the end of a symbolic link; null for none. */
  targetOf(path: string): string | null;
  /** Files before the change that could not be read, although they must have existed. */
  baseProblems(): readonly FileProblem[];
  /** Those of the paths that the change alters, as they were before; null if the file did not exist. */
  altered(paths: readonly string[]): ReadonlyMap<string, Buffer | null>;
}

/**
 * @param listing what the change is
 * @param objects what has already been read
 */
export function openSnapshot(
  repository: Repository,
  source: SnapshotSource,
  { lateBases, before }: Pick<Listing, 'lateBases' | 'before'> = {},
  objects: Objects = openObjects(repository),
): GitSnapshot {
  const bases = openBases(objects, lateBases);
  const store = source.kind === 'worktree' ? openWorkTree(repository) : openTree(repository, source, objects);
  /** By path: the object, or the bytes of a working file. */
  const judged = new Map<string, string | Buffer>();
  const bytesOf = (path: string): Buffer | null => {
    const found = judged.get(path);
    return typeof found === 'string' ? contentOf(path, objects.get(found)).bytes : (found ?? null);
  };
  const expect = (entries: readonly Entry[]): void => {
    const fresh = entries.filter(({ path }) => !judged.has(path));
    bases.expect(fresh);
    store.expect(fresh.map(({ path }) => path));
    for (const { path, oid } of fresh) if (oid !== null && !isAsset(path)) judged.set(path, oid);
  };
  return {
    expect,
    contents(entries, alongside = []) {
      expect(entries);
      const unread = entries.map(({ path }) => unreadByName(path));
      const wanted = entries.filter(({ oid }, index) => oid !== null && unread[index] === null);
      if (wanted.length > MANY) {
        const missing = wanted.filter(({ oid }) => !objects.has(oid!));
        objects.add(workingBlobs(repository, missing, SIZE_LIMIT));
      }
      objects.load([...wanted.map(({ oid }) => oid!), ...store.objectNames(alongside)]);
      const contents = entries.map((entry, index) => {
        const known = unread[index];
        if (known) return known;
        return entry.oid === null ? readWorkingFile(repository, entry) : contentOf(entry.path, objects.get(entry.oid));
      });
      const decoded = source.kind === 'worktree' ? decodeWorkingFiles(repository, entries, contents) : contents;
      decoded.forEach(({ bytes }, index) => {
        const { path, oid } = entries[index]!;
        if (bytes !== null && (oid === null || source.kind === 'worktree')) judged.set(path, bytes);
      });
      return decoded;
    },
    read: store.read,
    exists: store.exists,
    mayHaveFolder: store.mayHaveFolder,
    paths: store.paths,
    targetOf: store.targetOf,
    neighbours: openNeighbours(repository.root, bytesOf),
    bases: bases.of,
    baseProblems: bases.problems,
    altered(paths) {
      const altered = new Map<string, Buffer | null>();
      const named = before === undefined ? [] : paths.flatMap((path) => namedBefore(path, before(path)));
      objects.load(named.flatMap(({ object }) => object ?? []));
      for (const { path, object } of named) {
        const found = object === null ? null : objects.get(object);
        if (object !== null && isObjectId(object) && found?.status !== 'ok') {
          throw new GitError(`${path} as it was before the change is not in this repository`, 'fetch it first');
        }
        const bytes = found?.status === 'ok' ? found.bytes : null;
        const now = store.read(path);
        if (bytes === null ? now !== null : now === null || !now.equals(bytes)) altered.set(path, bytes);
      }
      return altered;
    },
  };
}

/** For more files than this, it pays to load what hashes them. */
const MANY = 100;

const isObjectId = (object: string): boolean => /^[0-9a-f]{40,64}$/.test(object);

/** The names that git cat-file accepts: one per line. */
function namedBefore(path: string, object: string | null | undefined): { path: string; object: string | null }[] {
  return object === undefined || object?.includes('\n') || path.includes('\\x') ? [] : [{ path, object }];
}

interface Bases {
  /** Entries whose bases may be asked for. The first request reads them all. */
  expect(entries: readonly Entry[]): void;
  of(entry: Entry): readonly BaseFile[];
  problems(): readonly FileProblem[];
}

function openBases(objects: Objects, lateBases: LateBases = () => []): Bases {
  const problems = new Map<string, FileProblem>();
  let expected: string[] = [];
  let refusal: string | null = null;
  const read = (names: readonly Base[]): BaseFile[] =>
    names.flatMap(({ object, path }) => {
      const found = objects.get(object);
      return found.status === 'ok' ? [{ path, bytes: found.bytes }] : [];
    });
  const find = (entry: Entry): readonly BaseFile[] => {
    objects.load([...expected, ...entry.bases.map(({ object }) => object)]);
    expected = [];
    const found = read(entry.bases);
    if (found.length > 0 && found.length === entry.bases.length) return found;
    const late = lateBases(entry);
    if ('reason' in late) {
      problems.set(entry.path, late);
      return found;
    }
    const others = late.filter(({ object }) => !entry.bases.some((base) => base.object === object));
    objects.load(others.map(({ object }) => object));
    const isMissing = [...entry.bases, ...others].some(
      ({ object }) => isObjectId(object) && objects.get(object).status === 'missing',
    );
    if (isMissing) {
      const reason = 'its earlier content is not in this repository (a partial clone?); fetch it first';
      problems.set(entry.path, { path: entry.path, kind: 'missing', reason });
    }
    return [...found, ...read(others)];
  };
  return {
    expect(entries) {
      for (const { bases } of entries) for (const { object } of bases) expected.push(object);
    },
    of(entry) {
      try {
        if (refusal === null) return find(entry);
      } catch (error) {
        const { message, hint } = error as { readonly message: string; readonly hint?: string };
        refusal = `its earlier content cannot be read: ${message}${hint ? ` (${hint})` : ''}`;
      }
      problems.set(entry.path, { path: entry.path, kind: 'unreadable', reason: refusal });
      return [];
    },
    problems: () => [...problems.values()],
  };
}

function readWorkingFile(repository: Repository, entry: Entry): Content {
  const file = workingPath(repository, entry.name);
  try {
    const { size } = statSync(file);
    return size > SIZE_LIMIT ? tooLarge(entry.path, size) : checkText(entry.path, readFileSync(file));
  } catch (error) {
    return unreadable(entry.path, 'unreadable', `it cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** For a file with a working-tree-encoding, git stores UTF-8. That is what we judge, as it would be once staged. */
function decodeWorkingFiles(repository: Repository, entries: readonly Entry[], contents: Content[]): Content[] {
  const marked = entries.flatMap(({ name }, i) => (hasUtf16Mark(contents[i]?.bytes ?? NONE) ? [{ name, i }] : []));
  if (marked.length === 0) return contents;
  const reencoded = reencodedNames(
    repository,
    marked.map(({ name }) => name),
  );
  marked.forEach(({ i }, at) => {
    const utf8 = reencoded[at] ? fromUtf16(contents[i]!.bytes!) : null;
    if (utf8 !== null) contents[i] = { bytes: utf8, problem: null };
  });
  return contents;
}

const NONE = Buffer.alloc(0);

function openWorkTree(repository: Repository): Store {
  let tracked: readonly string[] | null = null;
  const folders = new Map<string, boolean>();
  const root = realpathSync(repository.root);
  const fileAt = (path: string): string | null => {
    const file = join(repository.root, path);
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined || !found.isFile() || found.size > SIZE_LIMIT) return null;
    // A link may lead to another file in the repository, but not outside.
    return pathInside(root, realpathSync(file)) === null ? null : file;
  };
  const guarded = <T>(action: () => T): T | null => {
    try {
      return action();
    } catch {
      return null;
    }
  };
  return {
    read: (path) =>
      guarded(() => {
        const file = fileAt(path);
        return file === null ? null : readFileSync(file);
      }),
    exists: (path) => guarded(() => fileAt(path) !== null) ?? false,
    mayHaveFolder(path) {
      let known = folders.get(path);
      if (known === undefined) {
        known = statSync(join(repository.root, path), { throwIfNoEntry: false })?.isDirectory() ?? false;
        folders.set(path, known);
      }
      return known;
    },
    expect() {},
    targetOf: (path) =>
      guarded(() => (fileAt(path) === null ? null : pathInside(root, realpathSync(join(repository.root, path))))),
    paths() {
      tracked ??= listNames(repository, ['ls-files', '-s', '-z', '--full-name', '--', ':/'], indexLines);
      return tracked;
    },
    objectNames: () => [],
  };
}

const indexLines = (output: Buffer): string[] =>
  parseLsFiles(output).flatMap(({ path, mode }) => (isFile(mode) ? [path] : []));

function listNames(
  repository: Repository,
  args: readonly string[],
  parse: (output: Buffer) => string[],
): readonly string[] {
  return [...new Set(parse(runListing(repository, args)))];
}
