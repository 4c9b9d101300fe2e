import { isFixture } from './fixtures.ts';

/** A folder that is a virtual environment. */
export interface EnvironmentRoot {
  /** Without a trailing slash; '' for the repository itself. */
  readonly path: string;
  /** The number of paths inside. */
  readonly count: number;
  readonly sort: 'virtual environment' | 'conda environment' | '__pypackages__ folder';
}

/** Words that are quick to search for: paths without any of them are not in an environment. */
export const SUSPECT =
  /pyvenv\.cfg$|[Ss]ite-packages\/|[Ss]cripts\/activate|bin\/activate|conda-meta\/|__pypackages__\//;
/** Each of these paths is enough on its own. */
const PROOFS: readonly (readonly [RegExp, EnvironmentRoot['sort']])[] = [
  [/^(?:(.*?)\/)?pyvenv\.cfg$/, 'virtual environment'],
  [/^(?:(.*?)\/)?lib(?:32|64)?\/(?:python|pypy)[23](?:\.\d+)?t?\/site-packages\/./, 'virtual environment'],
  [/^(?:(.*?)\/)?Scripts\/activate(?:\.bat|\.ps1|_this\.py)?$/i, 'virtual environment'],
  [/^(?:(.*?)\/)?bin\/activate_this\.py$/, 'virtual environment'],
  [/^(?:(.*?)\/)?conda-meta\/(?:history|[^/]+\.json)$/, 'conda environment'],
  [/^((?:.*?\/)?__pypackages__)\/[23]\.\d+\/(?:lib|bin|Scripts|include)\//, '__pypackages__ folder'],
];
/** Each of these needs another path: `bin/activate` a Python beside it, `Lib/site-packages` a `Scripts` folder. */
const HINTS: readonly (readonly [RegExp, (root: string, has: (path: string) => boolean) => boolean])[] = [
  [
    /^(?:(.*?)\/)?bin\/activate(?:\.csh|\.fish|\.nu)?$/,
    (root, has) => ['python', 'python3', 'pip'].some((name) => has(`${root}bin/${name}`)),
  ],
  [
    /^(?:(.*?)\/)?Lib\/site-packages\/./,
    (root, has) => ['python.exe', 'pip.exe', 'activate'].some((name) => has(`${root}Scripts/${name}`)),
  ],
];
/**
 * The environments among paths, recognised by what is in them and not by the folder's name. Of nested environments only
 * the outermost. Takes linear time in the number of paths.
 */
export function findEnvironments(paths: readonly string[]): readonly EnvironmentRoot[] {
  const roots = new Map<string, EnvironmentRoot['sort']>();
  let known: Set<string> | null = null;
  const has = (path: string): boolean => {
    known ??= new Set(paths);
    return known.has(path);
  };
  for (const path of paths) {
    if (!SUSPECT.test(path) || isInside(path, roots)) continue;
    for (const [proof, sort] of PROOFS) {
      const found = proof.exec(path);
      if (found !== null && isEnvironmentFolder(found[1] ?? '', path)) roots.set(found[1] ?? '', sort);
    }
    for (const [hint, isProven] of HINTS) {
      const found = hint.exec(path);
      const root = found?.[1] ?? '';
      if (found !== null && isEnvironmentFolder(root, path) && isProven(root === '' ? '' : `${root}/`, has)) {
        roots.set(root, 'virtual environment');
      }
    }
  }
  const outer = [...roots.keys()].filter((root) => !isInside(root, roots)).sort();
  if (outer.length === 0) return [];
  const counts = new Map(outer.map((root) => [root, 0]));
  for (const path of paths) {
    const root = rootOf(path, counts);
    if (root !== null) counts.set(root, counts.get(root)! + 1);
  }
  return outer.map((path) => ({ path, count: counts.get(path)!, sort: roots.get(path)! }));
}

/**
 * The layers of AWS Lambda have `python/lib/python3.x/site-packages` but are not environments. Neither are fixtures.
 */
function isEnvironmentFolder(root: string, path: string): boolean {
  if (isFixture(root)) return false;
  return !(/(?:^|\/)python$/.test(root) && /\/lib\/python[^/]*\/site-packages\//.test(path));
}

/** Strictly below one of the roots. */
function isInside(path: string, roots: ReadonlyMap<string, unknown>): boolean {
  return rootOf(path, roots) !== null;
}

function rootOf(path: string, roots: ReadonlyMap<string, unknown>): string | null {
  if (roots.size === 0) return null;
  if (roots.has('') && path !== '') return '';
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
    const folder = path.slice(0, at);
    if (roots.has(folder)) return folder;
  }
  return null;
}

/** Whether any of the paths may belong to an environment. */
export function mayHoldEnvironment(paths: readonly string[]): boolean {
  return paths.some((path) => SUSPECT.test(path));
}

/** Files of which nearly every environment has at least one. */
const MARKS = ['pyvenv.cfg', 'conda-meta/history', 'bin/activate_this.py', 'bin/activate', 'Scripts/activate'];
/** How many folders to check one by one at most. */
const MAX_FOLDERS = 1000;

/** The files that would show that a path is inside an environment that already exists. */
export function environmentMarks(paths: readonly string[]): readonly string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at + 1);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
    if (folders.size > MAX_FOLDERS) break;
  }
  return ['', ...folders].flatMap((folder) => MARKS.map((mark) => folder + mark));
}

/** The root among these that contains a path; null if none does. */
export function environmentHolding(path: string, roots: readonly EnvironmentRoot[]): EnvironmentRoot | null {
  return roots.find((root) => root.path === '' || path.startsWith(`${root.path}/`)) ?? null;
}
