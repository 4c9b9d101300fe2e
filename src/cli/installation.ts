import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The command that pip, uv or pipx put beside the package that the bundle lies in; null for a bundle of npm's or of a
 * clone. It is found by the layout of environments (https://docs.python.org/3/library/sysconfig.html#installation-paths):
 * the package is some folders below the one that holds `bin` or, on Windows, `Scripts`.
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

/** Where a package manager keeps what it installed to run it once. */
export interface TemporaryHome {
  /** Such as "uv's cache". */
  readonly name: string;
  /** Who may clear it. */
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
    // uvx and `uv run --with`; `uv tool install` has uv/tools.
    pattern: /[\\/](?:archive|builds|environments)-v\d+[\\/]/,
    name: "uv's cache",
    owner: 'uv',
    lasting: 'uv tool install antivenom lasts',
  },
  {
    // `pipx run`; `pipx install` has pipx/venvs.
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

/** Null where the bundle is installed to stay. */
export function temporaryHome(bundle: string): TemporaryHome | null {
  return TEMPORARY_HOMES.find(({ pattern }) => pattern.test(bundle)) ?? null;
}
