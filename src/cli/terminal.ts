import type { Io } from './io.ts';

const DEFAULT_WIDTH = 100;
const LEAST_WIDTH = 40;

/** How wide the report may be, in columns. */
export function terminalWidth(io: Pick<Io, 'env' | 'columns' | 'stdoutIsTerminal'>): number {
  const given = Number(io.env.COLUMNS);
  if (Number.isInteger(given) && given > 0) return Math.max(given, LEAST_WIDTH);
  // At a commit somebody sits at a terminal, whatever a runner makes of the output.
  const isSeen = io.stdoutIsTerminal || io.env.GIT_INDEX_FILE !== undefined;
  const width = isSeen ? io.columns() : undefined;
  return Math.max(width ?? DEFAULT_WIDTH, LEAST_WIDTH);
}
