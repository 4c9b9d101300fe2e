import { type Binding, type Exported, importedName, type Reaching } from '../names/index.ts';
import type { ClassDef, Expression, Node, Pattern, Statement, Try } from '../syntax/index.ts';
import { changesIn } from './changes.ts';
import type { Evaluator } from './evaluator.ts';
import { attempt, combine, known, type Outcome, oneOf, raises, SOMETHING, truthOf, UNKNOWN } from './outcome.ts';
import { starImportedNames } from './star-imports.ts';
import { binary, elementsOf, equals, PythonRaise, type PyValue } from './values.ts';

/** The values of names and attributes: along the branches that are taken, through classes and other files. */

export function ofName(evaluator: Evaluator, expression: Expression & { readonly kind: 'Name' }): Outcome {
  const { name } = expression;
  const { names } = evaluator;
  const frame = evaluator.frame();
  const local = frame?.values.get(name);
  if (local !== undefined) return local;
  if (name === '__debug__') return known(true);
  const state = names.reaching(name, expression);
  if (frame !== null && hasLocals(state)) return UNKNOWN;
  return evaluator.within(null, () => {
    const brought = starImportedNames(evaluator, expression, state);
    if (brought !== null) {
      const outcomes = brought.exported.map((one) => worthThere(evaluator, one, expression));
      // If none of them runs, the assignment above stays in effect.
      const isKept = !brought.isCertain && state.kind === 'binding';
      return oneOf(isKept ? [...outcomes, ofState(evaluator, state, name)] : outcomes);
    }
    const outcome = ofState(evaluator, state, name);
    return outcome === UNKNOWN ? (fromElsewhere(evaluator, expression) ?? outcome) : outcome;
  });
}

/** The value in another file of the project of a name imported from there; null if it is not imported from one. */
function fromElsewhere(evaluator: Evaluator, expression: Expression): Outcome | null {
  const exported = evaluator.names.exported(expression);
  return exported === null ? null : worthThere(evaluator, exported, expression);
}

function worthThere(evaluator: Evaluator, { names, name, tail }: Exported, site: Node): Outcome {
  if (tail !== '') return UNKNOWN;
  const there = evaluator.of(names);
  return evaluator.through(site, () =>
    there.within(null, () => ofState(there, names.reaching(name, names.file.module), name)),
  );
}

/** A binding inside the function that is being followed which the frame does not have. */
function hasLocals(state: Reaching): boolean {
  if (state.kind === 'binding') return state.binding.scope.kind !== 'Module' && state.binding.scope.kind !== 'ClassDef';
  return state.kind !== 'unbound' && state.kind !== 'never';
}

function ofState(evaluator: Evaluator, state: Reaching, name: string): Outcome {
  if (!evaluator.step()) return UNKNOWN;
  return evaluator.deeper(1, () => follow(evaluator, state, name));
}

function follow(evaluator: Evaluator, state: Reaching, name: string): Outcome {
  switch (state.kind) {
    case 'binding':
      return ofBinding(evaluator, state.binding);
    case 'any':
      return oneOf(state.options.map((option) => ofState(evaluator, option, name)));
    case 'if':
      return followBranches(evaluator, state, name);
    case 'match':
      return followCases(evaluator, state, name);
    case 'try':
      return followAttempt(evaluator, state, name);
    default:
      return UNKNOWN;
  }
}

function followBranches(evaluator: Evaluator, state: Reaching & { readonly kind: 'if' }, name: string): Outcome {
  const possible: Reaching[] = [];
  let done = false;
  for (const arm of state.arms) {
    // Tests that are not reached still count for what they read.
    const test = evaluator.evaluate(evaluator.names.file.view(arm.test) as Expression);
    if (done) continue;
    const truth = truthOf(test);
    if (test.state === 'raises') return test;
    if (truth !== false) possible.push(arm.state);
    if (truth === true) done = true;
  }
  if (!done) possible.push(state.otherwise);
  const live = possible.filter(({ kind }) => kind !== 'never');
  if (live.length === 0) return raises(null);
  return oneOf(live.map((one) => ofState(evaluator, one, name)));
}

function followCases(evaluator: Evaluator, state: Reaching & { readonly kind: 'match' }, name: string): Outcome {
  const subject = evaluator.evaluate(state.node.subject);
  if (subject.state === 'raises') return subject;
  const value = subject.state === 'known' ? subject.value : undefined;
  const possible: Reaching[] = [];
  let done = false;
  for (const [index, { pattern, guard }] of state.node.cases.entries()) {
    if (done) break;
    let matches = matchOf(evaluator, pattern, value);
    if (guard !== null && matches !== false) {
      const truth = truthOf(evaluator.evaluate(guard));
      matches = truth === false ? false : truth === true ? matches : null;
    }
    if (matches !== false) possible.push(state.arms[index]!);
    if (matches === true) done = true;
  }
  if (!done) possible.push(state.otherwise);
  const live = possible.filter(({ kind }) => kind !== 'never');
  return oneOf(live.map((one) => ofState(evaluator, one, name)));
}

/** Whether a pattern matches a value; null if uncertain. */
function matchOf(evaluator: Evaluator, pattern: Pattern, value: PyValue | undefined): boolean | null {
  switch (pattern.form) {
    case 'wildcard':
    case 'capture':
      return true;
    case 'as':
      return pattern.patterns[0] === undefined ? true : matchOf(evaluator, pattern.patterns[0], value);
    case 'or': {
      const results = pattern.patterns.map((inner) => matchOf(evaluator, inner, value));
      return results.includes(true) ? true : results.includes(null) ? null : false;
    }
    case 'value': {
      const [written] = pattern.expressions;
      const expected = written === undefined ? UNKNOWN : evaluator.evaluate(written);
      if (expected.state !== 'known' || value === undefined) return null;
      const wanted = expected.value;
      const isSingleton = wanted === null || typeof wanted === 'boolean';
      return truthOf(attempt(() => (isSingleton ? wanted === value : equals(wanted, value))));
    }
    default:
      return null;
  }
}

function followAttempt(evaluator: Evaluator, state: Reaching & { readonly kind: 'try' }, name: string): Outcome {
  const { body: statements, handlers: clauses } = evaluator.names.file.view(state.row) as Try;
  const handlers = state.handlers.filter(({ kind }) => kind !== 'never');
  const body = state.body.kind === 'never' ? raises(null) : ofState(evaluator, state.body, name);
  const [statement, ...more] = statements;
  // What raises is only certain if the block consists of this one assignment.
  const isAlone = more.length === 0 && (statement?.kind === 'Assign' || statement?.kind === 'AnnAssign');
  const caught = handlers.map((handler) => ofState(evaluator, handler, name));
  if (isAlone && body.state === 'known') return body;
  if (isAlone && body.state === 'raises') {
    if (state.handlers.length !== 1) return UNKNOWN;
    const catches = doesCatch(evaluator, clauses[0]!.type, body.exception ?? null);
    if (catches === true) return caught[0] ?? raises(null);
    return catches === false ? body : UNKNOWN;
  }
  return oneOf([...(state.body.kind === 'never' ? [] : [body]), ...caught]);
}

const PARENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['builtins.KeyError', ['builtins.LookupError']],
  ['builtins.IndexError', ['builtins.LookupError']],
  ['builtins.ZeroDivisionError', ['builtins.ArithmeticError']],
  ['builtins.OverflowError', ['builtins.ArithmeticError']],
  ['json.JSONDecodeError', ['builtins.ValueError']],
  ['environs.EnvError', ['builtins.ValueError']],
]);

/** Whether `except type` catches an exception; null if uncertain. */
export function doesCatch({ names }: Evaluator, type: Expression | null, exception: string | null): boolean | null {
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

function ofBinding(evaluator: Evaluator, { name, node, value }: Binding): Outcome {
  if (node.kind === 'FunctionDef' || node.kind === 'ClassDef') return SOMETHING;
  if (node.kind === 'AugAssign') return augmented(evaluator, node, name);
  if (node.kind === 'ImportAlias') {
    const exported = evaluator.names.exported(importedName(evaluator.names.file, node));
    return exported === null ? UNKNOWN : worthThere(evaluator, exported, node);
  }
  if (value === null) return node.kind === 'Assign' ? unpacked(evaluator, node, name) : UNKNOWN;
  if (node.kind === 'WithItem' || node.kind === 'Pattern') return UNKNOWN;
  const outcome = evaluator.evaluate(value);
  // A value that is changed in place after the assignment is not what was assigned.
  const isMutable =
    outcome.state === 'known' &&
    outcome.value !== null &&
    typeof outcome.value === 'object' &&
    ('list' in outcome.value || 'dict' in outcome.value || 'set' in outcome.value);
  const isOpen = isMutable || (outcome.state === 'unknown' && outcome.truthy !== undefined);
  return isOpen && changesIn(evaluator.names).names.has(name) ? UNKNOWN : outcome;
}

function augmented(evaluator: Evaluator, node: Extract<Statement, { kind: 'AugAssign' }>, name: string): Outcome {
  return evaluator.once(node.id, () => {
    const before = ofState(evaluator, evaluator.names.reaching(name, node), name);
    return combine([before, evaluator.evaluate(node.value)], ([a, b]) => binary(a!, node.op, b!));
  });
}

/** One of several names that are assigned from one value. */
function unpacked(evaluator: Evaluator, node: Extract<Statement, { kind: 'Assign' }>, name: string): Outcome {
  const target = node.targets.find(
    (one) => (one.kind === 'Tuple' || one.kind === 'List') && one.items.every((item) => item.kind === 'Name'),
  );
  if (target?.kind !== 'Tuple' && target?.kind !== 'List') return UNKNOWN;
  const index = target.items.findLastIndex((item) => item.kind === 'Name' && item.name === name);
  if (index < 0) return UNKNOWN;
  return combine([evaluator.evaluate(node.value)], ([value]) => {
    const items = elementsOf(value!);
    if (items.length !== target.items.length) throw new PythonRaise('builtins.ValueError');
    return items[index]!;
  });
}

export function ofAttribute(evaluator: Evaluator, expression: Expression & { readonly kind: 'Attribute' }): Outcome {
  for (const { definition, via } of evaluator.names.denotations(expression.value)) {
    if (definition?.kind !== 'ClassDef' || via !== null) continue;
    return ofMember(evaluator, definition, expression.attr);
  }
  const elsewhere = fromElsewhere(evaluator, expression);
  if (elsewhere !== null) return elsewhere;
  // Lookups in the called expression still count as reads.
  evaluator.evaluate(expression.value);
  return UNKNOWN;
}

function ofMember(evaluator: Evaluator, node: ClassDef, attr: string): Outcome {
  const states = evaluator.names.members(node, attr);
  if (states.length === 0 || changesIn(evaluator.names).attributes.has(attr)) return UNKNOWN;
  return evaluator.within(null, () => oneOf(states.map((state) => ofState(evaluator, state, attr))));
}
