import { folderOf } from '../engine/path-parts.ts';

/** The paths that may hold a file's configuration, nearest first. */
export function configCandidates(path: string): string[] {
  const folders = path.split('/').slice(0, -1);
  const candidates: string[] = [];
  for (let depth = folders.length; depth >= 0; depth -= 1) {
    const prefix = folders
      .slice(0, depth)
      .map((folder) => `${folder}/`)
      .join('');
    candidates.push(`${prefix}antivenom.toml`, `${prefix}pyproject.toml`);
  }
  return candidates;
}

/** All paths that may hold a configuration, to read them in one go. */
export function configPaths(paths: readonly string[]): string[] {
  const folders = new Map(paths.map((path) => [folderOf(path), path]));
  return [...new Set([...folders.values()].flatMap(configCandidates))];
}

/** Whether this is the name of a configuration. */
export const isConfigName = (path: string): boolean => /(?:^|\/)(?:antivenom|pyproject)\.toml$/.test(path);

/** The TOML parser is only worth loading for a file that may contain the table. */
export function mayHoldConfig(path: string, text: string): boolean {
  return /(?:^|\/)pyproject\.toml$/.test(path) ? /antivenom/.test(text) : true;
}
