import { EXIT } from '../cli/exit.ts';
import type { Io } from '../cli/io.ts';
import type { Options } from '../cli/options.ts';
import { requireRule } from '../config/config.ts';
import { ruleIds } from '../config/selection.ts';
import type { AnyRule } from '../engine/rule.ts';
import { rulePage } from '../report/rule-page.ts';

/** @throws UserError for an id that no rule has */
export function explainRule(options: Options, io: Io, rules: readonly AnyRule[]): number {
  const id = options.operands[0] as string;
  requireRule(id, ruleIds(rules), 'antivenom explain names');
  const rule = rules.find((candidate) => candidate.id === id) as AnyRule;
  io.stdout(rulePage(rule));
  return EXIT.clean;
}
