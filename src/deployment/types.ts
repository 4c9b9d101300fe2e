import type { Context } from '../engine/context.ts';
import type { Span } from '../engine/span.ts';
import type { Command } from './command.ts';

/** What passes a variable or a command to the program. */
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
  /** An AWS function or container, from the serverless framework, SAM or CloudFormation. */
  | 'function'
  | 'beanstalk'
  /** A step of a CI service or of tox. */
  | 'ci'
  /** A shell script. */
  | 'script';

/** The piece of a file that decides a value, inside any quotes. In `${DEBUG:-1}` it is the `1`. */
export interface Piece extends Span {
  readonly text: string;
}

/** A variable that a file puts into a program's environment. */
export interface Variable {
  readonly name: string;
  readonly value: Piece;
  readonly place: Place;
  /** The file's context, or the more specific one of its stage, service or section. */
  readonly context: Context;
  /** What to cut out to unset the variable; null if it is more than one piece. */
  readonly removal: Span | null;
  /** Set if the value is in another file that this one names. */
  readonly origin: VariableOrigin | null;
}

export interface VariableOrigin {
  readonly path: string;
  readonly line: number;
  /** The file is named for development: it is right as it is, but does not belong here. */
  readonly isForDevelopment: boolean;
}

/**
 * True for files that are just as likely to be for a developer's machine, unless their names say what they are for:
 * compose files and Helm values.
 */
export const isLoose = (place: Place): boolean => place === 'compose' || place === 'helm';

/** A command that a file runs. */
export interface PlacedCommand extends Command {
  readonly place: Place;
  /** The file's context, or the more specific one of its stage, service or section. */
  readonly context: Context;
  /** The index of a Dockerfile's stage; null in other files. */
  readonly stage: number | null;
  /** True for what starts the deployed program, false for a step of a build or test. */
  readonly deployed: boolean;
}

/** How a file says programs are started. */
export interface Deployment {
  readonly variables: readonly Variable[];
  readonly commands: readonly PlacedCommand[];
}

export const nothing: Deployment = { variables: [], commands: [] };
