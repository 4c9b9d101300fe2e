import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The command that pip, uv or pipx installed with the package that contains the bundle; null for a bundle from npm or
 * in a clone. It is found by the layout of environments
 * (https://docs.python.org/3/library/sysconfig.html#installation-paths): the package is some folders below the one that
 * contains `bin` or, on Windows, `Scripts`.
 */
export function pythonCommand(bundle: string): string | null {
  const inPackage = dirname(dirname(bundle));
  if (!existsSync(join(inPackage, '__init__.py'))) return null;
  let folder = inPackage;
  for (let level = 0; level < 4; level++) {
    folder = dirname(folder);
    for (const name of ['bin/antivenom', 'Scripts/antivenom.exe']) {
      const command = join(folder, name);
      if (existsSync(command)) return command;
    }
  }
  return null;
}

/** Where a package manager keeps what it installed for a single run. */
export interface TemporaryHome {
  /** Such as "uv's cache". */
  readonly name: string;
  /** Who may delete it. */
  readonly owner: string;
  /** What to do instead, with a verb: 'uv tool install antivenom lasts'. */
  readonly lasting: string;
}

const TEMPORARY_HOMES: readonly (TemporaryHome & { readonly pattern: RegExp })[] = [
  {
    pattern: /[\\/]_npx[\\/]/,
    name: 'the cache of npx',
    owner: 'npm',
    lasting: 'npm install --save-dev antivenom lasts',
  },
  {
    // uvx and `uv run --with`; `uv tool install` uses uv/tools.
    pattern: /[\\/](?:archive|builds|environments)-v\d+[\\/]/,
    name: "uv's cache",
    owner: 'uv',
    lasting: 'uv tool install antivenom lasts',
  },
  {
    // `pipx run`; `pipx install` uses pipx/venvs.
    pattern: /[\\/]pipx[\\/](?:\.cache[\\/]|cache[\\/])?[0-9a-f]{10,}[\\/]/i,
    name: "pipx's cache",
    owner: 'pipx',
    lasting: 'pipx install antivenom lasts',
  },
  {
    pattern: /[\\/](?:py_env|node_env)-[^\\/]+[\\/]|[\\/]prek[\\/]hooks[\\/]/,
    name: "a hook runner's cache",
    owner: 'the runner',
    lasting: 'its own install command sets up its hook',
  },
];

/** Null if the bundle is installed permanently. */
export function temporaryHome(bundle: string): TemporaryHome | null {
  return TEMPORARY_HOMES.find(({ pattern }) => pattern.test(bundle)) ?? null;
}
