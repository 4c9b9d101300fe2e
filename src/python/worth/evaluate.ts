import type { Names } from '../names/index.ts';
import type { Expression, Node } from '../syntax/index.ts';
import { ofAttribute, ofName } from './bindings.ts';
import { apply, ofCall } from './calls.ts';
import { ofComprehension, ofDict, ofItems, ofJoined } from './displays.ts';
import type { Environment, EnvironmentRead, Evaluator, Frame } from './evaluator.ts';
import { originOf } from './frames.ts';
import { ofNumber } from './numbers.ts';
import { ofBoolean, ofChoice, ofCompare, ofSubscript, ofUnary } from './operators.ts';
import { combine, known, type Outcome, SOMETHING, UNKNOWN } from './outcome.ts';
import { binary, makeSet } from './values.ts';

export type Evaluation = {
  /** Every lookup that could matter to the result, whichever branch was taken. */
  readonly reads: readonly EnvironmentRead[];
} & Outcome;

/**
 * The value of an expression under an environment. Never guesses: what it does not know is unknown. `substitutes`
 * replaces the values of some of the file's expressions, by their ids, as if they were written differently.
 */
export function evaluate(
  expression: Expression,
  names: Names,
  environment: Environment,
  substitutes: Substitutes = NOTHING,
): Evaluation {
  const run: Run = { environment, evaluators: new Map(), reads: new Map(), site: null, depth: 0, steps: 0 };
  const evaluator = makeEvaluator(names, run, substitutes);
  run.evaluators.set(names, evaluator);
  const outcome = evaluator.evaluate(expression);
  return { ...outcome, reads: [...run.reads.values()] };
}

export type Substitutes = ReadonlyMap<number, Outcome>;
const NOTHING: Substitutes = new Map();

const DEPTH = 80;
const STEPS = 4000;

/** One question, which may lead through several files. */
interface Run {
  readonly environment: Environment;
  readonly evaluators: Map<Names, Evaluator>;
  readonly reads: Map<string, EnvironmentRead>;
  /** The expression in the first file that led into a function or another file. */
  site: Node | null;
  depth: number;
  steps: number;
}

function evaluatorOf(names: Names, run: Run): Evaluator {
  let evaluator = run.evaluators.get(names);
  if (evaluator === undefined) {
    evaluator = makeEvaluator(names, run);
    run.evaluators.set(names, evaluator);
  }
  return evaluator;
}

function makeEvaluator(names: Names, run: Run, substitutes: Substitutes = NOTHING): Evaluator {
  const memo = new Map<number, Outcome>();
  const open = new Set<number>();
  let frame: Frame | null = null;

  const evaluator: Evaluator = {
    names,
    environment: run.environment,
    frame: () => frame,
    within(next, act) {
      const before = frame;
      frame = next;
      const result = act();
      frame = before;
      return result;
    },
    evaluate(expression) {
      const substitute = substitutes.get(expression.id);
      if (substitute !== undefined) return substitute;
      if (frame === null) {
        const found = memo.get(expression.id);
        if (found !== undefined) return found;
        if (open.has(expression.id)) return UNKNOWN;
      }
      if (!evaluator.step()) return UNKNOWN;
      const isOuter = frame === null;
      if (isOuter) open.add(expression.id);
      const outcome = evaluator.deeper(1, () => worthOf(evaluator, expression));
      if (isOuter) {
        open.delete(expression.id);
        memo.set(expression.id, outcome);
      }
      return outcome;
    },
    apply: (callee, args) => apply(evaluator, callee, { args, keywords: new Map(), call: null }),
    deeper(levels, act) {
      if (run.depth + levels > DEPTH) return UNKNOWN;
      run.depth += levels;
      const outcome = act();
      run.depth -= levels;
      return outcome;
    },
    step: () => ++run.steps <= STEPS,
    once(id, act) {
      if (open.has(id)) return UNKNOWN;
      open.add(id);
      const outcome = act();
      open.delete(id);
      return outcome;
    },
    through(site, act) {
      const before = run.site;
      run.site ??= site;
      const outcome = act();
      run.site = before;
      return outcome;
    },
    isThrough: () => run.site !== null,
    of: (other) => (other === names ? evaluator : evaluatorOf(other, run)),
    read({ variable, call, default: written, fallback, reader }) {
      const { site } = run;
      const read: EnvironmentRead =
        site === null
          ? { variable, call, default: written, fallback, reader, isThrough: false }
          : {
              variable,
              call: site,
              default: written === null ? null : originOf(evaluator, written),
              fallback,
              reader,
              isThrough: true,
            };
      const key = `${read.call.id} ${variable}`;
      if (!run.reads.has(key)) run.reads.set(key, read);
    },
  };
  return evaluator;
}

function worthOf(evaluator: Evaluator, expression: Expression): Outcome {
  const of = evaluator.evaluate;
  switch (expression.kind) {
    case 'Constant':
      return expression.value === '...' ? SOMETHING : known(expression.value);
    case 'Number':
      return ofNumber(expression.value, evaluator.names.file.text.slice(expression.start, expression.end));
    case 'String':
      return known(expression.bytes ? { bytes: expression.value } : expression.value);
    case 'JoinedStr':
      return ofJoined(evaluator, expression);
    case 'Name':
      return ofName(evaluator, expression);
    case 'NamedExpr':
      return of(expression.value);
    case 'Tuple':
      return ofItems(evaluator, expression.items, (tuple) => ({ tuple }));
    case 'List':
      return ofItems(evaluator, expression.items, (list) => ({ list }));
    case 'Set':
      return ofItems(evaluator, expression.items, makeSet);
    case 'Dict':
      return ofDict(evaluator, expression.items);
    case 'UnaryOp':
      return ofUnary(expression.op, of(expression.operand));
    case 'BinOp':
      return combine([of(expression.left), of(expression.right)], ([a, b]) => binary(a!, expression.op, b!));
    case 'BoolOp':
      return ofBoolean(evaluator, expression.op, expression.values);
    case 'Compare':
      return ofCompare(evaluator, expression);
    case 'IfExp':
      return ofChoice(of(expression.test), of(expression.body), of(expression.orelse));
    case 'Subscript':
      return ofSubscript(evaluator, expression);
    case 'Call':
      return ofCall(evaluator, expression);
    case 'Attribute':
      return ofAttribute(evaluator, expression);
    case 'Lambda':
      return SOMETHING;
    case 'Comprehension':
      return ofComprehension(evaluator, expression);
    default:
      return UNKNOWN;
  }
}
