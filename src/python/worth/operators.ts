import { ENVIRONMENT_MAPPINGS } from '../../data/environment-readers.ts';
import type { Compare, Expression, Subscript } from '../syntax/index.ts';
import { isSetBy } from './changes.ts';
import { readEnvironment } from './environment-reads.ts';
import type { Evaluator } from './evaluator.ts';
import { typeName } from './frames.ts';
import { combine, known, type Outcome, oneOf, perhaps, truthOf, UNKNOWN } from './outcome.ts';
import { contains, equals, isSame, order, slice, subscript, unary } from './values.ts';

export function ofUnary(op: string, operand: Outcome): Outcome {
  if (op !== 'not') return combine([operand], ([value]) => unary(op, value!));
  const truth = truthOf(operand);
  if (operand.state === 'unknown' && truth !== null) return { state: 'unknown', truthy: !truth };
  return operand.state === 'raises' ? operand : truth === null ? UNKNOWN : known(!truth);
}

export function ofBoolean(evaluator: Evaluator, op: 'and' | 'or', values: readonly Expression[]): Outcome {
  const stops = op === 'or';
  const possible: Outcome[] = [];
  let decided: Outcome | null = null;
  values.forEach((value, index) => {
    // What is not reached is evaluated too, for what it reads.
    const outcome = evaluator.evaluate(value);
    if (decided !== null) return;
    const truth = truthOf(outcome);
    const isLast = index === values.length - 1;
    if (truth === stops || outcome.state === 'raises' || isLast) {
      decided = possible.length === 0 ? outcome : oneOf([...possible, outcome]);
    } else if (truth === null) {
      // It is the result if evaluation stops there, and then its truth is known.
      possible.push({ state: 'unknown', truthy: stops });
    }
  });
  return decided ?? UNKNOWN;
}

export function ofChoice(test: Outcome, body: Outcome, orelse: Outcome): Outcome {
  if (test.state === 'raises') return test;
  const truth = truthOf(test);
  if (truth === null) return perhaps(oneOf([body, orelse]));
  return truth ? body : orelse;
}

export function ofCompare(evaluator: Evaluator, { left, ops, comparators }: Compare): Outcome {
  let before = evaluator.evaluate(left);
  let beforeNode = left;
  const results: Outcome[] = [];
  for (const [index, op] of ops.entries()) {
    const node = comparators[index]!;
    const isLookUp = (op === 'in' || op === 'not in') && evaluator.names.denotes(node, ENVIRONMENT_MAPPINGS);
    const next = isLookUp ? UNKNOWN : evaluator.evaluate(node);
    results.push(
      isLookUp
        ? ofPresence(evaluator, before, node, op === 'not in')
        : (ofTypes(evaluator, beforeNode, op, node) ??
            compareOne(before, op, next, isObject(beforeNode) || isObject(node))),
    );
    before = next;
    beforeNode = node;
  }
  // A chain is an `and` of its links. Operands are evaluated along the way.
  let certain = true;
  for (const result of results) {
    if (result.state === 'raises') return certain ? result : UNKNOWN;
    const truth = truthOf(result);
    if (truth === false) {
      return certain && result.state === 'known' ? known(false) : { state: 'unknown', truthy: false };
    }
    if (truth === null) certain = false;
  }
  return certain ? (results.at(-1) ?? UNKNOWN) : UNKNOWN;
}

/** Creates a new object each time. */
const isObject = (node: Expression): boolean => ['List', 'Dict', 'Set', 'Comprehension'].includes(node.kind);

/** `cast is bool`; null if the sides are not both types. */
function ofTypes(evaluator: Evaluator, left: Expression, op: string, right: Expression): Outcome | null {
  const isEquality = op === 'is' || op === '==';
  if (!isEquality && op !== 'is not' && op !== '!=') return null;
  const a = typeName(evaluator, left);
  const b = a === null ? null : typeName(evaluator, right);
  return b === null ? null : known((a === b) === isEquality);
}

const isNone = (outcome: Outcome): boolean => outcome.state === 'known' && outcome.value === null;
const isSomething = (outcome: Outcome): boolean => outcome.state === 'unknown' && outcome.truthy === true;

function compareOne(a: Outcome, op: string, b: Outcome, hasObject: boolean): Outcome {
  if (op === 'is' || op === 'is not') {
    // None is not true. Still unknown, as working out the other side may raise.
    if ((isNone(a) && isSomething(b)) || (isSomething(a) && isNone(b))) {
      return { state: 'unknown', truthy: op === 'is not' };
    }
  }
  if ((op === 'is' || op === 'is not') && hasObject) return UNKNOWN;
  return combine([a, b], ([x, y]) => {
    switch (op) {
      case '==':
        return equals(x!, y!);
      case '!=':
      case '<>':
        return !equals(x!, y!);
      case 'in':
        return contains(y!, x!);
      case 'not in':
        return !contains(y!, x!);
      case 'is':
        return isSame(x!, y!);
      case 'is not':
        return !isSame(x!, y!);
      default:
        return order(x!, y!, op as '<' | '>' | '<=' | '>=');
    }
  });
}

/** `"DEBUG" in os.environ` */
function ofPresence(evaluator: Evaluator, variable: Outcome, mapping: Expression, negated: boolean): Outcome {
  if (variable.state !== 'known' || typeof variable.value !== 'string') return UNKNOWN;
  const { names } = evaluator;
  const around = names.file.parent(mapping);
  const call = around?.kind === 'Compare' ? around : mapping;
  evaluator.read({ variable: variable.value, call, default: null, fallback: null, reader: 'os' });
  if (isSetBy(names, variable.value)) return UNKNOWN;
  return known((evaluator.environment(variable.value) !== null) !== negated);
}

export function ofSubscript(evaluator: Evaluator, expression: Subscript): Outcome {
  if (evaluator.names.denotes(expression.value, ENVIRONMENT_MAPPINGS)) {
    return readEnvironment(evaluator, expression, 'os.environ.__getitem__') ?? UNKNOWN;
  }
  const value = evaluator.evaluate(expression.value);
  if (expression.slice.kind === 'Slice') {
    const bounds = [expression.slice.lower, expression.slice.upper, expression.slice.step];
    const outcomes = bounds.map((bound) => (bound === null ? known(null) : evaluator.evaluate(bound)));
    return combine([value, ...outcomes], (parts) => slice(parts[0]!, parts[1]!, parts[2]!, parts[3]!));
  }
  // {True: "on", False: x}[unknown] still reads x.
  return combine([value, evaluator.evaluate(expression.slice)], ([whole, index]) => subscript(whole!, index!));
}
