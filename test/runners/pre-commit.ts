import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { TestRepository } from '../git/repository.ts';
import {
  BAD,
  commit,
  FIXED,
  GOOD,
  projectClone,
  recipe,
  run,
  runnerFolder,
  said,
  stageMany,
  userRepository,
} from './runner.ts';

/** The recipe with this clone instead of the web address. prek fails if SKIP leaves no hook. */
function config(hook: string, rev: string): string {
  const yaml = recipe('pre-commit')
    .replace(/repo: \S+/, `repo: file://${projectClone()}`)
    .replace(/rev: \S+/, `rev: ${rev}`)
    .replace(/id: \S+/, `id: ${hook}`);
  return `${yaml}  - repo: local
    hooks:
      - { id: other, name: other, language: system, entry: 'true' }
`;
}

function setUp(t: TestContext, name: string, hook: string): { repository: TestRepository; program: string } | null {
  const folder = runnerFolder(t, name);
  if (folder === null) return null;
  const program = join(folder, 'bin', name === 'prek' ? 'prek' : 'pre-commit');
  const repository = userRepository(t);
  const rev = run(repository, 'git', ['-C', projectClone(), 'rev-parse', 'HEAD']).stdout.trim();
  // Installed once for all tests of a runner. The clone and its environment are what every user has.
  const home = join(dirname(projectClone()), name);
  Object.assign(repository.env, {
    PRE_COMMIT_HOME: home,
    PREK_HOME: home,
    npm_config_cache: join(dirname(folder), 'cache', 'npm'),
    npm_config_prefer_offline: 'true',
  });
  repository.stage('.pre-commit-config.yaml', config(hook, rev));
  const installed = run(repository, program, ['install']);
  assert.equal(installed.status, 0, said(installed));
  return { repository, program };
}

/** Declares the test of the commits that every user makes. */
export function testPlain(name: string): void {
  test(`${name}: installs, blocks, passes, skips`, (t) => {
    const { repository } = setUp(t, name, 'antivenom') ?? {};
    if (repository === undefined) return;
    const blocked = commit(repository, 'app/a.py', BAD);
    assert.equal(blocked.status, 1, said(blocked));
    assert.match(said(blocked), /app\/a\.py[\s\S]*assert-always-true/);
    assert.equal(repository.read('app/a.py'), BAD);
    const skipped = commit(repository, 'app/a.py', BAD, { env: { SKIP: 'antivenom' } });
    assert.equal(skipped.status, 0, said(skipped));
    const passed = commit(repository, 'app/b.py', GOOD);
    assert.equal(passed.status, 0, said(passed));
  });
}

/** Declares the tests of commits. */
export function testCommits(name: string): void {
  testPlain(name);

  test(`${name}: what is staged rather than what is in the work tree; from a subfolder`, (t) => {
    const { repository } = setUp(t, name, 'antivenom') ?? {};
    if (repository === undefined) return;
    const folder = join(repository.root, 'packages/one');
    repository.stage('packages/one/a.py', BAD);
    repository.write('packages/one/a.py', GOOD);
    const blocked = repository.tryGit(['commit', '-m', 'x'], { cwd: folder });
    assert.equal(blocked.status, 1, said(blocked));
    assert.match(said(blocked), /packages\/one\/a\.py/);
    assert.equal(repository.read('packages/one/a.py'), GOOD);
    repository.git('add', '-A');
    repository.write('packages/one/a.py', BAD);
    const passed = repository.tryGit(['commit', '-m', 'x'], { cwd: folder });
    assert.equal(passed.status, 0, said(passed));
    assert.equal(repository.read('packages/one/a.py'), BAD);
  });

  test(`${name}: antivenom-fix changes the file, stops once, and passes once it is staged`, (t) => {
    const { repository } = setUp(t, name, 'antivenom-fix') ?? {};
    if (repository === undefined) return;
    const stopped = commit(repository, 'app/a.py', BAD);
    assert.equal(stopped.status, 1, said(stopped));
    assert.equal(repository.read('app/a.py'), FIXED);
    assert.equal(repository.git('show', ':app/a.py'), BAD);
    const passed = commit(repository, 'app/a.py', FIXED);
    assert.equal(passed.status, 0, said(passed));
  });
}

/** Declares the tests of the runner's own commands. */
export function testCommands(name: string): void {
  test(`${name}: more files than fit into an argument list`, (t) => {
    const { repository, program } = setUp(t, name, 'antivenom') ?? {};
    if (repository === undefined) return;
    stageMany(repository);
    const blocked = run(repository, program!, ['run', '--all-files']);
    assert.equal(blocked.status, 1, said(blocked));
    assert.match(said(blocked), /z_last\.py/);
    assert.doesNotMatch(said(blocked), /module_\d/);
  });

  test(`${name}: a range of commits, as in CI`, (t) => {
    const { repository, program } = setUp(t, name, 'antivenom') ?? {};
    if (repository === undefined) return;
    repository.commit('README', '');
    const first = repository.commit('app/a.py', GOOD);
    repository.commit('app/b.py', BAD);
    const range = run(repository, program!, ['run', '--from-ref', first, '--to-ref', 'HEAD']);
    assert.equal(range.status, 1, said(range));
    assert.match(said(range), /app\/b\.py/);
    const empty = run(repository, program!, ['run', '--from-ref', `${first}~1`, '--to-ref', first]);
    assert.equal(empty.status, 0, said(empty));
  });
}

/** Declares the test of trying the hook without a configuration. */
export function testTryRepo(name: string): void {
  test(`${name}: try-repo`, (t) => {
    const { repository, program } = setUp(t, name, 'antivenom') ?? {};
    if (repository === undefined) return;
    repository.stage('app/a.py', BAD);
    const tried = run(repository, program!, ['try-repo', projectClone(), 'antivenom', '--files', 'app/a.py']);
    assert.equal(tried.status, 1, said(tried));
    assert.match(said(tried), /assert-always-true/);
  });
}
