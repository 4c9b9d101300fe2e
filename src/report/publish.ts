import { appendFileSync } from 'node:fs';
import type { Format } from '../cli/argv.ts';
import { painter } from '../cli/colors.ts';
import { invocation } from '../cli/invocation.ts';
import type { Io } from '../cli/io.ts';
import type { Options } from '../cli/options.ts';
import type { OutputFile } from '../cli/output-file.ts';
import { terminalWidth } from '../cli/terminal.ts';
import { useColor } from '../cli/use-color.ts';
import { scopeOf } from '../config/selection.ts';
import { once } from '../engine/once.ts';
import type { AnyRule } from '../engine/rule.ts';
import { openRegistry } from '../rules/registry.ts';
import { renderConcise } from './concise.ts';
import { configFileFor } from './config-file.ts';
import { fixCommand, isAtCommit } from './fix-command.ts';
import { renderGithub, renderStepSummary } from './github.ts';
import { renderGitlab } from './gitlab.ts';
import { renderJson } from './json.ts';
import { pageLinks } from './page-links.ts';
import type { Report } from './report.ts';
import type { CheckRun } from './run.ts';
import { renderSarif } from './sarif.ts';
import { renderText } from './text.ts';
import type { TextStyle } from './text-style.ts';

/** Prints the report, or writes it to --output. With --diff, standard output is for the diff. */
export async function publishReport(
  report: Report,
  run: CheckRun,
  exitCode: number,
  options: Options,
  io: Io,
  output: OutputFile | null,
): Promise<void> {
  const inActions = io.env.GITHUB_ACTIONS !== undefined && io.env.GITHUB_ACTIONS !== '';
  const format = options.format ?? (inActions ? 'github' : 'text');
  if (output !== null || !options.diff) {
    const text = await renderReport(format, report, run, exitCode, options, io);
    if (output === null) io.stdout(text);
    else output.write(text);
  }
  if (format === 'github') writeStepSummary(report, io);
}

async function renderReport(
  format: Format,
  report: Report,
  run: CheckRun,
  exitCode: number,
  options: Options,
  io: Io,
): Promise<string> {
  switch (format) {
    case 'json':
      return renderJson(report);
    case 'sarif':
      return renderSarif(report, {
        rules: await activeRules(run, options),
        problems: run.problems,
        exitCode,
      });
    case 'gitlab':
      return renderGitlab(report);
    case 'github': {
      const text = renderText(report, styleOf(report, run, options, io));
      return renderGithub(report) + (text === '' ? '' : `\n${text}`);
    }
    case 'concise':
      return renderConcise(report, options);
    case 'text':
      return renderText(report, styleOf(report, run, options, io));
  }
}

function styleOf(report: Report, run: CheckRun, options: Options, io: Io): TextStyle {
  // FORCE_COLOR is about what people see. A file is only coloured if --color asks for it.
  const isSeen = options.output === null;
  // Most reports name no command, and it asks for every folder on the PATH.
  const command = once(() => invocation(io));
  const color = isSeen ? useColor(options.color, io.env, io.stdoutIsTerminal) : options.color === 'always';
  return {
    paint: painter(color),
    width: terminalWidth(io),
    showInfo: options.showInfo,
    quiet: options.quiet,
    verbose: options.verbose,
    statistics: options.statistics,
    blocked: isCommit(options, io) ? 'the commit' : null,
    get command() {
      return command();
    },
    repair: ({ unsafe }) => fixCommand(report, run.repository.root, unsafe, options, io, command),
    canFix: options.fromRef === null && options.stdinFilename === null,
    configFile: configFileFor(
      run.configs,
      (report.findings.find(({ blocks }) => blocks) ?? report.findings[0])?.path ?? '',
    ),
    linkTo: color && isSeen && io.stdoutIsTerminal ? pageLinks(io) : () => null,
  };
}

/** Collected from all configurations that some file has. */
async function activeRules({ configs, baseConfigs, entries }: CheckRun, options: Options): Promise<readonly AnyRule[]> {
  const used = new Set(
    [...entries.keys(), ''].flatMap((path) => [
      configs.configFor(path),
      ...(baseConfigs ? [baseConfigs.configFor(path)] : []),
    ]),
  );
  const registry = await openRegistry();
  const inForce = new Set([...used].flatMap((config) => [...scopeOf(registry.catalogue.ids, options, config).inForce]));
  return registry.load(inForce);
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary */
function writeStepSummary(report: Report, io: Io): void {
  const file = io.env.GITHUB_STEP_SUMMARY;
  if (file === undefined || file === '' || report.findings.length + report.loosenings.length === 0) return;
  try {
    appendFileSync(file, renderStepSummary(report));
  } catch (error) {
    io.stderr(`antivenom: the step summary cannot be written (${(error as NodeJS.ErrnoException).code})\n`);
  }
}

function isCommit(options: Options, io: Io): boolean {
  if (io.env.PRE_COMMIT !== undefined || options.operands.length > 0) return isAtCommit(io);
  return !options.allFiles && options.fromRef === null && options.stdinFilename === null;
}
