import { isAbsolute, relative, sep } from 'node:path';

/** The path from a folder to something below it, with `/`; empty for the folder itself, null for what is outside. */
export function wayInside(folder: string, path: string): string | null {
  const way = relative(folder, path);
  // On Windows the way to another drive is absolute.
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? null : way.split(sep).join('/');
}
