import { Worker } from 'node:worker_threads';
import { IN_THREAD } from '../loader/loader.ts';
import type { Answer, Order } from './order.ts';

/** In megabytes. A thread's young objects are few, and V8 would give them three times as much. */
const YOUNG = 16;

/**
 * Starts a thread that judges shares until none is left. The promise is fulfilled when it has ended, even if it failed:
 * the caller looks at what is missing.
 * @param argv tells the loader whether it may use code that was compiled in earlier runs
 */
export function startThread(
  bundle: string,
  argv: readonly string[],
  order: Order,
  take: (answer: Answer) => void,
): Promise<void> {
  const mark = `globalThis[Symbol.for(${JSON.stringify(IN_THREAD.description)})]`;
  return new Promise((resolve) => {
    try {
      const thread = new Worker(`${mark} = true; require(${JSON.stringify(bundle)});`, {
        eval: true,
        argv: [...argv],
        workerData: order,
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG },
      });
      thread.on('message', take);
      thread.on('error', () => {});
      thread.on('exit', () => resolve());
    } catch {
      resolve();
    }
  });
}
