import { UserError } from '../cli/errors.ts';
import { pythonCommand } from '../cli/installation.ts';
import { EXIT, type Io } from '../cli/io.ts';
import type { Command, Options } from '../cli/options.ts';
import { openOutput } from '../cli/output-file.ts';
import type { AnyRule } from '../engine/rule.ts';
import { openRepository } from '../git/repository.ts';
import { count } from '../report/text.ts';
import { visible } from '../report/visible.ts';
import { writeBaseline } from './baseline.ts';
import { printConfig } from './config.ts';
import { runDoctor } from './doctor.ts';
import { explainRule } from './explain.ts';
import { listRules } from './rules.ts';

/** @throws UserError */
export async function runCommand(
  command: Command,
  options: Options,
  io: Io,
  rules: readonly AnyRule[],
): Promise<number> {
  if (options.output === null || command === 'baseline') return dispatch(command, options, io, rules);
  const output = openOutput(io.cwd, options.output);
  let text = '';
  const stdout = (more: string): void => {
    text += more;
  };
  const status = await dispatch(command, options, { ...io, stdout }, rules);
  output.write(text);
  return status;
}

async function dispatch(command: Command, options: Options, io: Io, rules: readonly AnyRule[]): Promise<number> {
  switch (command) {
    case 'explain':
      return explainRule(options, io, rules);
    case 'rules':
      return listRules(options, io, rules);
    case 'config':
      return printConfig(options, io, rules);
    case 'baseline':
      return writeBaseline(options, io, rules);
    case 'doctor':
      return runDoctor(options, io, rules);
    case 'install':
    case 'uninstall':
      return changeHook(command, io);
    case 'undo':
      return undo(io);
    case 'advisories':
      throw new UserError(
        'this version has no index of advisories',
        'vulnerable-package and malicious-package judge by what is built in',
      );
  }
}

async function changeHook(command: 'install' | 'uninstall', io: Io): Promise<number> {
  const { installHook, uninstallHook } = await import('../git/actions.ts');
  const repository = openRepository(io.cwd, io.env);
  const lines =
    command === 'install'
      ? await installHook(repository, { node: io.node, bundle: io.script, command: pythonCommand(io.script) })
      : await uninstallHook(repository);
  io.stdout(lines.map((line) => `${visible(line)}\n`).join(''));
  return EXIT.clean;
}

async function undo(io: Io): Promise<number> {
  const { undoFixes } = await import('../git/actions.ts');
  const { restored, left, nothing, committed } = await undoFixes(openRepository(io.cwd, io.env));
  if (nothing) {
    io.stdout('no fix is on record: there is nothing to undo\n');
    return EXIT.clean;
  }
  for (const path of restored) io.stdout(`put back ${visible(path)}\n`);
  for (const { path, reason } of left) io.stderr(`antivenom: ${visible(path)} was left alone: ${visible(reason)}\n`);
  if (committed) io.stdout('of what has been committed meanwhile only the working files were put back\n');
  if (restored.length > 0) io.stdout(`${count(restored.length, 'file')} put back\n`);
  return left.length > 0 ? EXIT.blocked : EXIT.clean;
}
