import type { Io } from './io.ts';

const DEFAULT_WIDTH = 100;
const MIN_WIDTH = 40;

/** How wide the report may be, in columns. */
export function terminalWidth(io: Pick<Io, 'env' | 'columns' | 'stdoutIsTerminal'>): number {
  const given = Number(io.env.COLUMNS);
  if (Number.isInteger(given) && given > 0) return Math.max(given, MIN_WIDTH);
  // At a commit, somebody sits at a terminal, even if a runner redirects the output.
  const isSeen = io.stdoutIsTerminal || io.env.GIT_INDEX_FILE !== undefined;
  const width = isSeen ? io.columns() : undefined;
  return Math.max(width ?? DEFAULT_WIDTH, MIN_WIDTH);
}
