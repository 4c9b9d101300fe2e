import type { Io } from './cli/io.ts';
import { gitMilliseconds } from './git/run.ts';

export type Timing = readonly [step: string, milliseconds: number];

export interface Laps {
  /** In the order in which the steps first occurred, each followed by its parts. */
  readonly timings: () => readonly Timing[];
  /** Ends a step, or a part of one: the time since the last call counts towards it. */
  lap(step: string, part?: string): void;
}

/** Measures where a run spends its time. The first step is what came before. */
export function startLaps(io: Pick<Io, 'elapsed' | 'nodeStarted'>): Laps {
  const steps = new Map<string, Map<string, number>>();
  const started = io.elapsed();
  let before = started;
  const lap = (step: string, part = ''): void => {
    const now = io.elapsed();
    const parts = steps.get(step) ?? new Map<string, number>();
    steps.set(step, parts.set(part, (parts.get(part) ?? 0) + now - before));
    before = now;
  };
  return {
    lap,
    timings() {
      const node = io.nodeStarted();
      const start = new Map(Object.entries({ Node: node, 'loading, and the quick look': started - node }));
      const all = [['start', start] as const, ...steps].flatMap(([step, parts]): Timing[] => [
        [step, [...parts.values()].reduce((sum, one) => sum + one, 0)],
        ...(parts.size < 2 ? [] : [...parts].map(([part, one]): Timing => [`${step}, ${part}`, one])),
      ]);
      return [...all, ["git's processes, in all of these", gitMilliseconds()]];
    },
  };
}
