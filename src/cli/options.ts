import type { COLORS, CONFIG_SIDES, Command, FailOn, Format } from './argv.ts';

/** What the command line asks for. Nulls are left to the configuration. */
export interface Options {
  /** Null means check. */
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
  /** Null if not given. */
  readonly format: Format | null;
  readonly output: string | null;
  /** Null means the configuration's, or every rule. */
  readonly select: readonly string[] | null;
  readonly ignore: readonly string[];
  readonly failOn: FailOn | null;
  /** Null means what the configuration says, or else true. */
  readonly newOnly: boolean | null;
  readonly baseline: string | null;
  /** Part `index` of `count`, counted from 1. */
  readonly shard: { readonly index: number; readonly count: number } | null;
  readonly showInfo: boolean;
  readonly statistics: boolean;
  /** YYYY-MM-DD. */
  readonly asOf: string | null;
  readonly config: string | null;
  readonly noConfig: boolean;
  /** Null means the change's; in a range also what its base silences. */
  readonly configFrom: (typeof CONFIG_SIDES)[number] | null;
  readonly color: (typeof COLORS)[number];
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly version: boolean;
  readonly help: boolean;
  /** For the suppressions that `antivenom ignore` writes. */
  readonly reason: string | null;
  /** With `antivenom doctor`: commit a bad file in a throw-away copy. */
  readonly try: boolean;
  readonly url: string | null;
  readonly namesUrl: string | null;
}
