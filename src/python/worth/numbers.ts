import { known, type Outcome, UNKNOWN } from './outcome.ts';

/** A number as written. `value` is what the parser got from it. */
export function ofNumber(value: number | bigint | null, source: string): Outcome {
  if (value === null) return UNKNOWN;
  if (typeof value === 'number' && !/^0[xXbBoO]/.test(source) && /[.eE]/.test(source)) return known({ float: value });
  return /[jJ]$/.test(source) ? UNKNOWN : known(value);
}
