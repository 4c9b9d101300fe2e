import type { Io } from './io.ts';

const DEFAULT_WIDTH = 100;
const LEAST_WIDTH = 40;

/** How wide the report may be, in columns. */
export function terminalWidth(io: Pick<Io, 'env' | 'columns' | 'stdoutIsTerminal'>): number {
  const given = Number(io.env.COLUMNS);
  const width = Number.isInteger(given) && given > 0 ? given : io.stdoutIsTerminal ? io.columns() : undefined;
  return Math.max(width ?? DEFAULT_WIDTH, LEAST_WIDTH);
}
