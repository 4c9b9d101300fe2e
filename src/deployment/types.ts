import type { Context } from '../engine/context.ts';
import type { Span } from '../engine/span.ts';
import type { Command } from './commands.ts';

/** What hands a variable or a command to the program. */
export type Place =
  | 'dotenv'
  | 'compose'
  | 'dockerfile'
  | 'kubernetes'
  | 'systemd'
  | 'procfile'
  | 'supervisor'
  | 'uwsgi'
  | 'app-engine'
  | 'command';

/** The piece of a file that decides a value, inside any quotes; for `${DEBUG:-1}` the `1`. */
export interface Piece extends Span {
  readonly text: string;
}

/** A variable that a file puts into a program's environment. */
export interface Variable {
  readonly name: string;
  readonly value: Piece;
  readonly place: Place;
  /** The file's, or what its stage, service or section says more exactly. */
  readonly context: Context;
  /** What to cut out so that the variable is not set; null where that is not one piece. */
  readonly removal: Span | null;
  /** Set where the value stands in another file that this one names: its path and line. */
  readonly origin: { readonly path: string; readonly line: number } | null;
}

/** A command that a file has run when the program is deployed. */
export interface PlacedCommand extends Command {
  readonly place: Place;
  readonly context: Context;
}

/** What a file says about how programs are started. */
export interface Deployment {
  readonly variables: readonly Variable[];
  readonly commands: readonly PlacedCommand[];
}

export const nothing: Deployment = { variables: [], commands: [] };

/** False for test, development and sample contexts, where the debug family is silent. */
export const isDeployed = (context: Context) => context === 'production' || context === 'base';
