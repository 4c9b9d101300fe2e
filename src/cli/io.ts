/** Everything in the process that a run may touch. Only cli.ts creates one from the real process. */
export interface Io {
  /** Arguments without node and the script. */
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The absolute paths of node and the script, for a hook that runs them. */
  readonly node: string;
  readonly script: string;
  /** The index of advisories that comes with the script. */
  readonly builtInAdvisories: string;
  /** A digest of the program; null if nothing may be stored for later runs. */
  readonly programId: string | null;
  /** What another thread loads to help; null if there can be none. */
  readonly bundle: string | null;
  readonly parentPid: number;
  readonly stdoutIsTerminal: boolean;
  /** The width of the user's terminal, even if a runner is in between; undefined if there is none. */
  columns(): number | undefined;
  readStdin(): Promise<Buffer>;
  stdout(text: string): void;
  stderr(text: string): void;
  /** Milliseconds since the process started. */
  elapsed(): number;
  /** Milliseconds that processors spent on this process, however busy the machine is. */
  processorTime(): number;
  /** How many milliseconds Node itself took to start. */
  nodeStarted(): number;
  /**
   * Stops V8 from optimising hot functions: a short run gains nothing from it, and would wait at its end for unfinished
   * work.
   */
  expectShortRun(): void;
  /** Has V8 save memory, and optimise only what is called most. */
  expectLongRun(): void;
  /** Called once files were judged: the code that V8 compiled for that is worth keeping for the next run. */
  keepCode(): void;
  now(): Date;
}
