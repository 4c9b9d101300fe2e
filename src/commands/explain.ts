import { painter } from '../cli/colors.ts';
import { EXIT } from '../cli/exit.ts';
import type { Io } from '../cli/io.ts';
import type { Options } from '../cli/options.ts';
import { terminalWidth } from '../cli/terminal.ts';
import { useColor } from '../cli/use-color.ts';
import { requireRule } from '../config/catalogue.ts';
import { rulesForCode } from '../data/suppression-codes.ts';
import { markdownText } from '../report/markdown-text.ts';
import { rulePage } from '../report/rule-page.ts';
import { CATALOGUE, rules } from '../rules/index.ts';

/**
 * Prints a rule's page, also for a code of Bandit or Ruff: as Markdown, or as text on a terminal.
 * @throws UserError for an unknown id
 */
export function explainRule(options: Options, io: Io): number {
  const name = options.operands[0] as string;
  const meant = CATALOGUE.ids.has(name) ? [name] : rulesForCode(name);
  if (meant.length === 0) requireRule(name, CATALOGUE, 'antivenom explain');
  if (!meant.includes(name)) io.stderr(`antivenom: ${name} is ${meant.join(', ')} here\n`);
  const pages = rules.filter(({ id }) => meant.includes(id)).map(rulePage);
  const isSeen = options.output === null && (io.stdoutIsTerminal || options.color === 'always');
  const paint = painter(useColor(options.color, io.env, io.stdoutIsTerminal));
  const shown = isSeen ? pages.map((page) => markdownText(page, terminalWidth(io), paint)) : pages;
  io.stdout(shown.join('\n'));
  return EXIT.clean;
}
