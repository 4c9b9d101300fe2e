import { lstatSync, mkdirSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, isAbsolute, join, posix } from 'node:path';
import { CHAINED_NAME } from './script.ts';

/** Where the hook that was there before is kept in a folder of hooks: under its own name, which it may ask for. */
export const chainedHook = (folder: string): string => join(folder, CHAINED_NAME);

export const isThere = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined;

/** Moves a hook to where ours runs it; a relative link goes on to lead to the same place. */
export function keepHook(hook: string, kept: string): void {
  mkdirSync(dirname(kept), { recursive: true });
  moveHook(hook, kept, (target) => posix.join('..', target));
}

/** Puts a kept hook back, and takes away what its folder was given for it. */
export function restoreHook(kept: string, hook: string): void {
  moveHook(kept, hook, (target) => (target.startsWith('../') ? target.slice(3) : target));
  dropChainedFolder(kept);
}

/** Removes the folder of a kept hook where nothing but our links is in it. */
export function dropChainedFolder(kept: string): void {
  const folder = dirname(kept);
  if (!isThere(folder)) return;
  const names = readdirSync(folder);
  if (names.every((name) => lstatSync(join(folder, name)).isSymbolicLink())) rmSync(folder, { recursive: true });
}

function moveHook(from: string, to: string, changed: (target: string) => string): void {
  const target = lstatSync(from).isSymbolicLink() ? readlinkSync(from) : null;
  if (target === null || isAbsolute(target)) {
    renameSync(from, to);
    return;
  }
  rmSync(to, { force: true });
  symlinkSync(changed(target), to);
  // On uninstall our own hook stands at the other end until now.
  rmSync(from);
}
