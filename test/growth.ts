import assert from 'node:assert/strict';

/**
 * Fails if four times the input takes far more than four times as long: linear is 4, quadratic 16. Below some
 * milliseconds, the clock is too noisy.
 * @param prepare makes an input of a size and returns the work on it, which is timed
 */
export function assertLinear(what: string, size: number, prepare: (size: number) => () => void): void {
  const time = (count: number): number => {
    const work = prepare(count);
    const before = process.cpuUsage();
    work();
    return processorTime(before);
  };
  time(size);
  const short = Math.min(time(size), time(size), time(size));
  let long = time(4 * size);
  // The least counts, so one that is short enough is enough.
  for (let more = 5; more > 0 && !isLinear(short, long); more--) long = Math.min(long, time(4 * size));
  judge(what, short, long);
}

/** The same for work that waits for something. Each size is only timed once more if it looks bad. */
export async function assertLinearLater(
  what: string,
  size: number,
  prepare: (size: number) => () => Promise<unknown>,
): Promise<void> {
  const time = async (count: number): Promise<number> => {
    const work = prepare(count);
    const before = process.cpuUsage();
    await work();
    return processorTime(before);
  };
  await time(size);
  const short = await time(size);
  const long = await time(4 * size);
  if (isLinear(short, long)) return;
  judge(what, Math.min(short, await time(size)), Math.min(long, await time(4 * size)));
}

const isLinear = (short: number, long: number): boolean => long <= 9 * short + 150;

function judge(what: string, short: number, long: number): void {
  const message = `${what}: ${short.toFixed(1)} ms, for four times the input ${long.toFixed(1)} ms`;
  assert.ok(isLinear(short, long), message);
}

/** In milliseconds. Unlike wall-clock time, it does not include other processes. */
function processorTime(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
