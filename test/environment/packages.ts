import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanEnvironment } from '../git/repository.ts';
import { writeWheel } from './wheels.ts';

/** What an environment contains: what the locks in `PROJECTS` ask for, something else, or nothing. */
export type Packages = 'as locked' | 'drifted' | 'none';

const INSTALLED: Readonly<Record<Packages, readonly string[]>> = {
  none: [],
  'as locked': ['shop-kit==1.0', 'tools-kit'],
  drifted: ['shop-kit==1.1', 'stray-kit', 'django', 'colourama'],
};

export const HAS_PYTHON = spawnSync('python3', ['-m', 'pip', '--version']).status === 0;

let folder: string | null = null;

/**
 * An environment that Python made, with packages that pip installed. Both take seconds, so they run once, and tests
 * copy what they made.
 */
export function madeEnvironment(packages: Packages): string {
  folder ??= newFolder();
  const place = join(folder, packages.replaceAll(' ', '-'));
  if (existsSync(place)) return place;
  if (packages === 'none') {
    python(folder, '-m', 'venv', '--without-pip', place);
    return place;
  }
  copyFolder(madeEnvironment('none'), place);
  const from = ['--quiet', '--no-index', '--find-links', wheelsBelow(folder)];
  python(folder, '-m', 'pip', '--python', join(place, 'bin', 'python'), 'install', ...from, ...INSTALLED[packages]);
  return place;
}

/** Replaces what an environment contains by what pip installed into another. */
export function putPackages(packages: Packages, environment: string): void {
  const target = sitePackages(environment);
  for (const name of readdirSync(target)) {
    if (/^(?:shop|tools|deep|stray)|^(?:django|colourama)-/i.test(name))
      rmSync(join(target, name), { recursive: true });
  }
  copyFolder(sitePackages(madeEnvironment(packages)), target);
}

export function sitePackages(environment: string): string {
  const library = join(environment, 'lib');
  const version = readdirSync(library).find((name) => name.startsWith('python'));
  if (version === undefined) throw new Error(`no Python in ${library}`);
  return join(library, version, 'site-packages');
}

/** As it is: links in environments lead to the system's Python. */
export function copyFolder(from: string, to: string): void {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

function newFolder(): string {
  const made = realpathSync(mkdtempSync(join(tmpdir(), 'antivenom-environments-')));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  return made;
}

function wheelsBelow(home: string): string {
  const wheels = join(home, 'wheels');
  if (existsSync(wheels)) return wheels;
  for (const version of ['1.0', '1.1'])
    writeWheel(wheels, 'Shop.Kit', version, ['deep_kit>=1', 'windows-kit; sys_platform == "win32"']);
  writeWheel(wheels, 'tools-kit', '2.0');
  writeWheel(wheels, 'deep-kit', '3.0');
  writeWheel(wheels, 'stray-kit', '0.1');
  writeWheel(wheels, 'Django', '3.2.1');
  writeWheel(wheels, 'colourama', '0.1.6');
  return wheels;
}

function python(home: string, ...args: readonly string[]): void {
  const { PIP_FIND_LINKS: _, ...env } = cleanEnvironment(home);
  const { status, stdout, stderr } = spawnSync('python3', args, {
    cwd: home,
    env: { ...env, PIP_NO_INDEX: '1', PIP_DISABLE_PIP_VERSION_CHECK: '1' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`python3 ${args.join(' ')}: ${stderr}${stdout}`);
}
