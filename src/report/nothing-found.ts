import { painter, useColor } from '../cli/colors.ts';
import type { Io } from '../cli/io.ts';
import { count } from './count.ts';

/** On a terminal, that there was something to check and nothing was found; elsewhere nothing. */
export function printNothingFound(
  files: number,
  color: Parameters<typeof useColor>[0],
  io: Pick<Io, 'env' | 'stderr' | 'stdoutIsTerminal' | 'elapsed'>,
): void {
  if (!io.stdoutIsTerminal || files === 0) return;
  const words = `antivenom: ${count(files, 'file')} in ${Math.round(io.elapsed())} ms`;
  io.stderr(`${painter(useColor(color, io.env, true)).dim(words)}\n`);
}
