import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { antivenom, program, REPAIRED, TUPLE } from './program.ts';
import { makeRepository, repositoryAt, type TestRepository } from './repository.ts';

/** A linked work tree with `a.py` and `sub/a.py`, and a pre-commit hook that runs antivenom in `sub`. */
function linkedWorkTree(t: Parameters<typeof makeRepository>[0], args: string): TestRepository {
  const repository = makeRepository(t);
  repository.stage('a.py', 'x = 1\n');
  repository.commit('sub/a.py', 'x = 1\n');
  repository.git('worktree', 'add', '-q', '../linked');
  repository.hook('pre-commit', `cd sub && exec '${process.execPath}' '${program}' ${args}`);
  return repositoryAt(join(dirname(repository.root), 'linked'), repository.env);
}

test('a hook of a linked work tree that has changed folder fixes only what is staged', (t) => {
  const linked = linkedWorkTree(t, '--fix');
  linked.stage('a.py', TUPLE);
  const mine = `${TUPLE}mine = 1\n`;
  linked.write('sub/a.py', mine);
  const committed = linked.tryGit(['commit', '-qm', 'x']);
  assert.equal(committed.status, 0, committed.stderr);
  assert.equal(linked.read('a.py'), REPAIRED);
  assert.equal(linked.git('show', 'HEAD:a.py'), REPAIRED);
  assert.equal(linked.read('sub/a.py'), mine);
  linked.git('reset', '-q', '--soft', 'HEAD~1');
  const undone = antivenom(linked, ['undo']);
  assert.equal(undone.status, 0, undone.stderr);
  assert.equal(linked.read('a.py'), TUPLE);
});

test("there, file names are relative to the hook's folder, and paths to the root", (t) => {
  const linked = linkedWorkTree(t, 'a.py');
  linked.stage('sub/a.py', TUPLE);
  const committed = linked.tryGit(['commit', '-qm', 'x']);
  assert.equal(committed.status, 1);
  assert.match(committed.stderr + committed.stdout, /sub\/a\.py/);
});

test("there, the root's configuration applies", (t) => {
  const linked = linkedWorkTree(t, '');
  linked.stage('antivenom.toml', 'exclude = ["sub/**"]\n');
  linked.stage('sub/a.py', TUPLE);
  const committed = linked.tryGit(['commit', '-qm', 'x']);
  assert.equal(committed.status, 0, committed.stderr);
});

test('a hook of a submodule that has changed folder', (t) => {
  const repository = makeRepository(t);
  const inner = makeRepository(t);
  inner.stage('a.py', 'x = 1\n');
  inner.commit('sub/a.py', 'x = 1\n');
  repository.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', inner.root, 'lib');
  const lib = repositoryAt(join(repository.root, 'lib'), repository.env);
  lib.hook('pre-commit', `cd sub && exec '${process.execPath}' '${program}' --fix`);
  lib.stage('a.py', TUPLE);
  const committed = lib.tryGit(['commit', '-qm', 'x']);
  assert.equal(committed.status, 0, committed.stderr);
  assert.equal(lib.read('a.py'), REPAIRED);
  assert.equal(lib.read('sub/a.py'), 'x = 1\n');
});

test('a git directory elsewhere: if no .git leads to it, the current folder is the root', (t) => {
  const repository = makeRepository(t);
  const home = join(dirname(repository.root), 'home');
  mkdirSync(join(home, 'sub'), { recursive: true });
  const env = { ...repository.env, GIT_DIR: join(repository.root, '.git') };
  const dotfiles = repositoryAt(home, env);
  dotfiles.stage('.profile.py', TUPLE);
  const run = antivenom(dotfiles, ['--fix']);
  assert.equal(run.status, 0, run.stderr);
  assert.equal(readFileSync(join(home, '.profile.py'), 'utf8'), REPAIRED);
});

test('with GIT_DIR set from below the root: staged, FILE, range, baseline, config', (t) => {
  const repository = makeRepository(t);
  const first = repository.commit('a.py', 'x = 1\n');
  repository.commit('sub/b.py', TUPLE);
  repository.stage('sub/c.py', TUPLE);
  repository.stage('antivenom.toml', 'ignore = ["debug-setting"]\n');
  const where = { cwd: join(repository.root, 'sub'), env: { GIT_DIR: join(repository.root, '.git') } };
  const paths = (...args: string[]): string[] => {
    const { stdout, stderr } = antivenom(repository, ['--format', 'json', ...args], where);
    assert.equal(stderr, '');
    return (JSON.parse(stdout) as { findings: { path: string }[] }).findings.map(({ path }) => path);
  };
  assert.deepEqual(paths(), ['sub/c.py']);
  assert.deepEqual(paths('b.py'), ['sub/b.py']);
  assert.deepEqual(paths('--from-ref', first, '--to-ref', 'HEAD'), ['sub/b.py']);
  assert.match(antivenom(repository, ['config'], where).stdout, /antivenom\.toml/);
  assert.equal(antivenom(repository, ['baseline'], where).status, 0);
  assert.match(repository.read('antivenom-baseline.json'), /sub\/b\.py/);
});
