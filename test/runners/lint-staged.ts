import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { TestRepository } from '../git/repository.ts';
import {
  BAD,
  commandFolder,
  FIXED,
  GOOD,
  recipe,
  run,
  runnerFolder,
  said,
  stageMany,
  userRepository,
} from './runner.ts';

const CHECK = JSON.parse(recipe('lint-staged')) as object;
const FIX = JSON.parse(recipe('lint-staged-fix')) as object;

/** lint-staged 17 needs Node 22, so it runs on the one that comes with node-22. */
function setUp(
  t: TestContext,
  name: string,
  config: object,
): { repository: TestRepository; lint: (...args: string[]) => ReturnType<typeof run> } | null {
  const folder = runnerFolder(t, name);
  const node = name === 'lint-staged-17' ? runnerFolder(t, 'node-22') : '';
  if (folder === null || node === null) return null;
  const repository = userRepository(t);
  repository.env.PATH = `${commandFolder(repository)}:${repository.env.PATH}`;
  repository.commit('package.json', JSON.stringify(config));
  const program = node === '' ? process.execPath : join(node, 'node_modules/.bin/node');
  const script = join(folder, 'node_modules/lint-staged/bin/lint-staged.js');
  return { repository, lint: (...args) => run(repository, program, [script, ...args]) };
}

/** Declares the tests of a version. */
export function testLintStaged(name: string): void {
  test(`${name}: blocks and passes, with absolute and relative paths`, (t) => {
    const { repository, lint } = setUp(t, name, CHECK) ?? {};
    if (repository === undefined) return;
    for (const args of [[], ['--relative']]) {
      repository.stage('app/a.py', BAD);
      const blocked = lint!(...args);
      assert.equal(blocked.status, 1, said(blocked));
      assert.match(said(blocked), /app\/a\.py[\s\S]*assert-always-true/);
      repository.stage('app/a.py', GOOD);
      const passed = lint!(...args);
      assert.equal(passed.status, 0, said(passed));
    }
  });

  test(`${name}: --fix repairs what is staged and keeps what is not`, (t) => {
    const { repository, lint } = setUp(t, name, FIX) ?? {};
    if (repository === undefined) return;
    repository.commit('app/a.py', `${GOOD}\n\nx = 1\n`);
    repository.stage('app/a.py', `${BAD}\n\nx = 1\n`);
    repository.write('app/a.py', `${BAD}\n\nx = 2\n`);
    const passed = lint!();
    assert.equal(passed.status, 0, said(passed));
    assert.equal(repository.git('show', ':app/a.py'), `${FIXED}\n\nx = 1\n`);
    assert.equal(repository.read('app/a.py'), `${FIXED}\n\nx = 2\n`);
  });

  test(`${name}: a package of a monorepo with its own configuration`, (t) => {
    const { repository, lint } = setUp(t, name, {}) ?? {};
    if (repository === undefined) return;
    repository.git('rm', '-q', 'package.json');
    repository.stage('packages/one/package.json', JSON.stringify(CHECK));
    repository.stage('packages/one/a.py', BAD);
    const blocked = lint!();
    assert.equal(blocked.status, 1, said(blocked));
    assert.match(said(blocked), /packages\/one\/a\.py/);
  });

  test(`${name}: more files than fit into an argument list`, (t) => {
    const { repository, lint } = setUp(t, name, CHECK) ?? {};
    if (repository === undefined) return;
    stageMany(repository);
    const blocked = lint!('--max-arg-length', '100000');
    assert.equal(blocked.status, 1, said(blocked));
    assert.match(said(blocked), /z_last\.py/);
  });
}
