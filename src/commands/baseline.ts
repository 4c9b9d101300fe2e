import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { runCheck } from '../check.ts';
import { EXIT } from '../cli/exit.ts';
import type { Io } from '../cli/io.ts';
import type { Options } from '../cli/options.ts';
import { openOutput } from '../cli/output-file.ts';
import { renderBaseline } from '../engine/baseline.ts';
import { collectFindings } from '../engine/collect-findings.ts';
import type { AnyRule } from '../engine/rule.ts';
import { openRepository } from '../git/repository.ts';
import { count } from '../report/count.ts';
import { visible } from '../report/visible.ts';

const DEFAULT_NAME = 'antivenom-baseline.json';

/** Writes today's findings of every tracked file to `--baseline FILE` (or `--output FILE`), by default at the root. */
export async function writeBaseline(options: Options, io: Io, rules: readonly AnyRule[]): Promise<number> {
  const given = options.baseline ?? options.output;
  const root = openRepository(io.cwd, io.env).root;
  const file = given === null ? join(root, DEFAULT_NAME) : resolve(io.cwd, given);
  const output = openOutput(io.cwd, file);
  const run = await runCheck({ ...options, allFiles: true, operands: [], baseline: null }, io, rules);
  const { findings } = collectFindings(run.judged, run);
  const existed = existsSync(file);
  output.write(renderBaseline(findings));
  const name = relative(io.cwd, file);
  io.stdout(
    `${existed ? 'rewrote' : 'wrote'} ${visible(name)}: ${count(findings.length, 'finding')}; use it with --baseline ${visible(name)}\n`,
  );
  for (const { path, reason } of run.problems) io.stderr(`antivenom: ${visible(path)} was not checked: ${reason}\n`);
  return run.problems.length > 0 || run.failures.length > 0 ? EXIT.failed : EXIT.clean;
}
