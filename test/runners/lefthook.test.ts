import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { TestRepository } from '../git/repository.ts';
import {
  BAD,
  commandFolder,
  commit,
  FIXED,
  GOOD,
  recipe,
  run,
  runnerFolder,
  said,
  stageMany,
  userRepository,
} from './runner.ts';

const CHECK = recipe('lefthook');
const CHECK_FILES = CHECK.replace('run: antivenom', 'run: antivenom -- {staged_files}');
const FIX = recipe('lefthook-fix');

function setUp(t: TestContext, config: string): TestRepository | null {
  const folder = runnerFolder(t, 'lefthook');
  if (folder === null) return null;
  const repository = userRepository(t, join(folder, 'node_modules/.bin'));
  repository.env.PATH = `${commandFolder(repository)}:${repository.env.PATH}`;
  repository.stage('lefthook.yml', config);
  const installed = run(repository, 'lefthook', ['install']);
  assert.equal(installed.status, 0, said(installed));
  return repository;
}

for (const [words, config] of [
  ['what is staged', CHECK],
  ['staged files', CHECK_FILES],
] as const) {
  test(`lefthook, ${words}: blocks, passes, skips, from a subfolder`, (t) => {
    const repository = setUp(t, config);
    if (repository === null) return;
    const blocked = commit(repository, 'app/a.py', BAD);
    assert.equal(blocked.status, 1, said(blocked));
    assert.match(said(blocked), /app\/a\.py[\s\S]*assert-always-true/);
    for (const env of [{ LEFTHOOK: '0' }, { LEFTHOOK_EXCLUDE: 'antivenom' }]) {
      const skipped = commit(repository, `app/${Object.keys(env)}.py`, BAD, { env });
      assert.equal(skipped.status, 0, said(skipped));
    }
    repository.stage('packages/one/a.py', BAD);
    const folder = join(repository.root, 'packages/one');
    const inside = repository.tryGit(['commit', '-m', 'x'], { cwd: folder });
    assert.equal(inside.status, 1, said(inside));
    repository.stage('packages/one/a.py', GOOD);
    const passed = repository.tryGit(['commit', '-m', 'x'], { cwd: folder });
    assert.equal(passed.status, 0, said(passed));
  });

  test(`lefthook, ${words}: more files than fit into an argument list`, (t) => {
    const repository = setUp(t, config);
    if (repository === null) return;
    stageMany(repository);
    const blocked = repository.tryGit(['commit', '-m', 'x']);
    assert.equal(blocked.status, 1, said(blocked));
    assert.match(said(blocked), /z_last\.py/);
  });
}

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
