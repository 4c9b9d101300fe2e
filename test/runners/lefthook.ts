import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { TestRepository } from '../git/repository.ts';
import {
  BAD,
  commandFolder,
  commit,
  GOOD,
  recipe,
  run,
  runnerFolder,
  said,
  stageMany,
  userRepository,
} from './runner.ts';

export const CHECK = recipe('lefthook');
export const CHECK_FILES = CHECK.replace('run: antivenom', 'run: antivenom -- {staged_files}');
export const FIX = recipe('lefthook-fix');

export function setUp(t: TestContext, config: string): TestRepository | null {
  const folder = runnerFolder(t, 'lefthook');
  if (folder === null) return null;
  const repository = userRepository(t, join(folder, 'node_modules/.bin'));
  repository.env.PATH = `${commandFolder(repository)}:${repository.env.PATH}`;
  repository.stage('lefthook.yml', config);
  const installed = run(repository, 'lefthook', ['install']);
  assert.equal(installed.status, 0, said(installed));
  return repository;
}

/** Declares the test of commits with a configuration. */
export function testCommits(words: string, config: string): void {
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
}

/** Declares the test of a commit of many files. */
export function testManyFiles(words: string, config: string): void {
  test(`lefthook, ${words}: more files than fit into an argument list`, (t) => {
    const repository = setUp(t, config);
    if (repository === null) return;
    stageMany(repository);
    const blocked = repository.tryGit(['commit', '-m', 'x']);
    assert.equal(blocked.status, 1, said(blocked));
    assert.match(said(blocked), /z_last\.py/);
  });
}
