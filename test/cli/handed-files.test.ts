import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeRepository, type TestRepository } from '../git/repository.ts';
import { IS_THOROUGH } from '../is-ci.ts';
import { briefly, findingsIn, type MainRun, runMain } from '../run-main.ts';

const HOOK = { PRE_COMMIT: '1' };
const FINDING = ['dynamic-code app.py:1'];

/** `app.py` with a finding, and an empty file with that name. */
function repositoryWith(t: Parameters<typeof makeRepository>[0], name: string, content = ''): TestRepository {
  const repository = makeRepository(t);
  repository.stageAll({ 'app.py': 'result = eval(input())\n', [name]: content });
  return repository;
}

const OPTION_NAMES = [
  '--help',
  '-V',
  '-h',
  '--fail-on=never',
  '--ignore=dynamic-code',
  '--no-config',
  '--',
  '--new-only',
];

for (const [index, name] of OPTION_NAMES.entries()) {
  test(`a file named ${name} does not weaken the check`, async (t) => {
    const repository = repositoryWith(t, name);
    // As in our hooks, in a user's own args, and between the other names.
    const places = [
      ['--', name, 'app.py'],
      [name, 'app.py'],
      ['app.py', name],
    ];
    for (const argv of IS_THOROUGH ? places : places.slice(index % 3, (index % 3) + 1)) {
      assert.deepEqual(briefly(await findingsIn(repository, argv, { env: HOOK })), FINDING, argv.join(' '));
    }
    for (const env of [{ LEFTHOOK: '1' }, { GIT_INDEX_FILE: '.git/index' }]) {
      assert.equal((await runMain(repository, [name, 'app.py'], { env })).status, 1);
    }
  });
}

test('a file named --output=note.json neither hides the report nor is overwritten', async (t) => {
  const repository = repositoryWith(t, '--output=note.json');
  const run = await runMain(repository, ['--output=note.json', 'app.py'], { env: HOOK });
  assert.equal(run.status, 1);
  assert.match(run.stdout, /dynamic-code/);
  assert.equal(existsSync(join(repository.root, 'note.json')), false);
});

test('an argument that is the value of an option is also a file', async (t) => {
  const repository = repositoryWith(t, '--select');
  const run = await runMain(repository, ['--output', '--select', 'app.py'], { env: HOOK });
  assert.equal(run.status, 2);
  assert.match(run.stderr, /--output needs a value/);
  assert.equal((await runMain(repository, ['--select', 'app.py'], { env: HOOK })).status, 1);
});

test("the user's settings apply unless a file has that name", async (t) => {
  const repository = repositoryWith(t, '--help');
  const run = await runMain(repository, ['--fail-on', 'never', '--help', 'app.py'], { env: HOOK });
  assert.equal(run.status, 0);
  assert.match(run.stdout, /dynamic-code/);
});

test('a Python file whose name begins with a dash is judged under its name', async (t) => {
  const repository = repositoryWith(t, '--fix.py', 'eval(input())\n');
  const found = await findingsIn(repository, ['--fix.py', 'app.py'], { env: HOOK });
  assert.deepEqual(briefly(found), ['dynamic-code --fix.py:1', 'dynamic-code app.py:1']);
});

test('so is a file that is staged but gone from disk', async (t) => {
  const repository = repositoryWith(t, '--help');
  repository.git('rm', '-q', '--cached', '--', '--help');
  repository.stage('--help', 'x\n');
  const { rmSync } = await import('node:fs');
  rmSync(join(repository.root, '--help'));
  assert.equal((await runMain(repository, ['--help', 'app.py'], { env: HOOK })).status, 1);
});

test('the only given name: neither obeyed as an option nor judged instead of the rest', async (t) => {
  const repository = repositoryWith(t, '--fix');
  for (const argv of [['--fix'], ['--format', 'json', '--fix'], ['--fix', '--']]) {
    const run: MainRun = await runMain(repository, argv, { env: HOOK });
    assert.equal(run.status, 2, argv.join(' '));
    assert.match(run.stderr, /--fix is an option and a file here \(write -- before/);
  }
  assert.equal((await runMain(repository, ['--', '--fix'], { env: HOOK })).status, 0);
});

test('under a runner, names of commands are files', async (t) => {
  const runners = [HOOK, { LEFTHOOK: '1' }, { GIT_INDEX_FILE: '.git/index' }];
  for (const [index, name] of ['install', 'undo', 'baseline', 'config', 'rules', 'doctor', 'explain'].entries()) {
    const repository = repositoryWith(t, name, '#!/usr/bin/env python3\nassert (x, "m")\n');
    for (const env of IS_THOROUGH ? runners : runners.slice(index % 3, (index % 3) + 1)) {
      for (const argv of [[name], ['--fail-on', 'error', name], ['--quiet', name, 'app.py']]) {
        const run = await runMain(repository, argv, { env });
        assert.equal(run.status, 1, `${name}: ${run.stderr}`);
        assert.match(run.stdout, /assert-always-true/);
      }
    }
    assert.equal(existsSync(join(repository.root, 'antivenom-baseline.json')), false);
    assert.equal(existsSync(join(repository.root, '.git', 'hooks', 'pre-commit')), false);
  }
});

test('otherwise, a command that is also a file is refused until the user says which', async (t) => {
  const repository = repositoryWith(t, 'rules', '#!/usr/bin/env python3\nassert (x, "m")\n');
  const run = await runMain(repository, ['rules']);
  assert.equal(run.status, 2);
  assert.match(run.stderr, /rules is a command and a file here \(antivenom -- rules checks the file/);
  assert.equal((await runMain(repository, ['--', 'rules'])).status, 1);
  assert.match((await runMain(repository, ['rules', '--'])).stdout, /assert-always-true/);
});
