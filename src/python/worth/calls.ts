import type { Call, Expression, FunctionDef, Lambda, Parameters } from '../syntax/index.ts';
import { callBuiltin } from './builtin-calls.ts';
import { readEnvironment } from './environment-reads.ts';
import type { Evaluator, Frame, PassedCallable } from './evaluator.ts';
import { callableOf, originOf } from './frames.ts';
import { callMethod } from './methods.ts';
import { combine, known, type Outcome, oneOf, SOMETHING, UNKNOWN } from './outcome.ts';
import { runBlock } from './statements.ts';

/** Evaluated arguments, with their expressions in the call if they have any. */
export interface Given {
  readonly args: readonly Outcome[];
  readonly keywords: ReadonlyMap<string, Outcome>;
  readonly call: Call | null;
}

export function ofCall(evaluator: Evaluator, call: Call): Outcome {
  const texts = evaluator.names.qualify(call.func);
  for (const text of texts) {
    const read = readEnvironment(evaluator, call, text);
    if (read !== null) return texts.length === 1 ? read : oneOf([read, UNKNOWN]);
  }
  const keywords = new Map<string, Outcome>();
  let isPlain = true;
  for (const { name, value } of call.keywords) {
    const outcome = evaluator.evaluate(value);
    if (name === null) isPlain = false;
    else keywords.set(name, outcome);
  }
  const args = call.args.map((argument) => {
    if (argument.kind !== 'Starred') return evaluator.evaluate(argument);
    isPlain = false;
    return evaluator.evaluate(argument.value);
  });
  if (!isPlain) {
    if (call.func.kind === 'Attribute') evaluator.evaluate(call.func.value);
    return UNKNOWN;
  }
  return apply(evaluator, call.func, { args, keywords, call });
}

/** Calls what an expression denotes with evaluated arguments. */
export function apply(evaluator: Evaluator, callee: Expression, given: Given): Outcome {
  const { args, keywords, call } = given;
  const raising = [...args, ...keywords.values()].find(({ state }) => state === 'raises');
  if (raising !== undefined) return raising;
  const { names } = evaluator;
  const passed = callee.kind === 'Name' ? evaluator.frame()?.callables.get(callee.name) : undefined;
  if (passed !== undefined) {
    const there = passed.evaluator;
    return there.deeper(1, () =>
      there.within(null, () => apply(there, passed.expression, { args, keywords, call: null })),
    );
  }
  const own = names.definition(callee);
  if (own !== null) {
    return own.kind === 'ClassDef' ? UNKNOWN : applyFunction(evaluator, evaluator, own, callee, given);
  }
  const texts = names.qualify(callee);
  if (texts.length === 1) {
    const outcome = callBuiltin(evaluator, texts[0]!, args, keywords, call);
    if (outcome !== null) return outcome;
  }
  const imported = names.importedDefinition(callee);
  if (imported !== null && imported.definition.kind !== 'ClassDef') {
    return applyFunction(evaluator, evaluator.of(imported.names), imported.definition, callee, given);
  }
  if (callee.kind !== 'Attribute') return UNKNOWN;
  const self = evaluator.evaluate(callee.value);
  const labels = [...keywords.keys()];
  return combine([self, ...args, ...keywords.values()], ([object, ...values]) =>
    callMethod(object!, callee.attr, {
      args: values.slice(0, args.length),
      keywords: new Map(labels.map((name, index) => [name, values[args.length + index]!])),
    }),
  );
}

/** `there` is the evaluator for the file that defines the function. */
function applyFunction(
  here: Evaluator,
  there: Evaluator,
  definition: FunctionDef | Lambda,
  callee: Expression,
  given: Given,
): Outcome {
  let { args } = given;
  let skipped = 0;
  if (definition.kind === 'FunctionDef') {
    if (definition.async || definition.decorators.length > 0) return UNKNOWN;
    if (there.names.scope(definition).kind === 'ClassDef') {
      // A method gets its object first.
      if (callee.kind !== 'Attribute') return UNKNOWN;
      if (!here.names.denotations(callee.value).some(({ instance, via }) => instance && via === null)) return UNKNOWN;
      args = [SOMETHING, ...args];
      skipped = 1;
    }
  }
  const site = given.call ?? callee;
  const frame = bindArguments(here, there, definition.params, { ...given, args }, { site, skipped });
  if (frame === null) return UNKNOWN;
  return here.through(site, () =>
    there.deeper(4, () =>
      there.step()
        ? there.within(frame, () => {
            if (definition.kind === 'Lambda') return there.evaluate(definition.body);
            return runBlock(there, definition.body, frame) ?? known(null);
          })
        : UNKNOWN,
    ),
  );
}

const outside = (there: Evaluator, fallback: Expression | null): PassedCallable | null =>
  fallback === null ? null : there.within(null, () => callableOf(there, fallback));

/** `skipped`: how many arguments are not written in the call. */
function bindArguments(
  here: Evaluator,
  there: Evaluator,
  params: Parameters,
  { args, keywords, call }: Given,
  { site, skipped }: { readonly site: Expression; readonly skipped: number },
): Frame | null {
  const values = new Map<string, Outcome>();
  const origins = new Map<string, Expression>();
  const callables = new Map<string, PassedCallable>();
  const named = new Map(keywords);
  let next = 0;
  for (const parameter of params.items) {
    const { name } = parameter;
    if (parameter.role.startsWith('var-')) {
      if (next < args.length && parameter.role === 'var-positional') return null;
      values.set(name, UNKNOWN);
      continue;
    }
    const index = next;
    const given = parameter.role === 'keyword-only' ? undefined : args[next++];
    const byName = named.get(name);
    named.delete(name);
    const fallback = parameter.default;
    const value =
      given ??
      byName ??
      (fallback === null ? null : here.through(site, () => there.within(null, () => there.evaluate(fallback))));
    if (value === null || (given !== undefined && byName !== undefined)) return null;
    const written =
      given === undefined ? call?.keywords.find((one) => one.name === name)?.value : call?.args[index - skipped];
    const origin = written === undefined ? null : originOf(here, written);
    if (origin !== null) origins.set(name, origin);
    const isDefault = given === undefined && byName === undefined;
    const callable = isDefault ? outside(there, fallback) : written === undefined ? null : callableOf(here, written);
    if (callable !== null) callables.set(name, callable);
    values.set(name, callable === null ? value : SOMETHING);
  }
  return next < args.length || named.size > 0 ? null : { values, origins, callables };
}
