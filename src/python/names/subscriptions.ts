import { lastWordOf, type QualifiedName } from '../../data/qualified-name.ts';
import { Bare, InString, idOf, intern, type Parsed, SUBSCRIPTIONS, VOCABULARY } from '../syntax/index.ts';

/** Calls by qualified name. */
export type Table = ReadonlyMap<QualifiedName, unknown> | ReadonlySet<QualifiedName>;

export interface Entry {
  readonly name: QualifiedName;
  /** The word with which a plain call of it is written. */
  readonly last: number;
  /** The words that must be in the file, as names or in strings. */
  readonly words: readonly number[];
  readonly builtin: boolean;
  /** It is the result of a call and is itself called (`Interpreter()(text)`): calling its last word creates one. */
  readonly isResult: boolean;
}

const BUILTINS = ['builtins', '__builtin__', '__builtins__'].map(intern);

/** What is subscribed, by the word without which a file has none of it. Only in the sources; see SUBSCRIPTIONS. */
const namesByWord = new Map<string, Set<QualifiedName>>();

/** Registers what a rule looks for. Call it before the first file is read. */
export function subscribe<T extends Table>(table: T): T {
  if (VOCABULARY !== '') return table;
  for (const name of table.keys()) {
    for (const word of wordsOfName(name)) intern(word);
    const word = keyOf(name);
    const names = namesByWord.get(word);
    if (names === undefined) namesByWord.set(word, new Set([name]));
    else names.add(name);
  }
  groups = null;
  return table;
}

/** Nothing of a table that nobody subscribed would ever be found. In the bundle it costs nothing to ask. */
export function mustBeSubscribed(table: Table): void {
  if (VOCABULARY !== '') return;
  for (const name of table.keys()) {
    if (!namesByWord.get(keyOf(name))?.has(name)) throw new Error(`${name} is not subscribed`);
  }
}

/** What is subscribed: a line for each word, with the word and the names. */
export const subscriptions = (): string =>
  [...namesByWord].map(([word, names]) => [word, ...names].join(' ')).join('\n');

/** The names that are possible if a word is in a file. */
interface Group {
  readonly word: number;
  readonly names: string;
  /** Null until a file has the word. */
  entries: readonly Entry[] | null;
}
let groups: readonly Group[] | null = null;

function startGroups(): readonly Group[] {
  return (SUBSCRIPTIONS || subscriptions()).split('\n').map((line) => {
    const space = line.indexOf(' ');
    return { word: idOf(line.slice(0, space)), names: line.slice(space + 1), entries: null };
  });
}

/** What of all that is subscribed may be meant in a file, judging by its words. */
export function possibleIn(present: Parsed['present'], isReachable: (entry: Entry) => boolean): readonly Entry[] {
  groups ??= startGroups();
  const found: Entry[] = [];
  for (const group of groups) {
    if (present[group.word] === 0) continue;
    group.entries ??= group.names.split(' ').map(entryOf);
    for (const entry of group.entries) if (isPossible(entry, present) && isReachable(entry)) found.push(entry);
  }
  return found;
}

function entryOf(name: QualifiedName): Entry {
  const words = wordsOfName(name).map(idOf);
  return { name, last: words.at(-1)!, words, builtin: isBuiltin(name), isResult: name.endsWith(')') };
}

/** A builtin is written without its module. */
const keyOf = (name: QualifiedName): string => (isBuiltin(name) ? lastWordOf(name) : wordsOfName(name)[0]!);

const isBuiltin = (name: QualifiedName): boolean => name.startsWith('builtins.');

function wordsOfName(name: QualifiedName): readonly string[] {
  const isPlain = !name.includes('(') && !name.includes('[');
  const parts = (isPlain ? name : name.replaceAll('()', '').replaceAll('[]', '')).split('.');
  return isBuiltin(name) ? parts.slice(1) : parts;
}

function isPossible({ last, words, builtin }: Entry, present: Parsed['present']): boolean {
  if (builtin) {
    if ((present[last]! & (Bare | InString)) !== 0) return words.length === 1 || present[words[0]!] !== 0;
    return present[last] !== 0 && BUILTINS.some((word) => present[word] !== 0);
  }
  for (const word of words) {
    if (present[word] === 0) return false;
  }
  return true;
}
