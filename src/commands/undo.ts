import { EXIT } from '../cli/exit.ts';
import type { Io } from '../cli/io.ts';
import { openRepository } from '../git/repository.ts';
import { count } from '../report/count.ts';
import { visible } from '../report/visible.ts';

/** Restores what the last --fix changed. Exits with 1 if something had to be left alone. */
export async function undo(io: Io): Promise<number> {
  const { undoFixes } = await import('../git/actions.ts');
  const { restored, inIndex, inWorkTree, left, nothing, committed } = await undoFixes(openRepository(io.cwd, io.env));
  if (nothing) {
    io.stdout('no fix is on record: there is nothing to undo\n');
    return EXIT.clean;
  }
  for (const path of restored) {
    const places = [inIndex.has(path) && 'what is staged', inWorkTree.has(path) && 'the working file'];
    io.stdout(`put back ${visible(path)}: ${places.filter((place) => place !== false).join(' and ')}\n`);
  }
  for (const { path, reason } of left) io.stderr(`antivenom: ${visible(path)} was left alone: ${visible(reason)}\n`);
  if (committed) io.stdout('of what has been committed meanwhile only the working files were put back\n');
  if (restored.length > 0) io.stdout(`${count(restored.length, 'file')} put back\n`);
  return left.length > 0 ? EXIT.blocked : EXIT.clean;
}
