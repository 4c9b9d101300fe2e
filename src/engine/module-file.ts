import { memo } from './memo.ts';
import { parentOf } from './path-parts.ts';
import { valueIn } from './value-in.ts';

/** What is around a file, as far as it is easily available. */
export interface Neighbours {
  /** Names of the files and folders in a folder. */
  list(folder: string): ReadonlySet<string>;
  text(path: string): string | null;
}

export const NO_NEIGHBOURS: Neighbours = { list: () => new Set(), text: () => null };

/** The file of a module, found as `importedModule` does, but never the importing file. */
export function moduleFile(from: string, module: string, neighbours: Neighbours): string | null {
  const folder = parentOf(from);
  if (module.startsWith('.')) return relativeFile(folder, module, from, neighbours);
  for (const home of homesOf(folder, headOf(module), neighbours)) {
    const path = fileIn(home, module, neighbours);
    const found = path === from ? fileAt([...segmentsOf(home), ...partsOf(module)], from, neighbours) : path;
    if (found !== null) return found;
  }
  return null;
}

/** False if neither the module nor anything in it has a file. */
export const mayHaveFile = (from: string, module: string, neighbours: Neighbours): boolean =>
  module.startsWith('.') || homesOf(parentOf(from), headOf(module), neighbours).length > 0;

function headOf(module: string): string {
  const dot = module.indexOf('.');
  return dot < 0 ? module : module.slice(0, dot);
}

function relativeFile(folder: string, module: string, from: string, neighbours: Neighbours): string | null {
  const dots = /^\.*/.exec(module)![0].length;
  const segments = segmentsOf(folder);
  return dots - 1 > segments.length
    ? null
    : fileAt([...segments.slice(0, segments.length - (dots - 1)), ...partsOf(module)], from, neighbours);
}

const segmentsOf = (folder: string): readonly string[] => (folder === '' ? [] : folder.split('/'));

const partsOf = (module: string): readonly string[] => module.split('.').filter((part) => part !== '');

const NOWHERE: readonly string[] = [];

interface Places {
  /** By folder and first part of a module's name: the folders with such a file or folder, from the inside out. */
  readonly homes: Map<string, Map<string, readonly string[]>>;
  /** By home and module. */
  readonly files: Map<string, Map<string, string | null>>;
}

const startPlaces = (): Places => ({ homes: new Map(), files: new Map() });

/** What is found for a folder counts for all those in it. Most modules are not of the project and have no home. */
function homesOf(folder: string, head: string, neighbours: Neighbours): readonly string[] {
  return valueIn(memo(neighbours, startPlaces).homes, folder, head, () => {
    const above = folder === '' ? NOWHERE : homesOf(parentOf(folder), head, neighbours);
    const entries = neighbours.list(folder);
    return entries.has(head) || entries.has(`${head}.py`) ? [folder, ...above] : above;
  });
}

function fileIn(home: string, module: string, neighbours: Neighbours): string | null {
  return valueIn(memo(neighbours, startPlaces).files, home, module, () =>
    fileAt([...segmentsOf(home), ...partsOf(module)], null, neighbours),
  );
}

/** @param but a file to skip */
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
