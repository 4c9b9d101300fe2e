import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';

type Variables = Readonly<Record<string, string | undefined>>;

export interface VirtualEnvironment {
  readonly folder: string;
  /** The name shown to the user: relative to the root if it is inside. */
  readonly shown: string;
  /** Such as `3.11.7`; null if pyvenv.cfg does not say. */
  readonly python: string | null;
  /** Whether it can import the system's packages. */
  readonly seesSystemPackages: boolean;
  /** Its own site-packages folders. */
  readonly sitePackages: readonly string[];
}

/**
 * Finds a project's environment: one inside the project (venv, virtualenv, uv, poetry, Pipenv), the active one,
 * Pipenv's, or poetry's in its cache.
 */
export function findEnvironment(root: string, env: Variables): VirtualEnvironment | null {
  for (const folder of candidates(root, env)) {
    if (existsSync(join(folder, 'pyvenv.cfg'))) return readEnvironment(root, folder);
  }
  return null;
}

function* candidates(root: string, env: Variables): Generator<string> {
  if (env.UV_PROJECT_ENVIRONMENT) yield resolve(root, env.UV_PROJECT_ENVIRONMENT);
  for (const name of ['.venv', 'venv', 'env']) {
    const place = join(root, name);
    if (statSync(place, { throwIfNoEntry: false })?.isFile()) yield* targetOf(place, root, env);
    else yield place;
  }
  if (env.VIRTUAL_ENV) yield resolve(root, env.VIRTUAL_ENV);
  yield* pipenvEnvironments(root, env);
  yield* poetryEnvironments(root, env);
}

/** A file `.venv` contains the path or name of Pipenv's environment. */
function targetOf(file: string, root: string, env: Variables): readonly string[] {
  const text = textOf(file)?.trim() ?? '';
  if (text === '' || text.includes('\n')) return [];
  return [/[\\/]/.test(text) ? resolve(root, text) : join(pipenvHome(env), text)];
}

function pipenvHome(env: Variables): string {
  if (env.WORKON_HOME) return env.WORKON_HOME;
  const base = env.XDG_DATA_HOME || join(env.HOME ?? env.USERPROFILE ?? '', env.HOME ? '.local/share' : '');
  return env.HOME || env.XDG_DATA_HOME ? join(base, 'virtualenvs') : join(base, '.virtualenvs');
}

/**
 * `NAME-HASH`, where the hash is of the Pipfile's path
 * (https://github.com/pypa/pipenv/blob/v2026.10.3/pipenv/project.py, get_virtualenv_hash).
 */
function pipenvEnvironments(root: string, env: Variables): readonly string[] {
  const file = join(root, 'Pipfile');
  if (!existsSync(file)) return [];
  if (env.PIPENV_CUSTOM_VENV_NAME) return [join(pipenvHome(env), env.PIPENV_CUSTOM_VENV_NAME)];
  const name = basename(root)
    .replace(/[ &$`!*@"()[\]\\\r\n\t]/g, '_')
    .slice(0, 42);
  const hash = createHash('sha256').update(file).digest().subarray(0, 6).toString('base64url').slice(0, 8);
  return [join(pipenvHome(env), `${name}-${hash}`)];
}

/**
 * `NAME-HASH-py3.12`, where the hash is of the project's folder
 * (https://github.com/python-poetry/poetry/blob/2.5.1/src/poetry/utils/env/env_manager.py, generate_env_name).
 */
function poetryEnvironments(root: string, env: Variables): readonly string[] {
  if (!existsSync(join(root, 'pyproject.toml'))) return [];
  const cache = env.POETRY_CACHE_DIR || join(env.XDG_CACHE_HOME || join(env.HOME ?? '', '.cache'), 'pypoetry');
  const home = env.POETRY_VIRTUALENVS_PATH || join(cache, 'virtualenvs');
  const hash = createHash('sha256').update(root).digest('base64url').slice(0, 8);
  return foldersOf(home)
    .filter((name) => new RegExp(`-${hash}-py\\d+(?:\\.\\d+)?$`).test(name))
    .sort()
    .map((name) => join(home, name));
}

function readEnvironment(root: string, folder: string): VirtualEnvironment {
  const config = textOf(join(folder, 'pyvenv.cfg')) ?? '';
  const value = (key: string): string | null =>
    new RegExp(`^${key}\\s*=\\s*(.*?)\\s*$`, 'im').exec(config)?.[1] ?? null;
  const version = /^\d+\.\d+(?:\.\d+)?/.exec(value('version') ?? value('version_info') ?? '')?.[0] ?? null;
  const inside = relative(root, folder);
  const unix = foldersOf(join(folder, 'lib'))
    .filter((name) => /^(?:python|pypy)\d/.test(name))
    .map((name) => join(folder, 'lib', name, 'site-packages'));
  return {
    folder,
    shown: inside.startsWith('..') || isAbsolute(inside) ? folder : inside,
    python: version,
    seesSystemPackages: /^true$/i.test(value('include-system-site-packages') ?? ''),
    sitePackages: [...unix, join(folder, 'Lib', 'site-packages')].filter((path) => existsSync(path)),
  };
}

function foldersOf(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    // A missing folder has no subfolders.
    return [];
  }
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
