/** A function that is kept apart by its identity: one that is declared at the top of a module, never one made on the way. */
type Compute<Owner, Value> = (owner: Owner) => Value;

/**
 * On the owner itself, where nothing lists or copies it. In a WeakMap the answers, which lead back to their owner, would
 * keep it alive until the next full collection: V8 takes what an old table holds for alive when it collects the young
 * ones, and to copy all that time and again was a third of judging a large tree.
 */
const KEPT = Symbol('kept');

interface Keeper {
  [KEPT]?: Map<Compute<never, unknown>, unknown> | undefined;
}

/**
 * What a function says of a file, a document or a node, worked out once and kept as long as its owner. The only place
 * where answers are kept between questions, so that nothing else holds state of its own.
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

/** Lets go of all that is kept for an owner: it is worked out anew when it is asked for again. */
export function forget(owner: object): void {
  delete (owner as Keeper)[KEPT];
}
