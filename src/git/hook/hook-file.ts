import { accessSync, chmodSync, constants, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** The text of a file; null where there is none, or none that can be read. */
export function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Git only runs executable hooks. Windows has no such bit. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** By a temporary file and a rename, so that a hook that is running can still be read to its end. */
export function writeExecutable(file: string, text: string): void {
  const growing = `${file}.antivenom-new`;
  writeFileSync(growing, text, { mode: 0o755 });
  chmodSync(growing, 0o755);
  renameSync(growing, file);
}
