import { UserError } from '../cli/errors.ts';
import { EXIT } from '../cli/exit.ts';
import type { Io } from '../cli/io.ts';
import type { Options } from '../cli/options.ts';
import { ruleUrl } from '../cli/product.ts';
import type { AnyRule } from '../engine/rule.ts';

/** Every rule: id, severity, fix, summary. */
export function listRules(options: Options, io: Io, rules: readonly AnyRule[]): number {
  if (options.format === 'json') {
    const list = rules.map(({ id, severity, fix, summary }) => ({ id, severity, fix, summary, url: ruleUrl(id) }));
    io.stdout(`${JSON.stringify(list, null, 2)}\n`);
    return EXIT.clean;
  }
  if (options.format !== null && options.format !== 'text') {
    throw new UserError(`antivenom rules knows the formats text and json, not ${options.format}`);
  }
  const width = Math.max(...rules.map(({ id }) => id.length));
  for (const { id, severity, fix, summary } of rules) {
    io.stdout(`${id.padEnd(width)}  ${severity.padEnd(7)}  ${(fix ?? '-').padEnd(6)}  ${summary}\n`);
  }
  return EXIT.clean;
}
