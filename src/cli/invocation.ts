import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, delimiter, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { pythonCommand, temporaryHome } from './installation.ts';
import type { Io } from './io.ts';

type Place = Pick<Io, 'env' | 'script' | 'cwd' | 'node'>;

/**
 * How the reader can run this very program. Runners put a name on PATH only for the hook, and another program may have
 * that name, so it only counts if it is ours and stays. Never a bare `npx antivenom`, which would download whatever is
 * published under that name.
 */
export function invocation(place: Place): string {
  if (isOnPath(place)) return 'antivenom';
  const project = projectOf(place.script);
  if (project !== null && isBelow(project, place.cwd)) return 'npx --no-install antivenom';
  const command = pythonCommand(place.script);
  if (command !== null) return shown(place, command);
  const script = shown(place, place.script);
  const node = nodeName(place);
  return node === 'node' && script.includes('/') && isCommand(place.script) ? script : `${node} ${script}`;
}

/** The folders that the user's own shell searches, as far as a hook can know. */
function ownPath({ env }: Place): string[] {
  if (env.PRE_COMMIT !== undefined) return [];
  return (env.PATH ?? '').split(delimiter).filter((folder) => {
    const isForTheHook = /[\\/]node_modules[\\/]\.bin[\\/]?$/.test(folder) || temporaryHome(join(folder, 'x')) !== null;
    // husky adds a relative folder.
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
    // npm's wrapper on Windows refers to it relative to its own folder.
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

/** `node` if the shell finds one, otherwise the one that is running. */
function nodeName(place: Place): string {
  const name = place.node.endsWith('.exe') ? 'node.exe' : 'node';
  // Under pre-commit the shell's own PATH is unknown, but pre-commit keeps Node in its own folder.
  const folders = (place.env.PATH ?? '').split(delimiter).filter((folder) => temporaryHome(join(folder, 'x')) === null);
  return folders.some((folder) => folder !== '' && existsSync(join(folder, name))) ? 'node' : quoted(place.node);
}

/** The link that npm creates for a command, which can be started directly. */
function isCommand(script: string): boolean {
  return basename(script) === 'antivenom' && ((statSync(script, { throwIfNoEntry: false })?.mode ?? 0) & 0o111) !== 0;
}

/** The shortest way to type a path in the current folder. */
function shown({ cwd, env }: Place, path: string): string {
  const way = relative(cwd, path);
  if (!way.startsWith('..')) return quoted(way);
  const home = env.HOME ?? '';
  const inHome = home.length > 1 && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
  // Inside quotes, no shell would expand it.
  return quoted(inHome) === inHome ? inHome : quoted(path);
}

/** A word for the shell, quoted if necessary. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
