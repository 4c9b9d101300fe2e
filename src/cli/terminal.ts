import type { Io } from './io.ts';

const DEFAULT_WIDTH = 100;
const MIN_WIDTH = 40;
/** prek indents a hook's output by two columns. */
const FRAME = 2;

/** How wide the report may be, in columns. */
export function terminalWidth(io: Pick<Io, 'env' | 'columns' | 'stdoutIsTerminal'>): number {
  const given = Number(io.env.COLUMNS);
  if (Number.isInteger(given) && given > 0) return Math.max(given, MIN_WIDTH);
  // At a commit, somebody sits at a terminal, even if a runner redirects the output.
  const isSeen = io.stdoutIsTerminal || io.env.GIT_INDEX_FILE !== undefined;
  const width = (isSeen ? io.columns() : undefined) ?? DEFAULT_WIDTH;
  return Math.max(io.env.PRE_COMMIT === undefined ? width : width - FRAME, MIN_WIDTH);
}
