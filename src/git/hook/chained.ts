import { lstatSync, mkdirSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, isAbsolute, join, posix } from 'node:path';
import { CHAINED_NAME } from './script.ts';

/** Where the previous hook is kept in a folder of hooks, under its own name, which it may depend on. */
export const chainedHook = (folder: string): string => join(folder, CHAINED_NAME);

export const isThere = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined;

/** Moves a hook to where ours runs it. A relative link is adjusted to its new place. */
export function keepHook(hook: string, kept: string): void {
  mkdirSync(dirname(kept), { recursive: true });
  moveHook(hook, kept, (target) => posix.join('..', target));
}

/** Restores a kept hook, and removes what was added to its folder for it. */
export function restoreHook(kept: string, hook: string): void {
  moveHook(kept, hook, (target) => (target.startsWith('../') ? target.slice(3) : target));
  dropChainedFolder(kept);
}

/** Removes the folder of a kept hook if it only contains our links. */
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
  // During uninstall, our own hook is still there until now.
  rmSync(from);
}
