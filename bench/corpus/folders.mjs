import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const CORPUS = resolve(process.env.ANTIVENOM_CORPUS || join(ROOT, '.cache', 'corpus'));

/** In the corpus folder: one git repository per project, and the findings of each bundle that ever ran. */
export const PROJECTS = join(CORPUS, 'projects');
export const RECORDED = join(CORPUS, 'recorded');

/** Projects that are ready, by name. */
export function readyProjects() {
  if (!existsSync(PROJECTS)) return [];
  return readdirSync(PROJECTS)
    .filter((name) => !name.startsWith('.'))
    .sort();
}

export function emptyFolder(path) {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return path;
}
