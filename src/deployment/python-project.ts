import type { Document } from '../engine/document.ts';
import { fileNameOf } from '../engine/path-parts.ts';

const PYTHON_MANIFEST =
  /^(?:requirements[^/]*\.(?:txt|in)|pyproject\.toml|setup\.(?:py|cfg)|Pipfile|manage\.py|environment\.ya?ml|uv\.lock|poetry\.lock)$/;
const OTHER_LANGUAGE_MANIFEST =
  /^(?:package\.json|go\.mod|Cargo\.toml|composer\.json|Gemfile|pom\.xml|build\.gradle(?:\.kts)?|mix\.exs|[^/]+\.csproj)$/;

/**
 * False if the nearest folder upwards with a manifest belongs to another language and contains no Python: we do not
 * judge its settings files.
 */
export function isPythonProject(doc: Document): boolean {
  const paths = doc.project.paths();
  const folders = doc.path.split('/').slice(0, -1);
  for (let depth = folders.length; depth >= 0; depth--) {
    const prefix = depth === 0 ? '' : `${folders.slice(0, depth).join('/')}/`;
    let otherLanguage = false;
    for (const path of paths) {
      if (!path.startsWith(prefix)) continue;
      const rest = path.slice(prefix.length);
      if (PYTHON_MANIFEST.test(rest)) return true;
      otherLanguage ||= OTHER_LANGUAGE_MANIFEST.test(rest);
    }
    if (otherLanguage) return paths.some((path) => path.startsWith(prefix) && path.endsWith('.py'));
  }
  return true;
}

/** The text of the snapshot's Python manifests that list what is installed, at most twenty. */
export function* manifestTexts(doc: Document): Generator<string> {
  let count = 0;
  for (const path of doc.project.paths()) {
    const name = fileNameOf(path);
    const named = PYTHON_MANIFEST.test(name) || /(?:^|\/)requirements\/[^/]+\.(?:txt|in)$/.test(path);
    if (!named) continue;
    const text = doc.sibling(path)?.text;
    if (text !== undefined) yield text;
    if (++count >= 20) return;
  }
}

/** The manifests in the folders above a file, and in those folders' `requirements` folders. */
export function* manifestsAbove(doc: Document): Generator<{ readonly path: string; readonly text: string }> {
  for (const path of doc.project.paths()) {
    const slash = path.lastIndexOf('/');
    const isListed = /(?:^|\/)requirements\/[^/]+\.(?:txt|in)$/.test(path);
    const name = path.slice(slash + 1);
    if (!isListed && (!PYTHON_MANIFEST.test(name) || name === 'manage.py')) continue;
    const folder = isListed ? path.replace(/requirements\/[^/]+$/, '') : path.slice(0, slash + 1);
    if (!doc.path.startsWith(folder) || path === doc.path) continue;
    const text = doc.sibling(path)?.text;
    if (text !== undefined) yield { path, text };
  }
}
