import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listStaged, listTracked } from '../../src/git/list/changes.ts';
import { listFiles } from '../../src/git/list/files.ts';
import { openSnapshot } from '../../src/git/read/snapshot.ts';
import { judge, judgedDuring, judgedWithHook, makeRepository, type TestRepository } from './repository.ts';

/** main and side both changed a.py; side also b.py, main also c.py. */
function diverge(repository: TestRepository): void {
  repository.commit('a.py', 'base\n');
  repository.commit('b.py', 'base\n');
  repository.commit('c.py', 'base\n');
  repository.git('switch', '-qc', 'side');
  repository.commit('a.py', 'side\n');
  repository.commit('b.py', 'side\n');
  repository.git('switch', '-q', 'main');
  repository.commit('a.py', 'main\n');
  repository.commit('c.py', 'main\n');
}

test('a merge in conflict: the path is named and does not pass', async (t) => {
  const repository = makeRepository(t);
  diverge(repository);
  assert.equal(repository.tryGit(['merge', 'side']).status, 1);
  assert.deepEqual(await judge(repository.open()), { 'a.py': '<unmerged>' });
  const all = await listTracked(repository.open());
  assert.deepEqual(
    [all.entries.map(({ path }) => path), all.problems.map(({ path }) => path)],
    [['b.py', 'c.py'], ['a.py']],
  );
});

test('a merge in conflict, resolved: only what differs from both parents', async (t) => {
  const repository = makeRepository(t);
  diverge(repository);
  repository.tryGit(['merge', 'side']);
  repository.stage('a.py', 'both\n');
  const opened = repository.open();
  const listing = await listStaged(opened);
  const snapshot = openSnapshot(opened, listing.source);
  assert.deepEqual(
    listing.entries.map((entry) => [entry.path, snapshot.bases(entry).map(({ bytes }) => String(bytes))]),
    [['a.py', ['main\n', 'side\n']]],
  );
  assert.deepEqual(judgedDuring(repository, 'commit', '-m', 'merged'), { 'a.py': 'both\n' });
});

test('a merge that is resolved to one side adds nothing new', async (t) => {
  const repository = makeRepository(t);
  diverge(repository);
  repository.tryGit(['merge', 'side']);
  repository.git('checkout', '--theirs', 'a.py');
  repository.git('add', 'a.py');
  assert.deepEqual(await judge(repository.open()), {});
});

test('a change that is slipped into a merge is judged', async (t) => {
  const repository = makeRepository(t);
  diverge(repository);
  repository.tryGit(['merge', 'side']);
  repository.stage('a.py', 'both\n');
  repository.stage('evil.py', 'new\n');
  repository.stage('c.py', 'evil\n');
  assert.deepEqual(await judge(repository.open()), { 'a.py': 'both\n', 'c.py': 'evil\n', 'evil.py': 'new\n' });
});

test('a clean merge, for users who run antivenom in pre-merge-commit', (t) => {
  const repository = makeRepository(t);
  diverge(repository);
  repository.git('switch', '-qc', 'third', 'main~2');
  repository.commit('d.py', 'third\n');
  assert.deepEqual(judgedWithHook(repository, 'pre-merge-commit', 'merge', '--no-ff', '-m', 'x', 'main'), {});
});

test('an octopus merge that is finished by hand', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'base\n');
  for (const side of ['one', 'two']) {
    repository.git('switch', '-qc', side, 'main');
    repository.commit(`${side}.py`, `${side}\n`);
  }
  repository.git('switch', '-q', 'main');
  repository.git('merge', '--no-commit', '--no-ff', 'one', 'two');
  repository.stage('one.py', 'changed\n');
  assert.deepEqual(await judge(repository.open()), { 'one.py': 'changed\n' });
});

test('given files in a merge have every parent as a base', async (t) => {
  const repository = makeRepository(t);
  diverge(repository);
  repository.tryGit(['merge', 'side']);
  repository.stage('a.py', 'both\n');
  const opened = repository.open();
  const listing = await listFiles(opened, ['a.py']);
  const bases = openSnapshot(opened, listing.source).bases(listing.entries[0]!);
  assert.deepEqual(
    bases.map(({ bytes }) => String(bytes)),
    ['main\n', 'side\n'],
  );
});

test('a cherry-pick and a revert in conflict, finished by commit', (t) => {
  const repository = makeRepository(t);
  diverge(repository);
  assert.notEqual(repository.tryGit(['cherry-pick', 'side~1']).status, 0);
  repository.stage('a.py', 'picked\n');
  assert.deepEqual(judgedDuring(repository, 'commit', '-m', 'x'), { 'a.py': 'picked\n' });
  repository.git('commit', '--no-verify', '--allow-empty', '-m', 'later');
  repository.commit('a.py', 'later\n');
  assert.notEqual(repository.tryGit(['revert', '--no-edit', 'HEAD~2']).status, 0);
  repository.stage('a.py', 'reverted\n');
  assert.deepEqual(judgedDuring(repository, 'commit', '-m', 'x'), { 'a.py': 'reverted\n' });
});
