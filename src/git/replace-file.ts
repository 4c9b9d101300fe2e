import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fchmodSync,
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
import type { Repository } from './repository.ts';
import { parentOf } from './working-file.ts';

/** Our own folder in the git directory: new files grow here, so that a killed run leaves none in the work tree. */
export const ownFolder = (repository: Repository): string => join(repository.gitDir, 'antivenom');

/** A file that stands ready to take its place. */
export interface PreparedFile {
  /** Puts it where it belongs: at once, the old or the new content and nothing between. */
  commit(): void;
  discard(): void;
}

/**
 * Writes bytes to the disk without touching `target` yet. A full disk or a folder that may not be written shows
 * here, before anything has changed.
 * @param mode permission bits, kept from the old file
 */
export function prepareFile(repository: Repository, target: Buffer, bytes: Uint8Array, mode: number): PreparedFile {
  const folder = ownFolder(repository);
  mkdirSync(folder, { recursive: true });
  let written: Buffer = Buffer.from(join(folder, `new-${randomUUID()}`));
  writeWhole(written, bytes, mode);
  if (deviceOf(folder) !== deviceOf(parentOf(target))) {
    // A rename does not cross file systems (a linked work tree, --separate-git-dir).
    rmSync(written);
    written = Buffer.concat([parentOf(target), Buffer.from(`/.antivenom-${randomUUID()}.tmp`)]);
    writeWhole(written, bytes, mode);
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

function writeWhole(file: Buffer, bytes: Uint8Array, mode: number): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    fchmodSync(descriptor, mode & 0o7777);
    fsyncSync(descriptor);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

const deviceOf = (folder: Buffer | string): number => statSync(folder).dev;
