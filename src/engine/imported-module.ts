import type { Document, Project } from './document.ts';

interface Modules {
  readonly found: Map<string, Document | null>;
  /** The parts of the names that modules of the project may have: without one a name is not looked for. */
  readonly stems: ReadonlySet<string>;
}
const modules = new WeakMap<Project, Modules>();

function modulesOf(project: Project): Modules {
  let known = modules.get(project);
  if (known === undefined) {
    const stems = new Set<string>();
    for (const path of project.paths()) {
      if (!path.endsWith('.py')) continue;
      const segments = path.split('/');
      stems.add(segments.pop()!.slice(0, -3));
      for (const segment of segments) stems.add(segment);
    }
    known = { found: new Map(), stems };
    modules.set(project, known);
  }
  return known;
}

/** Whether some module of the project may have the first name of a dotted text. */
export const mayBeOfProject = (doc: Document, root: string): boolean => modulesOf(doc.project).stems.has(root);

/**
 * The file that an import means, where the snapshot has it. Relative imports (`.base`, `..pkg.mod`) count from the
 * importing file's package; absolute ones are looked for from its folder and every folder above it, since a
 * repository's root is not always the import path's (`src/`, monorepos).
 */
export function importedModule(doc: Document, module: string): Document | null {
  const { found, stems } = modulesOf(doc.project);
  const last = module.slice(module.lastIndexOf('.') + 1);
  if (last !== '' && !stems.has(last)) return null;
  const key = `${doc.path}\n${module}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  const answer = find(doc, module);
  found.set(key, answer);
  return answer;
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
