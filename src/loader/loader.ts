/**
 * Where the loader puts what the program that it loads needs from it. That program is built separately, and shares no
 * module with it.
 */
export const LOADER = Symbol.for('antivenom.loader');

/** Set in a thread that judges a share of the files, where another chunk is the first. */
export const IN_THREAD = Symbol.for('antivenom.thread');

export interface Loader {
  /** The file that the program is started from. */
  readonly file: string;
  /** A digest of the program; null if nothing may be stored between runs. */
  readonly programId: string | null;
  /** Says that this run compiled what the next one needs. */
  keepCode(): void;
  /** Says that the rest of the run is so short that optimising its code would not pay off. */
  expectShortRun(): void;
  /**
   * Has V8 collect garbage when memory has grown by two fifths, not only when it is several times as much, and optimise
   * only what is called most.
   */
  expectLongRun(): void;
}
