import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { TestContext } from 'node:test';
import { cleanEnvironment, type TestRepository } from '../git/repository.ts';
import { projectClone, runnerFolder, userRepository } from '../runners/runner.ts';

/**
 * What our PyPI package is built from and needs, as downloaded by scripts/install-runners.mjs. Null if it is missing;
 * the test is then skipped.
 */
export const wheelhouse = (t: TestContext): string | null => runnerFolder(t, 'wheels');

export interface Packages {
  readonly wheel: string;
  readonly sdist: string;
}

/** Builds both packages of a source tree into a new folder, without installing anything: Python imports from wheels. */
export function build(wheels: string, source: string, kinds: readonly ('wheel' | 'sdist')[]): Packages {
  const target = scratchFolder();
  const env = { ...cleanEnvironment(target), PYTHONPATH: wheelFiles(wheels).join(delimiter) };
  const args = ['-m', 'hatchling', 'build', '-d', target, ...kinds.flatMap((kind) => ['-t', kind])];
  execFileSync(python(), args, { cwd: source, env, stdio: 'pipe' });
  const made = (ending: string): string =>
    join(target, readdirSync(target).find((name) => name.endsWith(ending)) ?? '');
  return { wheel: made('.whl'), sdist: made('.tar.gz') };
}

let interpreter: string | null = null;

/** The real path of Python: version managers put shims on PATH, which need the whole PATH. */
export function python(): string {
  interpreter ??= execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
  return interpreter;
}

let ofClone: Packages | null = null;

/** Both packages of this repository's HEAD, built once. */
export function builtPackages(wheels: string): Packages {
  ofClone ??= build(wheels, projectClone(), ['wheel', 'sdist']);
  return ofClone;
}

const wheelFiles = (wheels: string): string[] =>
  readdirSync(wheels)
    .filter((name) => name.endsWith('.whl') && !/^(?:nodejs|pip-)/.test(name))
    .map((name) => join(wheels, name));

function scratchFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'antivenom-package-')));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

let nodeless: string | null = null;

/** PATH on a machine without Node, with every other program of the system. */
export function pathWithoutNode(): string {
  if (nodeless !== null) return nodeless;
  const folder = scratchFolder();
  for (const system of ['/bin', '/usr/bin']) {
    for (const name of readdirSync(system)) {
      if (/^(?:node|nodejs|npm|npx|corepack|antivenom)$/.test(name) || existsSync(join(folder, name))) continue;
      try {
        symlinkSync(join(system, name), join(folder, name));
      } catch {
        // A dangling link, or the same name as an earlier one.
      }
    }
  }
  nodeless = folder;
  return folder;
}

/** A user's repository on a machine without Node, whose installers only use the wheelhouse. */
export function pythonRepository(t: TestContext, wheels: string): TestRepository {
  const repository = userRepository(t);
  const shared = join(wheels, '..', 'cache');
  mkdirSync(shared, { recursive: true });
  Object.assign(repository.env, {
    PATH: pathWithoutNode(),
    PIP_NO_INDEX: '1',
    PIP_FIND_LINKS: wheels,
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    UV_NO_INDEX: '1',
    UV_FIND_LINKS: wheels,
    UV_PYTHON_DOWNLOADS: 'never',
    UV_CACHE_DIR: join(shared, 'uv'),
  });
  return repository;
}
