import { leaveOut } from '../../engine/left-out.ts';
import { memo } from '../../engine/memo.ts';
import type { PythonFile } from '../syntax/index.ts';

/**
 * How many expressions to look at in a file when following its data. The largest modules of real projects need a few
 * thousand; a file that is made for it can have every call lead through thousands of others.
 */
const MAX_STEPS = 300_000;

const stepsIn = (_file: PythonFile): { taken: number } => ({ taken: 0 });

/** Counts a step. False once the file has used up its steps: then nothing more is known about its data. */
export function takeStep(file: PythonFile): boolean {
  const steps = memo(file, stepsIn);
  if (steps.taken === MAX_STEPS) leaveOut(file, 'its data goes through too many places');
  steps.taken += 1;
  return steps.taken <= MAX_STEPS;
}
