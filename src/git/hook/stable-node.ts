import { realpathSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';

/**
 * A name on PATH that leads to the same node, if there is one: /opt/homebrew/bin/node survives an upgrade, the folder
 * with the version in its name does not.
 */
export function stableNode(node: string, path: string | undefined): string {
  const real = realpathOf(node);
  for (const folder of (path ?? '').split(delimiter)) {
    const candidate = join(folder, node.endsWith('.exe') ? 'node.exe' : 'node');
    const lasts = folder.startsWith(sep) && !SHORT_LIVED.test(folder) && !candidate.includes('node_modules');
    if (lasts && realpathOf(candidate) === real) return candidate;
  }
  return node;
}

/** fnm creates a folder for each shell. What is in a runtime folder is gone after the next start. */
const SHORT_LIVED = /[/\\]fnm_multishells[/\\]|^\/run\/user\//;

function realpathOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}
