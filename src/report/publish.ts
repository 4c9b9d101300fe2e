import type { CheckRun } from '../check.ts';
import type { Format } from '../cli/argv.ts';
import { useColor } from '../cli/colors.ts';
import type { Io } from '../cli/io.ts';
import type { Options } from '../cli/options.ts';
import type { OutputFile } from '../cli/output-file.ts';
import { rules } from '../rules/index.ts';
import { fixCommand } from './fix-command.ts';
import { renderGithub } from './github.ts';
import { renderJson } from './json.ts';
import type { Report } from './report.ts';
import { renderSarif } from './sarif.ts';
import { renderText } from './text.ts';

/** Prints the report, or writes it where --output says. With --diff standard output belongs to the diff. */
export function publishReport(
  report: Report,
  run: CheckRun,
  options: Options,
  io: Io,
  output: OutputFile | null,
): void {
  if (output !== null) output.write(renderReport(report, run, options, io));
  else if (!options.diff) io.stdout(renderReport(report, run, options, io));
}

function renderReport(report: Report, run: CheckRun, options: Options, io: Io): string {
  switch (formatOf(options, io)) {
    case 'json':
      return renderJson(report);
    case 'sarif':
      return renderSarif(report, rules);
    case 'github':
      return renderGithub(report);
    case 'text':
      return renderText(report, {
        // FORCE_COLOR is about what people look at; a file is coloured only when asked for by name.
        color:
          options.output === null ? useColor(options.color, io.env, io.stdoutIsTerminal) : options.color === 'always',
        showInfo: options.showInfo,
        isFolded: ({ path, new: isNew }) => !isNew && (options.newOnly || run.configs.configFor(path).newOnly),
        fixCommand: () => fixCommand(report, run.repository.root, options, io),
        blocked: isCommit(options, io) ? 'the commit' : null,
      });
  }
}

function formatOf(options: Options, io: Io): Format {
  const inActions = io.env.GITHUB_ACTIONS !== undefined && io.env.GITHUB_ACTIONS !== '';
  return options.format ?? (inActions ? 'github' : 'text');
}

function isCommit(options: Options, io: Io): boolean {
  if (io.env.PRE_COMMIT !== undefined) return io.env.PRE_COMMIT_FROM_REF === undefined;
  return (
    !options.allFiles && options.fromRef === null && options.stdinFilename === null && options.operands.length === 0
  );
}
