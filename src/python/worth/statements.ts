import type { Expression, Statement } from '../syntax/index.ts';
import { doesCatch } from './bindings.ts';
import type { Evaluator, Frame } from './evaluator.ts';
import { copyOf, originOf, setLocal } from './frames.ts';
import { combine, known, type Outcome, oneOf, perhaps, raises, truthOf, UNKNOWN } from './outcome.ts';
import { binary } from './values.ts';

/** Runs a function's statements; null if the end is reached without a return. */
export function runBlock(evaluator: Evaluator, statements: readonly Statement[], frame: Frame): Outcome | null {
  for (const statement of statements) {
    if (!evaluator.step()) return UNKNOWN;
    const result = runOne(evaluator, statement, frame);
    if (result !== null) return result;
  }
  return null;
}

function runOne(evaluator: Evaluator, statement: Statement, frame: Frame): Outcome | null {
  switch (statement.kind) {
    case 'Pass':
    case 'Import':
    case 'ImportFrom':
      return null;
    case 'Return':
      return statement.value === null ? known(null) : evaluator.evaluate(statement.value);
    case 'Raise': {
      const { exception } = statement;
      const named = exception?.kind === 'Call' ? exception.func : exception;
      const texts = named === null || named === undefined ? [] : evaluator.names.qualify(named);
      return raises(texts.length === 1 ? texts[0]! : null);
    }
    case 'Assign':
      return assign(evaluator, statement.targets, statement.value, frame);
    case 'AnnAssign':
      return statement.value === null ? null : assign(evaluator, [statement.target], statement.value, frame);
    case 'AugAssign': {
      const { target, value, op } = statement;
      if (target.kind !== 'Name') return UNKNOWN;
      const outcome = combine([evaluator.evaluate(target), evaluator.evaluate(value)], ([a, b]) => binary(a!, op, b!));
      if (outcome.state === 'raises') return outcome;
      setLocal(frame, target.name, outcome, null);
      return null;
    }
    case 'If':
      return runBranches(evaluator, statement, frame);
    case 'Try':
      return runTry(evaluator, statement, frame);
    case 'ExpressionStatement':
      return runExpression(evaluator, statement.value);
    default:
      return UNKNOWN;
  }
}

/** Calls whose only effect is outside, so that they do not change local values. */
const HARMLESS: ReadonlySet<string> = new Set(['builtins.print', 'warnings.warn', 'logging.warning', 'logging.info']);

function runExpression(evaluator: Evaluator, value: Expression): Outcome | null {
  if (value.kind === 'String') return null;
  const outcome = evaluator.evaluate(value);
  if (outcome.state === 'raises') return outcome;
  // A call may change the content of its arguments, except texts and numbers.
  const isHarmless = value.kind === 'Call' && evaluator.names.denotes(value.func, HARMLESS);
  return isHarmless ? null : UNKNOWN;
}

function assign(evaluator: Evaluator, targets: readonly Expression[], value: Expression, frame: Frame): Outcome | null {
  const outcome = evaluator.evaluate(value);
  if (outcome.state === 'raises') return outcome;
  const origin = originOf(evaluator, value);
  for (const target of targets) {
    if (target.kind !== 'Name') return UNKNOWN;
    setLocal(frame, target.name, outcome, origin);
  }
  return null;
}

/**
 * An `if` with its elifs, arm by arm. If a test is unknown, every path is followed with its own values, and only
 * returns that agree count.
 */
function runBranches(
  evaluator: Evaluator,
  statement: Extract<Statement, { kind: 'If' }>,
  frame: Frame,
): Outcome | null {
  const ways: Outcome[] = [];
  const run = (block: readonly Statement[]): Outcome | null => {
    if (ways.length === 0) return runBlock(evaluator, block, frame);
    return runApart(evaluator, block, frame);
  };
  for (let branch = statement; ; ) {
    const test = evaluator.evaluate(branch.test);
    const truth = test.state === 'raises' ? true : truthOf(test);
    const isElif = branch.orelse.length === 1 && branch.orelse[0]?.kind === 'If';
    if (truth === null) {
      const way = runApart(evaluator, branch.body, frame);
      if (way === null) return UNKNOWN;
      ways.push(way);
    }
    if (truth !== true && isElif) {
      branch = branch.orelse[0] as typeof branch;
      continue;
    }
    const last = test.state === 'raises' ? test : run(truth === true ? branch.body : branch.orelse);
    if (ways.length === 0) return last;
    if (last === null) return UNKNOWN;
    return ways.reduceRight((others, way) => perhaps(oneOf([way, others])), last);
  }
}

function runApart(evaluator: Evaluator, block: readonly Statement[], frame: Frame): Outcome | null {
  const copy = copyOf(frame);
  return evaluator.within(copy, () => runBlock(evaluator, block, copy));
}

function runTry(evaluator: Evaluator, statement: Extract<Statement, { kind: 'Try' }>, frame: Frame): Outcome | null {
  if (statement.finalbody.length > 0 || statement.star) return UNKNOWN;
  const inner = runBlock(evaluator, statement.body, frame);
  if (inner?.state === 'unknown') return UNKNOWN;
  if (inner?.state !== 'raises') return inner ?? runBlock(evaluator, statement.orelse, frame);
  for (const handler of statement.handlers) {
    const catches = doesCatch(evaluator, handler.type, inner.exception ?? null);
    if (catches === null) return UNKNOWN;
    if (catches) return runBlock(evaluator, handler.body, frame);
  }
  return inner;
}
