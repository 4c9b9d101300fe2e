import type { Neighbours } from './borrowed-names.ts';

/**
 * The judged files, with what is around them and what was there before: the index, the work tree or a commit.
 * Paths are relative to the repository's root, with `/`.
 */
export interface Snapshot {
  /** Null if the file does not exist or cannot be read. */
  read(path: string): Buffer | null;
  /** The file before the change: one, or one per parent in a merge. Empty if there is no base. */
  bases(path: string): readonly BaseFile[];
  exists(path: string): boolean;
  /** False if there is no file below the folder; true if there may be one. Both are cheap. */
  mayHaveFolder(path: string): boolean;
  /** Every tracked file except symbolic links and submodules, in no particular order. */
  paths(): readonly string[];
  readonly neighbours: Neighbours;
}

/** A file before the change, with its path at the time, which differs if the change moved it. */
export interface BaseFile {
  readonly path: string;
  readonly bytes: Buffer;
}
