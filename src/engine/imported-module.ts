import type { Document, Project } from './document.ts';
import { memo } from './memo.ts';
import { parentOf } from './path-parts.ts';

/** Folder, newline, name: whether the folder may contain a module or package with that name. */
const noRoots = (_project: Project): Map<string, boolean> => new Map();

/** Whether a module or package with that name may be next to the file or in a folder above. */
export function mayBeOfProject(doc: Document, root: string): boolean {
  if (root === '') return false;
  let folder = doc.path;
  do {
    folder = parentOf(folder);
    if (mayHold(doc.project, folder, root)) return true;
  } while (folder !== '');
  return false;
}

/** A package need not have an `__init__.py`, so any folder may be one. */
function mayHold(project: Project, folder: string, root: string): boolean {
  const roots = memo(project, noRoots);
  const key = `${folder}\n${root}`;
  let known = roots.get(key);
  if (known === undefined) {
    const path = folder === '' ? root : `${folder}/${root}`;
    known = project.mayHaveFolder(path) || project.exists(`${path}.py`);
    roots.set(key, known);
  }
  return known;
}

/**
 * The file that an import refers to, if it is in the snapshot. Relative imports (`.base`, `..pkg.mod`) are resolved
 * from the importing file's package. Absolute ones are looked for in its folder and every folder above it, since the
 * import path does not always start at a repository's root (`src/`, monorepos).
 */
export function importedModule(doc: Document, module: string): Document | null {
  const found = memo(doc, noModules);
  let answer = found.get(module);
  if (answer === undefined) {
    answer = find(doc, module);
    found.set(module, answer);
  }
  return answer;
}

const noModules = (_doc: Document): Map<string, Document | null> => new Map();

function find(doc: Document, module: string): Document | null {
  let dots = 0;
  while (module.charAt(dots) === '.') dots += 1;
  const parts = module
    .slice(dots)
    .split('.')
    .filter((part) => part !== '');
  const folder = doc.path.split('/').slice(0, -1);
  if (dots > 0) {
    if (dots - 1 > folder.length) return null;
    return moduleFile(doc, [...folder.slice(0, folder.length - (dots - 1)), ...parts]);
  }
  if (parts.length === 0) return null;
  for (let depth = folder.length; depth >= 0; depth -= 1) {
    const above = folder.slice(0, depth);
    if (!mayHold(doc.project, above.join('/'), parts[0]!)) continue;
    const found = moduleFile(doc, [...above, ...parts]);
    if (found !== null) return found;
  }
  return null;
}

function moduleFile(doc: Document, segments: readonly string[]): Document | null {
  const path = segments.join('/');
  const candidates = path === '' ? ['__init__.py'] : [`${path}.py`, `${path}/__init__.py`];
  for (const candidate of candidates) {
    if (candidate === doc.path || !doc.project.exists(candidate)) continue;
    const found = doc.sibling(candidate);
    if (found !== null && found.kind === 'python') return found;
  }
  return null;
}
