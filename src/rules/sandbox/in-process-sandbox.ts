import { LOCKED_BUILTINS, LOCKED_MODULES, SANDBOX_CALLS } from '../../data/in-process-sandboxes.ts';
import type { QualifiedName } from '../../data/qualified-name.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule, type Problem } from '../../engine/rule.ts';
import type { Severity } from '../../engine/severity.ts';
import type { Span } from '../../engine/span.ts';
import {
  argumentOf,
  assignmentsTo,
  callMatches,
  mayMean,
  occurs,
  subscribe,
  writtenName,
} from '../../python/names/index.ts';
import { describeSource, worstOrigin } from '../../python/origin/index.ts';
import {
  type Call,
  type Expression,
  type FunctionDef,
  InString,
  intern,
  type PythonFile,
} from '../../python/syntax/index.ts';
import * as K from '../../python/syntax/tree.ts';
import { RUNNERS, raises, sandboxAttempt } from './shared/attempts.ts';

/** What may be used to build a sandbox: running code, adding an audit hook. */
const MEANS: ReadonlyMap<QualifiedName, 'runner' | 'hook'> = new Map<QualifiedName, 'runner' | 'hook'>([
  ...[...RUNNERS].map((name) => [name, 'runner'] as const),
  ['sys.addaudithook', 'hook'],
]);

export const inProcessSandbox = defineRule({
  id: 'in-process-sandbox',
  kinds: ['python'],
  appliesTo: 'everywhere',
  guarded: 'counts',
  weakerIn: ['test'],
  on: { calls: MEANS, sinks: SANDBOX_CALLS },
  triggers: ['builtins', '__builtin__', 'sys.modules'],
  severity: 'error',
  fix: null,
  summary: 'A sandbox inside the Python process',
  why: 'A sandbox inside Python does not hold: any object leads to every other, as in `().__class__.__base__.__subclasses__()`. The barrier has to be outside the process.',
  details:
    'Reports `eval` and `exec` with restricted `__builtins__`, or after a search for forbidden words, RestrictedPython, asteval, simpleeval, rexec and Bastion on variable text, `numexpr.evaluate` on text from outside, audit hooks that raise, replaced builtins and blocked modules, and subinterpreters for variable code (a warning). See https://docs.python.org/3/library/sys.html#sys.addaudithook and https://peps.python.org/pep-0578/.',
  bad: 'def calculate(formula):\n    return eval(formula, {"__builtins__": {}})\n',
  good: 'import subprocess\n\n\ndef calculate(path):\n    return subprocess.run(["bwrap", "--unshare-all", "--ro-bind", "/usr", "/usr", "python3", path], check=True)\n',

  *call({ call, fact }, doc) {
    if (fact === 'hook') yield* auditHook(call, doc);
    else {
      const attempt = sandboxAttempt(call, doc.names);
      if (attempt === null) return;
      const what =
        attempt.how === 'globals'
          ? 'Restricting __builtins__ does not contain untrusted code'
          : 'Looking for forbidden words does not contain untrusted code';
      yield problem(attempt.node, what);
    }
  },

  *sink({ call, fact, inputs }, doc) {
    if (inputs.length === 0) return;
    const origin = worstOrigin(inputs, doc);
    if (origin.kind === 'constant' || (fact.on === 'outside text' && origin.kind !== 'tainted')) return;
    if (fact.isSubinterpreter) {
      const why = 'it shares the memory, files and rights of this process';
      yield problem(call, `${fact.title} does not contain untrusted code`, 'warning', why);
    } else {
      const from = origin.kind === 'tainted' ? ` ${describeSource(origin.source, doc)}` : '';
      yield problem(call, `${fact.title} does not contain untrusted code${from}`);
    }
  },

  *check(doc) {
    yield* replacements(doc);
  },
});

const WALK = 'it can reach everything from any object, as in ().__class__.__base__.__subclasses__()';
const HELP =
  'run untrusted code outside this process: in a container, under gVisor, nsjail or bubblewrap, in a VM, or as WASM; for plain data use ast.literal_eval or json.loads';

function problem(span: Span, what: string, severity: Severity = 'error', why = WALK): Problem {
  return { span, message: `${what}: ${why}`, help: HELP, severity };
}

function* auditHook(call: Call, doc: Document): Generator<Problem> {
  const hook = argumentOf(call, 0, 'hook');
  if (hook === null || !blocks(hook, doc)) return;
  yield problem(
    call,
    'An audit hook that raises does not contain untrusted code',
    'error',
    `PEP 578 says so itself, and code that walks ().__class__.__base__.__subclasses__() gets around it`,
  );
}

function blocks(hook: Expression, doc: Document): boolean {
  return functionsOf(hook, doc).some((node) => raises(node, doc.python.children));
}

/** The functions in this file that a name or an attribute may refer to. */
function functionsOf(expression: Expression, { names, python }: Document): readonly FunctionDef[] {
  if (expression.kind !== 'Name' && expression.kind !== 'Attribute') return [];
  const name = expression.kind === 'Name' ? expression.name : expression.attr;
  const bindings = expression.kind === 'Name' ? names.bindings(name, expression).map((binding) => binding.node) : [];
  const nodes = bindings.length > 0 ? bindings : python.nodes('FunctionDef').filter((node) => node.name === name);
  return nodes.filter((node) => node.kind === 'FunctionDef');
}

const BUILTINS = subscribe(new Set(['builtins', 'builtins.__builtins__', '__builtin__', 'builtins.__dict__']));
const MODULES = subscribe(new Set(['sys.modules']));
const SETTERS = subscribe(
  new Map<QualifiedName, null>([
    ['builtins.setattr', null],
    ['builtins.delattr', null],
  ]),
);
const LOCKED_BUILTIN_WORDS = [...LOCKED_BUILTINS].map(intern);
const LOCKED_MODULE_WORDS = [...LOCKED_MODULES].map(intern);

/** Whether what is assigned to may be a builtin or an entry of a namespace, judging by its row. */
function mayBeLocked(target: number, python: PythonFile): boolean {
  const { kinds } = python.parsed.tree;
  return kinds[target] === K.Attribute
    ? LOCKED_BUILTINS.has(writtenName(python, target)!)
    : kinds[target] === K.Subscript && kinds[target - 1] === K.StringLiteral;
}

function* setAttribute(call: Call, doc: Document): Generator<Problem> {
  const [object, name] = call.args;
  if (object === undefined || name?.kind !== 'String') return;
  if (isBuiltins(object, doc) && LOCKED_BUILTINS.has(name.value)) yield replaced(call, name.value);
}

function* replacements(doc: Document): Generator<Problem> {
  const { python } = doc;
  const hasBuiltins = mayMean(python, BUILTINS);
  if (hasBuiltins && occurs(python, LOCKED_BUILTIN_WORDS, InString)) {
    for (const { call } of callMatches(doc, SETTERS)) yield* setAttribute(call, doc);
  }
  const namesModules = occurs(python, LOCKED_MODULE_WORDS, InString);
  if (!hasBuiltins && !(mayMean(python, MODULES) && namesModules)) return;
  for (const node of assignmentsTo(python, (target) => mayBeLocked(target, python))) {
    for (const target of node.targets) {
      const builtin = builtinOf(target, doc);
      if (builtin !== null && confines(node.value, builtin, doc)) yield replaced(node, builtin);
      if (node.value.kind === 'Constant' && node.value.value === null && isLockedModule(target, doc)) {
        yield problem(node, 'Setting a module to None in sys.modules does not contain untrusted code');
      }
    }
  }
  for (const node of python.nodes('Delete')) {
    for (const target of node.targets) {
      const builtin = builtinOf(target, doc);
      if (builtin !== null) yield replaced(node, builtin);
    }
  }
  for (const node of namesModules ? python.nodes('For') : []) {
    // for name in ("os", "subprocess"): sys.modules[name] = None
    if (node.target.kind !== 'Name') continue;
    const items =
      node.iter.kind === 'List' || node.iter.kind === 'Tuple' || node.iter.kind === 'Set' ? node.iter.items : [];
    if (!items.some((item) => item.kind === 'String' && LOCKED_MODULES.has(item.value))) continue;
    for (const statement of node.body) {
      if (statement.kind !== 'Assign' || statement.value.kind !== 'Constant' || statement.value.value !== null)
        continue;
      const [target] = statement.targets;
      if (target?.kind !== 'Subscript' || target.slice.kind !== 'Name' || target.slice.name !== node.target.name)
        continue;
      if (doc.names.denotes(target.value, MODULES)) {
        yield problem(statement, 'Setting a module to None in sys.modules does not contain untrusted code');
      }
    }
  }
}

function replaced(at: Span, builtin: string): Problem {
  return problem(at, `Replacing builtins.${builtin} does not contain untrusted code`);
}

function builtinOf(target: Expression, doc: Document): string | null {
  if (target.kind === 'Attribute') {
    return LOCKED_BUILTINS.has(target.attr) && isBuiltins(target.value, doc) ? target.attr : null;
  }
  if (target.kind !== 'Subscript' || target.slice.kind !== 'String' || !LOCKED_BUILTINS.has(target.slice.value))
    return null;
  return isBuiltins(target.value, doc) ? target.slice.value : null;
}

function isBuiltins(expression: Expression, doc: Document): boolean {
  if (expression.kind === 'Name' && expression.name === '__builtins__') return true;
  if (expression.kind === 'Attribute' && expression.attr === '__dict__') return isBuiltins(expression.value, doc);
  return doc.names.denotes(expression, BUILTINS);
}

/**
 * `builtins.input = raw_input` is for compatibility, and `builtins.__import__ = original` restores the original. A
 * replacement confines code if it is an import hook that may refuse, None, or a function that raises.
 */
function confines(value: Expression, builtin: string, doc: Document): boolean {
  if (restores(value, builtin)) return false;
  if (builtin === '__import__') return !onlyWatches(value, doc);
  return (value.kind === 'Constant' && value.value === null) || blocks(value, doc);
}

/**
 * An import hook that is fully visible and does not refuse anything, such as a profiler's or a tracer's; also a
 * function that returns one.
 */
function onlyWatches(value: Expression, doc: Document): boolean {
  const hooks = functionsOf(value.kind === 'Call' ? value.func : value, doc);
  return hooks.length > 0 && !hooks.some((hook) => raises(hook, doc.python.children));
}

function restores(value: Expression, builtin: string): boolean {
  const name = value.kind === 'Name' ? value.name : value.kind === 'Attribute' ? value.attr : '';
  return new RegExp(`^_*(?:old|orig|original|real|saved|builtin|default|prev|previous)_*|^_+${builtin}`, 'i').test(
    name,
  );
}

function isLockedModule(target: Expression, doc: Document): boolean {
  return (
    target.kind === 'Subscript' &&
    target.slice.kind === 'String' &&
    LOCKED_MODULES.has(target.slice.value.split('.')[0] ?? '') &&
    doc.names.denotes(target.value, MODULES)
  );
}
