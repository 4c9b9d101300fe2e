import assert from 'node:assert/strict';

/**
 * Fails if four times the input takes far more than four times as long: linear is 4, quadratic 16. Below some
 * milliseconds, the clock is too noisy.
 * @param prepare makes an input of a size and returns the work on it, which is timed
 */
export function assertLinear(what: string, size: number, prepare: (size: number) => () => void): void {
  const least = (count: number): number => Math.min(...[1, 2, 3].map(() => processorTime(prepare(count))));
  prepare(size)();
  const short = least(size);
  const long = least(4 * size);
  assert.ok(long <= 9 * short + 150, `${what}: ${short.toFixed(1)} ms, for four times the input ${long.toFixed(1)} ms`);
}

/** In milliseconds. Unlike wall-clock time, it does not include other processes. */
function processorTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
