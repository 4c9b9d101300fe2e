import { pythonSwitches } from '../../data/debug-variables.ts';
import { pythonOptions } from '../../deployment/python-options.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule, type Problem } from '../../engine/rule.ts';
import type { Edit } from '../../engine/span.ts';
import { blocksOf, removeStatements } from '../../python/edits/index.ts';
import { callsAt, callsOfWord, candidateCalls, subscribe } from '../../python/names/index.ts';
import { type Call, type Expression, intern } from '../../python/syntax/index.ts';
import { evaluate, isTruthy, knownText } from '../../python/worth/index.ts';
import { frameworkNames } from '../../settings/framework-names.ts';
import { environmentWrites } from './shared/environment-writes.ts';

export const pythonDevMode = defineRule({
  id: 'python-dev-mode',
  kinds: ['python', 'dotenv', 'yaml', 'json', 'ini', 'dockerfile', 'procfile', 'toml', 'text'],
  triggers: [
    'PYTHONDEVMODE',
    'PYTHONASYNCIODEBUG',
    'PYTHONDEBUG',
    'PYTHONINSPECT',
    '-Xdev',
    '-X dev',
    '"-X"',
    "'-X'",
    '- -X',
    'env_file',
    'asyncio',
    'uvloop',
    'set_debug',
  ],
  // Of other texts, only shell scripts count.
  triggersOf: { text: ['PYTHONDEVMODE=', 'PYTHONASYNCIODEBUG=', 'PYTHONDEBUG=', 'PYTHONINSPECT=', '-X dev', '-Xdev'] },
  examplePath: 'Dockerfile',
  on: { variables: true, commands: 'deployed' },
  appliesTo: 'deployed',
  guarded: 'silent',
  severity: 'warning',
  fix: 'unsafe',
  summary: "Python's development mode in deployed files",
  why:
    'The development mode adds debug checks to every allocation and every await: it slows the server down and prints ' +
    'warnings with source lines. It belongs in tests and CI.',
  details:
    'PYTHONDEVMODE, PYTHONASYNCIODEBUG and PYTHONINSPECT are on for any text that is not empty, even `0` and `False`; ' +
    'PYTHONDEBUG is off for `0` (https://docs.python.org/3/using/cmdline.html#envvar-PYTHONDEVMODE).',
  bad: 'FROM python:3.14\nENV PYTHONDEVMODE=0\n',
  good: 'FROM python:3.14\nENV PYTHONUNBUFFERED=1\n',

  *variable({ name, value, removal, origin }) {
    const known = pythonSwitches.get(name);
    if (!known?.isOn(value.text)) return;
    const looksOff = /^(?:0|false|no|off|n|f)$/i.test(value.text);
    const where = origin ? ` (${origin.path}:${origin.line})` : '';
    yield {
      span: { start: value.start, end: value.end },
      message: looksOff
        ? `${name}=${value.text}${where} switches ${known.does} on: any text that is not empty counts`
        : `${name}=${value.text}${where} switches ${known.does} on in deployment`,
      help: `remove ${name}`,
      fix: removal && { title: `Remove ${name}`, safety: 'unsafe', edits: [{ ...removal, text: '' }] },
    };
  },

  *command({ words }, doc) {
    for (const { flag, value, start, end, removal } of pythonOptions(doc.text, words)) {
      // CPython only looks at the name before "=": -X dev=0 is on.
      if (flag !== 'X' || value.split('=')[0] !== 'dev') continue;
      yield {
        span: { start, end },
        message: "-X dev switches Python's development mode on in deployment",
        help: 'leave -X dev out',
        fix: removal && { title: 'Remove -X dev', safety: 'unsafe', edits: [{ ...removal, text: '' }] },
      };
    }
  },

  *check(doc) {
    if (doc.kind === 'python') yield* pythonProblems(doc);
  },
});

/** Entry points with a `debug` keyword: https://docs.python.org/3/library/asyncio-runner.html#asyncio.run */
const RUNNERS: ReadonlySet<string> = new Set([
  'asyncio.run',
  'asyncio.Runner',
  'asyncio.runners.run',
  'asyncio.runners.Runner',
  'uvloop.run',
]);

subscribe(RUNNERS);
const SET_DEBUG_WORD = intern('set_debug');

/** `set_debug` on an event loop: created or returned by asyncio or uvloop, or annotated as one. */
const SET_DEBUG =
  /^(?:asyncio|uvloop)\.(?:\w+\.)*(?:new_event_loop|get_event_loop|get_running_loop|get_loop|\w*EventLoop|Loop)\(\)\.set_debug$/;

function* pythonProblems(doc: Document): Generator<Problem> {
  if (/PYTHON[A-Z]/.test(doc.text)) yield* environmentProblems(doc);
  const setting = callsAt(doc.python, callsOfWord(doc.python, SET_DEBUG_WORD));
  for (const call of [...candidateCalls(doc.python, RUNNERS), ...setting]) {
    const found = runnerDebug(doc, call) ?? loopDebug(doc, call);
    if (!found || !isOn(doc, found.value)) continue;
    yield {
      span: found.value,
      message: "asyncio's debug mode is on: every await is checked and timed, and the log fills with source lines",
      help: `leave ${doc.text.slice(found.shown.start, found.shown.end)} out; while developing, set PYTHONASYNCIODEBUG=1`,
      fix: { title: "Leave asyncio's debug mode off", safety: 'unsafe', edits: [found.edit] },
    };
  }
}

/**
 * `os.environ["PYTHONASYNCIODEBUG"] = "1"`: event loops check it when they are created; child processes check all of
 * them.
 */
function* environmentProblems(doc: Document): Generator<Problem> {
  for (const { name: variable, value } of environmentWrites(doc)) {
    const known = pythonSwitches.get(variable);
    const text = knownText(value, doc.names);
    if (!known || text === null || !known.isOn(text)) continue;
    yield {
      span: value,
      message: `${variable}=${text} switches ${known.does} on in deployment`,
      help: `remove ${variable}`,
    };
  }
}

interface LoopSwitch {
  readonly value: Expression;
  readonly shown: { readonly start: number; readonly end: number };
  readonly edit: Edit;
}

function runnerDebug(doc: Document, call: Call): LoopSwitch | null {
  const keyword = call.keywords.find(({ name }) => name === 'debug');
  if (!keyword || !doc.names.denotes(call.func, RUNNERS)) return null;
  const others = [...call.args, ...call.keywords].filter((other) => other.id !== keyword.id);
  const before = others.findLast((other) => other.end <= keyword.start);
  const after = others.find((other) => other.start >= keyword.end);
  const start = before ? before.end : keyword.start;
  const end = before || !after ? keyword.end : after.start;
  return { value: keyword.value, shown: keyword, edit: { start, end, text: '' } };
}

function loopDebug(doc: Document, call: Call): LoopSwitch | null {
  const { func } = call;
  if (func.kind !== 'Attribute' || func.attr !== 'set_debug') return null;
  const value = call.args[0] ?? call.keywords.find(({ name }) => name === 'enabled')?.value;
  if (!value || !frameworkNames(func, doc.names).some((name) => SET_DEBUG.test(name))) return null;
  const statement = doc.python.parent(call);
  const edit =
    statement?.kind === 'ExpressionStatement'
      ? removeStatements(
          doc,
          [statement],
          blocksOf(doc).leavesNothing(statement, ({ id }) => id === statement.id),
        )
      : { start: value.start, end: value.end, text: 'False' };
  return { value, shown: call, edit };
}

function isOn(doc: Document, value: Expression): boolean {
  const result = evaluate(value, doc.names, () => null);
  return result.state === 'known' ? isTruthy(result.value) : result.state === 'unknown' && result.truthy === true;
}
