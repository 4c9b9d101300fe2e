import type { Document } from '../../../engine/document.ts';
import { argumentOf, callsOfWord, candidateCalls, occurs, subscribe } from '../../../python/names/index.ts';
import {
  AsName,
  type Call,
  type Expression,
  intern,
  type Name,
  type PythonFile,
} from '../../../python/syntax/index.ts';
import * as K from '../../../python/syntax/tree.ts';

/** True for a `compile()` whose code is not run, or is run by a call that is itself judged. */
export function isNeverRun(call: Call, doc: Document): boolean {
  if (onlyParses(call, doc.text) || runsElsewhere(call, doc)) return true;
  // A syntax check drops the result.
  if (doc.python.parent(call)?.kind === 'ExpressionStatement') return true;
  // Nothing may read the name that it is assigned to.
  const uses = usesOf(call, doc) ?? [call];
  return uses.every((use) => inspects(use, doc));
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

/** The places that read the only name that the code is assigned to; null if it is not assigned like this. */
function usesOf(call: Call, { names, python }: Document): readonly Name[] | null {
  const parent = python.parent(call);
  const [target, ...more] = parent?.kind === 'Assign' ? parent.targets : [];
  if (target?.kind !== 'Name' || more.length > 0) return null;
  return namesCalled(target.name, python).filter(
    (other) => other.id !== target.id && names.bindings(other.name, other).some(({ value }) => value?.id === call.id),
  );
}

/** In the tree, without making nodes of all other names. */
function namesCalled(name: string, { parsed, text, view }: PythonFile): readonly Name[] {
  const { kinds, starts, ends } = parsed.tree;
  const found: Name[] = [];
  // Otherwise another spelling may mean the same (PEP 3131).
  const isAscii = !/[^\0-\x7f]/.test(text);
  for (let row = kinds.indexOf(K.Name); row >= 0; row = kinds.indexOf(K.Name, row + 1)) {
    if (isAscii && (ends[row]! - starts[row]! !== name.length || !text.startsWith(name, starts[row]!))) continue;
    const node = view(row) as Name;
    if (node.name === name) found.push(node);
  }
  return found;
}

/** What reads code without running it: https://docs.python.org/3/library/dis.html, #marshal. */
const READERS: ReadonlySet<string> = new Set([
  ...['dis', 'disassemble', 'distb', 'code_info', 'show_code', 'get_instructions', 'findlinestarts', 'Bytecode'].map(
    (name) => `dis.${name}`,
  ),
  'marshal.dump',
  'marshal.dumps',
  ...['isinstance', 'type', 'print', 'repr', 'len', 'hash', 'id', 'dir'].map((name) => `builtins.${name}`),
]);
/** A file that does not name any of these, and does not call FunctionType, does not run code objects. */
const RUNNING = ['eval', 'exec', 'exec_', 'runcode'].map(intern);
const FUNCTION_TYPE = intern('FunctionType');

/** Whether a use of the code only inspects it, or passes it to a function in a file that does not run code. */
function inspects(use: Expression, { names, python }: Document): boolean {
  const parent = python.parent(use);
  if (parent?.kind === 'Attribute') return parent.attr.startsWith('co_');
  if (parent?.kind !== 'Call' || parent.func.id === use.id) return false;
  if (names.denotes(parent.func, READERS)) return true;
  if (names.definition(parent.func)?.kind !== 'FunctionDef') return false;
  return !occurs(python, RUNNING, AsName) && callsOfWord(python, FUNCTION_TYPE).length === 0;
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
export function unwrapCompile(doc: Document): (expression: Expression) => Expression {
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
