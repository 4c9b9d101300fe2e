import type { Io } from '../cli/io.ts';
import { useColor } from '../cli/use-color.ts';
import { count } from './count.ts';

/** On a terminal, says that there was something to check and nothing was found. Otherwise prints nothing. */
export function printNothingFound(
  files: number,
  color: Parameters<typeof useColor>[0],
  io: Pick<Io, 'env' | 'stderr' | 'stdoutIsTerminal' | 'elapsed'>,
): void {
  if (!io.stdoutIsTerminal || files === 0) return;
  const words = `antivenom: ${count(files, 'file')} in ${Math.round(io.elapsed())} ms`;
  // Like picocolors, which would take longer to load than the rest of the run, since it inspects standard output.
  io.stderr(useColor(color, io.env, true) ? `\x1b[2m${words}\x1b[22m\n` : `${words}\n`);
}
