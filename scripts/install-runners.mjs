// Installs the real hook runners that test/runners and bench/runners drive, from PyPI and npm, into the folder
// ANTIVENOM_RUNNERS (default: .cache/runners here). What is there already is kept.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = resolve(process.env.ANTIVENOM_RUNNERS || join(root, '.cache', 'runners'));

// 3.0: the oldest supported. 4.6.0: the last that packs the package itself; 4.7: installs it with npm from git.
const fromPypi = {
  'pre-commit-3.0': ['pre-commit==3.0.4', 'setuptools<81'],
  'pre-commit-4.6.0': ['pre-commit==4.6.0'],
  'pre-commit-newest': ['pre-commit==4.7.0'],
  prek: ['prek==0.5.11'],
};
// npm has Node itself as a package for each platform.
const platform = { linux: 'linux', darwin: 'darwin', win32: 'win' }[process.platform];
const node = (version) => [`node-${platform}-${process.arch}@${version}`];
const fromNpm = {
  lefthook: ['lefthook@2.2.2'],
  husky: ['husky@9.1.7'],
  'lint-staged-16': ['lint-staged@16.4.0'],
  'lint-staged-17': ['lint-staged@17.6.1'],
  'node-22': node(22),
  'node-24': node(24),
  'node-26': node(26),
};

function run(command, args, cwd) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error ?? `status ${status}`}`);
}

/** Installs into a folder of its own, named as wanted only once all is there. */
function install(name, action) {
  const target = join(folder, name);
  if (existsSync(join(target, 'installed'))) return;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  action(target);
  writeFileSync(join(target, 'growing'), '');
  renameSync(join(target, 'growing'), join(target, 'installed'));
}

for (const [name, packages] of Object.entries(fromPypi)) {
  install(name, (target) => {
    run('python3', ['-m', 'venv', target]);
    run(join(target, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', ...packages]);
  });
}
for (const [name, packages] of Object.entries(fromNpm)) {
  install(name, (target) => {
    writeFileSync(join(target, 'package.json'), '{ "private": true }\n');
    // No lifecycle scripts: lefthook's would install a hook into the repository around the folder.
    run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', ...packages], target);
  });
}
