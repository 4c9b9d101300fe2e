import { type CheckStart, runCheck } from './check.ts';
import { EXIT } from './cli/exit.ts';
import { helpText } from './cli/help.ts';
import type { Io } from './cli/io.ts';
import type { Options } from './cli/options.ts';
import { openOutput } from './cli/output-file.ts';
import { VERSION } from './cli/product.ts';
import { expandRuleOptions } from './config/selection.ts';
import { fixFindings } from './fix.ts';
import { parseHandedArguments } from './git/list/handed-files.ts';
import { reportFailure } from './report/failure.ts';
import { printNotes } from './report/notes.ts';
import { publishReport } from './report/publish.ts';
import { makeReport, type Report } from './report/report.ts';
import { type CheckRun, type FixOutcome, NOTHING_FIXED } from './report/run.ts';
import { openRegistry } from './rules/registry.ts';

/** The whole run: arguments in, exit status out. Never throws. */
export async function main(io: Io, start: CheckStart = {}): Promise<number> {
  try {
    const { catalogue } = await openRegistry();
    const options = expandRuleOptions(parseHandedArguments(io), catalogue);
    if (options.help) return print(io, helpText());
    if (options.version) return print(io, `antivenom ${VERSION}\n`);
    if (options.command !== null) {
      const { runCommand } = await import('./commands/run-command.ts');
      return await runCommand(options.command, options, io);
    }
    return await check(options, io, start);
  } catch (error) {
    return reportFailure(error, io);
  }
}

async function check(options: Options, io: Io, start: CheckStart): Promise<number> {
  const output = options.output === null ? null : openOutput(io.cwd, options.output);
  const mayFix = options.fix || options.diff;
  const run = await runCheck(options, io, { ...start, onlyFindings: !mayFix });
  io.keepCode();
  const outcome = mayFix ? await fixFindings(run, options, io) : NOTHING_FIXED;
  const report = makeReport(run, outcome, io);
  const status = statusOf(report, run, outcome, io);
  await publishReport(report, run, status, options, io, output);
  printNotes(report, run, outcome, options, io);
  return status;
}

function statusOf(report: Report, run: CheckRun, outcome: FixOutcome, io: Io): number {
  if (run.problems.length > 0 || run.failures.length > 0 || outcome.failed.length > 0) return EXIT.failed;
  // pre-commit counts a hook that changed a file as failed. The user sees the change and stages it.
  const toBeStaged = io.env.PRE_COMMIT !== undefined && outcome.judged.size > 0;
  return toBeStaged || report.blocking > 0 ? EXIT.blocked : EXIT.clean;
}

function print(io: Io, text: string): number {
  io.stdout(text);
  return EXIT.clean;
}
