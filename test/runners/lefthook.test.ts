import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHECK, CHECK_FILES, FIX, setUp, testCommits } from './lefthook.ts';
import { BAD, commit, FIXED, GOOD, said } from './runner.ts';

testCommits('what is staged', CHECK);

test('lefthook: partly staged files are judged and repaired as they are staged', (t) => {
  const check = setUp(t, CHECK_FILES);
  if (check === null) return;
  check.commit('README', '');
  check.stage('app/a.py', BAD);
  check.write('app/a.py', GOOD);
  assert.equal(check.tryGit(['commit', '-m', 'x']).status, 1);
  assert.equal(check.read('app/a.py'), GOOD);
  check.git('add', '-A');
  check.write('app/a.py', BAD);
  const passed = check.tryGit(['commit', '-m', 'x']);
  assert.equal(passed.status, 0, said(passed));
  const fix = setUp(t, FIX);
  if (fix === null) return;
  fix.commit('README', '');
  fix.stage('app/a.py', BAD);
  fix.write('app/a.py', `${BAD}\n\nx = 1\n`);
  const repaired = fix.tryGit(['commit', '-m', 'x']);
  assert.equal(repaired.status, 0, said(repaired));
  assert.equal(fix.git('show', 'HEAD:app/a.py'), FIXED);
  assert.equal(fix.read('app/a.py'), `${FIXED}\n\nx = 1\n`);
});

test('lefthook: --fix with stage_fixed commits the repaired file', (t) => {
  const repository = setUp(t, FIX);
  if (repository === null) return;
  const passed = commit(repository, 'app/a.py', BAD);
  assert.equal(passed.status, 0, said(passed));
  assert.equal(repository.git('show', 'HEAD:app/a.py'), FIXED);
  assert.equal(repository.git('status', '--porcelain'), '');
});

test('lefthook: a job with a root in a monorepo', (t) => {
  const repository = setUp(t, CHECK_FILES.replace('      run:', '      root: packages/one\n      run:'));
  if (repository === null) return;
  const blocked = commit(repository, 'packages/one/a.py', BAD);
  assert.equal(blocked.status, 1, said(blocked));
  assert.match(said(blocked), /packages\/one\/a\.py/);
});
