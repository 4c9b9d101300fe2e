import { DEBUG_ARGUMENTS, type DebugArgument } from '../../../data/frameworks.ts';
import type { Document } from '../../../engine/document.ts';
import {
  callsAt,
  callsOfWords,
  callsWithKeyword,
  type Names,
  occurs,
  spreadCalls,
  subscribe,
  unpackingCalls,
} from '../../../python/names/index.ts';
import {
  AsKeyword,
  AsName,
  type Call,
  type Expression,
  InString,
  intern,
  lastName,
} from '../../../python/syntax/index.ts';
import { entries } from '../../../python/worth/index.ts';
import { canonicalNames, frameworkNames } from '../../../settings/framework-names.ts';
import type { Switch } from './switch.ts';

const ROWS = new Map<string, DebugArgument[]>();
for (const row of DEBUG_ARGUMENTS) {
  for (const callable of row.callables) ROWS.set(callable, [...(ROWS.get(callable) ?? []), row]);
}
const KEYWORDS = new Set(DEBUG_ARGUMENTS.map((row) => row.keyword));
/** Keywords that many unrelated calls have too. */
const COMMON = new Set(['mode', 'settings', 'dev']);
/** What takes a switch by position or by a common keyword, by the last part of its name. */
const BY_LAST_NAME = new Map<string, DebugArgument[]>();
for (const row of DEBUG_ARGUMENTS.filter(({ position, keyword }) => position !== undefined || COMMON.has(keyword))) {
  for (const name of row.callables.map(lastSegment)) {
    BY_LAST_NAME.set(name, [...(BY_LAST_NAME.get(name) ?? []), row]);
  }
}

const LAST_WORDS = [...BY_LAST_NAME.keys()].map(intern);
const SWITCH_WORDS = new Set([...KEYWORDS].filter((word) => !COMMON.has(word)).map(intern));
const KWARGS = new Set([intern('kwargs')]);
const POSITIONAL_TABLE = subscribe(
  new Set(
    DEBUG_ARGUMENTS.filter(({ position, keyword }) => position !== undefined || COMMON.has(keyword)).flatMap(
      (row) => row.callables,
    ),
  ),
);

interface PossibleCalls {
  readonly calls: readonly Call[];
  /** Those that may call something by another name. */
  readonly renamed: ReadonlySet<number>;
}

/** The calls that could contain a switch, judging by the words in them. */
function possibleCalls({ python }: Document): PossibleCalls {
  const rows = new Set<number>();
  if (occurs(python, SWITCH_WORDS, AsKeyword | InString | AsName)) {
    for (const row of callsWithKeyword(python, SWITCH_WORDS)) rows.add(row);
    for (const row of callsWithKeyword(python, KWARGS)) rows.add(row);
    for (const row of unpackingCalls(python)) rows.add(row);
  }
  for (const row of callsOfWords(python, LAST_WORDS)) rows.add(row);
  const renamed = new Set(spreadCalls(python, POSITIONAL_TABLE));
  for (const row of renamed) rows.add(row);
  return { calls: callsAt(python, rows), renamed };
}

function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** Calls that pass their own arguments on to what their first argument names. */
const FORWARDING = new Set(['functools.partial', 'starlette.middleware.Middleware', 'fastapi.middleware.Middleware']);
const STARTING = new Set(['threading.Thread', 'multiprocessing.Process', 'threading.Timer']);

/** Debug switches among the arguments of calls, by the table of frameworks. */
export function* argumentSwitches(doc: Document): Generator<Switch> {
  const { calls, renamed } = possibleCalls(doc);
  for (const call of calls) {
    yield* throughThread(doc, call);
    if (!mayCarryASwitch(doc, call, renamed)) continue;
    if (forwards(doc, call)) yield* ofCall(doc, call, call.args[0] as Expression, call.args.slice(1));
    else yield* ofCall(doc, call, call.func, call.args);
  }
}

/** Avoids resolving names, which may read other files, for calls that cannot match any row. */
function mayCarryASwitch({ names }: Document, call: Call, renamed: ReadonlySet<number>): boolean {
  const { func, keywords } = call;
  const isSwitch = (name: string | null) => name !== null && KEYWORDS.has(name) && !COMMON.has(name);
  for (const { name, value } of keywords) {
    if (isSwitch(name)) return true;
    if (name === null && !isPassedOn(value, names) && [...entries(value, names).keys()].some(isSwitch)) return true;
  }
  const isPossible = (name: string) => (BY_LAST_NAME.get(name) ?? []).some((row) => mayFit(call, row));
  if (isPossible(lastName(func))) return true;
  if (func.kind !== 'Name' || !renamed.has(call.id)) return false;
  return names.qualify(func).some((name) => isPossible(lastSegment(name)));
}

/** `**kwargs` of the function's own parameter: what its callers give. What is put into it by name is in the file. */
function isPassedOn(value: Expression, names: Names): boolean {
  if (value.kind !== 'Name' || occurs(names.file, SWITCH_WORDS, AsKeyword | InString)) return false;
  const bindings = names.bindings(value.name, value);
  return bindings.length > 0 && bindings.every(({ node }) => node.kind === 'Parameter');
}

const NO_SWITCHES = new Set(['String', 'JoinedStr', 'List', 'Tuple', 'Lambda', 'Starred']);

function mayFit({ args, keywords }: Call, { position, keyword, keys, defaultOn }: DebugArgument): boolean {
  if (keywords.some(({ name }) => name === keyword)) return true;
  if (args.length === 0 && keywords.length === 0) return defaultOn === true;
  const given = position === undefined ? undefined : args[position];
  if (given === undefined) return false;
  return keys === undefined ? !NO_SWITCHES.has(given.kind) || isShortText(given) : given.kind !== 'Constant';
}

/** `"1"` may be a switch; a message or a path is not. */
function isShortText(value: Expression): boolean {
  return value.kind === 'String' && value.value.length < 6;
}

function forwards({ names }: Document, call: Call): boolean {
  if (call.args.length === 0) return false;
  if (call.func.kind === 'Attribute' && call.func.attr === 'add_middleware') return true;
  return names.denotes(call.func, FORWARDING);
}

function* ofCall(doc: Document, call: Call, func: Expression, args: readonly Expression[]): Generator<Switch> {
  const names = frameworkNames(func, doc.names);
  yield* ofRows(doc, call, rowsOf(names), func, args);
  // `Flask.run(app, debug=True)`: the object is the first argument.
  if (args.length > 0) yield* ofRows(doc, call, rowsOf(names.flatMap(boundName)), func, args.slice(1));
}

/** `flask.Flask().run` for `flask.Flask.run`. */
function boundName(name: string): readonly string[] {
  const dot = name.lastIndexOf('.');
  const owner = name.slice(0, dot);
  return dot < 0 || owner.endsWith(')') ? [] : canonicalNames(`${owner}()${name.slice(dot)}`);
}

function* ofRows(
  doc: Document,
  call: Call,
  rows: ReadonlySet<DebugArgument>,
  func: Expression,
  args: readonly Expression[],
): Generator<Switch> {
  for (const row of rows) {
    const given = argument(doc, call, args, row);
    if (given === null) {
      if (row.defaultOn !== true || call.args.length > 0 || call.keywords.length > 0) continue;
      const end = call.end - 1;
      const insert = { start: end, end, text: 'False' };
      yield { form: 'argument', value: call, node: call, name: lastName(func), fact: row, insert };
    } else if (row.keys === undefined) {
      yield { form: 'argument', value: given, node: call, name: row.keyword, fact: row };
    } else {
      for (const [name, value] of entries(given, doc.names)) {
        if (row.keys.includes(name)) yield { form: 'argument', value, node: call, name, fact: row };
      }
    }
  }
}

function rowsOf(names: readonly string[]): ReadonlySet<DebugArgument> {
  return new Set(names.flatMap((name) => ROWS.get(name) ?? []));
}

function argument(doc: Document, call: Call, args: readonly Expression[], row: DebugArgument): Expression | null {
  let found: Expression | null = null;
  for (const { name, value } of call.keywords) {
    if (name === row.keyword) found = value;
    else if (name === null) found = entries(value, doc.names).get(row.keyword) ?? found;
  }
  if (found !== null || row.position === undefined) return found;
  const before = args.slice(0, row.position + 1);
  return before.some((value) => value.kind === 'Starred') ? null : (args[row.position] ?? null);
}

/** `Thread(target=app.run, kwargs={"debug": True})`. */
function* throughThread(doc: Document, call: Call): Generator<Switch> {
  const target = call.keywords.find(({ name }) => name === 'target')?.value;
  const kwargs = call.keywords.find(({ name }) => name === 'kwargs')?.value;
  if (target === undefined || kwargs === undefined || !doc.names.denotes(call.func, STARTING)) return;
  const given = entries(kwargs, doc.names);
  for (const row of rowsOf(frameworkNames(target, doc.names))) {
    const value = given.get(row.keyword);
    if (value !== undefined) yield { form: 'argument', value, node: call, name: row.keyword, fact: row };
  }
}
