import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The repository's root, relative to build/test/oracles. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

/** Where install.ts installs the packages in requirements.txt. */
export const PACKAGES = `${ROOT}/.cache/oracles`;

/** The Python files in a folder, sorted, without those in folders with the given names. */
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

/** The standard library's folder of the python3 on PATH; null if there is none. */
export function standardLibrary(): string | null {
  const code = 'import sysconfig; print(sysconfig.get_path("stdlib"))';
  const { status, stdout } = spawnSync('python3', ['-c', code], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}
