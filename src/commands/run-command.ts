import type { Command } from '../cli/argv.ts';
import type { Io } from '../cli/io.ts';
import type { Options } from '../cli/options.ts';
import { openOutput } from '../cli/output-file.ts';
import { writeBaseline } from './baseline.ts';
import { printCompletion } from './completion.ts';
import { printConfig } from './config.ts';
import { runDoctor } from './doctor.ts';
import { explainRule } from './explain.ts';
import { changeHook } from './hook.ts';
import { ignoreFindings } from './ignore.ts';
import { listRules } from './rules.ts';
import { undo } from './undo.ts';

/** @throws UserError */
export async function runCommand(command: Command, options: Options, io: Io): Promise<number> {
  if (options.output === null || command === 'baseline') return dispatch(command, options, io);
  const output = openOutput(io.cwd, options.output);
  let text = '';
  const stdout = (more: string): void => {
    text += more;
  };
  const status = await dispatch(command, options, { ...io, stdout });
  output.write(text);
  return status;
}

async function dispatch(command: Command, options: Options, io: Io): Promise<number> {
  switch (command) {
    case 'explain':
      return explainRule(options, io);
    case 'rules':
      return listRules(options, io);
    case 'config':
      return printConfig(options, io);
    case 'baseline':
      return writeBaseline(options, io);
    case 'doctor':
      return runDoctor(options, io);
    case 'completion':
      return printCompletion(options, io);
    case 'install':
    case 'uninstall':
      return changeHook(command, options, io);
    case 'ignore':
      return ignoreFindings(options, io);
    case 'undo':
      return undo(io);
    case 'advisories':
      return (await import('./advisories.ts')).runAdvisories(options, io);
  }
}
