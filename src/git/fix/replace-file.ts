import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { parentOf } from '../read/working-file.ts';
import type { Repository } from '../repository.ts';

/** Our folder in the git directory: new files are written here, so that a killed run leaves none in the work tree. */
export const ownFolder = (repository: Repository): string => join(repository.gitDir, 'antivenom');

/** What the new file takes over from the old one's Stats. */
export interface FileOwner {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** A file that is ready to replace another. */
export interface PreparedFile {
  /** Puts it in its place atomically: there is always either the old content or the new. */
  commit(): void;
  discard(): void;
}

/**
 * Writes bytes to disk without touching `target` yet. A full disk or a folder that is not writable fails here, before
 * anything has changed.
 * @param owner whose permissions and owner the new file takes over
 */
export function prepareFile(repository: Repository, target: Buffer, bytes: Uint8Array, owner: FileOwner): PreparedFile {
  const folder = ownFolder(repository);
  mkdirSync(folder, { recursive: true });
  let written: Buffer = Buffer.from(join(folder, `new-${randomUUID()}`));
  writeWhole(written, bytes, owner);
  if (deviceOf(folder) !== deviceOf(parentOf(target))) {
    // A rename cannot cross file systems (a linked work tree, --separate-git-dir).
    rmSync(written);
    written = Buffer.concat([parentOf(target), Buffer.from(`/.antivenom-${randomUUID()}.tmp`)]);
    writeWhole(written, bytes, owner);
  }
  return {
    commit: () => renameSync(written, target),
    discard: () => rmSync(written, { force: true }),
  };
}

/** Removes what killed runs left behind. Those of the last ten minutes may still be running. */
export function sweepOwnFolder(repository: Repository): void {
  const folder = ownFolder(repository);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const found = statSync(file, { throwIfNoEntry: false });
    if (name.startsWith('new-') && found !== undefined && Date.now() - found.mtimeMs > 600_000)
      rmSync(file, { force: true });
  }
}

/** As root (in a container, say) we must not make a user's file root's. Other users cannot change owners. */
function setOwner(descriptor: number, { uid, gid }: FileOwner): void {
  const own = fstatSync(descriptor);
  if (own.uid === uid && own.gid === gid) return;
  try {
    fchownSync(descriptor, uid, gid);
  } catch {
    // Git's own checkout would make it ours too.
  }
}

function writeWhole(file: Buffer, bytes: Uint8Array, owner: FileOwner): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    setOwner(descriptor, owner);
    fchmodSync(descriptor, owner.mode & 0o7777);
    fsyncSync(descriptor);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

const deviceOf = (folder: Buffer | string): number => statSync(folder).dev;
