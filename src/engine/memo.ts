/** A function that is kept apart by its identity: one that is declared at the top of a module, never one made on the way. */
type Compute<Owner, Value> = (owner: Owner) => Value;

const kept = new WeakMap<object, Map<Compute<never, unknown>, unknown>>();

/**
 * What a function says of a file, a document or a node, worked out once and kept as long as its owner. The only place
 * where answers are kept between questions, so that nothing else holds state of its own.
 */
export function memo<Owner extends object, Value>(owner: Owner, compute: Compute<Owner, Value>): Value {
  let values = kept.get(owner);
  if (values === undefined) {
    values = new Map();
    kept.set(owner, values);
  }
  const known = values.get(compute);
  if (known !== undefined || values.has(compute)) return known as Value;
  const value = compute(owner);
  values.set(compute, value);
  return value;
}
