import type { Context } from '../engine/context.ts';
import type { Span } from '../engine/span.ts';
import type { Command } from './command.ts';

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
  | 'helm'
  | 'render'
  | 'fly'
  | 'heroku'
  | 'railway'
  | 'zappa'
  /** A function or container of AWS, by the serverless framework, SAM or CloudFormation. */
  | 'function'
  | 'beanstalk'
  /** A step of a CI service, or of tox. */
  | 'ci'
  /** A shell script. */
  | 'script';

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

/**
 * True for files that as often as not serve a developer's machine: compose files and Helm values whose names do not
 * say where they are for.
 */
export const isLoose = ({ place, context }: Pick<Variable, 'place' | 'context'>): boolean =>
  context === 'base' && (place === 'compose' || place === 'helm');

/** A command that a file has run. */
export interface PlacedCommand extends Command {
  readonly place: Place;
  /** The file's, or what its stage, service or section says more exactly. */
  readonly context: Context;
  /** The index of a Dockerfile's stage; null elsewhere. */
  readonly stage: number | null;
  /** True for what starts the program where it is deployed, false for a step of a build or test. */
  readonly deployed: boolean;
}

/** What a file says about how programs are started. */
export interface Deployment {
  readonly variables: readonly Variable[];
  readonly commands: readonly PlacedCommand[];
}

export const nothing: Deployment = { variables: [], commands: [] };
