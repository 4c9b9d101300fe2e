import { type ImportedName, importsIn } from './imports-in-text.ts';
import { memo } from './memo.ts';
import { mayHaveFile, moduleFile, type Neighbours } from './module-file.ts';
import { valueIn } from './value-in.ts';
import { isWordCode } from './word-code.ts';

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
  const found = new Map<string, string>();
  const lend = (local: string, file: string, name: string): void => {
    const meaning = lentMeaning(file, name, search);
    if (meaning !== null) found.set(local, meaning);
  };
  let before = '';
  let file: string | null = null;
  for (const { module, name, local } of own) {
    if (module !== before) {
      before = module;
      file = moduleFile(path, module, neighbours);
    }
    // Most modules are not of the project, and neither is what is in them.
    if (file === null && !mayHaveFile(path, module, neighbours)) continue;
    if (name === '*') {
      if (file !== null) for (const one of boundIn(file, search)) if (text.includes(one)) lend(one, file, one);
      continue;
    }
    if (name !== null && file !== null) lend(local, file, name);
    const mayBeModule = file === null || file.endsWith('__init__.py');
    const submodule = name === null ? file : mayBeModule ? moduleFile(path, joined(module, name), neighbours) : null;
    if (submodule === null) continue;
    for (const attribute of attributesOf(local, text)) lend(attribute, submodule, attribute);
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

function endOfWord(text: string, start: number): number {
  let end = start;
  while (isWordCode(text.charCodeAt(end))) end += 1;
  return end;
}

interface Module {
  readonly path: string;
  readonly text: string;
  readonly imports: () => readonly ImportedName[];
  /** How many names have been looked up in it. */
  lookups: number;
}

const startFiles = (): Map<string, Module | null> => new Map();

function moduleAt(path: string, { neighbours, read }: Search): Module | null {
  read.add(path);
  const files = memo(neighbours, startFiles);
  let module = files.get(path);
  if (module === undefined) {
    const text = neighbours.text(path);
    module = text === null ? null : { path, text, imports: () => importsInFile(path, text, neighbours), lookups: 0 };
    files.set(path, module);
  }
  return module;
}

interface Imports {
  readonly text: string;
  readonly found: readonly ImportedName[];
}

const startImports = (): Map<string, Imports> => new Map();

/** A file that borrows names may also lend some. */
function importsInFile(path: string, text: string, neighbours: Neighbours): readonly ImportedName[] {
  const files = memo(neighbours, startImports);
  let imports = files.get(path);
  if (imports?.text !== text) {
    imports = { text, found: importsIn(text) };
    files.set(path, imports);
  }
  return imports.found;
}

/** By the names that they bind. Star imports by their module and a star. */
function importsOf({ imports }: Module): ReadonlyMap<string, ImportedName> {
  return new Map(imports().map((one) => [one.name === '*' ? `${one.module}*` : one.local, one]));
}

/** The modules of star imports. */
function starsOf(module: Module): readonly string[] {
  if (!module.text.includes('*')) return [];
  return [...memo(module, importsOf).values()].flatMap(({ name, module: from }) => (name === '*' ? [from] : []));
}

const ASSIGNMENT = /^[ \t]*(\w+)[ \t]*(?::[^=\r\n]{0,200})?=[ \t]*([A-Za-z_][\w.]*)[ \t\r]*(?:#.*)?$/gm;
/** `except ImportError: call = None` */
const CONSTANTS: ReadonlySet<string> = new Set(['None', 'True', 'False']);

/** Plain assignments of one dotted name. */
function assignedIn({ text }: Module): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(ASSIGNMENT)) if (!CONSTANTS.has(value)) found.set(name, value);
  return found;
}

/**
 * Functions and classes at any level, which most imports are. All at once, because others will ask for more of them.
 */
function definedIn({ text }: Module): ReadonlySet<string> {
  const found = new Set<string>();
  for (const keyword of ['def ', 'class ']) {
    for (let at = text.indexOf(keyword); at >= 0; ) {
      const start = at + keyword.length;
      const end = endOfWord(text, start);
      found.add(text.slice(start, end));
      at = text.indexOf(keyword, end);
    }
  }
  return found;
}

function boundIn(path: string, search: Search): readonly string[] {
  const module = moduleAt(path, search);
  if (module === null) return [];
  const own = [...memo(module, importsOf).keys(), ...memo(module, assignedIn).keys()];
  return own.flatMap((name) => {
    if (!name.endsWith('*')) return [name];
    const file = moduleFile(path, name.slice(0, -1), search.neighbours);
    return file === null ? [] : [...memo(moduleAt(file, search) ?? module, assignedIn).keys()];
  });
}

interface Lent {
  readonly meaning: string | null;
  /** The files that tell. */
  readonly read: ReadonlySet<string>;
}

const startMeanings = (): Map<string, Map<string, Lent>> => new Map();

/** Like {@link meaningIn}, computed once for all files that import it. */
function lentMeaning(path: string, name: string, { neighbours, read }: Search): string | null {
  const lent = valueIn(memo(neighbours, startMeanings), path, name, (): Lent => {
    const search: Search = { neighbours, read: new Set() };
    return { meaning: meaningIn(path, name, search, MAX_HOPS), read: search.read };
  });
  for (const one of lent.read) read.add(one);
  return lent.meaning;
}

/** For a few names, a search for each is faster than reading everything that the module binds. */
function mayBind(module: Module, name: string): boolean {
  module.lookups += 1;
  return module.lookups > FEW || module.text.includes(name);
}

const FEW = 4;

/** What a name in a module means outside the project; null if it means something in the project, or is unknown. */
function meaningIn(path: string, name: string, search: Search, hops: number): string | null {
  const module = hops === 0 ? null : moduleAt(path, search);
  if (module === null || memo(module, definedIn).has(name)) return null;
  if (mayBind(module, name)) {
    const value = memo(module, assignedIn).get(name);
    if (value !== undefined) return meaningOfDotted(module, value, name, search, hops - 1);
    const imported = memo(module, importsOf).get(name);
    if (imported !== undefined) return meaningOfImport(module, imported, search, hops - 1);
  }
  for (const from of memo(module, starsOf)) {
    const file = moduleFile(path, from, search.neighbours);
    const meaning = file === null ? null : meaningIn(file, name, search, hops - 1);
    if (meaning !== null) return meaning;
  }
  return null;
}

/** Handles `os.system` in a module that imports os, or an alias of it. */
function meaningOfDotted(module: Module, dotted: string, name: string, search: Search, hops: number): string | null {
  const [head = '', ...rest] = dotted.split('.');
  const imports = memo(module, importsOf);
  const last = rest.at(-1);
  // `import os.path`, `os.path.join`
  const whole = last === undefined ? undefined : imports.get(dotted.slice(0, -last.length - 1));
  if (whole !== undefined && whole.name === null) {
    const file = moduleFile(module.path, whole.module, search.neighbours);
    return file === null ? `${whole.module}.${last}` : meaningIn(file, last!, search, hops);
  }
  const imported = imports.get(head);
  if (imported === undefined) {
    if (head === name || !memo(module, assignedIn).has(head)) return rest.length === 0 ? head : null;
    return followedBy(meaningIn(module.path, head, search, hops), rest);
  }
  return followedBy(meaningOfImport(module, imported, search, hops), rest);
}

const followedBy = (meaning: string | null, rest: readonly string[]): string | null =>
  meaning === null ? null : [meaning, ...rest].join('.');

function meaningOfImport(
  { path }: Module,
  { module, name }: ImportedName,
  search: Search,
  hops: number,
): string | null {
  const file = moduleFile(path, module, search.neighbours);
  if (file !== null) return name === null ? null : meaningIn(file, name, search, hops);
  if (module.startsWith('.')) return null;
  return name === null ? module : `${module}.${name}`;
}
