import { CODE_SINKS } from '../../data/code-sinks.ts';
import type { QualifiedName } from '../../data/qualified-name.ts';
import { SPAWN_CALLS, type SpawnCall } from '../../data/spawn-calls.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule, type Fix, type Problem } from '../../engine/rule.ts';
import { importModule } from '../../python/edits/index.ts';
import { argumentOf, candidateCalls, hasHiddenArguments, subscribe } from '../../python/names/index.ts';
import { describeSource, isDecodedConstant, isOwnFile, isOwnModule, worstOrigin } from '../../python/origin/index.ts';
import type { Call, Exec, Expression } from '../../python/syntax/index.ts';
import { runsRestrictedCode, sandboxAttempt } from '../sandbox/shared/attempts.ts';
import { scriptArgument } from './shared/script-argument.ts';

type Runner = SpawnCall | 'listener';

/**
 * Its protocol evaluates what it receives: https://docs.python.org/3/library/logging.config.html#logging.config.listen
 */
const LISTENER: QualifiedName = 'logging.config.listen';

const RUNNING_CALLS: ReadonlyMap<QualifiedName, Runner> = new Map<QualifiedName, Runner>([
  ...SPAWN_CALLS,
  [LISTENER, 'listener'],
]);

export const dynamicCode = defineRule({
  id: 'dynamic-code',
  kinds: ['python'],
  appliesTo: 'everywhere',
  guarded: 'counts',
  weakerIn: ['test'],
  on: { sinks: CODE_SINKS, calls: RUNNING_CALLS, nodes: ['Exec'] },
  triggers: [],
  severity: 'error',
  fix: 'unsafe',
  summary: 'Text run as Python code',
  why: 'Anyone who controls the text runs Python code with all the rights of this program.',
  details:
    'An error where the text comes from a request, the command line, the environment, the network or a file in the same function, and a warning where its source is unknown. Not reported: constants, `ast.literal_eval`, a `compile()` whose result is thrown away, and methods of the same name (`model.eval()`, `df.eval()`, `re.compile`). See https://docs.python.org/3/library/functions.html#eval.',
  bad: 'result = eval(input())\n',
  good: 'import ast\n\nresult = ast.literal_eval(input())\n',

  *sink({ call, fact, name, inputs, reference }, doc) {
    const called = name.slice(name.lastIndexOf('.') + 1);
    if (fact.verb === 'compiles' && (onlyParses(call, doc.text) || runsElsewhere(call, doc) || isDropped(call, doc)))
      return;
    if (reference === null && sandboxAttempt(call, doc.names) !== null) return;
    if (fact.outsideTextOnly === true) {
      const origin = worstOrigin(inputs, doc);
      if (origin.kind !== 'tainted' || isOwnFile(origin.source, doc.names)) return;
    }
    if (inputs.some((input) => runsRestrictedCode(input, doc.names))) return;
    if (call.args.length === 0 && call.keywords.length === 0) return;
    const problem = isArgumentType(call, reference)
      ? tainted(call, `${called}()`, fact.verb, 'from the command line')
      : judge(inputs.map(unwrapCompile(doc)), doc, call, `${called}()`, fact.verb);
    if (problem === null) return;
    yield { ...problem, fix: called === 'eval' && reference === null ? literalEval(call, doc) : null };
  },

  *call({ call, name, fact }, doc) {
    const problem = fact === 'listener' ? judgeListener(call) : judgeInterpreter(call, name, fact, doc);
    if (problem !== null) yield problem;
  },

  *node(node, doc) {
    if (node.kind !== 'Exec') return;
    const problem = judge([execText(node)], doc, node, 'exec', 'runs');
    if (problem !== null) yield problem;
  },
});

function judgeListener(call: Call): Problem | null {
  if (hasHiddenArguments(call)) return null;
  const verify = argumentOf(call, 1, 'verify');
  if (verify !== null && !(verify.kind === 'Constant' && verify.value === null)) return null;
  return {
    span: call,
    message: `${LISTENER}() runs text that its port receives as Python code, with all the rights of this program`,
    help: 'pass a function that checks a signature as verify=, or read the configuration from a file',
  };
}

/** `subprocess.run([sys.executable, "-c", text])` */
function judgeInterpreter(call: Call, name: QualifiedName, spawn: SpawnCall, doc: Document): Problem | null {
  const found = scriptArgument(call, spawn, doc.names);
  if (found?.by !== 'interpreter') return null;
  const origin = worstOrigin(found.script, doc);
  if (origin.kind !== 'tainted') return null;
  return {
    span: call,
    message: `${name.replaceAll('()', '')}() has ${found.program} run text ${describeSource(origin.source, doc)} as code, with all the rights of this program`,
    help: HELP,
  };
}

function judge(
  inputs: readonly Expression[],
  doc: Document,
  span: Call | Exec,
  what: string,
  verb: 'runs' | 'compiles',
): Problem | null {
  const origin = worstOrigin(inputs, doc);
  if (origin.kind !== 'tainted' && inputs.some((input) => isDecodedConstant(input, doc.names))) {
    return {
      span,
      message: `${what} ${verb} code that is hidden in an encoded constant: nobody can read what it does`,
      help: 'write the code out, or remove it if you did not write it: malware hides like this',
    };
  }
  if (origin.kind === 'constant') return null;
  if (origin.kind === 'tainted' && !isOwnModule(origin.source, doc.names)) {
    return tainted(span, what, verb, describeSource(origin.source, doc));
  }
  return { span, message: `${what} ${verb} text that is not constant as Python code`, help: HELP, severity: 'warning' };
}

function tainted(span: Call | Exec, what: string, verb: string, from: string): Problem {
  return {
    span,
    message: `${what} ${verb} text ${from} as Python code, with all the rights of this program`,
    help: HELP,
  };
}

/** `parser.add_argument("--x", type=eval)` runs what the command line says. */
function isArgumentType(call: Call, reference: Expression | null): boolean {
  return reference !== null && call.func.kind === 'Attribute' && /^add_(?:argument|option)$/.test(call.func.attr);
}

const HELP =
  'read data with ast.literal_eval or json.loads, choose functions from a dict of allowed names, and keep untrusted code out of this process';

/** In the tree, Python 2's `exec (code, globals)` is a tuple. */
function execText(node: Exec): Expression {
  return node.body.kind === 'Tuple' ? (node.body.items[0] ?? node.body) : node.body;
}

/** `compile(…, ast.PyCF_ONLY_AST)` creates a tree and nothing that can run. */
function onlyParses(call: Call, text: string): boolean {
  const flags = argumentOf(call, 3, 'flags');
  return flags !== null && /\bPyCF_ONLY_AST\b/.test(text.slice(flags.start, flags.end));
}

/** The result of compile() is run by an eval or exec that is reported itself: one mistake, one finding. */
function runsElsewhere(call: Call, doc: Document): boolean {
  for (const other of candidateCalls(doc.python, RUNNERS)) {
    if (other === call || !doc.names.denotes(other.func, RUNNERS)) continue;
    const text = other.args[0];
    if (text === undefined) continue;
    if (text.id === call.id) return true;
    if (text.kind !== 'Name') continue;
    if (doc.names.bindings(text.name, text).some((binding) => binding.value?.id === call.id)) return true;
  }
  return false;
}

/** A syntax check: the result of compile() is dropped, or assigned to a name that nothing reads. */
function isDropped(call: Call, { names, python }: Document): boolean {
  const parent = python.parent(call);
  if (parent?.kind === 'ExpressionStatement') return true;
  const [target, ...more] = parent?.kind === 'Assign' ? parent.targets : [];
  if (target?.kind !== 'Name' || more.length > 0) return false;
  return !python
    .nodes('Name')
    .some(
      (other) =>
        other.name === target.name &&
        other.id !== target.id &&
        names.bindings(other.name, other).some(({ value }) => value?.id === call.id),
    );
}

const RUNNERS = subscribe(
  new Set([
    'builtins.eval',
    'builtins.exec',
    'code.InteractiveInterpreter().runcode',
    'code.InteractiveConsole().runcode',
  ]),
);
const COMPILE = new Set([
  'builtins.compile',
  'code.compile_command',
  'codeop.compile_command',
  'codeop.Compile()',
  'codeop.CommandCompiler()',
]);

/** The text inside `exec(compile(text, …))`, also through a name. */
function unwrapCompile(doc: Document): (expression: Expression) => Expression {
  return (expression) => {
    let inner: Expression = expression;
    if (inner.kind === 'Name') {
      const values = doc.names.bindings(inner.name, inner).map((binding) => binding.value);
      const [only] = values;
      if (values.length === 1 && only?.kind === 'Call') inner = only;
    }
    if (inner.kind !== 'Call' || !doc.names.denotes(inner.func, COMPILE)) return expression;
    return inner.args[0] ?? expression;
  };
}

function literalEval(call: Call, doc: Document): Fix | null {
  const [text] = call.args;
  if (call.args.length !== 1 || call.keywords.length > 0 || text === undefined || text.kind === 'Starred') return null;
  const ast = importModule('ast', call, doc.names);
  if (ast === null) return null;
  return {
    title: 'Read the text with ast.literal_eval',
    safety: 'unsafe',
    edits: [...ast.edits, { start: call.func.start, end: call.func.end, text: `${ast.name}.literal_eval` }],
  };
}
