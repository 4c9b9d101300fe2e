import type { ImportedName } from './imports-in-text.ts';
import { importsInFile, isDefined, type LendingModule, lacks, lendingModule, mayBind } from './lending-module.ts';
import { memo } from './memo.ts';
import { moduleFile, moduleFilesFor, type Neighbours } from './module-file.ts';
import { valueIn } from './value-in.ts';
import { endOfWord, isWordCode } from './word-code.ts';

export { type Neighbours, NO_NEIGHBOURS } from './module-file.ts';

/** Maps a name that the file uses (as a name or an attribute) to the dotted name that it means outside the project. */
export type BorrowedNames = ReadonlyMap<string, string>;

export const NOTHING_BORROWED: BorrowedNames = new Map();

const MAX_HOPS = 4;

/**
 * Names that a Python file gets from other files of the project. In `from .safe import run_it`, where safe.py has
 * `run_it = os.system`, the word that a rule looks for is not in the file that calls it. Every commit needs this, so
 * the texts around are only searched, without git. It tells what is worth judging; the judgement itself resolves names.
 * @param note called with the path of each file that was searched
 */
export function borrowedNames(
  path: string,
  text: string,
  neighbours: Neighbours,
  note?: (path: string) => void,
): BorrowedNames {
  const own = importsInFile(path, text, neighbours);
  if (own.length === 0) return NOTHING_BORROWED;
  const search: Search = { neighbours, read: new Set() };
  const modules = moduleFilesFor(path, neighbours);
  const found = new Map<string, string>();
  const lend = (local: string, module: LendingModule | null, name: string): void => {
    const meaning = module === null ? null : lentMeaning(module, name, search);
    if (meaning !== null) found.set(local, meaning);
  };
  let before = '';
  let file: string | null = null;
  let lender: LendingModule | null = null;
  for (const { module, name, local } of own) {
    if (module !== before) {
      before = module;
      file = modules.find(module);
      lender = null;
    }
    // Most modules are not of the project, and neither is what is in them.
    if (file === null && !modules.mayHave(module)) continue;
    if (file !== null && name !== null) lender ??= moduleAt(file, search);
    if (name === '*') {
      if (file !== null) for (const one of boundIn(file, search)) if (text.includes(one)) lend(one, lender, one);
      continue;
    }
    if (name !== null) lend(local, lender, name);
    const mayBeModule = file === null || file.endsWith('__init__.py');
    const submodule = name === null ? file : mayBeModule ? modules.find(joined(module, name)) : null;
    if (submodule === null) continue;
    const attributes = attributesOf(local, text);
    if (attributes.size === 0) continue;
    const inner = moduleAt(submodule, search);
    for (const attribute of attributes) lend(attribute, inner, attribute);
  }
  if (note !== undefined) for (const one of search.read) note(one);
  return found;
}

interface Search {
  readonly neighbours: Neighbours;
  /** The files that were searched so far. */
  readonly read: Set<string>;
}

const joined = (module: string, name: string): string => (module.endsWith('.') ? module + name : `${module}.${name}`);

/** The names in `dotted.name` anywhere in a text. A regular expression for each import would take much longer. */
function attributesOf(dotted: string, text: string): ReadonlySet<string> {
  const found = new Set<string>();
  const head = `${dotted}.`;
  const isWord = isWordCode(head.charCodeAt(0));
  for (let at = text.indexOf(head); at >= 0; ) {
    const start = at + head.length;
    const isWhole = isWordCode(text.charCodeAt(at - 1)) !== isWord;
    const end = isWhole ? endOfWord(text, start) : start;
    if (end > start) found.add(text.slice(start, end));
    at = text.indexOf(head, end > start ? end : at + 1);
  }
  return found;
}

function moduleAt(path: string, { neighbours, read }: Search): LendingModule | null {
  read.add(path);
  return lendingModule(path, neighbours);
}

/** What a star import of a module may bind. */
function boundIn(path: string, search: Search): readonly string[] {
  const module = moduleAt(path, search);
  if (module === null) return [];
  const { imports, assigned } = module.bound();
  const others = module.stars().flatMap((from) => {
    const file = moduleFile(path, from, search.neighbours);
    return file === null ? [] : [...(moduleAt(file, search) ?? module).bound().assigned.keys()];
  });
  return [...imports.keys(), ...assigned.keys(), ...others];
}

interface Lent {
  readonly meaning: string | null;
  /** The files that tell. */
  readonly read: ReadonlySet<string>;
}

const startMeanings = (): Map<string, Map<string, Lent>> => new Map();

/** Like {@link meaningIn}, computed once for all files that import it. */
function lentMeaning(module: LendingModule, name: string, { neighbours, read }: Search): string | null {
  if (lacks(module, name)) return null;
  const lent = valueIn(memo(neighbours, startMeanings), module.path, name, (): Lent => {
    const own: Search = { neighbours, read: new Set() };
    return { meaning: meaningIn(module.path, name, own, MAX_HOPS), read: own.read };
  });
  for (const one of lent.read) read.add(one);
  return lent.meaning;
}

/** What a name in a module means outside the project; null if it means something in the project, or is unknown. */
function meaningIn(path: string, name: string, search: Search, hops: number): string | null {
  const module = hops === 0 ? null : moduleAt(path, search);
  if (module === null) return null;
  if (mayBind(module, name)) {
    if (isDefined(module, name)) return null;
    const { imports, assigned } = module.bound();
    const value = assigned.get(name);
    if (value !== undefined) return meaningOfDotted(module, value, name, search, hops - 1);
    const imported = imports.get(name);
    if (imported !== undefined) return meaningOfImport(module, imported, search, hops - 1);
  }
  const stars = module.stars();
  if (stars.length === 0 || isDefined(module, name)) return null;
  for (const from of stars) {
    const file = moduleFile(path, from, search.neighbours);
    const meaning = file === null ? null : meaningIn(file, name, search, hops - 1);
    if (meaning !== null) return meaning;
  }
  return null;
}

/** Handles `os.system` in a module that imports os, or an alias of it. */
function meaningOfDotted(
  module: LendingModule,
  dotted: string,
  name: string,
  search: Search,
  hops: number,
): string | null {
  const [head = '', ...rest] = dotted.split('.');
  const { imports, assigned } = module.bound();
  const last = rest.at(-1);
  // `import os.path`, `os.path.join`
  const whole = last === undefined ? undefined : imports.get(dotted.slice(0, -last.length - 1));
  if (whole !== undefined && whole.name === null) {
    const file = moduleFile(module.path, whole.module, search.neighbours);
    return file === null ? `${whole.module}.${last}` : meaningIn(file, last!, search, hops);
  }
  const imported = imports.get(head);
  if (imported === undefined) {
    if (head === name || !assigned.has(head)) return rest.length === 0 ? head : null;
    return followedBy(meaningIn(module.path, head, search, hops), rest);
  }
  return followedBy(meaningOfImport(module, imported, search, hops), rest);
}

const followedBy = (meaning: string | null, rest: readonly string[]): string | null =>
  meaning === null ? null : [meaning, ...rest].join('.');

function meaningOfImport(
  { path }: LendingModule,
  { module, name }: ImportedName,
  search: Search,
  hops: number,
): string | null {
  const file = moduleFile(path, module, search.neighbours);
  if (file !== null) return name === null ? null : meaningIn(file, name, search, hops);
  if (module.startsWith('.')) return null;
  return name === null ? module : `${module}.${name}`;
}
