import { isForbidden, RESTRICTED_CODE } from '../../../data/in-process-sandboxes.ts';
import { groupBy } from '../../../engine/group-by.ts';
import { memo } from '../../../engine/memo.ts';
import {
  argumentOf,
  type Binding,
  callsAt,
  callsOfWords,
  candidates,
  keyedAssignments,
  type Names,
} from '../../../python/names/index.ts';
import { originOf } from '../../../python/origin/index.ts';
import {
  asksForMembership,
  type Call,
  type Compare,
  type Expression,
  intern,
  type Node,
} from '../../../python/syntax/index.ts';
import * as K from '../../../python/syntax/tree.ts';
import { knownValue } from '../../../python/worth/index.ts';

/** How somebody tried to make a call of eval or exec harmless. */
export interface SandboxAttempt {
  readonly how: 'globals' | 'forbidden words';
  /** What to report: the call with its globals, or the test for forbidden words. */
  readonly node: Call | Compare;
}

/** What runs a text as code. */
export const RUNNERS: ReadonlySet<string> = new Set(['builtins.eval', 'builtins.exec']);
const BUILTINS = new Set(['builtins', 'builtins.__builtins__', 'builtins.__dict__', 'builtins.__builtins__.__dict__']);
const COPIES = new Set([
  'builtins.vars',
  'builtins.dict',
  'copy.copy',
  'copy.deepcopy',
  'collections.OrderedDict',
  'collections.ChainMap',
  'types.MappingProxyType',
]);

/**
 * The attempt to confine the code of an eval or exec: restricted `__builtins__` in its globals, or a search for
 * forbidden words before it. Null if there is none, or the code is constant.
 */
export function sandboxAttempt(call: Call, names: Names): SandboxAttempt | null {
  const known = memo(names, attemptsByCall);
  let attempt = known.get(call.id);
  if (attempt === undefined) {
    attempt = findAttempt(call, names);
    known.set(call.id, attempt);
  }
  return attempt;
}

const attemptsByCall = (_names: Names): Map<number, SandboxAttempt | null> => new Map();

const BUILTINS_WORD = intern('__builtins__');
function findAttempt(call: Call, names: Names): SandboxAttempt | null {
  if (!names.denotes(call.func, RUNNERS)) return null;
  const code = argumentOf(call, 0, 'source');
  if (code === null || originOf(code, names).kind === 'constant') return null;
  if (runsRestrictedCode(code, names)) return null;
  const globals = argumentOf(call, 1, 'globals');
  if (globals !== null && names.file.parsed.present[BUILTINS_WORD] !== 0 && hasRestrictedBuiltins(globals, names))
    return { how: 'globals', node: call };
  const test = forbiddenWordsTest(call, code, names);
  return test === null ? null : { how: 'forbidden words', node: test };
}

/** `exec(compile_restricted(text))`, or with the `.code` of its result. */
export function runsRestrictedCode(code: Expression, names: Names): boolean {
  return names.denotes(code.kind === 'Attribute' && code.attr === 'code' ? code.value : code, RESTRICTED_CODE);
}

/** How many steps to follow the globals through names, copies and functions in the file. */
const MAX_STEPS = 8;

function hasRestrictedBuiltins(globals: Expression, names: Names, depth = 0): boolean {
  if (depth > MAX_STEPS) return false;
  const isRestricted = (inner: Expression | null): boolean =>
    inner !== null && inner.id !== globals.id && hasRestrictedBuiltins(inner, names, depth + 1);
  switch (globals.kind) {
    case 'Name':
      return (
        names.bindings(globals.name, globals).some(({ value }) => isRestricted(value)) ||
        isRestrictedLater(globals, names)
      );
    case 'Attribute':
      return (
        memberBindings(globals, names).some(({ value }) => isRestricted(value)) || isRestrictedLater(globals, names)
      );
    case 'Dict':
      // {**SAFE, "x": 1}
      return globals.items.some((item) =>
        item.key === null ? isRestricted(item.value) : isRestriction(item.key, item.value, names),
      );
    case 'BinOp':
      return globals.op === '|' && (isRestricted(globals.left) || isRestricted(globals.right));
    case 'BoolOp':
      return globals.values.some(isRestricted);
    case 'IfExp':
      return isRestricted(globals.body) || isRestricted(globals.orelse);
    case 'NamedExpr':
      return isRestricted(globals.value);
    case 'Call':
      return isRestrictedCall(globals, names, isRestricted);
    default:
      return false;
  }
}

/** `dict(__builtins__={})`, copies of a restricted dict, and results of functions in the file. */
function isRestrictedCall(call: Call, names: Names, isRestricted: (inner: Expression | null) => boolean): boolean {
  if (names.denotes(call.func, COPIES)) {
    const given = call.keywords.some(({ name, value }) =>
      name === null ? isRestricted(value) : name === '__builtins__' && !isWholeBuiltins(value, names),
    );
    return given || call.args.some((argument) => isRestricted(argument));
  }
  if (call.func.kind === 'Attribute' && call.func.attr === 'copy' && call.args.length === 0) {
    return isRestricted(call.func.value);
  }
  const definition = names.definition(call.func);
  return definition?.kind === 'FunctionDef' && names.returns(definition).some(({ value }) => isRestricted(value));
}

/** `self.scope`: what the class's own code assigns to it. */
function memberBindings(attribute: Expression & { kind: 'Attribute' }, names: Names): readonly Binding[] {
  if (attribute.value.kind !== 'Name') return [];
  return names.bindings(attribute.value.name, attribute.value).flatMap((binding) => {
    const owner = names.receiver(binding);
    if (owner === null) return [];
    return names.members(owner, attribute.attr).flatMap((state) => candidates(state).bindings);
  });
}

function isRestriction(key: Expression | null, value: Expression, names: Names): boolean {
  return key?.kind === 'String' && key.value === '__builtins__' && !isWholeBuiltins(value, names);
}

function isWholeBuiltins(value: Expression, names: Names): boolean {
  if (names.denotes(value, BUILTINS)) return true;
  if (value.kind === 'Name' && value.name === '__builtins__') return true;
  if (value.kind === 'Attribute' && value.attr === '__dict__') return isWholeBuiltins(value.value, names);
  const [first] = value.kind === 'Call' ? value.args : [];
  return value.kind === 'Call' && first !== undefined && isWholeBuiltins(first, names);
}

/**
 * `scope["__builtins__"] = {}`, `scope.update({"__builtins__": {}})`, `scope.setdefault("__builtins__", {})`,
 * `del scope["__builtins__"]`: for the same name, where it is created or where it is used.
 */
function isRestrictedLater(globals: Expression, names: Names): boolean {
  const { file } = names;
  const wanted = file.text.slice(globals.start, globals.end);
  const scopes = new Set([names.scope(globals).id]);
  if (globals.kind === 'Name') {
    for (const binding of names.bindings(globals.name, globals)) scopes.add(binding.scope.id);
  }
  const isIt = (target: Expression): boolean =>
    file.text.slice(target.start, target.end) === wanted && scopes.has(names.scope(target).id);
  const isEntry = (target: Expression): boolean =>
    target.kind === 'Subscript' &&
    target.slice.kind === 'String' &&
    target.slice.value === '__builtins__' &&
    isIt(target.value);
  return (
    keyedAssignments(file).some((node) => node.targets.some(isEntry) && !isWholeBuiltins(node.value, names)) ||
    file.nodes('Delete').some((node) => node.targets.some(isEntry)) ||
    file.nodes('Call').some(({ func, args, keywords }) => {
      if (func.kind !== 'Attribute' || !/^(?:update|setdefault)$/.test(func.attr) || !isIt(func.value)) return false;
      const [first, second] = args;
      if (func.attr === 'setdefault') {
        return first !== undefined && second !== undefined && isRestriction(first, second, names);
      }
      return (
        (first?.kind === 'Dict' && first.items.some((item) => isRestriction(item.key, item.value, names))) ||
        keywords.some(({ name, value }) => name === '__builtins__' && !isWholeBuiltins(value, names))
      );
    })
  );
}

/**
 * A comparison such as `"import os" in code` before the call in the same function, or over a list of words
 * (`any(word in code for word in FORBIDDEN)`, `for word in FORBIDDEN: if word in code: …`).
 */
function forbiddenWordsTest(call: Call, code: Expression, names: Names): Call | Compare | null {
  const text = codeText(code, names);
  if (text === null) return null;
  const { tests, searches } = memo(names, findWordSearches);
  const scope = names.scope(call).id;
  const test = inScope(tests.get(text), scope, names).find((one) => isForbiddenWord(one.left, names));
  if (test !== undefined && test.start <= call.start) return test;
  const search = inScope(searches.get(text), scope, names).find((one) => looksForForbiddenWords(one, text, names));
  return search !== undefined && search.start < call.start ? search : null;
}

/** Those of some nodes that are in a scope. A file may test a text of the same name in each of thousands of functions. */
function inScope<T extends Node>(nodes: readonly T[] | undefined, scope: number, names: Names): readonly T[] {
  if (nodes === undefined) return [];
  const groups = memo(names, groupsSoFar);
  let group = groups.get(nodes);
  if (group === undefined) {
    group = groupBy(nodes, (node) => names.scope(node).id);
    groups.set(nodes, group);
  }
  return (group.get(scope) as readonly T[] | undefined) ?? [];
}

const groupsSoFar = (_names: Names): Map<readonly Node[], ReadonlyMap<number, readonly Node[]>> => new Map();

interface WordSearches {
  /** The comparisons and the calls, in source order, by the text of what they may search. */
  readonly tests: ReadonlyMap<string, readonly Compare[]>;
  readonly searches: ReadonlyMap<string, readonly Call[]>;
}

/** Where a file searches a text for something. Computed once for all its calls. */
function findWordSearches(names: Names): WordSearches {
  const { file } = names;
  const { kinds } = file.parsed.tree;
  const tests = new Map<string, Compare[]>();
  for (let row = kinds.indexOf(K.Compare); row >= 0; row = kinds.indexOf(K.Compare, row + 1)) {
    // Only the few comparisons of this kind become nodes.
    if (!asksForMembership(file, row)) continue;
    const test = file.view(row) as Compare;
    const [searched] = test.comparators;
    if (test.ops.length !== 1 || searched === undefined) continue;
    add(tests, bareText(searched, file.text), test);
  }
  for (const list of tests.values()) list.sort(inSourceOrder);
  const searches = new Map<string, Call[]>();
  const calls = callsAt(file, callsOfWords(file, SEARCHING_WORDS));
  for (const search of calls) {
    if (search.func.kind !== 'Attribute') continue;
    for (const searched of [search.func.value, ...search.args.slice(0, 2)]) {
      add(searches, bareText(searched, file.text), search);
    }
  }
  return { tests, searches };
}

function add<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [one]);
  else list.push(one);
}

const inSourceOrder = (a: Node, b: Node): number => a.start - b.start || b.end - a.end || b.id - a.id;

const FINDERS = new Set(['find', 'rfind', 'index', 'count', 'startswith', '__contains__']);
const MATCHERS = new Set(['search', 'match', 'fullmatch', 'findall', 'finditer']);
const SEARCHING_WORDS = [...FINDERS, ...MATCHERS].map(intern);

/** A call that searches the given expression for forbidden words. */
function looksForForbiddenWords(call: Call, text: string, names: Names): boolean {
  const { searched, words } = searchOf(call, names);
  if (searched === null || bareText(searched, names.file.text) !== text) return false;
  return words.some(isForbidden);
}

const SEARCHES = /^re\.\w+$/;
const COMPILED_SEARCHES = /^re\.compile\(\)\.\w+$/;

/** What a call such as `re.search("import|__", code)` or `code.find("import")` searches, and for which words. */
function searchOf(call: Call, names: Names): { searched: Expression | null; words: readonly string[] } {
  const [first, second] = call.args;
  const nothing = { searched: null, words: [] };
  if (call.func.kind !== 'Attribute' || first === undefined) return nothing;
  const { attr, value } = call.func;
  if (FINDERS.has(attr) && first.kind === 'String') return { searched: value, words: [first.value] };
  if (!MATCHERS.has(attr)) return nothing;
  const qualified = names.qualify(call.func);
  if (qualified.some((name) => SEARCHES.test(name))) {
    return { searched: second ?? null, words: wordsOfPattern(knownValue(first, names)) };
  }
  if (!qualified.some((name) => COMPILED_SEARCHES.test(name))) return nothing;
  const made = value.kind === 'Name' ? names.bindings(value.name, value).map((binding) => binding.value) : [value];
  const words = made.flatMap((one) => {
    const pattern = one?.kind === 'Call' ? one.args[0] : undefined;
    return pattern === undefined ? [] : wordsOfPattern(knownValue(pattern, names));
  });
  return { searched: first, words };
}

/** The words in a regular expression, without character classes and escapes. */
function wordsOfPattern(pattern: unknown): readonly string[] {
  if (typeof pattern !== 'string') return [];
  return pattern
    .replace(/\\[A-Za-z]/g, ' ')
    .replace(/\[[^\][]{0,200}\]/g, ' ')
    .split(/\W+/)
    .filter((word) => word !== '');
}

/** The name of the code in `compile(code, …)`, `code.strip()` and the like. */
function codeText(code: Expression, names: Names): string | null {
  if (code.kind === 'Call' && code.func.kind === 'Name' && code.args[0] !== undefined) {
    return codeText(code.args[0], names);
  }
  if (code.kind === 'Name') {
    const [only, ...more] = names.bindings(code.name, code);
    const value = only?.value;
    if (more.length === 0 && value?.kind === 'Call' && value.func.kind === 'Name' && value.func.name === 'compile') {
      return codeText(value, names);
    }
  }
  const text = bareText(code, names.file.text);
  return /^[\w.[\]"']+$/.test(text) ? text : null;
}

function bareText(expression: Expression, text: string): string {
  if (expression.kind === 'Call' && expression.func.kind === 'Attribute' && expression.args.length === 0) {
    return bareText(expression.func.value, text);
  }
  return text.slice(expression.start, expression.end);
}

function isForbiddenWord(word: Expression, names: Names): boolean {
  if (word.kind === 'String') return isForbidden(word.value);
  if (word.kind !== 'Name') return false;
  for (const { node } of names.bindings(word.name, word)) {
    if (node.kind !== 'For' && node.kind !== 'ComprehensionFor') continue;
    if (
      /forbid|banned|black_?list|deny|disallow|danger|block|unsafe|illegal|restrict|bad/i.test(
        names.file.text.slice(node.iter.start, node.iter.end),
      )
    ) {
      return true;
    }
    const items = listItems(node.iter, names);
    if (items.some((item) => item.kind === 'String' && isForbidden(item.value))) return true;
  }
  return false;
}

function listItems(iterated: Expression, names: Names): readonly Expression[] {
  if (iterated.kind === 'List' || iterated.kind === 'Tuple' || iterated.kind === 'Set') return iterated.items;
  if (iterated.kind !== 'Name') return [];
  return names
    .bindings(iterated.name, iterated)
    .flatMap(({ value }) => (value === null || value.kind === 'Name' ? [] : listItems(value, names)));
}

/** True if there is a raise anywhere below: an audit hook that raises blocks. */
export function raises(body: Node, children: (node: Node) => readonly Node[]): boolean {
  if (body.kind === 'Raise') return true;
  return children(body).some((child) => raises(child, children));
}
