import { type ImportedName, importsIn } from './imports-in-text.ts';
import { memo } from './memo.ts';
import type { Neighbours } from './module-file.ts';
import { endOfWord } from './word-code.ts';

/** A module that others may get names from, as its text is searched for what it binds. */
export interface LendingModule {
  readonly path: string;
  readonly text: string;
  bound(): BoundNames;
  /** The modules of star imports. */
  stars(): readonly string[];
  /** How many names have been looked up in it, and how many definitions. */
  lookups: number;
  definitions: number;
}

/** What a module binds by importing it, or by assigning one dotted name. */
export interface BoundNames {
  readonly imports: ReadonlyMap<string, ImportedName>;
  /** Values by name. */
  readonly assigned: ReadonlyMap<string, string>;
}

const startModules = (_neighbours: Neighbours): Map<string, LendingModule | null> => new Map();

/** Null if there is no such file, or it cannot be read. */
export function lendingModule(path: string, neighbours: Neighbours): LendingModule | null {
  const modules = memo(neighbours, startModules);
  let module = modules.get(path);
  if (module === undefined) {
    const text = neighbours.text(path);
    module = text === null ? null : openModule(path, text, neighbours);
    modules.set(path, module);
  }
  return module;
}

function openModule(path: string, text: string, neighbours: Neighbours): LendingModule {
  const imports = (): readonly ImportedName[] => importsInFile(path, text, neighbours);
  let bound: BoundNames | null = null;
  let stars: readonly string[] | null = null;
  return {
    path,
    text,
    bound() {
      bound ??= { imports: byLocal(imports()), assigned: assignedIn(text) };
      return bound;
    },
    stars() {
      stars ??= text.includes('*') ? starsIn(imports()) : NONE;
      return stars;
    },
    lookups: neighbours.areMany ? FEW : 0,
    definitions: 0,
  };
}

interface Imports {
  readonly text: string;
  readonly found: readonly ImportedName[];
}

const startImports = (_neighbours: Neighbours): Map<string, Imports> => new Map();

/** A file that borrows names may also lend some. */
export function importsInFile(path: string, text: string, neighbours: Neighbours): readonly ImportedName[] {
  const files = memo(neighbours, startImports);
  let imports = files.get(path);
  if (imports?.text !== text) {
    imports = { text, found: importsIn(text) };
    files.set(path, imports);
  }
  return imports.found;
}

function byLocal(imports: readonly ImportedName[]): ReadonlyMap<string, ImportedName> {
  const found = new Map<string, ImportedName>();
  for (const one of imports) if (one.name !== '*') found.set(one.local, one);
  return found;
}

/**
 * An assignment of one dotted name. It begins at the equals sign, which is rarer than words at the beginning of a line:
 * that takes a third of the time.
 */
const ASSIGNMENT = /=(?=[ \t]*([A-Za-z_][\w.]*)[ \t\r]*(?:#.*)?$)(?<=^[ \t]*(\w+)[ \t]*(?::[^=\r\n]{0,200})?=)/gm;
/** `except ImportError: call = None` */
const CONSTANTS: ReadonlySet<string> = new Set(['None', 'True', 'False']);

function assignedIn(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  ASSIGNMENT.lastIndex = 0;
  for (let match = ASSIGNMENT.exec(text); match !== null; match = ASSIGNMENT.exec(text)) {
    const [, value, name] = match;
    if (!CONSTANTS.has(value!)) found.set(name!, value!);
  }
  return found;
}

/** The modules of star imports. */
function starsIn(imports: readonly ImportedName[]): readonly string[] {
  const stars = imports.flatMap(({ name, module }) => (name === '*' ? [module] : []));
  return stars.length === 0 ? NONE : [...new Set(stars)];
}

const NONE: readonly string[] = [];

/** True if a function or class has that name, at any level. Most of what others import has. */
export function isDefined(module: LendingModule, name: string): boolean {
  module.definitions += 1;
  return module.definitions > FEW ? memo(module, definedIn).has(name) : hasDefinition(module.text, name);
}

/**
 * Whether a module may bind a name by an import or assignment. For a few names, a search for each is faster than
 * reading everything that the module binds.
 */
export function mayBind(module: LendingModule, name: string): boolean {
  if (module.lookups < FEW) {
    module.lookups += 1;
    return module.text.includes(name);
  }
  const { imports, assigned } = module.bound();
  return imports.has(name) || assigned.has(name);
}

/** Whether a name is known to be neither bound nor got by a star import. Of what many ask for, most is defined. */
export function lacks(module: LendingModule, name: string): boolean {
  if (module.lookups < FEW || module.stars().length > 0) return false;
  const { imports, assigned } = module.bound();
  return !imports.has(name) && !assigned.has(name);
}

const FEW = 4;

const KEYWORDS = ['def ', 'class '];

function hasDefinition(text: string, name: string): boolean {
  return KEYWORDS.some((keyword) => {
    const sought = keyword + name;
    let at = text.indexOf(sought);
    while (at >= 0 && endOfWord(text, at + sought.length) > at + sought.length) at = text.indexOf(sought, at + 1);
    return at >= 0;
  });
}

function definedIn({ text }: LendingModule): ReadonlySet<string> {
  const found = new Set<string>();
  for (const keyword of KEYWORDS) {
    for (let at = text.indexOf(keyword); at >= 0; ) {
      const start = at + keyword.length;
      const end = endOfWord(text, start);
      found.add(text.slice(start, end));
      at = text.indexOf(keyword, end);
    }
  }
  return found;
}
