/** A file to judge. */
export interface Entry {
  /** Relative to the repository's root, with `/`. Bytes that are not UTF-8 are escaped (`b\xff.py`). */
  readonly path: string;
  /** The path exactly as in git (or on disk). */
  readonly name: Buffer;
  /** `100644` or `100755`. */
  readonly mode: string;
  /** The blob to judge; null to judge the working file. */
  readonly oid: string | null;
  /**
   * The file before the change: one, or one per parent during a merge. A name may turn out not to exist. Empty if there
   * is no base, or one that only {@link Listing.lateBases} finds.
   */
  readonly bases: readonly Base[];
}

/** A file before the change. */
export interface Base {
  /** A name that git cat-file knows. */
  readonly object: string;
  /** Its path: after a move it differs from the entry's. */
  readonly path: string;
}

/** Finds bases that were not found at once. Returns a problem for what it cannot read although it must exist. */
export type LateBases = (entry: Entry) => readonly Base[] | FileProblem;

/**
 * The object at a path before the change, by a name that git cat-file knows (it may turn out not to exist); null if
 * there was none. Undefined if the change is known to leave the path alone.
 */
export type Before = (path: string) => string | null | undefined;

export type ProblemKind =
  | 'unmerged'
  | 'missing'
  | 'too-large'
  | 'lfs-pointer'
  | 'encrypted'
  | 'binary'
  | 'unreadable'
  /** A limit was reached in the middle of it. */
  | 'unfinished'
  | 'unwritable';

/** A file that could not be judged, or not to its end, and why. Exit 3 if a selected rule would have read it. */
export interface FileProblem {
  readonly path: string;
  readonly kind: ProblemKind;
  /** Completes 'PATH was not checked: ', or for an unfinished one 'PATH was not checked to its end: '. */
  readonly reason: string;
}

/** What is not worth judging, for --verbose. */
export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
}

/** Where siblings of the judged files are read. */
export type SnapshotSource =
  | { readonly kind: 'index' }
  | { readonly kind: 'worktree' }
  | { readonly kind: 'commit'; readonly oid: string };

/** A symbolic link that the change brings or alters. */
export interface Link {
  readonly path: string;
  /** Where it stood before, as a file or a link; null where it is new. */
  readonly basePath: string | null;
}

export interface Listing {
  /** In git's order: by path, byte by byte. For files given by name: as given, without repetitions. */
  readonly entries: readonly Entry[];
  readonly problems: readonly FileProblem[];
  /** Symbolic links among them, see {@link links}. */
  readonly skipped: readonly SkippedFile[];
  /** What is read by such a path is the file that it leads to. */
  readonly links?: readonly Link[];
  /** The commit in which the {@link Link.basePath} are. */
  readonly linkBase?: string | null;
  readonly source: SnapshotSource;
  /**
   * Asked for entries whose {@link Entry.bases} are empty or do not exist. Takes a process or two, so only when needed.
   */
  readonly lateBases?: LateBases;
  /** False if {@link lateBases} finds nothing for any entry. */
  readonly mayHaveMoved?: () => boolean;
  /** Absent if nothing is compared. */
  readonly before?: Before;
}
