import { existsSync } from 'node:fs';
import { delimiter, join, relative, sep } from 'node:path';
import { pythonCommand, temporaryHome } from './installation.ts';
import type { Io } from './io.ts';

/** How the user can call antivenom: by name where it is on PATH, else by the way it was started. */
export function invocation(io: Pick<Io, 'env' | 'script' | 'cwd'>): string {
  const name = io.env.PATH?.split(delimiter).some(
    (folder) =>
      folder !== '' && temporaryHome(join(folder, 'antivenom')) === null && existsSync(join(folder, 'antivenom')),
  );
  if (name === true) return 'antivenom';
  if (io.script.includes(`${sep}node_modules${sep}`)) return 'npx antivenom';
  const command = pythonCommand(io.script);
  return command === null ? `node ${shown(io.cwd, io.script)}` : shown(io.cwd, command);
}

/** A path as it can be typed in the current folder. */
function shown(cwd: string, path: string): string {
  const way = relative(cwd, path);
  const short = way.startsWith('..') ? path : way;
  return /^[\w@%+=:,./-]+$/.test(short) ? short : JSON.stringify(short);
}
