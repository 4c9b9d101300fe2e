import type { Comprehension, Expression, JoinedStr } from '../syntax/index.ts';
import type { Evaluator, Frame } from './evaluator.ts';
import { copyOf, setLocal } from './frames.ts';
import { attempt, combine, known, type Outcome, SOMETHING, truthOf, UNKNOWN } from './outcome.ts';
import { elementsOf, giveUp, makeDict, makeSet, type PyValue, represent, textOf } from './values.ts';

/** Literals and displays: what the expression itself contains. */

const MAX_ITEMS = 500;
const MAX_ROUNDS = 100;

/** Even if parts are unknown, the result is true if it certainly has any. */
const orFilled = (outcome: Outcome, isFilled: boolean): Outcome =>
  outcome.state === 'unknown' && isFilled ? SOMETHING : outcome;

export function ofJoined(evaluator: Evaluator, { template, values }: JoinedStr): Outcome {
  if (template) return UNKNOWN;
  const outcome = combine(
    values.map((part) => {
      if (part.kind === 'String') return known(part.value);
      const value = evaluator.evaluate(part.value);
      if (part.formatSpec !== null && part.formatSpec.values.length > 0) return combine([value], () => giveUp());
      return combine([value], ([inner]) => converted(inner!, part.conversion));
    }),
    (parts) => parts.join(''),
  );
  return orFilled(
    outcome,
    values.some((part) => part.kind === 'String' && part.value !== ''),
  );
}

function converted(value: PyValue, conversion: string | null): PyValue {
  if (conversion === null || conversion === 's') return textOf(value);
  return conversion === 'r' ? represent(value) : giveUp();
}

export function ofItems(
  evaluator: Evaluator,
  items: readonly Expression[],
  make: (values: readonly PyValue[]) => PyValue,
): Outcome {
  if (items.length > MAX_ITEMS) return SOMETHING;
  const outcomes = items.map((item) => evaluator.evaluate(item.kind === 'Starred' ? item.value : item));
  const outcome = combine(outcomes, (values) =>
    make(values.flatMap((value, index) => (items[index]!.kind === 'Starred' ? elementsOf(value) : [value]))),
  );
  return orFilled(
    outcome,
    items.some(({ kind }) => kind !== 'Starred'),
  );
}

type Item = { readonly key: Expression | null; readonly value: Expression };

export function ofDict(evaluator: Evaluator, items: readonly Item[]): Outcome {
  if (items.length > MAX_ITEMS) return SOMETHING;
  const parts = items.flatMap(({ key, value }) => [
    key === null ? known(null) : evaluator.evaluate(key),
    evaluator.evaluate(value),
  ]);
  const outcome = combine(parts, (values) => {
    const entries: (readonly [PyValue, PyValue])[] = [];
    items.forEach(({ key }, index) => {
      const value = values[index * 2 + 1]!;
      if (key !== null) entries.push([values[index * 2]!, value]);
      else if (value !== null && typeof value === 'object' && 'dict' in value) entries.push(...value.dict);
      else giveUp();
    });
    return makeDict(entries);
  });
  return orFilled(
    outcome,
    items.some(({ key }) => key !== null),
  );
}

export function ofComprehension(evaluator: Evaluator, expression: Comprehension): Outcome {
  const [generator, ...more] = expression.generators;
  if (generator === undefined || more.length > 0 || generator.async) return UNKNOWN;
  const iterated = evaluator.evaluate(generator.iter);
  if (iterated.state !== 'known') return iterated.state === 'raises' ? iterated : UNKNOWN;
  const outcome = attempt(() => ({ list: elementsOf(iterated.value) }));
  if (outcome.state !== 'known') return outcome;
  const items = elementsOf(outcome.value);
  if (items.length > MAX_ROUNDS) return UNKNOWN;
  const found: Outcome[] = [];
  const { element } = expression;
  for (const item of items) {
    const frame = copyOf(evaluator.frame());
    if (!bindItem(generator.target, item, frame)) return UNKNOWN;
    const tests = evaluator.within(frame, () => generator.ifs.map((test) => evaluator.evaluate(test)));
    const failing = tests.find((test) => truthOf(test) !== true);
    if (failing !== undefined) {
      if (truthOf(failing) !== false) return UNKNOWN;
      continue;
    }
    found.push(
      evaluator.within(frame, () =>
        element.kind === 'DictItem' ? ofDict(evaluator, [element]) : evaluator.evaluate(element),
      ),
    );
  }
  // any() and all() may stop before a generator gets to what raises.
  if (expression.form === 'generator' && found.some(({ state }) => state === 'raises')) return UNKNOWN;
  return combine(found, (values) => {
    if (expression.form === 'set') return makeSet(values);
    if (expression.form !== 'dict') return { list: values };
    return makeDict(
      values.flatMap((value) => (value !== null && typeof value === 'object' && 'dict' in value ? value.dict : [])),
    );
  });
}

function bindItem(target: Expression, item: PyValue, frame: Frame): boolean {
  if (target.kind === 'Name') {
    setLocal(frame, target.name, known(item), null);
    return true;
  }
  if (target.kind !== 'Tuple' || item === null || typeof item !== 'object' || !('tuple' in item || 'list' in item))
    return false;
  const parts = elementsOf(item);
  if (parts.length !== target.items.length) return false;
  return target.items.every((inner, index) => bindItem(inner, parts[index]!, frame));
}
