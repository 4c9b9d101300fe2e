import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The repository's root, seen from build/test/oracles. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

/** Where install.ts puts the packages of requirements.txt. */
export const PACKAGES = `${ROOT}/.cache/oracles`;

/** The Python files below a folder, sorted; without folders of the given names. */
export function pythonFiles(folder: string, without: readonly string[] = []): string[] {
  if (!existsSync(folder)) return [];
  const files: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && !without.includes(entry.name)) files.push(...pythonFiles(path, without));
    else if (entry.isFile() && entry.name.endsWith('.py')) files.push(path);
  }
  return files.sort();
}

/** The folder of the standard library of the python3 in PATH; null without one. */
export function standardLibrary(): string | null {
  const code = 'import sysconfig; print(sysconfig.get_path("stdlib"))';
  const { status, stdout } = spawnSync('python3', ['-c', code], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}
