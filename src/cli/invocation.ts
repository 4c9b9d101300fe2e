import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, delimiter, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { pythonCommand, temporaryHome } from './installation.ts';
import type { Io } from './io.ts';

type Place = Pick<Io, 'env' | 'script' | 'cwd' | 'node'>;

/**
 * How the reader can call this very program where they are. Runners put a name on PATH for the hook alone, and
 * another program may have the name: it counts only where it is ours and stays. Never a bare `npx antivenom`, which
 * would fetch whatever somebody publishes under that name.
 */
export function invocation(place: Place): string {
  if (isOnPath(place)) return 'antivenom';
  const project = projectOf(place.script);
  if (project !== null && isBelow(project, place.cwd)) return 'npx --no-install antivenom';
  const command = pythonCommand(place.script);
  if (command !== null) return shown(place, command);
  return `${nodeName(place)} ${shown(place, place.script)}`;
}

/** The folders that the user's own shell looks in, as far as that can be told from within a hook. */
function ownPath({ env }: Place): string[] {
  if (env.PRE_COMMIT !== undefined) return [];
  return (env.PATH ?? '').split(delimiter).filter((folder) => {
    const isForTheHook = /[\\/]node_modules[\\/]\.bin[\\/]?$/.test(folder) || temporaryHome(join(folder, 'x')) !== null;
    // husky puts a relative folder there.
    return isAbsolute(folder) && !isForTheHook;
  });
}

function isOnPath(place: Place): boolean {
  const names = place.node.endsWith('.exe') ? ['antivenom.exe', 'antivenom.cmd'] : ['antivenom'];
  const found = ownPath(place)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
  return found !== undefined && startsThisProgram(found, place.script);
}

/** A link to the bundle, the command of the Python package around it, or a small script that names it. */
function startsThisProgram(file: string, script: string): boolean {
  try {
    const bundle = realpathSync(script);
    const real = realpathSync(file);
    const python = pythonCommand(script);
    if (real === bundle || (python !== null && real === realpathSync(python))) return true;
    const isWrapper = statSync(real).size < 4096;
    // npm's wrapper on Windows names it from its own folder.
    const names = [bundle, script, relative(dirname(real), bundle)];
    const text = isWrapper ? readFileSync(real, 'latin1') : '';
    return names.some((name) => text.includes(name));
  } catch {
    return false;
  }
}

/** The project that has antivenom in its node_modules; null for a global installation, a clone, a runner's cache. */
function projectOf(script: string): string | null {
  const modules = script.lastIndexOf(`${sep}node_modules${sep}`);
  if (modules === -1 || temporaryHome(script) !== null) return null;
  const project = script.slice(0, modules);
  // npm's global folder is lib/node_modules, or node_modules beside node itself.
  return basename(project) === 'lib' || !existsSync(join(project, 'package.json')) ? null : project;
}

function isBelow(folder: string, file: string): boolean {
  const way = relative(folder, file);
  return way !== '..' && !way.startsWith(`..${sep}`);
}

/** `node` where the shell finds one, else the one that runs now. */
function nodeName(place: Place): string {
  const name = place.node.endsWith('.exe') ? 'node.exe' : 'node';
  // Under pre-commit the shell's own PATH is not known, but its runner keeps Node in a folder of its own.
  const folders = (place.env.PATH ?? '').split(delimiter).filter((folder) => temporaryHome(join(folder, 'x')) === null);
  return folders.some((folder) => folder !== '' && existsSync(join(folder, name))) ? 'node' : quoted(place.node);
}

/** A path as it can be typed in the current folder, by the shortest way. */
function shown({ cwd, env }: Place, path: string): string {
  const way = relative(cwd, path);
  if (!way.startsWith('..')) return quoted(way);
  const home = env.HOME ?? '';
  const inHome = home.length > 1 && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
  // In quotes no shell would expand it.
  return quoted(inHome) === inHome ? inHome : quoted(path);
}

/** A word for the shell, in quotes where it needs them. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
