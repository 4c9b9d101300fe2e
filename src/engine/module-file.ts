import { memo } from './memo.ts';
import { fileNameOf, parentOf } from './path-parts.ts';
import { rowOf, valueIn } from './value-in.ts';

/** What is around a file, as far as it is easily available. */
export interface Neighbours {
  /** Names of the files and folders in a folder. */
  list(folder: string): ReadonlySet<string>;
  text(path: string): string | null;
  /** True if most of the files are going to be asked for names. */
  readonly areMany?: boolean;
}

export const NO_NEIGHBOURS: Neighbours = { list: () => new Set(), text: () => null };

/** The modules that a file may import. */
export interface ModuleFiles {
  /** The file of a module, found as `importedModule` does, but never the importing file. */
  find(module: string): string | null;
  /** False if neither the module nor anything in it has a file. */
  mayHave(module: string): boolean;
}

export function moduleFilesFor(from: string, neighbours: Neighbours): ModuleFiles {
  const folder = parentOf(from);
  const places = memo(neighbours, startPlaces);
  const ofFolder = rowOf(places.relative, folder);
  const homes = rowOf(places.homes, folder);
  const homesFor = (module: string): readonly string[] => {
    const head = headOf(module);
    return homes.get(head) ?? homesOf(folder, head, neighbours);
  };
  return {
    find(module) {
      if (module.startsWith('.')) {
        let found = ofFolder.get(module);
        if (found === undefined) {
          found = relativeFile(folder, module, null, neighbours);
          ofFolder.set(module, found);
        }
        return found === from ? relativeFile(folder, module, from, neighbours) : found;
      }
      const around = homesFor(module);
      if (around === NOWHERE) return null;
      const found = valueIn(places.absolute, around, module, () => fileIn(around, module, null, neighbours));
      return found === from ? fileIn(around, module, from, neighbours) : found;
    },
    mayHave: (module) => module.startsWith('.') || homesFor(module) !== NOWHERE,
  };
}

/** For a single module, see {@link ModuleFiles}. */
export const moduleFile = (from: string, module: string, neighbours: Neighbours): string | null =>
  moduleFilesFor(from, neighbours).find(module);

function headOf(module: string): string {
  const dot = module.indexOf('.');
  return dot < 0 ? module : module.slice(0, dot);
}

const NOWHERE: readonly string[] = [];

interface Places {
  /** By folder and first part of a module's name: the folders with such a file or folder, from the inside out. */
  readonly homes: Map<string, Map<string, readonly string[]>>;
  /** By homes and module. Folders with the same homes have the same list of them. */
  readonly absolute: Map<readonly string[], Map<string, string | null>>;
  /** By folder and module. */
  readonly relative: Map<string, Map<string, string | null>>;
}

const startPlaces = (): Places => ({ homes: new Map(), absolute: new Map(), relative: new Map() });

/** What is found for a folder counts for all those in it. Most modules are not of the project and have no home. */
function homesOf(folder: string, head: string, neighbours: Neighbours): readonly string[] {
  return valueIn(memo(neighbours, startPlaces).homes, folder, head, () => {
    const above = folder === '' ? NOWHERE : homesOf(parentOf(folder), head, neighbours);
    const entries = neighbours.list(folder);
    return entries.has(head) || entries.has(`${head}.py`) ? [folder, ...above] : above;
  });
}

/** @param but a file to skip */
function fileIn(homes: readonly string[], module: string, but: string | null, neighbours: Neighbours): string | null {
  for (const home of homes) {
    const found = fileAt(below(home, module), but, neighbours);
    if (found !== null) return found;
  }
  return null;
}

/** @param but a file to skip */
function relativeFile(folder: string, module: string, but: string | null, neighbours: Neighbours): string | null {
  const home = relativeHome(folder, module);
  return home === null ? null : fileAt(below(home, module.replace(/^\.+/, '')), but, neighbours);
}

/** The folder that the dots of a relative module mean; null for one outside of the project. */
function relativeHome(folder: string, module: string): string | null {
  let home = folder;
  for (let dots = 1; module.charAt(dots) === '.'; dots += 1) {
    if (home === '') return null;
    home = parentOf(home);
  }
  return home;
}

function below(home: string, module: string): string {
  const path = module.replaceAll('.', '/');
  return home === '' || path === '' ? home + path : `${home}/${path}`;
}

/** @param path without `.py` */
function fileAt(path: string, but: string | null, neighbours: Neighbours): string | null {
  if (path !== '') {
    const entries = neighbours.list(parentOf(path));
    const last = fileNameOf(path);
    if (entries.has(`${last}.py`) && `${path}.py` !== but) return `${path}.py`;
    if (!entries.has(last)) return null;
  }
  const init = path === '' ? '__init__.py' : `${path}/__init__.py`;
  return init !== but && neighbours.list(path).has('__init__.py') ? init : null;
}
