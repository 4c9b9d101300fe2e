import { EXIT } from '../cli/exit.ts';
import { pythonCommand } from '../cli/installation.ts';
import type { Io } from '../cli/io.ts';
import { openRepository } from '../git/repository.ts';
import { visible } from '../report/visible.ts';

export async function changeHook(command: 'install' | 'uninstall', io: Io): Promise<number> {
  const { installHook, uninstallHook } = await import('../git/actions.ts');
  const repository = openRepository(io.cwd, io.env);
  const lines =
    command === 'install'
      ? await installHook(repository, { node: io.node, bundle: io.script, command: pythonCommand(io.script) })
      : await uninstallHook(repository);
  io.stdout(lines.map((line) => `${visible(line)}\n`).join(''));
  return EXIT.clean;
}
