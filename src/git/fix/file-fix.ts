import type { Entry } from '../list/entry.ts';

/** A file's fix, in bytes: what was judged, what it becomes, and how to do the same to another version of it. */
export interface FileFix {
  readonly entry: Entry;
  readonly before: Buffer;
  readonly after: Buffer;
  /**
   * The same fixes in the working file where it differs from the judged blob: its bytes with the same constructs
   * fixed and nothing else changed, or null where none of them stands there.
   */
  refix(working: Buffer): Buffer | null;
}

export interface WrittenFix {
  readonly entry: Entry;
  /** What became of the working file; `gone`: there is none; `left`: it went another way, see `note`. */
  readonly workingFile: 'fixed' | 'left' | 'gone';
  /** What the user has to know about it; null where all went as planned. */
  readonly note: string | null;
}
