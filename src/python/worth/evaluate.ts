import { ENVIRONMENT_MAPPINGS } from '../../data/environment-readers.ts';
import type { Reaching } from '../names/flow.ts';
import type { Binding, Names } from '../names/names.ts';
import type {
  Call,
  ClassDef,
  Compare,
  Comprehension,
  Expression,
  FunctionDef,
  JoinedStr,
  Lambda,
  Parameters,
  Pattern,
  Statement,
  Subscript,
} from '../syntax/nodes.ts';
import { callBuiltin } from './builtin-calls.ts';
import { readEnvironment } from './environment-reads.ts';
import { callMethod } from './methods.ts';
import {
  binary,
  contains,
  elementsOf,
  equals,
  isSame,
  isTruthy,
  kindOf,
  makeDict,
  makeSet,
  NotKnown,
  order,
  PythonRaise,
  type PyValue,
  represent,
  slice,
  subscript,
  textOf,
  unary,
} from './values.ts';

export { isTruthy, type PyValue } from './values.ts';

/**
 * How the environment answers a look-up: null means the variable is not set.
 * Evaluating the same expression under several of these is how rules ask what a switch is worth
 * (nothing set, everything debug-like set to "False", to "0").
 */
export type Environment = (variable: string) => string | null;

/** A look-up that the evaluation passed through. */
export interface EnvironmentRead {
  readonly variable: string;
  /** The whole look-up call or subscript. */
  readonly call: Expression;
  /** The expression of its default, also one in a scheme (`environ.Env(DEBUG=(bool, True))`); null without. */
  readonly default: Expression | null;
  /** The library whose truth table casts the text: 'os', 'django-environ', 'decouple', 'starlette', 'environs'… */
  readonly reader: string;
}

export type Evaluation = {
  /** Every look-up that could matter to the result, whichever branch was taken. */
  readonly reads: readonly EnvironmentRead[];
} & Outcome;

export type Outcome =
  | { readonly state: 'known'; readonly value: PyValue }
  /** Python raises here (a missing key, a cast that fails): nothing is switched on. */
  | { readonly state: 'raises'; readonly exception?: string | null }
  /** Not known. `truthy` is set where at least its truth value is certain. */
  | { readonly state: 'unknown'; readonly truthy?: boolean };

export const UNKNOWN: Outcome = { state: 'unknown' };
export const known = (value: PyValue): Outcome => ({ state: 'known', value });
export const raises = (exception: string | null): Outcome => ({ state: 'raises', exception });

/** What parts of the evaluator need of one another. */
export interface Evaluator {
  readonly names: Names;
  readonly environment: Environment;
  evaluate(expression: Expression): Outcome;
  /** Calls what an expression denotes with evaluated arguments. */
  apply(callee: Expression, args: readonly Outcome[], keywords?: ReadonlyMap<string, Outcome>): Outcome;
  read(read: EnvironmentRead): void;
}

/** What an expression is worth under an environment. Never guesses: what it does not know is unknown. */
export function evaluate(expression: Expression, names: Names, environment: Environment): Evaluation {
  const reads = new Map<number, EnvironmentRead>();
  const evaluator = makeEvaluator(names, environment, (read) => {
    if (!reads.has(read.call.id)) reads.set(read.call.id, read);
  });
  return { ...evaluator.evaluate(expression), reads: [...reads.values()] };
}

/** What a switch is worth: raises means that Python stops there, so nothing is switched on. */
export type SwitchAnswer = 'on' | 'off' | 'raises' | 'unknown';

export interface SwitchState {
  /** With an empty environment. */
  readonly unset: SwitchAnswer;
  /** With every variable that is read set to "False". */
  readonly whenFalse: SwitchAnswer;
  /** With every variable that is read set to "0". */
  readonly whenZero: SwitchAnswer;
  /** The look-ups it depends on; empty for what does not depend on the environment. */
  readonly reads: readonly EnvironmentRead[];
}

function answerOf(outcome: Outcome): SwitchAnswer {
  const truthy = truthOf(outcome);
  return outcome.state === 'raises' ? 'raises' : truthy === null ? 'unknown' : truthy ? 'on' : 'off';
}

/** The three questions of the debug family, asked of one expression. */
export function switchState(expression: Expression, names: Names): SwitchState {
  const { reads, ...unset } = evaluate(expression, names, () => null);
  return {
    unset: answerOf(unset),
    whenFalse: answerOf(evaluate(expression, names, () => 'False')),
    whenZero: answerOf(evaluate(expression, names, () => '0')),
    reads,
  };
}

/** bool() of an outcome; null where that is not certain, and for what raises. */
export function truthOf(outcome: Outcome): boolean | null {
  if (outcome.state === 'known') return isTruthy(outcome.value);
  return outcome.state === 'unknown' ? (outcome.truthy ?? null) : null;
}

/** The outcome of a computation on known values. */
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
const isIdentical = (a: PyValue, b: PyValue): boolean => {
  try {
    return kindOf(a) === kindOf(b) && represent(a) === represent(b);
  } catch {
    return false;
  }
};

/** One of several outcomes, it is not known which. */
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

/** An outcome behind something unknown, which may raise: at most its truth is told. */
export function perhaps(outcome: Outcome): Outcome {
  const truth = truthOf(outcome);
  return truth === null ? UNKNOWN : { state: 'unknown', truthy: truth };
}

/** Evaluates with the values of all parts, left to right; the first part that raises does so. */
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

type Frame = ReadonlyMap<string, Outcome>;

const DEPTH = 80;
const STEPS = 4000;
const MUTATORS: ReadonlySet<string> = new Set(
  'append extend insert remove pop popitem clear update add discard setdefault sort reverse appendleft'.split(' '),
);

/** Names and attributes of a file that something changes in place, found once per file. */
interface Changes {
  readonly names: ReadonlySet<string>;
  readonly attributes: ReadonlySet<string>;
  /** Environment variables that the file itself sets; '*' where it sets some that are not told. */
  readonly variables: ReadonlySet<string>;
}
const changesOf = new WeakMap<Names, Changes>();

function findChanges(names: Names): Changes {
  const known = changesOf.get(names);
  if (known !== undefined) return known;
  const changed = new Set<string>();
  const attributes = new Set<string>();
  const variables = new Set<string>();
  const changes: Changes = { names: changed, attributes, variables };
  changesOf.set(names, changes);
  const noteTarget = (target: Expression): void => {
    if (target.kind === 'Subscript') {
      if (target.value.kind === 'Name') changed.add(target.value.name);
      if (target.value.kind === 'Attribute') changed.add(target.value.attr);
      if (names.denotes(target.value, ENVIRONMENT_MAPPINGS)) {
        variables.add(target.slice.kind === 'String' ? target.slice.value : '*');
      }
    } else if (target.kind === 'Attribute' && !(target.value.kind === 'Name' && target.value.name === 'self')) {
      attributes.add(target.attr);
    } else if (target.kind === 'Tuple' || target.kind === 'List') target.items.forEach(noteTarget);
  };
  for (const { targets } of names.file.nodes('Assign')) targets.forEach(noteTarget);
  for (const { target } of names.file.nodes('AugAssign')) noteTarget(target);
  for (const { targets } of names.file.nodes('Delete')) targets.forEach(noteTarget);
  for (const { func, args } of names.file.nodes('Call')) {
    if (func.kind !== 'Attribute' || !(MUTATORS.has(func.attr) || func.attr === 'putenv')) continue;
    if (func.value.kind === 'Name') changed.add(func.value.name);
    if (func.value.kind === 'Attribute') changed.add(func.value.attr);
    const writes =
      func.attr === 'putenv' ? names.denotes(func, new Set(['os.putenv'])) : isWrite(func.attr, func.value, names);
    if (writes) variables.add(args[0]?.kind === 'String' ? args[0].value : '*');
  }
  return changes;
}

const isWrite = (method: string, object: Expression, names: Names): boolean =>
  ['setdefault', 'update', 'pop', 'clear'].includes(method) && names.denotes(object, ENVIRONMENT_MAPPINGS);

function makeEvaluator(names: Names, environment: Environment, noteRead: (read: EnvironmentRead) => void): Evaluator {
  const memo = new Map<number, Outcome>();
  const open = new Set<number>();
  let frame: Frame | null = null;
  let depth = 0;
  let steps = 0;

  const evaluator: Evaluator = { names, environment, evaluate: of, apply, read: noteRead };

  function of(expression: Expression): Outcome {
    if (frame === null) {
      const found = memo.get(expression.id);
      if (found !== undefined) return found;
      if (open.has(expression.id)) return UNKNOWN;
    }
    if (depth > DEPTH || ++steps > STEPS) return UNKNOWN;
    depth++;
    const isOuter = frame === null;
    if (isOuter) open.add(expression.id);
    const outcome = compute(expression);
    if (isOuter) {
      open.delete(expression.id);
      memo.set(expression.id, outcome);
    }
    depth--;
    return outcome;
  }

  function within<T>(next: Frame | null, run: () => T): T {
    const before = frame;
    frame = next;
    const result = run();
    frame = before;
    return result;
  }

  function compute(expression: Expression): Outcome {
    switch (expression.kind) {
      case 'Constant':
        return expression.value === '...' ? { state: 'unknown', truthy: true } : known(expression.value);
      case 'Number':
        return ofNumber(expression.value, names.file.text.slice(expression.start, expression.end));
      case 'String':
        return known(expression.bytes ? { bytes: expression.value } : expression.value);
      case 'JoinedStr':
        return ofJoined(expression);
      case 'Name':
        return ofName(expression);
      case 'NamedExpr':
        return of(expression.value);
      case 'Tuple':
        return ofItems(expression.items, (tuple) => ({ tuple }));
      case 'List':
        return ofItems(expression.items, (list) => ({ list }));
      case 'Set':
        return ofItems(expression.items, makeSet);
      case 'Dict':
        return ofDict(expression.items);
      case 'UnaryOp':
        return ofUnary(expression.op, of(expression.operand));
      case 'BinOp':
        return combine([of(expression.left), of(expression.right)], ([a, b]) => binary(a!, expression.op, b!));
      case 'BoolOp':
        return ofBoolean(expression.op, expression.values);
      case 'Compare':
        return ofCompare(expression);
      case 'IfExp':
        return ofChoice(of(expression.test), of(expression.body), of(expression.orelse));
      case 'Subscript':
        return ofSubscript(expression);
      case 'Call':
        return ofCall(expression);
      case 'Attribute':
        return ofAttribute(expression);
      case 'Lambda':
        return { state: 'unknown', truthy: true };
      case 'Comprehension':
        return ofComprehension(expression);
      default:
        return UNKNOWN;
    }
  }

  function ofNumber(value: number | bigint | null, source: string): Outcome {
    if (value === null) return UNKNOWN;
    if (typeof value === 'number' && !/^0[xXbBoO]/.test(source) && /[.eE]/.test(source)) return known({ float: value });
    return /[jJ]$/.test(source) ? UNKNOWN : known(value);
  }

  function ofJoined({ template, values }: JoinedStr): Outcome {
    if (template) return UNKNOWN;
    const hasText = values.some((part) => part.kind === 'String' && part.value !== '');
    const outcome = combine(
      values.map((part) => {
        if (part.kind === 'String') return known(part.value);
        const value = of(part.value);
        if (part.formatSpec !== null && part.formatSpec.values.length > 0) return combine([value], () => notKnown());
        return combine([value], ([inner]) =>
          part.conversion === null || part.conversion === 's'
            ? textOf(inner!)
            : part.conversion === 'r'
              ? represent(inner!)
              : notKnown(),
        );
      }),
      (parts) => parts.join(''),
    );
    return outcome.state === 'unknown' && hasText ? { state: 'unknown', truthy: true } : outcome;
  }

  const notKnown = (): never => {
    throw new NotKnown();
  };

  function ofItems(items: readonly Expression[], make: (values: readonly PyValue[]) => PyValue): Outcome {
    if (items.length > 500) return { state: 'unknown', truthy: true };
    const outcomes = items.map((item) => (item.kind === 'Starred' ? of(item.value) : of(item)));
    const outcome = combine(outcomes, (values) =>
      make(values.flatMap((value, index) => (items[index]!.kind === 'Starred' ? elementsOf(value) : [value]))),
    );
    const isFilled = items.some(({ kind }) => kind !== 'Starred');
    return outcome.state === 'unknown' && isFilled ? { state: 'unknown', truthy: true } : outcome;
  }

  function ofDict(items: readonly { readonly key: Expression | null; readonly value: Expression }[]): Outcome {
    if (items.length > 500) return { state: 'unknown', truthy: true };
    const parts = items.flatMap(({ key, value }) => (key === null ? [known(null), of(value)] : [of(key), of(value)]));
    const outcome = combine(parts, (values) => {
      const entries: (readonly [PyValue, PyValue])[] = [];
      items.forEach(({ key }, index) => {
        const value = values[index * 2 + 1]!;
        if (key !== null) entries.push([values[index * 2]!, value]);
        else if (value !== null && typeof value === 'object' && 'dict' in value) entries.push(...value.dict);
        else notKnown();
      });
      return makeDict(entries);
    });
    const isFilled = items.some(({ key }) => key !== null);
    return outcome.state === 'unknown' && isFilled ? { state: 'unknown', truthy: true } : outcome;
  }

  function ofUnary(op: string, operand: Outcome): Outcome {
    if (op !== 'not') return combine([operand], ([value]) => unary(op, value!));
    const truth = truthOf(operand);
    if (operand.state === 'unknown' && truth !== null) return { state: 'unknown', truthy: !truth };
    return operand.state === 'raises' ? operand : truth === null ? UNKNOWN : known(!truth);
  }

  function ofBoolean(op: 'and' | 'or', values: readonly Expression[]): Outcome {
    const stops = op === 'or';
    const possible: Outcome[] = [];
    let decided: Outcome | null = null;
    values.forEach((value, index) => {
      // What is not reached is evaluated too: for what it reads.
      const outcome = of(value);
      if (decided !== null) return;
      const truth = truthOf(outcome);
      const isLast = index === values.length - 1;
      if (truth === stops || outcome.state === 'raises' || isLast) {
        decided = possible.length === 0 ? outcome : oneOf([...possible, outcome]);
      } else if (truth === null) {
        // It is the result if it stops there, and then its truth is known.
        possible.push({ state: 'unknown', truthy: stops });
      }
    });
    return decided ?? UNKNOWN;
  }

  function ofCompare({ left, ops, comparators }: Compare): Outcome {
    let before = of(left);
    let beforeNode = left;
    const results: Outcome[] = [];
    for (const [index, op] of ops.entries()) {
      const node = comparators[index]!;
      const isLookUp = (op === 'in' || op === 'not in') && names.denotes(node, ENVIRONMENT_MAPPINGS);
      const next = isLookUp ? UNKNOWN : of(node);
      if (isLookUp) results.push(ofPresence(before, node, op === 'not in'));
      else results.push(compareOne(before, op, next, beforeNode, node));
      before = next;
      beforeNode = node;
    }
    // A chain is an `and` of its links; operands are evaluated on the way.
    let certain = true;
    for (const result of results) {
      if (result.state === 'raises') return certain ? result : UNKNOWN;
      const truth = truthOf(result);
      if (truth === false) return certain ? known(false) : { state: 'unknown', truthy: false };
      if (truth === null) certain = false;
    }
    return certain ? (results.at(-1) ?? UNKNOWN) : UNKNOWN;
  }

  function compareOne(a: Outcome, op: string, b: Outcome, left: Expression, right: Expression): Outcome {
    if ((op === 'is' || op === 'is not') && (isObject(left) || isObject(right))) return UNKNOWN;
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

  const isObject = (node: Expression): boolean => ['List', 'Dict', 'Set', 'Comprehension'].includes(node.kind);

  /** `"DEBUG" in os.environ` */
  function ofPresence(variable: Outcome, mapping: Expression, negated: boolean): Outcome {
    if (variable.state !== 'known' || typeof variable.value !== 'string') return UNKNOWN;
    const call = names.file.parent(mapping);
    noteRead({
      variable: variable.value,
      call: call?.kind === 'Compare' ? call : mapping,
      default: null,
      reader: 'os',
    });
    if (isSetHere(variable.value)) return UNKNOWN;
    return known((environment(variable.value) !== null) !== negated);
  }

  function isSetHere(variable: string): boolean {
    const { variables } = findChanges(names);
    return variables.has(variable) || variables.has('*');
  }

  function ofChoice(test: Outcome, body: Outcome, orelse: Outcome): Outcome {
    if (test.state === 'raises') return test;
    const truth = truthOf(test);
    return truth === null ? perhaps(oneOf([body, orelse])) : truth ? body : orelse;
  }

  function ofName(expression: Expression & { readonly kind: 'Name' }): Outcome {
    const { name } = expression;
    const local = frame?.get(name);
    if (local !== undefined) return local;
    if (name === '__debug__') return known(true);
    const state = names.reaching(name, expression);
    if (frame === null) return ofState(state, name);
    return hasLocals(state) ? UNKNOWN : within(null, () => ofState(state, name));
  }

  /** A binding inside the function that is being followed, which the frame does not have. */
  function hasLocals(state: Reaching): boolean {
    if (state.kind === 'binding')
      return state.binding.scope.kind !== 'Module' && state.binding.scope.kind !== 'ClassDef';
    return state.kind !== 'unbound' && state.kind !== 'never';
  }

  function ofState(state: Reaching, name: string): Outcome {
    if (depth > DEPTH || ++steps > STEPS) return UNKNOWN;
    depth++;
    const outcome = follow(state, name);
    depth--;
    return outcome;
  }

  function follow(state: Reaching, name: string): Outcome {
    switch (state.kind) {
      case 'binding':
        return ofBinding(state.binding);
      case 'any':
        return oneOf(state.options.map((option) => ofState(option, name)));
      case 'if':
        return followBranches(state, name);
      case 'match':
        return followCases(state, name);
      case 'try':
        return followAttempt(state, name);
      default:
        return UNKNOWN;
    }
  }

  function followBranches(state: Reaching & { readonly kind: 'if' }, name: string): Outcome {
    const possible: Reaching[] = [];
    let done = false;
    for (const arm of state.arms) {
      // Tests that are not reached count for what they read.
      const test = of(arm.test);
      if (done) continue;
      const truth = truthOf(test);
      if (test.state === 'raises') return test;
      if (truth !== false) possible.push(arm.state);
      if (truth === true) done = true;
    }
    if (!done) possible.push(state.otherwise);
    const live = possible.filter(({ kind }) => kind !== 'never');
    if (live.length === 0) return raises(null);
    return oneOf(live.map((one) => ofState(one, name)));
  }

  function followCases(state: Reaching & { readonly kind: 'match' }, name: string): Outcome {
    const subject = of(state.node.subject);
    if (subject.state === 'raises') return subject;
    const possible: Reaching[] = [];
    let done = false;
    for (const [index, { pattern, guard }] of state.node.cases.entries()) {
      if (done) break;
      let matches = subject.state === 'known' ? matchOf(pattern, subject.value) : matchOf(pattern, undefined);
      if (guard !== null && matches !== false) {
        const truth = truthOf(of(guard));
        matches = truth === false ? false : truth === true ? matches : null;
      }
      if (matches !== false) possible.push(state.arms[index]!);
      if (matches === true) done = true;
    }
    if (!done) possible.push(state.otherwise);
    const live = possible.filter(({ kind }) => kind !== 'never');
    return oneOf(live.map((one) => ofState(one, name)));
  }

  /** Whether a pattern takes a value; null where that is not told. */
  function matchOf(pattern: Pattern, value: PyValue | undefined): boolean | null {
    switch (pattern.form) {
      case 'wildcard':
      case 'capture':
        return true;
      case 'as':
        return pattern.patterns[0] === undefined ? true : matchOf(pattern.patterns[0], value);
      case 'or': {
        const results = pattern.patterns.map((inner) => matchOf(inner, value));
        return results.includes(true) ? true : results.includes(null) ? null : false;
      }
      case 'value': {
        const expected = pattern.expressions[0] === undefined ? UNKNOWN : of(pattern.expressions[0]);
        if (expected.state !== 'known' || value === undefined) return null;
        const wanted = expected.value;
        const isSingleton = wanted === null || typeof wanted === 'boolean';
        return truthOf(attempt(() => (isSingleton ? wanted === value : equals(wanted, value))));
      }
      default:
        return null;
    }
  }

  function followAttempt(state: Reaching & { readonly kind: 'try' }, name: string): Outcome {
    const handlers = state.handlers.filter((handler) => handler.state.kind !== 'never');
    const body = state.body.kind === 'never' ? raises(null) : ofState(state.body, name);
    const [statement, ...more] = state.node.body;
    // Only where the block is this one assignment is it certain what raises.
    const isAlone = more.length === 0 && (statement?.kind === 'Assign' || statement?.kind === 'AnnAssign');
    const caught = handlers.map((handler) => ofState(handler.state, name));
    if (isAlone && body.state === 'known') return body;
    if (isAlone && body.state === 'raises') {
      if (state.handlers.length !== 1) return UNKNOWN;
      const catches = doesCatch(state.handlers[0]!.node.type, body.exception ?? null);
      if (catches === true) return caught[0] ?? raises(null);
      return catches === false ? body : UNKNOWN;
    }
    return oneOf([...(state.body.kind === 'never' ? [] : [body]), ...caught]);
  }

  function doesCatch(type: Expression | null, exception: string | null): boolean | null {
    if (type === null) return true;
    const types = type.kind === 'Tuple' ? type.items : [type];
    let certain = true;
    for (const one of types) {
      const texts = names.qualify(one);
      const text = texts.length === 1 ? texts[0]! : null;
      if (text === 'builtins.Exception' || text === 'builtins.BaseException') return true;
      if (text === null || exception === null) certain = false;
      else if (text === exception || PARENTS.get(exception)?.includes(text)) return true;
      else if (!text.startsWith('builtins.') || !exception.startsWith('builtins.')) certain = false;
    }
    return certain ? false : null;
  }

  function ofBinding({ name, node, value }: Binding): Outcome {
    if (node.kind === 'FunctionDef' || node.kind === 'ClassDef') return { state: 'unknown', truthy: true };
    if (node.kind === 'AugAssign') {
      return open.has(node.id) ? UNKNOWN : augmented(node, name);
    }
    if (value === null) return node.kind === 'Assign' ? unpacked(node, name) : UNKNOWN;
    if (node.kind === 'WithItem' || node.kind === 'Pattern') return UNKNOWN;
    const outcome = of(value);
    // What was changed in place after the assignment is not what was assigned.
    const isMutable =
      outcome.state === 'known' &&
      outcome.value !== null &&
      typeof outcome.value === 'object' &&
      ('list' in outcome.value || 'dict' in outcome.value || 'set' in outcome.value);
    const isOpen = isMutable || (outcome.state === 'unknown' && outcome.truthy !== undefined);
    return isOpen && findChanges(names).names.has(name) ? UNKNOWN : outcome;
  }

  function augmented(node: Extract<Statement, { kind: 'AugAssign' }>, name: string): Outcome {
    open.add(node.id);
    const before = ofState(names.reaching(name, node), name);
    open.delete(node.id);
    return combine([before, of(node.value)], ([a, b]) => binary(a!, node.op, b!));
  }

  /** One of several names that are assigned from one value. */
  function unpacked(node: Extract<Statement, { kind: 'Assign' }>, name: string): Outcome {
    const target = node.targets.find(
      (one) => (one.kind === 'Tuple' || one.kind === 'List') && one.items.every((item) => item.kind === 'Name'),
    );
    if (target?.kind !== 'Tuple' && target?.kind !== 'List') return UNKNOWN;
    const index = target.items.findLastIndex((item) => item.kind === 'Name' && item.name === name);
    if (index < 0) return UNKNOWN;
    return combine([of(node.value)], ([value]) => {
      const items = elementsOf(value!);
      if (items.length !== target.items.length) throw new PythonRaise('builtins.ValueError');
      return items[index]!;
    });
  }

  function ofAttribute(expression: Expression & { readonly kind: 'Attribute' }): Outcome {
    for (const { definition, via } of names.denotations(expression.value)) {
      if (definition?.kind !== 'ClassDef' || via !== null) continue;
      return ofMember(definition, expression.attr);
    }
    // Look-ups in what is called still count as reads.
    of(expression.value);
    return UNKNOWN;
  }

  function ofMember(node: ClassDef, attr: string): Outcome {
    const states = names.members(node, attr);
    if (states.length === 0 || findChanges(names).attributes.has(attr)) return UNKNOWN;
    return within(null, () => oneOf(states.map((state) => ofState(state, attr))));
  }

  function ofSubscript(expression: Subscript): Outcome {
    if (names.denotes(expression.value, ENVIRONMENT_MAPPINGS)) {
      return readEnvironment(evaluator, expression, `os.environ.__getitem__`, isSetHere) ?? UNKNOWN;
    }
    const value = of(expression.value);
    if (expression.slice.kind === 'Slice') {
      const bounds = [expression.slice.lower, expression.slice.upper, expression.slice.step];
      return combine([value, ...bounds.map((bound) => (bound === null ? known(null) : of(bound)))], (parts) =>
        slice(parts[0]!, parts[1]!, parts[2]!, parts[3]!),
      );
    }
    // {True: "on", False: x}[unknown] still reads x.
    return combine([value, of(expression.slice)], ([whole, index]) => subscript(whole!, index!));
  }

  function ofCall(call: Call): Outcome {
    const texts = names.qualify(call.func);
    for (const text of texts) {
      const read = readEnvironment(evaluator, call, text, isSetHere);
      if (read !== null) return texts.length === 1 ? read : oneOf([read, UNKNOWN]);
    }
    const keywords = new Map<string, Outcome>();
    let isPlain = true;
    for (const { name, value } of call.keywords) {
      const outcome = of(value);
      if (name === null) isPlain = false;
      else keywords.set(name, outcome);
    }
    const args = call.args.map((argument) => {
      if (argument.kind !== 'Starred') return of(argument);
      isPlain = false;
      return of(argument.value);
    });
    if (!isPlain) {
      if (call.func.kind === 'Attribute') of(call.func.value);
      return UNKNOWN;
    }
    return apply(call.func, args, keywords, call);
  }

  function apply(
    callee: Expression,
    args: readonly Outcome[],
    keywords: ReadonlyMap<string, Outcome> = new Map(),
    call: Call | null = null,
  ): Outcome {
    const raising = [...args, ...keywords.values()].find(({ state }) => state === 'raises');
    if (raising !== undefined) return raising;
    const definition = names.definition(callee);
    if (definition !== null)
      return definition.kind === 'ClassDef' ? UNKNOWN : applyFunction(definition, callee, args, keywords);
    const texts = names.qualify(callee);
    if (texts.length === 1) {
      const outcome = callBuiltin(evaluator, texts[0]!, args, keywords, call);
      if (outcome !== null) return outcome;
    }
    if (callee.kind !== 'Attribute') return UNKNOWN;
    const self = of(callee.value);
    const labels = [...keywords.keys()];
    return combine([self, ...args, ...keywords.values()], ([object, ...values]) =>
      callMethod(object!, callee.attr, {
        args: values.slice(0, args.length),
        keywords: new Map(labels.map((name, index) => [name, values[args.length + index]!])),
      }),
    );
  }

  function applyFunction(
    definition: FunctionDef | Lambda,
    callee: Expression,
    args: readonly Outcome[],
    keywords: ReadonlyMap<string, Outcome>,
  ): Outcome {
    if (definition.kind === 'FunctionDef') {
      if (definition.async || definition.decorators.length > 0) return UNKNOWN;
      // Methods get their object first: those are followed no further than by the frame they would need.
      const around = names.scope(definition);
      if (around.kind === 'ClassDef')
        return callee.kind === 'Attribute' ? applyMethod(definition, callee, args, keywords) : UNKNOWN;
    }
    const locals = bindArguments(definition.params, args, keywords);
    return locals === null ? UNKNOWN : run(definition, locals);
  }

  function applyMethod(
    definition: FunctionDef,
    callee: Expression & { readonly kind: 'Attribute' },
    args: readonly Outcome[],
    keywords: ReadonlyMap<string, Outcome>,
  ): Outcome {
    const isInstance = names.denotations(callee.value).some(({ instance, via }) => instance && via === null);
    const locals = isInstance
      ? bindArguments(definition.params, [{ state: 'unknown', truthy: true }, ...args], keywords)
      : null;
    return locals === null ? UNKNOWN : run(definition, locals);
  }

  function run(definition: FunctionDef | Lambda, locals: Map<string, Outcome>): Outcome {
    if (depth > DEPTH - 10 || ++steps > STEPS) return UNKNOWN;
    depth += 4;
    const outcome = within(locals, () => {
      if (definition.kind === 'Lambda') return of(definition.body);
      const result = runBlock(definition.body, locals);
      return result === null ? known(null) : result;
    });
    depth -= 4;
    return outcome;
  }

  function bindArguments(
    params: Parameters,
    args: readonly Outcome[],
    keywords: ReadonlyMap<string, Outcome>,
  ): Map<string, Outcome> | null {
    const locals = new Map<string, Outcome>();
    const rest = [...args];
    const named = new Map(keywords);
    for (const parameter of params.items) {
      if (parameter.role.startsWith('var-')) {
        if (rest.length > 0 && parameter.role === 'var-positional') return null;
        locals.set(parameter.name, UNKNOWN);
        continue;
      }
      const given = parameter.role === 'keyword-only' ? undefined : rest.shift();
      const byName = named.get(parameter.name);
      named.delete(parameter.name);
      const fallback = parameter.default;
      const value = given ?? byName ?? (fallback === null ? null : within(null, () => of(fallback)));
      if (value === null || (given !== undefined && byName !== undefined)) return null;
      locals.set(parameter.name, value);
    }
    return rest.length > 0 || named.size > 0 ? null : locals;
  }

  /** Runs a function's statements; null where the end is reached without a return. */
  function runBlock(statements: readonly Statement[], locals: Map<string, Outcome>): Outcome | null {
    for (const statement of statements) {
      if (++steps > STEPS) return UNKNOWN;
      const result = runOne(statement, locals);
      if (result !== null) return result;
    }
    return null;
  }

  function runOne(statement: Statement, locals: Map<string, Outcome>): Outcome | null {
    switch (statement.kind) {
      case 'Pass':
      case 'Import':
      case 'ImportFrom':
        return null;
      case 'Return':
        return statement.value === null ? known(null) : of(statement.value);
      case 'Raise': {
        const exception = statement.exception;
        const named = exception?.kind === 'Call' ? exception.func : exception;
        const texts = named === null || named === undefined ? [] : names.qualify(named);
        return raises(texts.length === 1 ? texts[0]! : null);
      }
      case 'Assign':
        return assign(statement.targets, of(statement.value), locals);
      case 'AnnAssign':
        return statement.value === null ? null : assign([statement.target], of(statement.value), locals);
      case 'AugAssign': {
        const { target, value, op } = statement;
        if (target.kind !== 'Name') return UNKNOWN;
        return assign(
          [target],
          combine([of(target), of(value)], ([a, b]) => binary(a!, op, b!)),
          locals,
        );
      }
      case 'If': {
        const test = of(statement.test);
        if (test.state === 'raises') return test;
        const truth = truthOf(test);
        if (truth !== null) return runBlock(truth ? statement.body : statement.orelse, locals);
        return runBoth(statement.body, statement.orelse, locals);
      }
      case 'Try':
        return runTry(statement, locals);
      case 'ExpressionStatement':
        return runExpression(statement.value);
      default:
        return UNKNOWN;
    }
  }

  function runExpression(value: Expression): Outcome | null {
    if (value.kind === 'String') return null;
    const outcome = of(value);
    if (outcome.state === 'raises') return outcome;
    // A call may change what its arguments hold; texts and numbers are safe from that.
    const isHarmless = value.kind === 'Call' && names.qualify(value.func).some((name) => HARMLESS.has(name));
    return isHarmless ? null : UNKNOWN;
  }

  function assign(targets: readonly Expression[], outcome: Outcome, locals: Map<string, Outcome>): Outcome | null {
    if (outcome.state === 'raises') return outcome;
    for (const target of targets) {
      if (target.kind !== 'Name') return UNKNOWN;
      locals.set(target.name, outcome);
    }
    return null;
  }

  /** Both ways of a branch whose test is not known; only returns that agree are followed. */
  function runBoth(
    body: readonly Statement[],
    orelse: readonly Statement[],
    locals: Map<string, Outcome>,
  ): Outcome | null {
    const first = within(new Map(locals), () => runBlock(body, frame as Map<string, Outcome>));
    const second = within(new Map(locals), () => runBlock(orelse, frame as Map<string, Outcome>));
    if (first !== null && second !== null) return perhaps(oneOf([first, second]));
    return UNKNOWN;
  }

  function runTry(statement: Extract<Statement, { kind: 'Try' }>, locals: Map<string, Outcome>): Outcome | null {
    if (statement.finalbody.length > 0 || statement.star) return UNKNOWN;
    const inner = runBlock(statement.body, locals);
    if (inner?.state === 'unknown') return UNKNOWN;
    if (inner?.state !== 'raises') return inner ?? runBlock(statement.orelse, locals);
    for (const handler of statement.handlers) {
      const catches = doesCatch(handler.type, inner.exception ?? null);
      if (catches === null) return UNKNOWN;
      if (catches) return runBlock(handler.body, locals);
    }
    return inner;
  }

  function ofComprehension(expression: Comprehension): Outcome {
    const [generator, ...more] = expression.generators;
    if (generator === undefined || more.length > 0 || generator.async) return UNKNOWN;
    const iterated = of(generator.iter);
    if (iterated.state !== 'known') return iterated.state === 'raises' ? iterated : UNKNOWN;
    const found: Outcome[] = [];
    const outcome = attempt(() => ({ list: elementsOf(iterated.value) }));
    if (outcome.state !== 'known') return outcome;
    const items = elementsOf(outcome.value);
    if (items.length > 100) return UNKNOWN;
    const { element } = expression;
    for (const item of items) {
      const locals = new Map(frame ?? []);
      if (!bindItem(generator.target, item, locals)) return UNKNOWN;
      const tests = within(locals, () => generator.ifs.map((test) => of(test)));
      const failing = tests.find((test) => truthOf(test) !== true);
      if (failing !== undefined) {
        if (truthOf(failing) !== false) return UNKNOWN;
        continue;
      }
      const value = within(locals, () => (element.kind === 'DictItem' ? ofDict([element]) : of(element)));
      found.push(value);
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

  function bindItem(target: Expression, item: PyValue, locals: Map<string, Outcome>): boolean {
    if (target.kind === 'Name') {
      locals.set(target.name, known(item));
      return true;
    }
    if (target.kind !== 'Tuple' || item === null || typeof item !== 'object' || !('tuple' in item || 'list' in item))
      return false;
    const parts = elementsOf(item);
    if (parts.length !== target.items.length) return false;
    return target.items.every((inner, index) => bindItem(inner, parts[index]!, locals));
  }

  return evaluator;
}

/** Calls for their own sake that change no local value. */
const HARMLESS: ReadonlySet<string> = new Set(['builtins.print', 'warnings.warn', 'logging.warning', 'logging.info']);

const PARENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['builtins.KeyError', ['builtins.LookupError']],
  ['builtins.IndexError', ['builtins.LookupError']],
  ['builtins.ZeroDivisionError', ['builtins.ArithmeticError']],
  ['builtins.OverflowError', ['builtins.ArithmeticError']],
  ['json.JSONDecodeError', ['builtins.ValueError']],
  ['environs.EnvError', ['builtins.ValueError']],
]);
