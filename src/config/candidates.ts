import { folderOf } from '../engine/path-parts.ts';

/** The paths that may hold a file's configuration, nearest first. */
export function configCandidates(path: string): string[] {
  const candidates: string[] = [];
  for (let folder = folderOf(path); ; folder = folderOf(folder.slice(0, -1))) {
    candidates.push(...configsIn(folder));
    if (folder === '') return candidates;
  }
}

/** @param folder with its final slash */
const configsIn = (folder: string): readonly string[] => [`${folder}antivenom.toml`, `${folder}pyproject.toml`];

/** All paths that may hold a configuration, to read them in one go. */
export function configPaths(paths: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let folder = folderOf(path); !folders.has(folder); folder = folderOf(folder.slice(0, -1))) folders.add(folder);
  }
  return [...folders].flatMap(configsIn);
}

/** Whether this is the name of a configuration. */
export const isConfigName = (path: string): boolean => /(?:^|\/)(?:antivenom|pyproject)\.toml$/.test(path);

/** The TOML parser is only worth loading for a file that may contain the table. */
export function mayHoldConfig(path: string, text: string): boolean {
  return /(?:^|\/)pyproject\.toml$/.test(path) ? /antivenom/.test(text) : true;
}
