import type { Names } from '../python/names/index.ts';
import type { Expression } from '../python/syntax/index.ts';
import { evaluate } from '../python/worth/index.ts';
import { dependsOnSwitch } from './depends-on-switch.ts';

/** True for a value that is literally false: `False`, `0`, `not True`, or a name for one. */
export function isExplicitlyOff(value: Expression, names: Names): boolean {
  if (dependsOnSwitch(value, names)) return false;
  const result = evaluate(value, names, () => null);
  if (result.state !== 'known' || result.reads.length > 0) return false;
  return result.value === false || result.value === 0;
}
