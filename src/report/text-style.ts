import type { Painter } from '../cli/colors.ts';

/** How the text report looks, and what the reader can do in their situation. */
export interface TextStyle {
  readonly paint: Painter;
  /** In terminal columns. */
  readonly width: number;
  readonly showInfo: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly statistics: boolean;
  /** What blocking findings stop, in words: 'the commit'; null if they do not stop anything. */
  readonly blocked: string | null;
  /** How the reader can run antivenom. */
  readonly command: string;
  /** The command that fixes what can be fixed; null if nothing can be rewritten (a commit, standard input). */
  readonly repair: (how: { readonly unsafe: boolean }) => string | null;
  readonly canFix: boolean;
  /** Where the configuration goes, in words: 'in antivenom.toml'. */
  readonly configFile: string;
  /** A rule's page, for a terminal that shows links; null if there is no link. */
  readonly linkTo: (rule: string) => string | null;
}
