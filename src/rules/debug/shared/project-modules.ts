import type { Document, Project } from '../../../engine/document.ts';

const resolved = new WeakMap<Project, Map<string, Document | null>>();

/**
 * The file that an import means, where the snapshot has it. Relative imports (`.base`, `..pkg.mod`) count from the
 * importing file's package; absolute ones are looked for from its folder and every folder above it, since a
 * repository's root is not always the import path's (`src/`, monorepos).
 */
export function importedModule(doc: Document, module: string): Document | null {
  const modules = resolved.get(doc.project) ?? new Map<string, Document | null>();
  resolved.set(doc.project, modules);
  const key = `${doc.path}\n${module}`;
  const known = modules.get(key);
  if (known !== undefined) return known;
  const found = find(doc, module);
  modules.set(key, found);
  return found;
}

function find(doc: Document, module: string): Document | null {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
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
    const found = moduleFile(doc, [...folder.slice(0, depth), ...parts]);
    if (found !== null) return found;
  }
  return null;
}

function moduleFile(doc: Document, segments: readonly string[]): Document | null {
  const path = segments.join('/');
  const candidates = path === '' ? ['__init__.py'] : [`${path}.py`, `${path}/__init__.py`];
  for (const candidate of candidates) {
    if (candidate === doc.path || !doc.project.exists(candidate)) continue;
    const found = doc.project.document(candidate);
    if (found !== null && found.kind === 'python') return found;
  }
  return null;
}
