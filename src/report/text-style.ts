import type { Painter } from '../cli/colors.ts';

/** How the text report looks, and what the reader can do where they are. */
export interface TextStyle {
  readonly paint: Painter;
  /** In columns of the terminal. */
  readonly width: number;
  readonly showInfo: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly statistics: boolean;
  /** What blocking findings stop, in words: 'the commit'; null where they stop nothing. */
  readonly blocked: string | null;
  /** How the reader calls antivenom where they are. */
  readonly command: string;
  /** The command that fixes what can be fixed; null where nothing can be rewritten (a commit, standard input). */
  readonly repair: (how: { readonly unsafe: boolean }) => string | null;
  readonly canFix: boolean;
  /** Where the configuration goes, in words: 'in antivenom.toml'. */
  readonly configFile: string;
  /** The page of a rule, for a terminal that shows links; null: no link. */
  readonly linkTo: (rule: string) => string | null;
}
