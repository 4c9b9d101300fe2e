import type { QualifiedName } from '../../data/qualified-name.ts';
import { memo } from '../../engine/memo.ts';
import {
  AsName,
  Bare,
  type Call,
  InString,
  identifierAt,
  identifierEnd,
  idOf,
  intern,
  type Parsed,
  type PythonFile,
  skipTrivia,
  TEXT,
} from '../syntax/index.ts';
import * as K from '../syntax/tree.ts';
import { type Entry, mustBeSubscribed, possibleIn, type Table } from './subscriptions.ts';
import { writtenName } from './written-word.ts';

interface FileState {
  readonly spread: Map<number, Spread>;
  readonly byTable: Map<Table, readonly Call[]>;
  /** The words of the file and of borrowed names. */
  readonly present: Parsed['present'];
  readonly isReachable: (entry: Entry) => boolean;
  /** What may be in the file, judging by these words; null until somebody asks. */
  possible: readonly Entry[] | null;
  /** Likewise, what of a table. */
  readonly possibleOf: Map<Table, readonly Entry[]>;
  /** Names from other files, by the word that they would have if they were not renamed. */
  readonly borrowed: ReadonlyMap<number, readonly string[]>;
  /** The names that what looks up texts may have; null until somebody asks. */
  lookups: ReadonlySet<string> | null;
}

/** How far something can have spread that occurs somewhere without being called. */
interface Spread {
  /** Rows of calls of it, and of calls that take it as an argument. */
  readonly calls: readonly number[];
  /** The names that it has. */
  readonly names: ReadonlySet<string>;
}
const NOWHERE: Spread = { calls: [], names: new Set() };

const stateOf = (file: PythonFile): FileState => memo(file, startState);

function startState(file: PythonFile): FileState {
  const { parsed, borrowed } = file;
  const words = wordsOf(borrowed);
  return {
    spread: new Map(),
    byTable: new Map(),
    present: words === null ? parsed.present : withWords(parsed.present, words.all),
    isReachable: isReachableIn(file, words),
    possible: null,
    possibleOf: new Map(),
    borrowed: words?.byLast ?? NOTHING_BORROWED,
    lookups: null,
  };
}

interface BorrowedWords {
  readonly all: ReadonlySet<number>;
  readonly byLast: ReadonlyMap<number, readonly string[]>;
}
const NOTHING_BORROWED: ReadonlyMap<number, readonly string[]> = new Map();

function wordsOf(borrowed: ReadonlyMap<string, string>): BorrowedWords | null {
  if (borrowed.size === 0) return null;
  const all = new Set<number>();
  const byLast = new Map<number, string[]>();
  for (const [name, meaning] of borrowed) {
    const words = meaning.split('.').map(idOf);
    for (const word of words) all.add(word);
    const last = words.at(-1)!;
    const names = byLast.get(last);
    if (names === undefined) byLast.set(last, [name]);
    else names.push(name);
  }
  return { all, byLast };
}

/** As if the file itself contained the words. */
function withWords(present: Parsed['present'], words: ReadonlySet<number>): Parsed['present'] {
  const all = present.slice();
  for (const word of words) if (word !== 0) all[word]! |= AsName | Bare;
  return all;
}

/**
 * Whether the file has the module that a name begins with: it imports it or looks it up by a text, or another file of
 * the project has it. A variable `q` is not the module q.
 */
function isReachableIn({ text, parsed }: PythonFile, borrowed: BorrowedWords | null): (entry: Entry) => boolean {
  const { present, modules, imported, stars, tree } = parsed;
  const known = new Map<number, boolean>();
  const find = (word: number): boolean => {
    if (stars > 0 || (present[word]! & InString) !== 0 || borrowed?.all.has(word) === true) return true;
    for (const list of [modules, imported]) for (let i = 1; i < list.length; i += 2) if (list[i] === word) return true;
    // `compat.q`
    const { kinds, data } = tree;
    const name = TEXT[word]!;
    for (let row = kinds.indexOf(K.Attribute); row >= 0; row = kinds.indexOf(K.Attribute, row + 1)) {
      if (text.startsWith(name, data[row]) && identifierAt(text, data[row]!) === name) return true;
    }
    return false;
  };
  return ({ words: [root], builtin }) => {
    if (builtin) return true;
    const isReachable = known.get(root!) ?? find(root!);
    known.set(root!, isReachable);
    return isReachable;
  };
}

function possibleOf(state: FileState, table: Table): readonly Entry[] {
  let found = state.possibleOf.get(table);
  if (found === undefined) {
    mustBeSubscribed(table);
    state.possible ??= possibleIn(state.present, state.isReachable);
    found = state.possible.filter(({ name }) => table.has(name));
    state.possibleOf.set(table, found);
  }
  return found;
}

/** Whether anything in a table may be meant in a file, judging only by words. */
export function mayMean(file: PythonFile, table: Table): boolean {
  return possibleOf(stateOf(file), table).length > 0;
}

/** The names in a table that something in the file may mean. */
export function possibleNames(file: PythonFile, table: Table): readonly QualifiedName[] {
  return possibleOf(stateOf(file), table).map(({ name }) => name);
}

/** The calls that may be calls of something in a table, or that take it as an argument, in source order. */
export function candidateCalls(file: PythonFile, table: Table): readonly Call[] {
  const state = stateOf(file);
  let found = state.byTable.get(table);
  if (found !== undefined) return found;
  const lasts: number[] = [];
  const results: number[] = [];
  for (const { last, isResult } of possibleOf(state, table)) {
    if (!lasts.includes(last)) lasts.push(last);
    if (isResult && !results.includes(last)) results.push(last);
  }
  if (lasts.length === 0) found = [];
  else {
    const rows = new Set<number>();
    for (const word of lasts) {
      for (const row of callsOfWord(file, word)) rows.add(row);
      for (const row of spreadOf(file, state, word, results.includes(word)).calls) rows.add(row);
    }
    found = callsAt(file, rows);
  }
  state.byTable.set(table, found);
  return found;
}

export function callsAt(file: PythonFile, rows: Iterable<number>): readonly Call[] {
  const calls: Call[] = [];
  for (const row of rows) calls.push(file.view(row) as Call);
  return calls.sort((a, b) => a.start - b.start || b.end - a.end || b.id - a.id);
}

/** True if the word is called directly wherever it is a name: nothing in the file binds it. */
export function isOnlyCalled(file: PythonFile, word: number): boolean {
  return callsOfWord(file, word).length === file.parsed.counts[word];
}

/** Rows of calls that are written with a word. */
export function callsOfWord(file: PythonFile, word: number): readonly number[] {
  return memo(file, callsByWord).get(word) ?? NO_ROWS;
}

const NO_ROWS: readonly number[] = [];

/** Likewise with one of several words. */
export function callsOfWords(file: PythonFile, words: Iterable<number>): readonly number[] {
  const byWord = memo(file, callsByWord);
  const found: number[] = [];
  for (const word of words) for (const row of byWord.get(word) ?? NO_ROWS) found.push(row);
  return found;
}

function callsByWord({ parsed: { called } }: PythonFile): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (let i = 0; i < called.length; i += 2) {
    const rows = found.get(called[i + 1]!);
    if (rows === undefined) found.set(called[i + 1]!, [called[i]!]);
    else rows.push(called[i]!);
  }
  return found;
}

function spreadOf(file: PythonFile, state: FileState, word: number, isResult: boolean): Spread {
  let found = state.spread.get(word);
  if (found === undefined) {
    const sources: number[] = [];
    const renamed = state.borrowed.get(word) ?? [];
    const { uncalled, imported } = file.parsed;
    for (let i = 0; i < uncalled.length; i += 2) if (uncalled[i + 1] === word) sources.push(uncalled[i]!);
    for (let i = 0; i < imported.length; i += 2) if (imported[i + 1] === word) sources.push(imported[i]!);
    if (isResult) for (const row of callsOfWord(file, word)) sources.push(row);
    const takesTexts = LOOKUPS.includes(word) ? always : (name: string) => lookupsIn(file, state).has(name);
    found = sources.length + renamed.length === 0 ? NOWHERE : follow(file, sources, renamed, takesTexts);
    state.spread.set(word, found);
  }
  return found;
}

/** The functions that return what a text names. To any other, `"exec"` is only a text: `compile(text, name, "exec")`. */
const LOOKUPS = ['getattr', '__import__', 'import_module'].map(intern);
const always = (): boolean => true;

function lookupsIn(file: PythonFile, state: FileState): ReadonlySet<string> {
  state.lookups ??= namesOf(file, state, LOOKUPS);
  return state.lookups;
}

/**
 * The rows that the value of a row, and of some names, may reach: see Denotations, which follows the same paths.
 * @param takesTexts whether a function with this name may look up a text that it is given
 */
function follow(
  file: PythonFile,
  sources: readonly number[],
  known: readonly string[],
  takesTexts: (name: string) => boolean,
): Spread {
  const { tree } = file.parsed;
  const { kinds, starts, ends, firsts, data } = tree;
  const { text } = file;
  const calls = new Set<number>();
  const names = new Set<string>();
  const fresh = new Set<string>();
  const add = (name: string): void => {
    if (name !== '' && !names.has(name)) {
      names.add(name);
      fresh.add(name);
    }
  };
  const addTarget = (row: number): void => {
    switch (kinds[row]) {
      case K.Name:
        add(identifierAt(text, starts[row]!));
        break;
      case K.Attribute:
        add(identifierAt(text, data[row]!));
        break;
      case K.Tuple:
      case K.List:
      case K.Starred:
        for (const child of K.childrenOf(tree, row)) addTarget(child);
        break;
      default:
    }
  };
  const isLookup = (call: number): boolean => {
    const name = writtenName(file, K.firstChild(tree, call));
    return name === null || takesTexts(name);
  };
  const up = (from: number): void => {
    let isText = kinds[from] === K.StringLiteral || kinds[from] === K.StringPart;
    let child = from;
    for (;;) {
      let row = child + 1;
      while (row < kinds.length && firsts[row]! > child) row++;
      if (row >= kinds.length) return;
      switch (kinds[row]) {
        case K.Call:
          if (isText && !isLookup(row)) return;
          isText = false;
          calls.add(row);
          // A call returns something else.
          if (firsts[child] === firsts[row]) return;
          break;
        case K.Keyword:
        case K.Await:
        case K.IfExp:
        case K.BoolOp:
        case K.Lambda:
        case K.Tuple:
        case K.List:
        case K.Starred:
        case K.Subscript:
        case K.Decorator:
        case K.StringLiteral:
          break;
        case K.NamedExpr:
          addTarget(K.childrenOf(tree, row)[0]!);
          break;
        case K.Assign: {
          const children = K.childrenOf(tree, row);
          if (child !== children.at(-1)) return;
          for (const target of children.slice(0, -1)) addTarget(target);
          return;
        }
        case K.AnnAssign: {
          const children = K.childrenOf(tree, row);
          if (child !== children[0]) addTarget(children[0]!);
          return;
        }
        case K.For:
        case K.ComprehensionFor:
        case K.WithItem: {
          const children = K.childrenOf(tree, row);
          const [target, value] = kinds[row] === K.WithItem ? [children[1], children[0]] : [children[0], children[1]];
          if (child === value && target !== undefined) addTarget(target);
          return;
        }
        case K.Return:
        case K.FunctionDef: {
          let owner = row;
          while (owner >= 0 && (kinds[owner] !== K.FunctionDef || firsts[owner]! > row)) {
            owner = kinds.indexOf(K.FunctionDef, owner + 1);
          }
          if (owner >= 0) add(identifierAt(text, data[owner]! >> 1));
          return;
        }
        case K.ClassDef:
          add(identifierAt(text, data[row]!));
          add('cls');
          return;
        case K.Parameter:
          add(identifierAt(text, starts[row]!));
          return;
        default:
          return;
      }
      child = row;
    }
  };
  for (const name of known) add(name);
  for (const source of sources) {
    if (kinds[source] !== K.ImportAlias) up(source);
    else {
      // `a.b as c`
      let at = starts[source]!;
      for (;;) {
        at = skipTrivia(text, identifierEnd(text, at));
        if (text.charCodeAt(at) !== 46) break;
        at = skipTrivia(text, at + 1);
      }
      if (at < ends[source]!) add(identifierAt(text, skipTrivia(text, at + 2)));
    }
  }
  while (fresh.size > 0 && names.size < 100) {
    const wanted = new Set(fresh);
    fresh.clear();
    const sizes = new Uint8Array(256);
    for (const name of wanted) sizes[name.length & 255] = 1;
    for (let row = 0; row < kinds.length; row++) {
      const kind = kinds[row]!;
      if (kind !== K.Name && kind !== K.Attribute) continue;
      const start = kind === K.Name ? starts[row]! : data[row]!;
      const end = ends[row]!;
      if (sizes[(end - start) & 255] === 0 || !wanted.has(text.slice(start, end))) continue;
      // If it is called: the call and its result. Otherwise: where it is passed on.
      let above = row + 1;
      while (above < kinds.length && firsts[above]! > row) above++;
      if (kinds[above] === K.Call && firsts[above] === firsts[row]) {
        calls.add(above);
        up(above);
      } else up(row);
    }
  }
  return { calls: [...calls], names };
}

/** The enclosing node of a row. */
export function parentRow(file: PythonFile, row: number): number {
  const { firsts } = file.parsed.tree;
  let above = row + 1;
  while (above < firsts.length && firsts[above]! > row) above++;
  return above;
}

/** True if a word occurs in one of several ways (see words.ts; 255: in any). */
export function occurs(file: PythonFile, words: Iterable<number>, how: number): boolean {
  const { present } = file.parsed;
  for (const word of words) if ((present[word]! & how) !== 0) return true;
  return false;
}

/** Calls with one of the words as a keyword. */
export function callsWithKeyword(file: PythonFile, words: ReadonlySet<number>): number[] {
  const { keywords } = file.parsed;
  const rows: number[] = [];
  for (let i = 0; i < keywords.length; i += 2) {
    if (!words.has(keywords[i + 1]!)) continue;
    const row = parentRow(file, keywords[i]!);
    if (file.parsed.tree.kinds[row] === K.Call) rows.push(row);
  }
  return rows;
}

/** Calls with `**mapping`. */
export function unpackingCalls(file: PythonFile): number[] {
  const { kinds, data } = file.parsed.tree;
  const rows: number[] = [];
  for (let row = kinds.indexOf(K.Keyword); row >= 0; row = kinds.indexOf(K.Keyword, row + 1)) {
    if (data[row] !== 0) continue;
    const above = parentRow(file, row);
    if (kinds[above] === K.Call) rows.push(above);
  }
  return rows;
}

/** The calls that may be reached under names other than a table's last words. */
export function spreadCalls(file: PythonFile, table: Table): readonly number[] {
  const state = stateOf(file);
  const rows: number[] = [];
  for (const { last, isResult } of possibleOf(state, table)) {
    for (const row of spreadOf(file, state, last, isResult).calls) rows.push(row);
  }
  return rows;
}

/**
 * The names that something in a table, or something written with one of the words, may have in a file. An expression
 * that ends in another name is none of them.
 */
export function namesFor(file: PythonFile, table: Table, words: readonly number[]): ReadonlySet<string> {
  const state = stateOf(file);
  const found = namesOf(file, state, words);
  for (const { last, isResult } of possibleOf(state, table)) takeNames(file, state, last, isResult, found);
  return found;
}

/** The names that something written with one of the words may have. */
function namesOf(file: PythonFile, state: FileState, words: readonly number[]): Set<string> {
  const found = new Set<string>();
  for (const word of words) if (file.parsed.present[word] !== 0) takeNames(file, state, word, false, found);
  return found;
}

function takeNames(file: PythonFile, state: FileState, word: number, isResult: boolean, found: Set<string>): void {
  found.add(TEXT[word]!);
  for (const name of spreadOf(file, state, word, isResult).names) found.add(name);
}

/** True if an attribute named like one of the words is assigned to. */
export function storesAttribute(file: PythonFile, words: ReadonlySet<number>): boolean {
  return memo(file, wordsOfStored).some((word) => words.has(word));
}

/** The words of attributes that are assigned to. */
function wordsOfStored(file: PythonFile): readonly number[] {
  const { uncalled, tree } = file.parsed;
  const { kinds, firsts } = tree;
  const words: number[] = [];
  for (let i = 0; i < uncalled.length; i += 2) {
    const row = uncalled[i]!;
    if (kinds[row] !== K.Attribute) continue;
    const above = parentRow(file, row);
    const kind = kinds[above];
    const isStored =
      kind === K.Assign
        ? row !== above - 1
        : kind === K.AnnAssign
          ? firsts[row] === firsts[above]
          : kind === K.Tuple || kind === K.List;
    if (isStored) words.push(uncalled[i + 1]!);
  }
  return words;
}
