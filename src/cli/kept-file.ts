import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writevSync,
} from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';

/**
 * Keeps files between runs: V8's compiled code, and judgements. V8 trusts the data: code made from other source would
 * run as the product, and damaged code crashes it. So a file is only read if it is undamaged and nobody but this user
 * can have written it.
 */

type Environment = Readonly<Record<string, string | undefined>>;

const MONTH = 30 * 24 * 60 * 60 * 1000;
const OPEN_TO_OTHERS = 0o022;
/** Not on Windows, where opening a link fails in other ways. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;

/**
 * Our folder in the user's cache folder. Null if nothing may be stored: in CI, where a restored cache would be somebody
 * else's code, and as root in another user's home (`sudo` that keeps HOME).
 */
export function cacheFolder(env: Environment): string | null {
  if (env.CI) return null;
  const home = env.HOME || env.USERPROFILE;
  const base = env.XDG_CACHE_HOME || (env.HOME && join(env.HOME, '.cache')) || env.LOCALAPPDATA;
  if (!base || !isAbsolute(base)) return null;
  if (process.getuid === undefined) {
    // On Windows modes mean nothing; the profile belongs to the user.
    const profile = env.USERPROFILE;
    if (!profile || /^\.\.|^[A-Za-z]:/.test(relative(profile, base))) return null;
    return join(base, 'antivenom');
  }
  const kept = statOf(base) ?? (home ? statOf(home) : null);
  return kept === null || kept.uid === process.getuid() ? join(base, 'antivenom') : null;
}

/**
 * The data that {@link writeKeptFile} stored under this label. Null if there is none, another user could have written
 * it, or it is damaged.
 * @param room memory to read into if the file fits: memory that was used before is twice as fast
 */
export function readKeptFile(file: string, label: string, room?: Buffer): Buffer | null {
  let handle: number | undefined;
  try {
    if (!isOwn(lstatSync(dirname(file)), 'folder')) return null;
    handle = openSync(file, constants.O_RDONLY | NO_FOLLOW);
    const stats = fstatSync(handle);
    if (!isOwn(stats, 'file')) return null;
    const { size } = stats;
    const bytes = room !== undefined && size <= room.length ? room.subarray(0, size) : Buffer.allocUnsafeSlow(size);
    if (readSync(handle, bytes, 0, size, 0) !== size) return null;
    return unwrap(bytes, label);
  } catch {
    return null;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

export interface KeptData {
  readonly file: string;
  readonly label: string;
  /** The data in pieces, which need not be copied together. */
  readonly parts: readonly Buffer[];
}

/** Stores data for the next run. If anything goes wrong, that run takes some milliseconds longer, nothing else. */
export const writeKeptFile = (file: string, label: string, data: Buffer): void =>
  writeKeptFiles(dirname(file), [{ file, label, parts: [data] }]);

/** The same for several files in a folder. */
export function writeKeptFiles(folder: string, files: Iterable<KeptData>): void {
  try {
    if (!prepareFolder(folder)) return;
    for (const { file, label, parts } of files) {
      const draft = `${file}.${process.pid}`;
      writeParts(draft, wrap(parts, label));
      renameSync(draft, file);
    }
  } catch {
    // The next run compiles once more.
  }
}

function writeParts(file: string, parts: readonly Buffer[]): void {
  const handle = openNew(file);
  try {
    const size = parts.reduce((sum, { length }) => sum + length, 0);
    if (writevSync(handle, parts) !== size) throw new Error(`${file} is not written to its end`);
  } finally {
    closeSync(handle);
  }
}

/** There may be a draft by a killed process that had the same number. */
function openNew(file: string): number {
  try {
    return openSync(file, 'wx', 0o600);
  } catch {
    rmSync(file, { force: true });
    return openSync(file, 'wx', 0o600);
  }
}

/** True if the folder exists and is only ours. What others could have put into it is removed. */
function prepareFolder(folder: string): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const wasOwn = isOwn(lstatSync(folder), 'folder');
  if (!wasOwn) chmodSync(folder, 0o700);
  if (!isOwn(lstatSync(folder), 'folder')) return false;
  for (const name of readdirSync(folder)) {
    const entry = join(folder, name);
    const isOver = !wasOwn || Date.now() - lstatSync(entry).mtimeMs > MONTH;
    if (/\.(?:code|json)(?:\.\d+)?$/.test(name) && isOver) rmSync(entry, { force: true });
  }
  return true;
}

function isOwn(stats: Stats, kind: 'file' | 'folder'): boolean {
  if (kind === 'file' ? !stats.isFile() : !stats.isDirectory()) return false;
  if (process.getuid === undefined) return true;
  return stats.uid === process.getuid() && (stats.mode & OPEN_TO_OTHERS) === 0;
}

function statOf(path: string): Stats | null {
  return statSync(path, { throwIfNoEntry: false }) ?? null;
}

/**
 * The data twice and the label: two copies that are equal tell damage as well as a digest does, and are compared in
 * 0.05 ms where loading node:crypto takes 2.
 */
function wrap(parts: readonly Buffer[], label: string): readonly Buffer[] {
  return [...parts, ...parts, Buffer.from(`\n${label}`)];
}

function unwrap(bytes: Buffer, label: string): Buffer | null {
  const tail = Buffer.from(`\n${label}`);
  const size = (bytes.length - tail.length) / 2;
  if (size <= 0 || !Number.isInteger(size) || !bytes.subarray(2 * size).equals(tail)) return null;
  // At the beginning of the buffer, since V8 wants aligned data.
  const data = bytes.subarray(0, size);
  return data.equals(bytes.subarray(size, 2 * size)) ? data : null;
}
