/** A file to judge. */
export interface Entry {
  /** Relative to the repository's root, with `/`; bytes that are not UTF-8 stand escaped (`b\xff.py`). */
  readonly path: string;
  /** The path exactly as git (or the disk) has it. */
  readonly name: Buffer;
  /** `100644` or `100755`. */
  readonly mode: string;
  /** The blob to judge; null where the working file is. */
  readonly oid: string | null;
  /**
   * The file before the change: one, or one per parent while a merge is being finished; a name may turn out to be of
   * nothing. Empty: no base, or one that only {@link Listing.lateBases} finds.
   */
  readonly bases: readonly Base[];
}

/** A file before the change. */
export interface Base {
  /** A name that git cat-file knows. */
  readonly object: string;
  /** Where it stood: another path than the entry's after a move. */
  readonly path: string;
}

/** Looks for bases that were not found at once; what it cannot read although it must be there, it names. */
export type LateBases = (entry: Entry) => readonly Base[] | FileProblem;

/**
 * The object that stood at a path before the change, by a name that git cat-file knows (it may turn out to be of
 * nothing); null: there was none. Undefined where the change is known to leave the path as it is.
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
  | 'unwritable';

/** A file that could not be judged, and why: exit 3 where a selected rule would have read it. */
export interface FileProblem {
  readonly path: string;
  readonly kind: ProblemKind;
  /** Completes 'PATH was not checked: '. */
  readonly reason: string;
}

/** What there is no point in judging, for --verbose. */
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
  /** In git's order: by path, bytewise. For files given by hand: as given, without repetitions. */
  readonly entries: readonly Entry[];
  readonly problems: readonly FileProblem[];
  /** Symbolic links among them, see {@link links}. */
  readonly skipped: readonly SkippedFile[];
  /** What is read by such a path is the file that it leads to. */
  readonly links?: readonly Link[];
  /** The commit in which the {@link Link.basePath} are. */
  readonly linkBase?: string | null;
  readonly source: SnapshotSource;
  /** Asked for entries whose {@link Entry.bases} are empty or of nothing; a process or two, so only when needed. */
  readonly lateBases?: LateBases;
  /** Absent where nothing is compared. */
  readonly before?: Before;
}
