// What people would use instead, installed from PyPI into the bench's own environments.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const WINDOWS = process.platform === 'win32';
const BIN = WINDOWS ? 'Scripts' : 'bin';

/** Faults that antivenom also looks for, for a semgrep that does not ask a server. */
const SEMGREP_RULES = `rules:
  - {id: eval, languages: [python], severity: ERROR, message: eval, pattern: eval(...)}
  - {id: exec, languages: [python], severity: ERROR, message: exec, pattern: exec(...)}
  - {id: shell, languages: [python], severity: ERROR, message: shell, pattern: 'subprocess.$F(..., shell=True, ...)'}
  - {id: system, languages: [python], severity: ERROR, message: system, pattern: os.system(...)}
  - {id: breakpoint, languages: [python], severity: ERROR, message: breakpoint, pattern: breakpoint()}
  - {id: debug, languages: [python], severity: ERROR, message: debug, pattern: DEBUG = True}
`;

/** `tree`: what is given instead of files, for all of them.
 * @param scratch a folder for caches and rules, emptied after the run */
const peersIn = (scratch) => [
  {
    name: 'ruff, cold',
    package: 'ruff',
    command: 'ruff',
    args: ['check', '--isolated', '--select', 'S,T10', '--no-cache', '--quiet'],
    tree: ['.'],
  },
  {
    name: 'ruff, warm',
    package: 'ruff',
    command: 'ruff',
    args: ['check', '--isolated', '--select', 'S,T10', '--cache-dir', join(scratch, 'ruff'), '--quiet'],
    tree: ['.'],
  },
  {
    name: 'bandit',
    package: 'bandit',
    command: 'bandit',
    args: ['--quiet', '--format', 'json'],
    tree: ['--recursive', '.'],
  },
  {
    name: 'pre-commit-hooks, debug-statements',
    package: 'pre-commit-hooks',
    command: 'debug-statement-hook',
    args: [],
  },
  {
    name: 'semgrep, six local rules',
    package: 'semgrep',
    command: 'semgrep',
    args: ['scan', '--quiet', '--metrics=off', '--disable-version-check', '--config', join(scratch, 'semgrep.yml')],
  },
];

/**
 * @param wanted package names; the others are left out without a word
 * @returns the peers that can be run, and why the others cannot
 */
export function installPeers(scratch, wanted) {
  writeFileSync(join(scratch, 'semgrep.yml'), SEMGREP_RULES);
  const cache = cacheFolder();
  const failures = new Map();
  const ready = [];
  for (const peer of peersIn(scratch).filter((each) => wanted.includes(each.package))) {
    const environment = join(cache, peer.package);
    const program = join(environment, BIN, WINDOWS ? `${peer.command}.exe` : peer.command);
    if (!failures.has(peer.package) && !existsSync(program)) {
      const failure = install(environment, peer.package);
      if (failure !== null) failures.set(peer.package, failure);
    }
    if (failures.has(peer.package)) continue;
    ready.push({ ...peer, program, name: `${peer.name} (${versionOf(environment, peer.package)})` });
  }
  return { ready, failures };
}

/** A folder of a package's sources. */
export function installTree(requirement, folder) {
  const environment = join(cacheFolder(), requirement);
  const code = `import importlib.util as u; print(u.find_spec(${JSON.stringify(folder)}).submodule_search_locations[0])`;
  const find = () => spawnSync(join(environment, BIN, 'python'), ['-c', code], { encoding: 'utf8' });
  const failure = find().status === 0 ? null : install(environment, requirement);
  return { failure, path: failure === null ? find().stdout.trim() : null };
}

function cacheFolder() {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'antivenom-bench');
  mkdirSync(cache, { recursive: true });
  return cache;
}

function install(environment, name) {
  console.error(`installing ${name} into ${environment}`);
  const steps = [
    ['python3', ['-m', 'venv', environment]],
    [
      join(environment, BIN, 'python'),
      ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary', ':all:', name],
    ],
  ];
  for (const [command, args] of steps) {
    const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
    if (status !== 0) return (error?.message ?? stderr).trim().split('\n').at(-1);
  }
  return null;
}

function versionOf(environment, name) {
  const code = `import importlib.metadata as m; print(m.version(${JSON.stringify(name)}))`;
  return spawnSync(join(environment, BIN, 'python'), ['-c', code], { encoding: 'utf8' }).stdout.trim();
}
