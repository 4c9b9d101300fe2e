import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { BAD, fixedDuring, GOOD, statusOf } from './fixing.ts';
import { makeRepository, repositoryAt } from './repository.ts';

test('a plain commit contains the fix, and so does the working file', (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'x = 1\n');
  repository.stage('a.py', `x = 1\n${BAD}\n`);
  const { status, report } = fixedDuring(repository, 'commit', '-m', 'x');
  assert.equal(status, 0);
  assert.deepEqual(report, { 'a.py': 'fixed' });
  assert.equal(repository.git('show', 'HEAD:a.py'), `x = 1\n${GOOD}\n`);
  assert.equal(repository.read('a.py'), `x = 1\n${GOOD}\n`);
  assert.deepEqual(statusOf(repository), []);
});

test('the first commit', (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', `${BAD}\n`);
  assert.equal(fixedDuring(repository, 'commit', '-m', 'x').status, 0);
  assert.equal(repository.git('show', 'HEAD:a.py'), `${GOOD}\n`);
  assert.deepEqual(statusOf(repository), []);
});

test('commit -a', (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'x = 1\n');
  repository.write('a.py', `${BAD}\n`);
  assert.equal(fixedDuring(repository, 'commit', '-a', '-m', 'x').status, 0);
  assert.equal(repository.git('show', 'HEAD:a.py'), `${GOOD}\n`);
  assert.equal(repository.read('a.py'), `${GOOD}\n`);
  assert.deepEqual(statusOf(repository), []);
});

test('commit PATH: the commit, the index and the working file contain the fix; other staged files stay staged', (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'x = 1\n');
  repository.commit('b.py', 'x = 1\n');
  repository.write('a.py', `${BAD}\n`);
  repository.stage('b.py', `${BAD}\n`);
  assert.equal(fixedDuring(repository, 'commit', '-m', 'x', 'a.py').status, 0);
  assert.equal(repository.git('show', 'HEAD:a.py'), `${GOOD}\n`);
  assert.equal(repository.git('show', ':0:a.py'), `${GOOD}\n`);
  assert.equal(repository.git('show', ':0:b.py'), `${BAD}\n`);
  assert.deepEqual(statusOf(repository), ['M  b.py']);
});

test('commit PATH of a file with other staged content', (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'x = 1\n');
  repository.stage('a.py', `${BAD}\nx = 2\n`);
  repository.write('a.py', `${BAD}\nx = 3\n`);
  assert.equal(fixedDuring(repository, 'commit', '-m', 'x', 'a.py').status, 0);
  assert.equal(repository.git('show', 'HEAD:a.py'), `${GOOD}\nx = 3\n`);
  assert.deepEqual(statusOf(repository), []);
});

test('a linked work tree', (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'x = 1\n');
  repository.git('worktree', 'add', '-q', '../linked');
  const linked = repositoryAt(join(repository.root, '../linked'), repository.env);
  linked.stage('a.py', `${BAD}\n`);
  assert.equal(fixedDuring(linked, 'commit', '-m', 'x').status, 0);
  assert.equal(linked.git('show', 'HEAD:a.py'), `${GOOD}\n`);
  assert.equal(linked.read('a.py'), `${GOOD}\n`);
  assert.deepEqual(statusOf(linked), []);
});
