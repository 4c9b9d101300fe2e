import { isAbsolute, relative, sep } from 'node:path';

/** The path from a folder to something below it, with `/`; empty for the folder itself, null for anything outside. */
export function pathInside(folder: string, path: string): string | null {
  const inside = relative(folder, path);
  // On Windows, the relative path to another drive is absolute.
  return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? null : inside.split(sep).join('/');
}
