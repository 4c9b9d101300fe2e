import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgedDuring, makeRepository } from './repository.ts';

test('the first commit: everything staged, without a base', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', 'one\n');
  assert.deepEqual(judgedDuring(repository, 'commit', '-m', 'first'), { 'a.py': 'one\n' });
});

test('a plain commit: the index, not the working file', (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'one\n');
  repository.stage('a.py', 'staged\n');
  repository.write('a.py', 'unstaged\n');
  repository.write('b.py', 'untracked\n');
  assert.deepEqual(judgedDuring(repository, 'commit', '-m', 'x'), { 'a.py': 'staged\n' });
});

test('commit -a: what -a adds', (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'one\n');
  repository.commit('b.py', 'one\n');
  repository.write('a.py', 'two\n');
  repository.write('c.py', 'untracked\n');
  assert.deepEqual(judgedDuring(repository, 'commit', '-a', '-m', 'x'), { 'a.py': 'two\n' });
});

test('commit -i: the index and the named file', (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'one\n');
  repository.commit('b.py', 'one\n');
  repository.stage('a.py', 'two\n');
  repository.write('b.py', 'two\n');
  assert.deepEqual(judgedDuring(repository, 'commit', '-i', 'b.py', '-m', 'x'), { 'a.py': 'two\n', 'b.py': 'two\n' });
});

test('commit PATH: only the named file, from the work tree', (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'one\n');
  repository.commit('b.py', 'one\n');
  repository.stage('b.py', 'staged\n');
  repository.write('a.py', 'two\n');
  assert.deepEqual(judgedDuring(repository, 'commit', '-m', 'x', 'a.py'), { 'a.py': 'two\n' });
});

test('commit -p: the chosen hunk', (t) => {
  const repository = makeRepository(t);
  const lines = Array.from({ length: 30 }, (_, i) => `x${i} = ${i}\n`);
  repository.commit('a.py', lines.join(''));
  const changed = lines.with(1, 'first = 1\n').with(28, 'last = 1\n').join('');
  repository.write('a.py', changed);
  repository.write('answers', 'y\nn\n');
  repository.git('config', 'alias.choose', '!git commit -p -m x < answers');
  assert.deepEqual(judgedDuring(repository, 'choose'), { 'a.py': lines.with(1, 'first = 1\n').join('') });
});

test('commit --amend: what the amendment changes', (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'one\n');
  repository.commit('b.py', 'one\n');
  repository.stage('a.py', 'two\n');
  assert.deepEqual(judgedDuring(repository, 'commit', '--amend', '-m', 'x'), { 'a.py': 'two\n' });
});

test('an empty commit that is allowed: nothing', (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'one\n');
  assert.deepEqual(judgedDuring(repository, 'commit', '--allow-empty', '-m', 'x'), {});
});
