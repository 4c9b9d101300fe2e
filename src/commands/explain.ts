import { requireRule } from '../config.ts';
import { EXIT, type Io } from '../io.ts';
import type { Options } from '../options.ts';
import type { AnyRule } from '../rule.ts';
import { rulePage } from '../rule-page.ts';
import { ruleIds } from '../rule-selection.ts';

/** @throws UserError for an id that no rule has */
export function explainRule(options: Options, io: Io, rules: readonly AnyRule[]): number {
  const id = options.operands[0] as string;
  requireRule(id, ruleIds(rules), 'antivenom explain names');
  const rule = rules.find((candidate) => candidate.id === id) as AnyRule;
  io.stdout(rulePage(rule));
  return EXIT.clean;
}
