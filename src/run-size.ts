import type { Io } from './cli/io.ts';

/**
 * Up to this many bytes are judged faster without optimised code: compiling in the background costs more than it gains,
 * and node waits at its end for unfinished compilations. Measured with WebAssembly for the reading.
 */
const SHORT_RUN = 1_000_000;
/** Of so few V8 optimises little by itself, and loading the module that tells it not to takes longer (4 ms). */
const TINY_RUN = 250_000;
/** Of so many V8 would let several hundred megabytes of garbage pile up. */
const LONG_RUN = 5_000_000;

/** Prepares V8 for work on so many bytes. */
export function prepareFor(bytes: number, io: Pick<Io, 'expectShortRun' | 'saveMemory'>): void {
  if (bytes > TINY_RUN && bytes < SHORT_RUN) io.expectShortRun();
  if (bytes > LONG_RUN) io.saveMemory();
}
