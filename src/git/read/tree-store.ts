import { posix } from 'node:path';
import { isFile } from '../list/raw-diff.ts';
import type { Repository } from '../repository.ts';
import type { Objects } from './objects.ts';
import { openTreeFiles, type TreeSource } from './tree-files.ts';

/** Where the files around those that are judged are read. */
export interface Store {
  read(path: string): Buffer | null;
  exists(path: string): boolean;
  mayHaveFolder(path: string): boolean;
  paths(): readonly string[];
  targetOf(path: string): string | null;
  /** Paths whose neighbours are likely to be asked for. */
  expect(paths: readonly string[]): void;
  /** Their names in git's store. */
  objectNames(paths: readonly string[]): readonly string[];
}

/** The index, or a commit. */
export function openTree(repository: Repository, source: TreeSource, objects: Pick<Objects, 'get'>): Store {
  const prefix = source.kind === 'index' ? ':0:' : `${source.oid}:`;
  const nameOf = (path: string): string => prefix + Buffer.from(path).toString('latin1');
  const files = openTreeFiles(repository, source);
  const readObject = (name: string): Buffer | null => {
    const object = objects.get(name);
    return object.status === 'ok' ? object.bytes : null;
  };
  const read = (path: string, depth = 0): Buffer | null => {
    // Once its folder is listed, its id is known. Until then, git finds a single path faster by itself.
    if (files.knows(path) || path.includes('\n') || path.includes('\\x')) {
      const file = files.get(path);
      return file === undefined ? null : follow(path, file.mode, readObject(file.oid), depth);
    }
    const bytes = readObject(nameOf(path));
    // A symbolic link's blob is its target: one line without a line ending. Only then check the mode.
    if (bytes === null || bytes.length === 0 || bytes.length > 4096 || bytes.includes(10)) return bytes;
    return follow(path, files.get(path)?.mode ?? '100644', bytes, depth);
  };
  const follow = (path: string, mode: string, bytes: Buffer | null, depth: number): Buffer | null => {
    if (mode !== '120000' || bytes === null) return bytes;
    const target = targetIn(path, bytes);
    return target === null || depth > MAX_LINKS ? null : read(target, depth + 1);
  };
  const targetOf = (path: string, depth = 0): string | null => {
    const file = files.get(path);
    if (file === undefined || file.mode !== '120000') return file !== undefined && isFile(file.mode) ? path : null;
    const bytes = readObject(file.oid);
    const target = bytes === null ? null : targetIn(path, bytes);
    return target === null || depth > MAX_LINKS ? null : targetOf(target, depth + 1);
  };
  return {
    read: (path) => read(path),
    exists: (path) => files.get(path) !== undefined,
    targetOf: (path) => targetOf(path),
    mayHaveFolder: files.mayHaveFolder,
    expect: files.expect,
    paths: () => [...files.all()].flatMap(([path, { mode }]) => (isFile(mode) ? [path] : [])),
    objectNames: (paths) => paths.filter((path) => !path.includes('\n') && !path.includes('\\x')).map(nameOf),
  };
}

/** Links that lead to links. */
const MAX_LINKS = 5;

/** Where a link leads; null for what is outside of the repository. */
function targetIn(path: string, bytes: Buffer): string | null {
  const text = bytes.toString();
  const target = posix.normalize(posix.join(posix.dirname(path), text));
  return posix.isAbsolute(text) || target === '..' || target.startsWith('../') ? null : target;
}
