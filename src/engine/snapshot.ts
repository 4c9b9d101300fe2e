import type { Neighbours } from './borrowed-names.ts';

/**
 * The files that are judged, with what is around them and what was before: the index, the work tree or a commit.
 * Paths are relative to the repository's root, with `/`.
 */
export interface Snapshot {
  /** Null where there is no such file, or none that can be read. */
  read(path: string): Buffer | null;
  /** The file before the change: one, or one per parent in a merge. Empty: no base. */
  bases(path: string): readonly BaseFile[];
  exists(path: string): boolean;
  /** False where there is no file below the folder; true says that there may be. Both cost little. */
  mayHaveFolder(path: string): boolean;
  /** Every tracked file, symbolic links and submodules left out, in no particular order. */
  paths(): readonly string[];
  readonly neighbours: Neighbours;
}

/** A file before the change, with the path at which it stood: another one where the change has moved it. */
export interface BaseFile {
  readonly path: string;
  readonly bytes: Buffer;
}
