import { isTruthy, kindOf, NotKnown, PythonRaise, type PyValue, represent } from './values.ts';

/** The result of evaluating an expression. */
export type Outcome =
  | { readonly state: 'known'; readonly value: PyValue }
  /** Python raises here (a missing key, a failing cast): nothing is turned on. */
  | { readonly state: 'raises'; readonly exception?: string | null }
  /** Unknown. `truthy` is set if at least its truth value is certain. */
  | { readonly state: 'unknown'; readonly truthy?: boolean };

export const UNKNOWN: Outcome = { state: 'unknown' };
/** Unknown but true: a function, a list with an unknown element. */
export const SOMETHING: Outcome = { state: 'unknown', truthy: true };
export const known = (value: PyValue): Outcome => ({ state: 'known', value });
export const raises = (exception: string | null): Outcome => ({ state: 'raises', exception });

/** bool() of an outcome; null if uncertain, and if it raises. */
export function truthOf(outcome: Outcome): boolean | null {
  if (outcome.state === 'known') return isTruthy(outcome.value);
  return outcome.state === 'unknown' ? (outcome.truthy ?? null) : null;
}

/** The outcome of a computation with known values. */
export function attempt(compute: () => PyValue): Outcome {
  try {
    return known(compute());
  } catch (error) {
    if (error instanceof PythonRaise) return raises(error.exception);
    if (error instanceof NotKnown) return UNKNOWN;
    throw error;
  }
}

/** Equal in type and value. */
export function isIdentical(a: PyValue, b: PyValue): boolean {
  try {
    return kindOf(a) === kindOf(b) && represent(a) === represent(b);
  } catch {
    return false;
  }
}

/** One of several outcomes, without knowing which. */
export function oneOf(outcomes: readonly Outcome[]): Outcome {
  const first = outcomes[0];
  if (first === undefined) return UNKNOWN;
  if (outcomes.length === 1) return first;
  if (outcomes.every(({ state }) => state === 'raises')) return raises(null);
  if (
    first.state === 'known' &&
    outcomes.every((other) => other.state === 'known' && isIdentical(first.value, other.value))
  ) {
    return first;
  }
  const truth = truthOf(first);
  return truth !== null && outcomes.every((other) => truthOf(other) === truth)
    ? { state: 'unknown', truthy: truth }
    : UNKNOWN;
}

/** An outcome after something unknown, which may raise: at most its truth is certain. */
export function perhaps(outcome: Outcome): Outcome {
  const truth = truthOf(outcome);
  return truth === null ? UNKNOWN : { state: 'unknown', truthy: truth };
}

/** Evaluates with the values of all parts, left to right. If a part raises, so does the whole. */
export function combine(parts: readonly Outcome[], compute: (values: readonly PyValue[]) => PyValue): Outcome {
  const values: PyValue[] = [];
  let certain = true;
  for (const part of parts) {
    if (part.state === 'raises') return certain ? part : raises(null);
    if (part.state === 'unknown') certain = false;
    else values.push(part.value);
  }
  return certain ? attempt(() => compute(values)) : UNKNOWN;
}
