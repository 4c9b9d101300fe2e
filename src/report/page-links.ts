import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Io } from '../cli/io.ts';

/** Links to the rules' pages that come with the package; no link if they do not. */
export function pageLinks(io: Pick<Io, 'script'>): (rule: string) => string | null {
  const page = join(dirname(dirname(io.script)), 'docs', 'rules.md');
  if (!existsSync(page)) return () => null;
  const { href } = pathToFileURL(page);
  return (rule) => `${href}#${rule}`;
}
