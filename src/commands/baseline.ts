import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { runCheck } from '../check.ts';
import { EXIT } from '../cli/exit.ts';
import type { Io } from '../cli/io.ts';
import type { Options } from '../cli/options.ts';
import { openOutput } from '../cli/output-file.ts';
import type { Config } from '../config/config.ts';
import { filesOnDisk, loadConfigs } from '../config/source.ts';
import { renderBaseline } from '../engine/baseline.ts';
import { rejectOther } from '../engine/baseline-file.ts';
import { collectFindings } from '../engine/collect-findings.ts';
import { openRepository } from '../git/repository.ts';
import { count } from '../report/count.ts';
import { describeProblem } from '../report/file-problem.ts';
import { visible } from '../report/visible.ts';
import { CATALOGUE } from '../rules/index.ts';

const DEFAULT_NAME = 'antivenom-baseline.json';

/**
 * Writes the current findings in all tracked files: to `--baseline FILE` (or `--output FILE`), to the path that the
 * configuration at the root gives, or to a default file at the root.
 */
export async function writeBaseline(options: Options, io: Io): Promise<number> {
  const { root } = openRepository(io.cwd, io.env);
  const config = await rootConfig(options, io, root);
  const given = options.baseline ?? options.output;
  const file = given === null ? join(root, config.baseline ?? DEFAULT_NAME) : resolve(io.cwd, given);
  const output = openOutput(io.cwd, file);
  rejectOther(file, relative(io.cwd, file));
  const run = await runCheck({ ...options, allFiles: true, operands: [], baseline: null }, io, { withBaseline: false });
  const { findings } = collectFindings(run.judged, run);
  const existed = existsSync(file);
  output.write(renderBaseline(findings));
  const name = visible(relative(io.cwd, file));
  const isConfigured = config.baseline !== null && file === join(root, config.baseline);
  const use = isConfigured
    ? `${config.source} uses it`
    : `use it with --baseline ${name}, or baseline = "…" in the configuration`;
  io.stdout(`${existed ? 'rewrote' : 'wrote'} ${name}: ${count(findings.length, 'finding')}; ${use}\n`);
  for (const problem of run.problems) io.stderr(`antivenom: ${visible(describeProblem(problem))}\n`);
  return run.problems.length > 0 || run.failures.length > 0 ? EXIT.failed : EXIT.clean;
}

async function rootConfig(options: Options, io: Io, root: string): Promise<Config> {
  const configs = await loadConfigs(options, { cwd: io.cwd, root }, ['file'], filesOnDisk(root), CATALOGUE);
  return configs.configFor('file');
}
