import type { Entry } from '../list/entry.ts';

/** A file's fix, in bytes: what was judged, what it becomes, and how to fix another version of it. */
export interface FileFix {
  readonly entry: Entry;
  readonly before: Buffer;
  readonly after: Buffer;
  /**
   * The same fixes in the working file if it differs from the judged blob: its bytes with the same constructs fixed and
   * nothing else changed; null if none of them is there.
   */
  refix(working: Buffer): Buffer | null;
}

export interface WrittenFix {
  readonly entry: Entry;
  /** What happened to the working file. `gone`: there is none; `left`: it has changed too much, see `note`. */
  readonly workingFile: 'fixed' | 'left' | 'gone';
  /** What the user has to know about it; null if everything went as planned. */
  readonly note: string | null;
}
