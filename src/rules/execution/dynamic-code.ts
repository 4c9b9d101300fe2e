import { CODE_SINKS } from '../../data/code-sinks.ts';
import type { QualifiedName } from '../../data/qualified-name.ts';
import { SPAWN_CALLS, type SpawnCall } from '../../data/spawn-calls.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule, type Fix, type Problem } from '../../engine/rule.ts';
import { importModule } from '../../python/edits/index.ts';
import { argumentOf, hasHiddenArguments } from '../../python/names/index.ts';
import {
  describeSource,
  isDecodedConstant,
  isNamedByStranger,
  isOwnFile,
  isOwnModule,
  readsFile,
  worstOrigin,
} from '../../python/origin/index.ts';
import type { Call, Exec, Expression } from '../../python/syntax/index.ts';
import { runsRestrictedCode, sandboxAttempt } from '../sandbox/shared/attempts.ts';
import { isNeverRun, unwrapCompile } from './shared/compiled-code.ts';
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
    'An error where the text comes from a request, the command line, the environment, the network or a file in the same function, and a warning where its source is unknown. A whole file that is run (`exec(file.read())`) is a warning too, unless a request names it: that is what importing it does. Not reported: constants, `ast.literal_eval`, a `compile()` whose result is not run, and methods of the same name (`model.eval()`, `df.eval()`, `re.compile`). See https://docs.python.org/3/library/functions.html#eval.',
  bad: 'result = eval(input())\n',
  good: 'import ast\n\nresult = ast.literal_eval(input())\n',

  *sink({ call, fact, name, inputs, reference }, doc) {
    const called = name.slice(name.lastIndexOf('.') + 1);
    if (fact.verb === 'compiles' && isNeverRun(call, doc)) return;
    if (reference === null && sandboxAttempt(call, doc.names) !== null) return;
    if (fact.outsideTextOnly === true) {
      const origin = worstOrigin(inputs, doc);
      if (origin.kind !== 'tainted' || isOwnFile(origin.source, doc.names)) return;
    }
    if (inputs.some((input) => runsRestrictedCode(input, doc.names))) return;
    if (call.args.length === 0 && call.keywords.length === 0) return;
    const problem = isArgumentType(call, reference)
      ? tainted(call, `${called}()`, fact.verb, 'from the command line')
      : judgeInputs(inputs, doc, call, called, fact.verb);
    if (problem === null) return;
    yield { ...problem, fix: called === 'eval' && reference === null ? literalEval(call, doc) : null };
  },

  *call({ call, name, fact }, doc) {
    const problem = fact === 'listener' ? judgeListener(call) : judgeInterpreter(call, name, fact, doc);
    if (problem !== null) yield problem;
  },

  *node(node, doc) {
    if (node.kind !== 'Exec') return;
    const texts = [execText(node)];
    const problem = wholeFile(texts, doc, node, 'exec', 'runs') ?? judge(texts, doc, node, 'exec', 'runs');
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

function judgeInputs(
  inputs: readonly Expression[],
  doc: Document,
  call: Call,
  called: string,
  verb: 'runs' | 'compiles',
): Problem | null {
  const texts = inputs.map(unwrapCompile(doc));
  // A file that is evaluated usually contains data, which json or ast.literal_eval should read.
  const isData = called === 'eval' && texts.every((text, index) => text === inputs[index]);
  const whole = isData ? null : wholeFile(texts, doc, call, `${called}()`, verb);
  return whole ?? judge(texts, doc, call, `${called}()`, verb);
}

/**
 * The whole text of a file is run, as `runpy.run_path` does: a configuration, a start-up file, a module's version.
 * Usually only people who can write programs here can write that file, so this is a warning, unless a request names the
 * file. A line or field of a file is data: running it is an error.
 */
function wholeFile(
  texts: readonly Expression[],
  doc: Document,
  span: Call | Exec,
  what: string,
  verb: 'runs' | 'compiles',
): Problem | null {
  if (texts.length === 0 || !texts.every((text) => readsFile(text, doc.names))) return null;
  const origin = worstOrigin(texts, doc);
  if (origin.kind === 'tainted' && isNamedByStranger(origin.source, doc.names)) return null;
  return {
    span,
    message: `${what} ${verb} a whole file as Python code: anyone who can change the file runs code here`,
    help: 'import the file as a module, or keep it where only the owner of the program can write',
    severity: 'warning',
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
