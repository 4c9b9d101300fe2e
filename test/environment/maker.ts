import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { makeRepository, type TestRepository } from '../git/repository.ts';
import { runMain } from '../run-main.ts';
import { runnerFolder } from '../runners/runner.ts';
import { copyFolder, HAS_PYTHON, madeEnvironment, type Packages, putPackages } from './packages.ts';
import { PROJECTS } from './projects.ts';

/** A tool that makes environments. */
export interface Maker {
  /** The program from scripts/install-runners.mjs; null for Python itself. */
  readonly runner: string | null;
  /** The project's lock. */
  readonly lock: string;
  /** The command that creates the environment in the project. None: the project gets a copy of one by Python. */
  readonly make?: readonly [program: string, ...args: readonly string[]];
  /** The folder, below the user's home, in which the tool makes environments. Default: it makes `.venv` in the project. */
  readonly home?: string;
  /** The name that doctor shows. Default: `.venv`. */
  readonly shown?: RegExp;
  readonly env?: Readonly<Record<string, string>>;
}

interface MadeProject {
  readonly repository: TestRepository;
  /** Replaces what the environment contains. */
  put(packages: Packages): void;
  doctor(): Promise<{ readonly status: number; readonly lines: readonly string[] }>;
}

/** Null if a tool is missing; the test is then skipped. */
export function makeProject(t: TestContext, { runner, lock, make, home, env: more }: Maker): MadeProject | null {
  if (!HAS_PYTHON) {
    t.skip('python3 with pip is not installed');
    return null;
  }
  const folder = runner === null ? null : runnerFolder(t, runner);
  if (runner !== null && folder === null) return null;
  const repository = makeRepository(t);
  const {
    VIRTUAL_ENV: _active,
    WORKON_HOME: _home,
    PIPENV_ACTIVE: _shell,
    PATH = '',
    ...kept
  }: Record<string, string> = repository.env;
  const env = { ...kept, PIP_NO_INDEX: '1', PATH: folder === null ? PATH : `${join(folder, 'bin')}:${PATH}`, ...more };
  for (const [path, text] of Object.entries(PROJECTS[lock] ?? {})) repository.write(path, text);
  if (make === undefined) copyFolder(madeEnvironment('none'), join(repository.root, '.venv'));
  else {
    const [program, ...args] = make;
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: repository.root, env, encoding: 'utf8' });
    assert.equal(status, 0, `${make.join(' ')}: ${stderr}${stdout}`);
  }
  const environment =
    home === undefined ? join(repository.root, '.venv') : onlyFolder(join(dirname(repository.root), home));
  assert.ok(existsSync(environment), environment);
  return {
    repository,
    put: (packages) => putPackages(packages, environment),
    async doctor() {
      const { status, stdout } = await runMain({ root: repository.root, env }, ['doctor']);
      const lines = stdout.split('\n').filter((line) => /\.venv|virtual environment|repo-|shop-|shine/.test(line));
      return { status, lines };
    },
  };
}

function onlyFolder(parent: string): string {
  const folders = readdirSync(parent, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.equal(folders.length, 1, parent);
  return join(parent, folders[0]?.name ?? '');
}

/** Declares the tests of each tool's environments. */
export function testMakers(makers: Readonly<Record<string, Maker>>): void {
  for (const [name, maker] of Object.entries(makers)) {
    test(`${name}: an environment is good with what the project asks for, and drift is reported`, async (t) => {
      const project = makeProject(t, maker);
      if (project === null) return;
      await t.test('good', async () => {
        project.put('as locked');
        isGood(maker, (await project.doctor()).lines);
      });
      await t.test('drifted', async () => {
        project.put('drifted');
        const { status, lines } = await project.doctor();
        hasDrifted(maker, lines.join('\n'));
        assert.equal(status, 1);
      });
    });
  }
}

function isGood({ lock, shown = /virtual environment \.venv / }: Maker, lines: readonly string[]): void {
  assert.equal(lines.length, 2, lines.join('\n'));
  assert.match(lines[0] ?? '', shown);
  assert.match(
    lines[0] ?? '',
    /^ok {3}virtual environment \S+ with \d+ packages and Python 3\.\d+\.\d+, which gets fixes until \d{4}/,
  );
  assert.ok(lines[1]?.startsWith('ok   ') && lines[1].endsWith(` has what ${lock} asks for`), lines[1]);
}

function hasDrifted({ lock }: Maker, text: string): void {
  assert.match(text, new RegExp(`note \\S+: other versions than in ${lock}: Shop\\.Kit 1\\.1 instead of 1\\.0$`, 'm'));
  assert.match(text, new RegExp(`note \\S+: missing, although ${lock} has them: tools-kit$`, 'm'));
  assert.match(text, /note \S+: installed and named nowhere: colourama 0\.1\.6, Django 3\.2\.1, stray-kit 0\.1$/m);
  assert.match(
    text,
    /note \S+ has known vulnerabilities: Django 3\.2\.1 \(PYSEC-\S+ and \d+ more, fixed in 3\.2\.25\)$/m,
  );
  assert.match(text, /^bad {2}\S+ has the malicious package colourama 0\.1\.6/m);
}
