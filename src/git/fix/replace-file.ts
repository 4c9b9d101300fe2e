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

/** Our own folder in the git directory: new files grow here, so that a killed run leaves none in the work tree. */
export const ownFolder = (repository: Repository): string => join(repository.gitDir, 'antivenom');

/** What of the old file's Stats the new one takes over. */
export interface FileOwner {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** A file that stands ready to take its place. */
export interface PreparedFile {
  /** Puts it where it belongs: at once, the old or the new content and nothing between. */
  commit(): void;
  discard(): void;
}

/**
 * Writes bytes to the disk without touching `target` yet. A full disk or a folder that may not be written shows
 * here, before anything has changed.
 * @param owner whose permissions and owner the new file takes over
 */
export function prepareFile(repository: Repository, target: Buffer, bytes: Uint8Array, owner: FileOwner): PreparedFile {
  const folder = ownFolder(repository);
  mkdirSync(folder, { recursive: true });
  let written: Buffer = Buffer.from(join(folder, `new-${randomUUID()}`));
  writeWhole(written, bytes, owner);
  if (deviceOf(folder) !== deviceOf(parentOf(target))) {
    // A rename does not cross file systems (a linked work tree, --separate-git-dir).
    rmSync(written);
    written = Buffer.concat([parentOf(target), Buffer.from(`/.antivenom-${randomUUID()}.tmp`)]);
    writeWhole(written, bytes, owner);
  }
  return {
    commit: () => renameSync(written, target),
    discard: () => rmSync(written, { force: true }),
  };
}

/** Clears what runs that were killed left behind; those of the last ten minutes may still be at work. */
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

/** As root (in a container, say) a file of the user's must not become root's; others cannot give files away. */
function giveTo(descriptor: number, { uid, gid }: FileOwner): void {
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
    giveTo(descriptor, owner);
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
