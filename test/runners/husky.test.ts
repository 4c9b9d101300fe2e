import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { setUp } from './husky.ts';
import { BAD, commit, FIXED, GOOD, recipe, said } from './runner.ts';

test('husky: blocks, passes, skips, from a subfolder', (t) => {
  const repository = setUp(t, recipe('husky'));
  if (repository === null) return;
  const blocked = commit(repository, 'app/a.py', BAD);
  assert.equal(blocked.status, 1, said(blocked));
  assert.match(said(blocked), /app\/a\.py[\s\S]*assert-always-true/);
  const skipped = commit(repository, 'app/a.py', BAD, { env: { HUSKY: '0' } });
  assert.equal(skipped.status, 0, said(skipped));
  repository.stage('packages/one/a.py', BAD);
  const folder = join(repository.root, 'packages/one');
  assert.equal(repository.tryGit(['commit', '-m', 'x'], { cwd: folder }).status, 1);
  repository.stage('packages/one/a.py', GOOD);
  const passed = repository.tryGit(['commit', '-m', 'x'], { cwd: folder });
  assert.equal(passed.status, 0, said(passed));
});

test('husky: --fix, with commit, commit -a and commit PATH', (t) => {
  const repository = setUp(t, recipe('husky-fix'));
  if (repository === null) return;
  assert.equal(commit(repository, 'app/a.py', BAD).status, 0);
  assert.equal(repository.git('show', 'HEAD:app/a.py'), FIXED);
  repository.write('app/a.py', `x = 1\n${BAD}`);
  assert.equal(repository.tryGit(['commit', '-a', '-m', 'x']).status, 0);
  assert.equal(repository.git('show', 'HEAD:app/a.py'), `x = 1\n${FIXED}`);
  repository.write('app/a.py', `x = 2\n${BAD}`);
  assert.equal(repository.tryGit(['commit', '-m', 'x', 'app/a.py']).status, 0);
  assert.equal(repository.git('show', 'HEAD:app/a.py'), `x = 2\n${FIXED}`);
  assert.equal(repository.read('app/a.py'), `x = 2\n${FIXED}`);
  assert.equal(repository.git('status', '--porcelain', '-uno'), '');
});
