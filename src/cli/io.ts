/** Everything of the process that a run may touch; only cli.ts makes one from the real thing. */
export interface Io {
  /** Arguments without node and the script. */
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The absolute paths of node and of the script, for a hook that calls them. */
  readonly node: string;
  readonly script: string;
  /** The index of advisories that comes with the script. */
  readonly builtInAdvisories: string;
  readonly parentPid: number;
  readonly stdoutIsTerminal: boolean;
  /** The width of the terminal that the user sits at, also where a runner stands between; undefined: there is none. */
  columns(): number | undefined;
  readStdin(): Promise<Buffer>;
  stdout(text: string): void;
  stderr(text: string): void;
  /** Milliseconds since the process began. */
  elapsed(): number;
  /** Has the engine leave hot functions unoptimized: a short run gains nothing and waits at its end for what was begun. */
  expectShortRun(): Promise<void>;
  /** Files were judged: what the engine has compiled for that is worth keeping for the next run. */
  keepCode(): void;
  now(): Date;
}
