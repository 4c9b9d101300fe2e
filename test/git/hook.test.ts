import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { statusOf } from './fixing.ts';
import { antivenom, program, REPAIRED, startAntivenom, TUPLE } from './program.ts';
import { makeRepository } from './repository.ts';

const SHORT_PATH = { PATH: '/usr/bin:/bin' };

test('antivenom install, commit, uninstall, as in a GUI client', (t) => {
  const repository = makeRepository(t);
  assert.equal(antivenom(repository, ['install']).status, 0);
  assert.equal(antivenom(repository, ['doctor']).status, 0);
  repository.stage('a.py', TUPLE);
  const blocked = repository.tryGit(['commit', '-m', 'x'], { env: SHORT_PATH });
  assert.equal(blocked.status, 1);
  assert.match(blocked.stdout + blocked.stderr, /assert-always-true/);
  repository.stage('a.py', REPAIRED);
  const passed = repository.tryGit(['commit', '-m', 'x'], { env: SHORT_PATH });
  assert.equal(passed.status, 0, passed.stderr);
  assert.equal(antivenom(repository, ['uninstall']).status, 0);
  assert.equal(antivenom(repository, ['doctor']).status, 1);
  repository.stage('a.py', TUPLE);
  assert.equal(repository.tryGit(['commit', '-m', 'x']).status, 0);
});

test('a hook with --fix: plain, -a, PATH and partly staged commits contain the fix', (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'x = 1\n');
  repository.commit('b.py', 'x = 1\n');
  repository.hook('pre-commit', `exec '${process.execPath}' '${program}' --fix`);
  const commits = (...args: string[]): void => {
    const { status, stderr, stdout } = repository.tryGit(['commit', '-m', 'x', ...args]);
    assert.equal(status, 0, stdout + stderr);
  };
  repository.stage('a.py', TUPLE);
  repository.write('a.py', `# unstaged\n${TUPLE}`);
  commits();
  assert.equal(repository.git('show', 'HEAD:a.py'), REPAIRED);
  assert.equal(repository.read('a.py'), `# unstaged\n${REPAIRED}`);
  repository.write('a.py', `# all\n${TUPLE}`);
  commits('-a');
  assert.equal(repository.git('show', 'HEAD:a.py'), `# all\n${REPAIRED}`);
  repository.stage('b.py', 'x = 2\n');
  repository.write('a.py', `# path\r\n${TUPLE.replaceAll('\n', '\r\n')}`);
  commits('a.py');
  assert.equal(repository.git('show', 'HEAD:a.py'), `# path\r\n${REPAIRED.replaceAll('\n', '\r\n')}`);
  assert.deepEqual(statusOf(repository), ['M  b.py']);
});

test('parallel runs do not disturb each other', async (t) => {
  const repository = makeRepository(t);
  const names = ['a.py', 'b.py', 'c.py', 'd.py'];
  for (const name of names) repository.stage(name, TUPLE);
  const runs = names.map((name) => once(startAntivenom(repository, ['--fix', name]), 'exit'));
  const checks = [1, 2].map(() => once(startAntivenom(repository, []), 'exit'));
  assert.deepEqual(await Promise.all(runs.map(async (run) => (await run)[0])), [0, 0, 0, 0]);
  assert.deepEqual(await Promise.all(checks.map(async (run) => (await run)[0])), [1, 1]);
  for (const name of names) assert.equal(repository.read(name), REPAIRED);
});
