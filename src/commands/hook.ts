import { runCheck } from '../check.ts';
import { EXIT } from '../cli/exit.ts';
import { pythonCommand } from '../cli/installation.ts';
import { invocation } from '../cli/invocation.ts';
import type { Io } from '../cli/io.ts';
import type { Options } from '../cli/options.ts';
import { collectFindings } from '../engine/collect-findings.ts';
import { openRepository } from '../git/repository.ts';
import { count } from '../report/count.ts';
import { visible } from '../report/visible.ts';

export async function changeHook(command: 'install' | 'uninstall', options: Options, io: Io): Promise<number> {
  const { installHook, uninstallHook } = await import('../git/actions.ts');
  const repository = openRepository(io.cwd, io.env);
  const lines =
    command === 'install'
      ? await installHook(repository, { node: io.node, bundle: io.script, command: pythonCommand(io.script) })
      : await uninstallHook(repository);
  io.stdout(lines.map((line) => `${visible(line)}\n`).join(''));
  if (command === 'uninstall') return EXIT.clean;
  io.stdout(`${visible(await currentFindings(options, io))}\n`);
  const { inspectSetup } = await import('../git/setup-actions.ts');
  const { hook, guard } = await inspectSetup(repository);
  if (guard.state !== 'open') return EXIT.clean;
  // Hooks can be disabled in other ways than by their folder: HUSKY=0, hook.pre-commit.enabled.
  io.stderr(`antivenom: ${visible(hook.path)} is in place, but commits do not run it: antivenom doctor says more\n`);
  return EXIT.blocked;
}

/** One line about the current findings: nobody should first hear of them at their next commit. */
async function currentFindings(options: Options, io: Io): Promise<string> {
  try {
    const run = await runCheck({ ...options, command: null, allFiles: true, operands: [] }, io);
    const { findings } = collectFindings(run.judged, run);
    const parts = (['error', 'warning'] as const).flatMap((severity) => {
      const number = findings.filter((finding) => finding.severity === severity).length;
      return number === 0 ? [] : [count(number, severity)];
    });
    if (parts.length === 0) return 'nothing found in the files that are tracked today';
    const them = findings.length === 1 ? 'it' : 'them';
    return `your files have ${parts.join(' and ')} today (${invocation(io)} --all-files shows ${them}); only what a commit adds can block it`;
  } catch (error) {
    // The hook is installed. If something prevents it from judging, we say so now, and it will say so again.
    return `the files that are tracked today cannot be checked: ${error instanceof Error ? error.message : String(error)}`;
  }
}
