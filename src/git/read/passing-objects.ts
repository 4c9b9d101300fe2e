import { once } from '../../engine/once.ts';
import type { GitIndex } from '../direct/git-index.ts';
import { readLooseObject } from '../direct/loose-object.ts';
import type { Repository } from '../repository.ts';
import { type ObjectResult, type Objects, openObjects, SIZE_LIMIT, STAGED_NAME } from './objects.ts';
import { workingBlobs } from './working-blobs.ts';

/** Objects that are not all in memory at the same time. */
export interface PassingObjects extends Objects {
  /** Forgets what can be read again without starting git. */
  release(): void;
}

/**
 * Reads the blobs of an index from the work tree, where they usually are, and asks git for the others. A file whose
 * digest is the object's id has its content, whatever git would have to do to be sure.
 */
export function openPassingObjects(repository: Repository, index: GitIndex): PassingObjects {
  const files = new Map<string, Buffer>();
  for (let at = 0; at < index.count; at += 1) {
    const { oid, name } = index.entry(at);
    files.set(oid, name);
  }
  const now = new Map<string, ObjectResult>();
  const fromGit = openObjects({ ...repository, direct: null });
  const read = (oid: string): ObjectResult | null => {
    const name = files.get(oid);
    const bytes =
      (name === undefined ? undefined : workingBlobs(repository, [{ name, oid }], SIZE_LIMIT).get(oid)) ??
      readLooseObject(repository.gitDir, oid, 'blob');
    return bytes === null ? null : { status: 'ok', oid, bytes };
  };
  /** Of a tree that was checked out with other line ends, hardly any blob is in the work tree: one process for all. */
  const askForModules = once(() => {
    const modules = [...files].filter(([, name]) => name.subarray(-3).equals(PYTHON));
    fromGit.load(modules.flatMap(([oid]) => (now.has(oid) || read(oid) !== null ? [] : oid)));
  });
  /** The id of what is staged under a path; null if there is nothing. Other names stay as they are. */
  const oidOf = (name: string): string | null => {
    if (!name.startsWith(STAGED_NAME)) return name;
    const path = Buffer.from(name.slice(STAGED_NAME.length), 'latin1');
    const at = index.lowerBound(path);
    return at < index.count && index.nameOf(at).equals(path) ? index.entry(at).oid : null;
  };
  const isHere = (oid: string): boolean => {
    if (now.has(oid)) return true;
    const found = OID.test(oid) ? read(oid) : null;
    if (found !== null) now.set(oid, found);
    return found !== null;
  };
  return {
    load(names) {
      fromGit.load([...new Set(names)].flatMap((name) => oidOf(name) ?? []).filter((oid) => !isHere(oid)));
    },
    get(name) {
      const oid = oidOf(name);
      if (oid === null) return { status: 'missing' };
      if (isHere(oid)) return now.get(oid)!;
      if (files.get(oid)?.subarray(-3).equals(PYTHON)) askForModules();
      return fromGit.get(oid);
    },
    add(blobs) {
      for (const [oid, bytes] of blobs) now.set(oid, { status: 'ok', oid, bytes });
    },
    release: () => now.clear(),
  };
}

const OID = /^[0-9a-f]{40}$/;
const PYTHON = Buffer.from('.py');
