import {
  LOCKED_BUILTINS,
  LOCKED_MODULES,
  SANDBOX_CALLS,
  SUBINTERPRETER_CALLS,
} from '../../data/in-process-sandboxes.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule, type Problem } from '../../engine/rule.ts';
import type { Severity } from '../../engine/severity.ts';
import type { Span } from '../../engine/span.ts';
import { candidateCalls, mayMean, subscribe } from '../../python/names/matches.ts';
import { describeSource, severityIn, worstOrigin } from '../../python/origin/origin-words.ts';
import { sinkUses } from '../../python/origin/sink-calls.ts';
import { argumentOf } from '../../python/syntax/call-arguments.ts';
import type { Call, Expression } from '../../python/syntax/nodes.ts';
import { RUNNERS, raises, sandboxAttempt } from './shared/attempts.ts';

subscribe(SANDBOX_CALLS);
subscribe(SUBINTERPRETER_CALLS);

export const inProcessSandbox = defineRule({
  id: 'in-process-sandbox',
  kinds: ['python'],
  triggers: [
    'eval',
    'exec',
    'RestrictedPython',
    'rexec',
    'Bastion',
    'numexpr',
    'addaudithook',
    'builtins',
    'sys.modules',
    'interpreters',
  ],
  severity: 'error',
  fix: null,
  summary: 'A sandbox inside the Python process',
  why: 'A sandbox inside Python does not hold: objects lead back to everything, as in `().__class__.__base__.__subclasses__()`. The wall must stand outside the process.',
  details:
    'Reported: `eval` and `exec` with restricted `__builtins__`, a look for forbidden words before them, RestrictedPython, asteval, simpleeval, rexec and Bastion on variable text, `numexpr.evaluate` on text from outside, audit hooks that raise, replaced builtins and blocked modules, and subinterpreters for variable code (a warning). See https://docs.python.org/3/library/sys.html#sys.addaudithook and https://peps.python.org/pep-0578/.',
  bad: 'def calculate(formula):\n    return eval(formula, {"__builtins__": {}})\n',
  good: 'import subprocess\n\n\ndef calculate(path):\n    return subprocess.run(["bwrap", "--unshare-all", "--ro-bind", "/usr", "/usr", "python3", path], check=True)\n',

  *check(doc) {
    const tests = new Set<number>();
    const sets = mayMean(doc.python, BUILTINS);
    for (const call of candidateCalls(doc.python, sets ? WITH_SETTERS : WITHOUT_SETTERS)) {
      const attempt = sandboxAttempt(call, doc.names);
      if (attempt === null) {
        yield* auditHook(call, doc);
        yield* setAttribute(call, doc);
      } else if (!tests.has(attempt.node.id)) {
        tests.add(attempt.node.id);
        const what =
          attempt.how === 'globals'
            ? 'Restricted __builtins__ do not hold foreign code'
            : 'A look for forbidden words does not hold foreign code';
        yield problem(attempt.node, what, doc);
      }
    }
    yield* libraries(doc);
    yield* replacements(doc);
  },
});

const WALK = 'it reaches everything from any object, as in ().__class__.__base__.__subclasses__()';
const HELP =
  'run foreign code outside this process: in a container, under gVisor, nsjail or bubblewrap, in a VM, or as WASM; for plain data use ast.literal_eval or json.loads';

function problem(at: Span, what: string, doc: Document, severity: Severity = 'error', why = WALK): Problem {
  return {
    span: { start: at.start, end: at.end },
    message: `${what}: ${why}`,
    help: HELP,
    severity: severityIn(doc, severity),
  };
}

function* libraries(doc: Document): Generator<Problem> {
  for (const { call, sink, inputs } of sinkUses(doc.python, doc.names, SANDBOX_CALLS)) {
    if (inputs.length === 0) continue;
    const origin = worstOrigin(inputs, doc);
    if (origin.kind === 'constant') continue;
    if (sink.on === 'outside text' && origin.kind !== 'tainted') continue;
    const from = origin.kind === 'tainted' ? ` ${describeSource(origin.source, doc)}` : '';
    yield problem(call, `${sink.title} does not hold foreign code${from}`, doc);
  }
  for (const { call, inputs } of sinkUses(doc.python, doc.names, SUBINTERPRETER_CALLS)) {
    if (inputs.length === 0 || worstOrigin(inputs, doc).kind === 'constant') continue;
    yield problem(
      call,
      'A subinterpreter does not hold foreign code',
      doc,
      'warning',
      'it shares the memory, files and rights of this process',
    );
  }
}

const ADD_HOOK = new Set(['sys.addaudithook']);

function* auditHook(call: Call, doc: Document): Generator<Problem> {
  if (!doc.names.denotes(call.func, ADD_HOOK)) return;
  const hook = argumentOf(call, 0, 'hook');
  if (hook === null || !blocks(hook, doc)) return;
  yield problem(
    call,
    'An audit hook that raises does not hold foreign code',
    doc,
    'error',
    `PEP 578 says so itself, hooks in Python can be unhooked by code that walks ().__class__.__base__.__subclasses__()`,
  );
}

function blocks(hook: Expression, doc: Document): boolean {
  const { names, python } = doc;
  if (hook.kind !== 'Name' && hook.kind !== 'Attribute') return false;
  const name = hook.kind === 'Name' ? hook.name : hook.attr;
  const bindings = hook.kind === 'Name' ? names.bindings(name, hook).map((binding) => binding.node) : [];
  const functions = bindings.length > 0 ? bindings : python.nodes('FunctionDef').filter((node) => node.name === name);
  return functions.some((node) => node.kind === 'FunctionDef' && raises(node, python.children));
}

const SETTERS = new Set(['builtins.setattr', 'builtins.delattr']);
const WITHOUT_SETTERS = subscribe(new Set([...RUNNERS, ...ADD_HOOK]));
const WITH_SETTERS = subscribe(new Set([...RUNNERS, ...ADD_HOOK, ...SETTERS]));
const BUILTINS = subscribe(new Set(['builtins', 'builtins.__builtins__', '__builtin__', 'builtins.__dict__']));
const MODULES = subscribe(new Set(['sys.modules']));

function* setAttribute(call: Call, doc: Document): Generator<Problem> {
  const [object, name] = call.args;
  if (object === undefined || name?.kind !== 'String' || !doc.names.denotes(call.func, SETTERS)) return;
  if (isBuiltins(object, doc) && LOCKED_BUILTINS.has(name.value)) yield replaced(call, name.value, doc);
}

function* replacements(doc: Document): Generator<Problem> {
  const { names, python } = doc;
  if (!mayMean(python, BUILTINS) && !mayMean(python, MODULES)) return;
  for (const node of python.nodes('Assign')) {
    for (const target of node.targets) {
      const builtin = builtinOf(target, doc);
      if (builtin !== null && locksIn(node.value, builtin, doc)) yield replaced(node, builtin, doc);
      if (node.value.kind === 'Constant' && node.value.value === null && isLockedModule(target, doc)) {
        yield problem(node, 'A module set to None in sys.modules does not hold foreign code', doc);
      }
    }
  }
  for (const node of python.nodes('Delete')) {
    for (const target of node.targets) {
      const builtin = builtinOf(target, doc);
      if (builtin !== null) yield replaced(node, builtin, doc);
    }
  }
  for (const node of python.nodes('For')) {
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
      if (names.denotes(target.value, MODULES)) {
        yield problem(statement, 'A module set to None in sys.modules does not hold foreign code', doc);
      }
    }
  }
}

function replaced(at: Span, builtin: string, doc: Document): Problem {
  return problem(at, `A replaced builtins.${builtin} does not hold foreign code`, doc);
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
 * `builtins.input = raw_input` is for compatibility and `builtins.__import__ = original` puts back what was there:
 * a replacement locks in where it is an import hook, None, or a function that raises.
 */
function locksIn(value: Expression, builtin: string, doc: Document): boolean {
  if (restores(value, builtin)) return false;
  return builtin === '__import__' || (value.kind === 'Constant' && value.value === null) || blocks(value, doc);
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
