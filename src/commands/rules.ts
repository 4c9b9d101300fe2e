import { UserError } from '../cli/errors.ts';
import { EXIT } from '../cli/exit.ts';
import type { Io } from '../cli/io.ts';
import type { Options } from '../cli/options.ts';
import { ruleUrl } from '../cli/product.ts';
import { terminalWidth } from '../cli/terminal.ts';
import { referenceOf } from '../data/rule-references.ts';
import { codesFor } from '../data/suppression-codes.ts';
import { counterpartsOf } from '../report/rule-page.ts';
import { wrap } from '../report/wrap.ts';
import { FAMILIES } from '../rules/index.ts';

/** Prints every rule: id, family, severity, fix, summary, weaknesses, and its names in other tools. */
export function listRules(options: Options, io: Io): number {
  const all = Object.entries(FAMILIES).flatMap(([family, own]) => own.map((rule) => ({ ...rule, family })));
  if (options.format === 'json') {
    const list = all.map(({ id, family, severity, fix, summary }) => ({
      id,
      family,
      severity,
      fix,
      summary,
      cwe: referenceOf(id).cwe,
      counterparts: codesFor(id),
      url: ruleUrl(id),
    }));
    io.stdout(`${JSON.stringify(list, null, 2)}\n`);
    return EXIT.clean;
  }
  if (options.format !== null && options.format !== 'text') {
    throw new UserError(`antivenom rules knows the formats text and json, not ${options.format}`);
  }
  const rows = all.map(({ id, family, severity, fix, summary }) => {
    const others = [...referenceOf(id).cwe.map((number) => `CWE-${number}`), ...counterpartsOf(id)];
    return [id, family, severity, fix ?? '-', others.length === 0 ? summary : `${summary} (${others.join(', ')})`];
  });
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  // Other programs get one line per rule. On a terminal, a long line continues below.
  const width = io.stdoutIsTerminal ? terminalWidth(io) : Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const head = row.slice(0, -1).map((cell, column) => cell.padEnd(widths[column] ?? 0));
    const line = [...head, row.at(-1)].join('  ');
    const lines =
      line.length <= width
        ? [line]
        : [head.join('  ').trimEnd(), ...wrap(row.at(-1) ?? '', width - 4).map((rest) => `    ${rest}`)];
    io.stdout(`${lines.join('\n')}\n`);
  }
  return EXIT.clean;
}
