import { memo } from './memo.ts';
import { parentOf } from './path-parts.ts';
import { isWordCode } from './word-code.ts';

/** What is around a file, as far as it is easily available. */
export interface Neighbours {
  /** Names of the files and folders in a folder. */
  list(folder: string): ReadonlySet<string>;
  text(path: string): string | null;
}

export const NO_NEIGHBOURS: Neighbours = { list: () => new Set(), text: () => null };

/** Maps a name that the file uses (as a name or an attribute) to the dotted name that it means outside the project. */
export type BorrowedNames = ReadonlyMap<string, string>;

export const NOTHING_BORROWED: BorrowedNames = new Map();

const MAX_HOPS = 4;

/**
 * Names that a Python file gets from other files of the project. In `from .safe import run_it`, where safe.py has
 * `run_it = os.system`, the word that a rule looks for is not in the file that calls it. Every commit needs this, so
 * the texts around are only searched, without git. It tells what is worth judging; the judgement itself resolves names.
 */
export function borrowedNames(path: string, text: string, neighbours: Neighbours): BorrowedNames {
  const own = importsIn(text);
  if (own.length === 0) return NOTHING_BORROWED;
  const found = new Map<string, string>();
  const lend = (local: string, file: string, name: string): void => {
    const meaning = lentMeaning(file, name, neighbours);
    if (meaning !== null) found.set(local, meaning);
  };
  for (const { module, name, local } of own) {
    const file = moduleFile(path, module, neighbours);
    if (name === '*') {
      if (file !== null) for (const one of boundIn(file, neighbours)) if (text.includes(one)) lend(one, file, one);
      continue;
    }
    if (name !== null && file !== null) lend(local, file, name);
    const mayBeModule = file === null || file.endsWith('__init__.py');
    const submodule = name === null ? file : mayBeModule ? moduleFile(path, joined(module, name), neighbours) : null;
    if (submodule === null) continue;
    for (const [, attribute = ''] of text.matchAll(attributesOf(local))) lend(attribute, submodule, attribute);
  }
  return found;
}

const joined = (module: string, name: string): string => (module.endsWith('.') ? module + name : `${module}.${name}`);

const attributesOf = (dotted: string): RegExp => new RegExp(`\\b${dotted.replaceAll('.', '\\.')}\\.(\\w+)`, 'g');

interface ImportedName {
  readonly module: string;
  /** Null for the module itself; `*` for everything in it. */
  readonly name: string | null;
  readonly local: string;
}

/** Jumps from one `import` to the next, which is much faster than running a regular expression for the first time. */
function importsIn(text: string): readonly ImportedName[] {
  const found: ImportedName[] = [];
  for (let at = text.indexOf('import'); at >= 0; ) {
    const before = text.slice(text.lastIndexOf('\n', at) + 1, at).trim();
    const end = at + 6;
    const module = before === '' ? '' : /^from\s+([\w.]+)$/.exec(before)?.[1];
    if (module === undefined || /[\w.]/.test(text.charAt(end))) {
      at = text.indexOf('import', end);
      continue;
    }
    const last = endOfList(text, end);
    for (const item of text
      .slice(end, last)
      .replaceAll(/#[^\n]*|[\\()]/g, '')
      .split(',')) {
      const [, name, as] = /^\s*([\w.]+|\*)(?:\s+as\s+(\w+))?\s*$/.exec(item) ?? [];
      if (name === undefined) continue;
      // `import a.b` binds a, but is used by its full name.
      if (module === '') found.push({ module: name, name: null, local: as ?? name });
      else found.push({ module, name, local: as ?? name });
    }
    at = text.indexOf('import', last);
  }
  return found;
}

/** The end of what is imported: of the brackets, or of the logical line. */
function endOfList(text: string, start: number): number {
  if (
    text
      .slice(start, start + 20)
      .trimStart()
      .startsWith('(')
  ) {
    const end = text.indexOf(')', start);
    return end < 0 ? text.length : end;
  }
  for (let from = start; ; ) {
    const end = text.indexOf('\n', from);
    if (end < 0) return text.length;
    if (!/\\\r?$/.test(text.slice(Math.max(start, end - 2), end))) return end;
    from = end + 1;
  }
}

interface Module {
  readonly path: string;
  readonly text: string;
}

const startFiles = (): Map<string, Module | null> => new Map();

function moduleAt(path: string, neighbours: Neighbours): Module | null {
  const files = memo(neighbours, startFiles);
  let module = files.get(path);
  if (module === undefined) {
    const text = neighbours.text(path);
    module = text === null ? null : { path, text };
    files.set(path, module);
  }
  return module;
}

/** By the names that they bind. Star imports by their module and a star. */
function importsOf({ text }: Module): ReadonlyMap<string, ImportedName> {
  return new Map(importsIn(text).map((one) => [one.name === '*' ? `${one.module}*` : one.local, one]));
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
      let end = start;
      while (isWordCode(text.charCodeAt(end))) end += 1;
      found.add(text.slice(start, end));
      at = text.indexOf(keyword, end);
    }
  }
  return found;
}

function boundIn(path: string, neighbours: Neighbours): readonly string[] {
  const module = moduleAt(path, neighbours);
  if (module === null) return [];
  const own = [...memo(module, importsOf).keys(), ...memo(module, assignedIn).keys()];
  return own.flatMap((name) => {
    if (!name.endsWith('*')) return [name];
    const file = moduleFile(path, name.slice(0, -1), neighbours);
    return file === null ? [] : [...memo(moduleAt(file, neighbours) ?? module, assignedIn).keys()];
  });
}

const startMeanings = (): Map<string, string | null> => new Map();

/** Like {@link meaningIn}, computed once for all files that import it. */
function lentMeaning(path: string, name: string, neighbours: Neighbours): string | null {
  const known = memo(neighbours, startMeanings);
  const key = `${path}\n${name}`;
  let meaning = known.get(key);
  if (meaning === undefined) {
    meaning = meaningIn(path, name, neighbours, MAX_HOPS);
    known.set(key, meaning);
  }
  return meaning;
}

/** What a name in a module means outside the project; null if it means something in the project, or is unknown. */
function meaningIn(path: string, name: string, neighbours: Neighbours, hops: number): string | null {
  const module = hops === 0 ? null : moduleAt(path, neighbours);
  if (module === null || memo(module, definedIn).has(name)) return null;
  if (module.text.includes(name)) {
    const value = memo(module, assignedIn).get(name);
    if (value !== undefined) return meaningOfDotted(module, value, name, neighbours, hops - 1);
    const imported = memo(module, importsOf).get(name);
    if (imported !== undefined) return meaningOfImport(module, imported, neighbours, hops - 1);
  }
  if (!module.text.includes('*')) return null;
  for (const { name: star, module: from } of memo(module, importsOf).values()) {
    const file = star === '*' ? moduleFile(path, from, neighbours) : null;
    const meaning = file === null ? null : meaningIn(file, name, neighbours, hops - 1);
    if (meaning !== null) return meaning;
  }
  return null;
}

/** Handles `os.system` in a module that imports os, or an alias of it. */
function meaningOfDotted(
  module: Module,
  dotted: string,
  name: string,
  neighbours: Neighbours,
  hops: number,
): string | null {
  const [head = '', ...rest] = dotted.split('.');
  const imports = memo(module, importsOf);
  const last = rest.at(-1);
  // `import os.path`, `os.path.join`
  const whole = last === undefined ? undefined : imports.get(dotted.slice(0, -last.length - 1));
  if (whole !== undefined && whole.name === null) {
    const file = moduleFile(module.path, whole.module, neighbours);
    return file === null ? `${whole.module}.${last}` : meaningIn(file, last!, neighbours, hops);
  }
  const imported = imports.get(head);
  if (imported === undefined) {
    if (head === name || !memo(module, assignedIn).has(head)) return rest.length === 0 ? head : null;
    return followedBy(meaningIn(module.path, head, neighbours, hops), rest);
  }
  return followedBy(meaningOfImport(module, imported, neighbours, hops), rest);
}

const followedBy = (meaning: string | null, rest: readonly string[]): string | null =>
  meaning === null ? null : [meaning, ...rest].join('.');

function meaningOfImport(
  { path }: Module,
  { module, name }: ImportedName,
  neighbours: Neighbours,
  hops: number,
): string | null {
  const file = moduleFile(path, module, neighbours);
  if (file !== null) return name === null ? null : meaningIn(file, name, neighbours, hops);
  if (module.startsWith('.')) return null;
  return name === null ? module : `${module}.${name}`;
}

const startFolders = (): Map<string, Map<string, string | null>> => new Map();

/** The file of a module, found as `importedModule` does, but never the importing file. */
function moduleFile(from: string, module: string, neighbours: Neighbours): string | null {
  const folder = parentOf(from);
  const known = memo(neighbours, startFolders);
  let modules = known.get(folder);
  if (modules === undefined) {
    modules = new Map();
    known.set(folder, modules);
  }
  let found = modules.get(module);
  if (found === undefined) {
    found = findModule(folder, module, null, neighbours);
    modules.set(module, found);
  }
  return found === from ? findModule(folder, module, from, neighbours) : found;
}

/** @param but a file to skip */
function findModule(around: string, module: string, but: string | null, neighbours: Neighbours): string | null {
  const dots = /^\.*/.exec(module)![0].length;
  const parts = module
    .slice(dots)
    .split('.')
    .filter((part) => part !== '');
  const folder = around === '' ? [] : around.split('/');
  if (dots > 0) {
    return dots - 1 > folder.length
      ? null
      : fileAt([...folder.slice(0, folder.length - (dots - 1)), ...parts], but, neighbours);
  }
  if (parts.length === 0) return null;
  for (let depth = folder.length; depth >= 0; depth -= 1) {
    const above = folder.slice(0, depth);
    const entries = neighbours.list(above.join('/'));
    if (!entries.has(parts[0]!) && !entries.has(`${parts[0]}.py`)) continue;
    const found = fileAt([...above, ...parts], but, neighbours);
    if (found !== null) return found;
  }
  return null;
}

function fileAt(segments: readonly string[], but: string | null, neighbours: Neighbours): string | null {
  const path = segments.join('/');
  const last = segments.at(-1);
  if (last !== undefined) {
    const entries = neighbours.list(segments.slice(0, -1).join('/'));
    if (entries.has(`${last}.py`) && `${path}.py` !== but) return `${path}.py`;
    if (!entries.has(last)) return null;
  }
  const init = path === '' ? '__init__.py' : `${path}/__init__.py`;
  return init !== but && neighbours.list(path).has('__init__.py') ? init : null;
}
