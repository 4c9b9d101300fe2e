import type { Environment } from '../environment.ts';

/** The result of a script: its exit status, or that it depends on something unknown. */
export type Result = 'passes' | 'fails' | 'unknown';

/** What a script knows when it starts. */
export interface ScriptPlace {
  /** The folder in which it runs. */
  readonly cwd: string;
  /** `$0`. */
  readonly name: string;
  readonly arguments: readonly string[];
  /** Null for a variable that is set to an unknown value. */
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
  /** Python files in the repository, to try the globs of runners on. */
  readonly samples: readonly string[];
  /** Programs that are antivenom whatever their names: those in our hooks. */
  readonly bundles: ReadonlySet<string>;
  /** The value of our own local setting; see OPT_IN. */
  readonly optedIn: boolean;
}

/** The results of a hook's commands, in a world in which antivenom finds something in the commit, or nothing. */
export interface World extends Surroundings {
  readonly finds: boolean;
  /** Files that name antivenom and take effect. */
  readonly named: Set<string>;
  /** What else runs that we know nothing about. */
  readonly opaque: Set<string>;
  /** Runs a command. Unknown words are null. */
  run(words: readonly (string | null)[], place: ScriptPlace): Result;
  /** Runs antivenom with these arguments. */
  antivenom(args: readonly string[]): Result;
  /** Runs a text with a shell. */
  shell(text: string, place: ScriptPlace): Result;
  /** Runs a script file with the program in its first line. */
  script(file: string, text: string, place: ScriptPlace): Result;
  /** The output of a command; null if unknown. */
  output(words: readonly string[], cwd: string): string | null;
  isProgram(name: string, path: string, cwd: string): boolean;
  read(file: string): string | null;
}

/** The result of commands that all have to pass. */
export function allOf(results: readonly Result[]): Result {
  return results.includes('fails') ? 'fails' : results.includes('unknown') ? 'unknown' : 'passes';
}
