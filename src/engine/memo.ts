/**
 * The identity of the function is part of the key: use functions declared at the top of a module, never ones created on
 * the way.
 */
type Compute<Owner, Value> = (owner: Owner) => Value;

/**
 * Answers are stored on the owner itself, where nothing lists or copies them. In a WeakMap, answers that lead back to
 * their owner would keep it alive until the next full collection: when V8 collects the young generation, it takes
 * everything in an old table to be alive, and copying all of it again and again took a third of judging a large tree.
 */
const KEPT = Symbol('kept');

interface Keeper {
  [KEPT]?: Map<Compute<never, unknown>, unknown> | undefined;
}

/**
 * The result of a function for a file, document or node, computed once and kept as long as its owner lives. No other
 * code keeps answers between questions, so that nothing else has state.
 */
export function memo<Owner extends object, Value>(owner: Owner, compute: Compute<Owner, Value>): Value {
  let values = (owner as Keeper)[KEPT];
  if (values === undefined) {
    values = new Map();
    Object.defineProperty(owner, KEPT, { value: values, configurable: true });
  }
  const known = values.get(compute);
  if (known !== undefined || values.has(compute)) return known as Value;
  const value = compute(owner);
  values.set(compute, value);
  return value;
}

/** Drops everything stored for an owner. It is computed again on demand. */
export function forget(owner: object): void {
  delete (owner as Keeper)[KEPT];
}
