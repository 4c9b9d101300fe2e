import { once } from '../../engine/once.ts';
import type { GitIndex, IndexEntry } from '../direct/git-index.ts';
import { readLooseObject } from '../direct/loose-object.ts';
import type { Repository } from '../repository.ts';
import { type ObjectResult, type Objects, openObjects, SIZE_LIMIT, STAGED_NAME } from './objects.ts';
import { openWorkingFiles } from './working-blobs.ts';

/** What others ask for before it is judged is kept for that, up to so many bytes. */
const MOST_EARLY = 8_000_000;

/** For files that are read one by one, and not all forgotten together. In bytes. */
const SMALL_ROOM = 1 << 18;

/** Objects that are not all in memory at the same time. */
export interface PassingObjects extends Objects {
  /** The size of the working file, as far as git knows it; 0 if it does not. */
  sizeOf(oid: string): number;
  /** Forgets what can be read again without starting git. */
  release(): void;
}

/**
 * Reads the blobs of an index from the work tree, where they usually are, and asks git for the others. A file whose
 * digest is the object's id has its content, whatever git would have to do to be sure.
 */
export function openPassingObjects(repository: Repository, index: GitIndex): PassingObjects {
  const files = new Map<string, IndexEntry>();
  for (let at = 0; at < index.count; at += 1) {
    const entry = index.entry(at);
    files.set(entry.oid, entry);
  }
  const now = new Map<string, ObjectResult>();
  /** The sizes of those that were asked for, but not loaded so far. */
  const early = new Map<string, number>();
  const loaded = new Set<string>();
  const fromGit = openObjects({ ...repository, direct: null });
  const working = openWorkingFiles(repository, SIZE_LIMIT, SMALL_ROOM);
  const read = (oid: string): ObjectResult | null => {
    const file = files.get(oid);
    const bytes =
      (file === undefined ? null : working.read(file.name, oid)) ?? readLooseObject(repository.gitDir, oid, 'blob');
    return bytes === null ? null : { status: 'ok', oid, bytes };
  };
  /** Of a tree that was checked out with other line ends, hardly any blob is in the work tree: one process for all. */
  const askForModules = once(() => {
    const modules = [...files].filter(([, { path }]) => path.endsWith(PYTHON));
    fromGit.load(modules.flatMap(([oid]) => (now.has(oid) || read(oid) !== null ? [] : oid)));
  });
  /** The id of what is staged under a path; null if there is nothing. Other names stay as they are. */
  const oidOf = (name: string): string | null =>
    name.startsWith(STAGED_NAME)
      ? (index.find(Buffer.from(name.slice(STAGED_NAME.length), 'latin1'))?.oid ?? null)
      : name;
  const isHere = (oid: string): boolean => {
    if (now.has(oid)) return true;
    const found = OID.test(oid) ? read(oid) : null;
    if (found !== null) now.set(oid, found);
    return found !== null;
  };
  let earlySize = 0;
  const noteEarly = (oid: string): void => {
    const found = now.get(oid);
    if (found?.status !== 'ok' || loaded.has(oid) || early.has(oid)) return;
    earlySize += found.bytes.length;
    if (earlySize <= MOST_EARLY) early.set(oid, found.bytes.length);
  };
  const noteLoaded = (oid: string): void => {
    loaded.add(oid);
    earlySize -= early.get(oid) ?? 0;
    early.delete(oid);
  };
  return {
    sizeOf: (oid) => files.get(oid)?.size ?? 0,
    has: (oid) => now.has(oid),
    load(names) {
      const oids = [...new Set(names)].flatMap((name) => oidOf(name) ?? []);
      for (const oid of oids) noteLoaded(oid);
      fromGit.load(oids.filter((oid) => !isHere(oid)));
    },
    get(name) {
      const oid = oidOf(name);
      if (oid === null) return { status: 'missing' };
      if (isHere(oid)) {
        noteEarly(oid);
        return now.get(oid)!;
      }
      if (files.get(oid)?.path.endsWith(PYTHON)) askForModules();
      return fromGit.get(oid);
    },
    add(blobs) {
      for (const [oid, bytes] of blobs) now.set(oid, { status: 'ok', oid, bytes });
    },
    release() {
      for (const oid of now.keys()) if (!early.has(oid)) now.delete(oid);
    },
  };
}

const OID = /^[0-9a-f]{40}$/;
const PYTHON = '.py';
