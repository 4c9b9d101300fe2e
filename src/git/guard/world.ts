import type { Environment } from '../environment.ts';

/** What a script comes to: its exit status, or that it depends on what cannot be told. */
export type Result = 'passes' | 'fails' | 'unknown';

/** What a script knows when it starts. */
export interface ScriptPlace {
  /** The folder in which it runs. */
  readonly cwd: string;
  /** `$0`. */
  readonly name: string;
  readonly arguments: readonly string[];
  /** Null: set, to what cannot be told. */
  readonly variables: ReadonlyMap<string, string | null>;
  /** `sh -e`. */
  readonly stopsAtErrors: boolean;
  readonly depth: number;
}

/** The repository around a hook. */
export interface Surroundings {
  readonly root: string;
  readonly gitDir: string;
  readonly commonDir: string;
  readonly env: Environment;
  /** Python files of the repository: globs of runners are tried on them. */
  readonly samples: readonly string[];
  /** Programs that are antivenom whatever they are called: those in a hook of ours. */
  readonly bundles: ReadonlySet<string>;
  /** The value of our own local setting; see OPT_IN. */
  readonly optedIn: boolean;
}

/** What the commands of a hook come to, in a world in which antivenom finds something in the commit, or nothing. */
export interface World extends Surroundings {
  readonly finds: boolean;
  /** Files in which antivenom is named and counts. */
  readonly named: Set<string>;
  /** What else runs, of which nothing is known. */
  readonly opaque: Set<string>;
  /** A command; a word that cannot be told is null. */
  run(words: readonly (string | null)[], place: ScriptPlace): Result;
  /** antivenom with these arguments. */
  antivenom(args: readonly string[]): Result;
  /** A text that a shell runs. */
  shell(text: string, place: ScriptPlace): Result;
  /** A script file, by the program in its first line. */
  script(file: string, text: string, place: ScriptPlace): Result;
  /** What a command prints; null where it cannot be told. */
  output(words: readonly string[], cwd: string): string | null;
  isProgram(name: string, path: string, cwd: string): boolean;
  read(file: string): string | null;
}

/** The outcome of commands of which each has to pass. */
export function allOf(results: readonly Result[]): Result {
  return results.includes('fails') ? 'fails' : results.includes('unknown') ? 'unknown' : 'passes';
}
