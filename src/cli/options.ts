import type { COLORS, CONFIG_SIDES, Command, FailOn, Format } from './argv.ts';

/** What the command line asks for; nulls are for the configuration to say. */
export interface Options {
  /** Null: check. */
  readonly command: Command | null;
  /** Files to check, or a command's own arguments. */
  readonly operands: readonly string[];
  readonly allFiles: boolean;
  readonly fromRef: string | null;
  readonly toRef: string | null;
  readonly stdinFilename: string | null;
  readonly fix: boolean;
  readonly unsafeFixes: boolean;
  readonly diff: boolean;
  /** Null: not asked for. */
  readonly format: Format | null;
  readonly output: string | null;
  /** Null: the configuration's, or every rule. */
  readonly select: readonly string[] | null;
  readonly ignore: readonly string[];
  readonly failOn: FailOn | null;
  /** Null: as the configuration says, or else true. */
  readonly newOnly: boolean | null;
  readonly baseline: string | null;
  /** The I-th of N parts, I from 1. */
  readonly shard: { readonly index: number; readonly count: number } | null;
  readonly showInfo: boolean;
  readonly statistics: boolean;
  /** YYYY-MM-DD. */
  readonly asOf: string | null;
  readonly config: string | null;
  readonly noConfig: boolean;
  /** Null: the change's; in a range what its base silences as well. */
  readonly configFrom: (typeof CONFIG_SIDES)[number] | null;
  readonly color: (typeof COLORS)[number];
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly version: boolean;
  readonly help: boolean;
  /** For the suppressions that `antivenom ignore` writes. */
  readonly reason: string | null;
  readonly url: string | null;
  readonly namesUrl: string | null;
}
