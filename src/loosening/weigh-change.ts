import { alteredConfiguration, type Change, type Side } from '../change.ts';
import { NO_CONFIG } from '../config/config.ts';
import { onlyConfig } from '../config/lookup.ts';
import type { Judgement } from '../judgement.ts';
import type { CheckRun } from '../report/run.ts';
import { openBaseSide } from './base-side.ts';
import { compareSides } from './compare-sides.ts';
import { joinSides } from './join-sides.ts';
import { obeyedComments, ownComments } from './own-comments.ts';

/**
 * Names what the change itself adds that silences findings: in its configuration, in a baseline, in comments. In a
 * range such findings count anyway, so that nobody can weaken the check for their own code.
 * @param judge judges the files again, with another side's configurations
 */
export async function weighChange(
  change: Change,
  run: CheckRun,
  judge: (side: Side) => Promise<Judgement>,
): Promise<CheckRun> {
  const { options, isRange } = change;
  const isStrict = isRange && options.configFrom !== 'change';
  const comments = ownComments(change, run, isStrict);
  const own = isStrict ? obeyedComments(change, run) : run;
  const altered = options.configFrom === 'base' ? new Map() : alteredConfiguration(change, run.configs);
  if (altered.size === 0) return { ...run, ...own, loosenings: comments };
  const side = await baseSideOrNone(change, run);
  const judged = await judge(side);
  const before = isStrict ? obeyedComments(change, judged) : judged;
  const compared = compareSides(change, own, before, altered, !isStrict);
  const joined = isStrict ? joinSides(change, own, before) : own;
  return { ...run, ...joined, baseConfigs: side.configs, loosenings: [...compared, ...comments] };
}

/** A configuration that cannot be read stopped every check, so it silenced nothing. */
async function baseSideOrNone(change: Change, run: CheckRun): Promise<Side> {
  try {
    return await openBaseSide(change, run);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'UserError') throw error;
    return { configs: onlyConfig(NO_CONFIG), baseline: null, remarks: [] };
  }
}
