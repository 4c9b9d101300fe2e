import { DEBUGGER_CALLS, DEBUGGER_MODULES, type DebuggerEffect } from '../../data/debuggers.ts';
import type { Document } from '../../engine/document.ts';
import { importedModule } from '../../engine/imported-module.ts';
import { defineRule, type Fix } from '../../engine/rule.ts';
import { type Blocks, blocksOf, removeStatements } from '../../python/edits/index.ts';
import {
  callsAt,
  callsOfWord,
  candidateCalls,
  mayMean,
  mentionsOf,
  parentRow,
  subscribe,
} from '../../python/names/index.ts';
import {
  type Call,
  type Expression,
  type ImportAlias,
  intern,
  type Node,
  type Statement,
} from '../../python/syntax/index.ts';
import { Attribute, Call as CallKind } from '../../python/syntax/tree.ts';
import { knownText } from '../../python/worth/index.ts';

const EFFECTS: Readonly<Record<DebuggerEffect, string>> = {
  stops: 'the program stops here and waits for input that a server never gets',
  listens: 'anyone who reaches its port can run code in this process',
  connects: 'anyone who answers at the other end can run code in this process',
  logs: 'it writes values to a file that others on the machine can read',
};

const IMPORTS = new Set(['builtins.__import__', 'importlib.import_module']);

subscribe(DEBUGGER_CALLS);
subscribe(DEBUGGER_MODULES);

export const leftoverDebugger = defineRule({
  id: 'leftover-debugger',
  kinds: ['python'],
  triggers: [
    'breakpoint',
    'pdb',
    'pudb',
    'wdb',
    'rdb',
    'madbg',
    'debugpy',
    'ptvsd',
    'pydevd',
    'ipython',
    'ipykernel',
    'interact',
    'set_trace',
    'import q',
    'from q',
    'bpython',
  ],
  appliesTo: 'deployed-and-tests',
  contextOf: 'file',
  weakerIn: ['test'],
  guarded: 'silent',
  severity: 'error',
  fix: 'unsafe',
  summary: 'A debugger left in the code',
  why: 'A breakpoint in deployed code hangs the process that reaches it, and a debugger that listens on a network gives the process to anyone who connects.',
  details:
    'In tests it is a warning, because it hangs CI; in development files and examples it is not reported. Debuggers that listen on a network are errors everywhere. An unused import of a debugger is a warning.',
  bad: 'def pay(order):\n    breakpoint()\n    return order.total\n',
  good: 'def pay(order):\n    return order.total\n',

  *check(doc) {
    const calls = [...debuggerCalls(doc)];
    if (calls.length === 0 && !mayImportDebugger(doc)) return;
    const blocks = blocksOf(doc);
    const removed = new Set<number>();
    const companions = new Map<number, Statement>();
    for (const { statement } of calls) {
      if (statement === null) continue;
      removed.add(statement.id);
      const companion = importBeside(doc, statement, blocks);
      if (companion === null) continue;
      removed.add(companion.id);
      companions.set(statement.id, companion);
    }
    const removal = (statement: Statement): Fix => {
      const companion = companions.get(statement.id);
      const run = companion === undefined ? [statement] : [companion, statement];
      const leavesNothing = blocks.leavesNothing(run[0] as Statement, ({ id }) => removed.has(id));
      return { title: 'Delete the statement', safety: 'unsafe', edits: [removeStatements(doc, run, leavesNothing)] };
    };
    for (const { call, statement, tool, effect } of calls) {
      yield {
        span: call,
        ...(effect === 'listens' ? { appliesTo: 'everywhere', weakerIn: [] } : {}),
        message: `${nameOf(doc, call, tool)} was left in the code: ${EFFECTS[effect]}`,
        help: 'delete it',
        fix: statement === null ? null : removal(statement),
      };
    }
    const unused = [...unusedImports(doc)].filter(({ statement }) => !removed.has(statement.id));
    for (const { statement } of unused) if (statement.names.length === 1) removed.add(statement.id);
    for (const { alias, statement } of unused) {
      yield {
        span: alias,
        appliesTo: 'deployed',
        message: `${alias.name} is imported but not used; it is only for debugging`,
        help: 'delete the import',
        severity: 'warning',
        fix: statement.names.length > 1 ? null : removal(statement),
      };
    }
  },
});

interface DebuggerCall {
  readonly call: Call;
  /** The statement that consists of this call only; null if the call is part of more. */
  readonly statement: Statement | null;
  readonly tool: string;
  readonly effect: DebuggerEffect;
}

const IMPORTERS = ['__import__', 'import_module'].map(intern);
/** Also `__import__("pdb").set_trace()`, however the text is written. */
function debuggerCandidates({ python }: Document): readonly Call[] {
  const found = candidateCalls(python, DEBUGGER_CALLS);
  const rows: number[] = [];
  const { kinds, firsts } = python.parsed.tree;
  for (const word of IMPORTERS) {
    for (const row of callsOfWord(python, word)) {
      const attribute = row + 1;
      if (kinds[attribute] !== Attribute) continue;
      const call = parentRow(python, attribute);
      if (kinds[call] === CallKind && firsts[call] === firsts[attribute]) rows.push(call);
    }
  }
  return rows.length === 0 ? found : callsAt(python, new Set([...found.map(({ id }) => id), ...rows]));
}

function* debuggerCalls(doc: Document): Generator<DebuggerCall> {
  for (const call of debuggerCandidates(doc)) {
    const found = debuggerOf(doc, call.func);
    if (found === null || isDeliberate(doc, call)) continue;
    const parent = doc.python.parent(call);
    const statement = parent?.kind === 'Await' ? doc.python.parent(parent) : parent;
    yield { call, statement: statement?.kind === 'ExpressionStatement' ? statement : null, ...found };
  }
}

/** Calls that shells and runners make on purpose, or what they then pass on. */
const DELIBERATE = /(?:^|\.)(?:embed\w*|interact|post_mortem|pm|run\w*|Tracer|InteractiveShellEmbed)$/;
const OFFERING = /(?:^|_)(?:shell|console|repl|interactive|interact|pdb|ipdb|debugger|postmortem)(?:_|$)/i;
/** Names of functions and classes with which a debugger or library creates its own breakpoints. */
const BREAKPOINT_MAKERS = /set_?trace|break_?point|set_?break|post_?mortem|debugger|pdb$|embed_/i;
const NAMESPACES = new Set(['local', 'locals_', 'user_ns', 'namespace']);

/**
 * A shell that a program offers (`code.interact(local=context)` in a shell command) or a debugger that somebody asked
 * for (`if options["pdb"]`) is not a leftover: it gets a separate namespace, or the surrounding names say so.
 */
function isDeliberate(doc: Document, call: Call): boolean {
  if (asksForDebugger(doc, call) || isInside(doc, call, BREAKPOINT_MAKERS)) return true;
  if (![...calledNames(doc, call.func)].some((name) => DELIBERATE.test(name.replaceAll('()', '')))) return false;
  const namespaces = [
    ...call.args,
    ...call.keywords.filter(({ name }) => NAMESPACES.has(name ?? '**')).map(({ value }) => value),
  ];
  if (call.keywords.some(({ name }) => name === null) || namespaces.some((value) => !isOwnNamespace(doc, value)))
    return true;
  return isInside(doc, call, OFFERING) || OFFERING.test(doc.path.replace(/\.py$/, '').split('/').at(-1) ?? '');
}

function isInside(doc: Document, node: Node, names: RegExp): boolean {
  for (let at: Node | null = node; at !== null; at = doc.python.parent(at)) {
    if ((at.kind === 'FunctionDef' || at.kind === 'ClassDef') && names.test(inWords(at.name))) return true;
  }
  return false;
}

function asksForDebugger(doc: Document, call: Call): boolean {
  let below: Node = call;
  for (let at = doc.python.parent(call); at !== null; below = at, at = doc.python.parent(at)) {
    if (at.kind !== 'If' || !isAmong(at.body, below)) continue;
    const words = doc.text.slice(at.test.start, at.test.end).match(/\w+/g) ?? [];
    if (words.some((word) => OFFERING.test(inWords(word)))) return true;
  }
  return false;
}

/** True for one of the statements, or of the comments and blanks between them. */
const isAmong = (body: readonly Statement[], { start }: Node): boolean =>
  body.length > 0 && start >= body[0]!.start && start <= body.at(-1)!.start;

const inWords = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1_$2');

/** The variables of the place itself: `locals()`, `globals()`, `dict(globals(), **locals())`. */
function isOwnNamespace(doc: Document, value: Expression): boolean {
  return /\b(?:locals|globals|vars)\(\)/.test(doc.text.slice(value.start, value.end));
}

function debuggerOf(doc: Document, func: Expression): Pick<DebuggerCall, 'tool' | 'effect'> | null {
  const written = doc.text.slice(func.start, func.end);
  // `try: import ipdb as pdb except ImportError: import pdb` is either one. Prefer the one that is written.
  const names = [...calledNames(doc, func)].sort((a, b) => Number(b === written) - Number(a === written));
  for (const name of names) {
    const found = DEBUGGER_CALLS.get(name);
    const [module = ''] = name.split('.');
    // A file in the project may have a debugger's name.
    if (found !== undefined && importedModule(doc, module) === null) return found;
  }
  return null;
}

/** Also `__import__("pdb").set_trace` and `importlib.import_module("pdb").set_trace`. */
function* calledNames(doc: Document, func: Expression): Generator<string> {
  yield* doc.names.qualify(func);
  if (func.kind !== 'Attribute' || func.value.kind !== 'Call') return;
  const [argument] = func.value.args;
  if (argument === undefined || !doc.names.denotes(func.value.func, IMPORTS)) return;
  const module = knownText(argument, doc.names);
  if (module !== null) yield `${module}.${func.attr}`;
}

function nameOf(doc: Document, { func }: Call, tool: string): string {
  const text = doc.text.slice(func.start, func.end).replace(/\s+/g, '');
  return text.includes(tool.split(/\W/)[0] as string) ? `${text}()` : `${text}() of ${tool}`;
}

/** `import pdb; pdb.set_trace()` on one line is removed as a whole: the import is only for the call. */
function importBeside(doc: Document, statement: Statement, blocks: Blocks): Statement | null {
  const before = blocks.before(statement);
  if (before === null || (before.kind !== 'Import' && before.kind !== 'ImportFrom')) return null;
  if (/[\r\n]/.test(doc.text.slice(before.end, statement.start)) || before.names.length > 1) return null;
  const [alias] = before.names;
  if (alias === undefined || !isDebuggerImport(before, alias)) return null;
  const local = localName(alias);
  return mentionsOf(doc.python, local).every((use) => use.start >= statement.start && use.end <= statement.end)
    ? before
    : null;
}

type ImportStatement = Extract<Statement, { kind: 'Import' | 'ImportFrom' }>;

function isDebuggerImport(statement: ImportStatement, alias: ImportAlias): boolean {
  const module = statement.kind === 'Import' ? alias.name : statement.module;
  if (statement.kind === 'ImportFrom' && statement.level > 0) return false;
  return DEBUGGER_MODULES.has(module) || DEBUGGER_CALLS.has(`${module}.${alias.name}`);
}

/** Judging by words. */
const mayImportDebugger = ({ python }: Document): boolean =>
  mayMean(python, DEBUGGER_MODULES) || mayMean(python, DEBUGGER_CALLS);

const localName = ({ name, asname }: ImportAlias): string => asname ?? (name.split('.')[0] as string);

/** Debuggers that are imported under a name that the file does not use again. */
function* unusedImports(doc: Document): Generator<{ alias: ImportAlias; statement: ImportStatement }> {
  if (!mayImportDebugger(doc)) return;
  const imports = [...doc.python.nodes('Import'), ...doc.python.nodes('ImportFrom')];
  if (!imports.some((statement) => statement.names.some((alias) => isDebuggerImport(statement, alias)))) return;
  const used = new Set(doc.python.nodes('Name').map(({ name }) => name));
  const exported = new Set(doc.python.nodes('String').map(({ value }) => value));
  for (const statement of [...doc.python.nodes('Import'), ...doc.python.nodes('ImportFrom')]) {
    for (const alias of statement.names) {
      if (!isDebuggerImport(statement, alias) || used.has(localName(alias)) || exported.has(localName(alias))) continue;
      const module = statement.kind === 'Import' ? alias.name : statement.module;
      if (importedModule(doc, module) !== null) continue;
      yield { alias, statement };
    }
  }
}
