/** After a fix and after undo, an index entry differs only in its object id. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { undoFixes } from '../../src/git/fix/undo.ts';
import { BAD, fixAllStaged, fixedDuring, GOOD, outcomes } from './fixing.ts';
import { makeRepository, type TestRepository } from './repository.ts';

/** Each path with its mode, stage, the flags from -v, and those from ls-files --debug and --resolve-undo. */
function marksOf(repository: TestRepository): Record<string, string> {
  const flags = repository.git('ls-files', '--debug', '-v').matchAll(/^(\w) (\S+)\n(?: .*\n)*?.*flags: (\S+)/gm);
  const stages = repository.git('ls-files', '-s').replace(/ [0-9a-f]{40,64} /g, ' ');
  return {
    ...Object.fromEntries([...flags].map(([, tag, path, bits]) => [path, `${tag} ${bits}`])),
    stages,
    undo: repository.git('ls-files', '--resolve-undo'),
  };
}

const MARKS: Readonly<Record<string, (repository: TestRepository) => void>> = {
  none: () => {},
  'assume-unchanged': (repository) => void repository.git('update-index', '--assume-unchanged', 'a.py', 'other.py'),
  'skip-worktree': (repository) => void repository.git('update-index', '--skip-worktree', 'a.py', 'other.py'),
  both: (repository) => {
    repository.git('update-index', '--assume-unchanged', 'a.py');
    repository.git('update-index', '--skip-worktree', 'a.py');
  },
  'skip-worktree, away': (repository) => {
    repository.git('update-index', '--skip-worktree', 'a.py');
    rmSync(join(repository.root, 'a.py'));
  },
  'executable, assume-unchanged': (repository) => {
    chmodSync(join(repository.root, 'a.py'), 0o755);
    repository.git('add', 'a.py');
    repository.git('update-index', '--assume-unchanged', 'a.py');
  },
  'split index': (repository) => {
    repository.git('update-index', '--split-index');
    repository.git('update-index', '--assume-unchanged', 'a.py', 'other.py');
  },
  'untracked cache': (repository) => void repository.git('update-index', '--untracked-cache'),
};

for (const [name, mark] of Object.entries(MARKS)) {
  test(`marks are kept: ${name}`, async (t) => {
    const repository = makeRepository(t);
    repository.commit('other.py', 'x = 1\n');
    repository.stage('a.py', `${BAD}\n`);
    repository.write('meant.py', 'y = 1\n');
    repository.git('add', '-N', 'meant.py');
    mark(repository);
    const before = marksOf(repository);
    await fixAllStaged(repository.open());
    assert.equal(repository.git('show', ':a.py'), `${GOOD}\n`);
    assert.deepEqual(marksOf(repository), before);
    await undoFixes(repository.open());
    assert.equal(repository.git('show', ':a.py'), `${BAD}\n`);
    assert.deepEqual(marksOf(repository), before);
  });
}

test('marks are kept in both indexes of a commit with a path', (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'x = 1\n');
  repository.commit('b.py', 'x = 1\n');
  repository.git('update-index', '--assume-unchanged', 'b.py');
  repository.write('a.py', `${BAD}\n`);
  assert.equal(fixedDuring(repository, 'commit', '-qm', 'x', 'a.py').status, 0);
  assert.equal(repository.git('show', 'HEAD:a.py'), `${GOOD}\n`);
  assert.match(repository.git('ls-files', '-v'), /^H a\.py\nh b\.py\n$/);
});

/** A monitor that has seen no changes and records when it is asked. */
function monitor(repository: TestRepository): string {
  const file = join(dirname(repository.root), 'monitor');
  writeFileSync(file, `#!/bin/sh\necho asked >> '${file}.log'\nprintf 'token-1\\0'\n`);
  chmodSync(file, 0o755);
  repository.git('config', 'core.fsmonitorHookVersion', '2');
  repository.git('config', 'core.fsmonitor', file);
  repository.git('update-index', '--fsmonitor');
  return file;
}

test('what a file system monitor knows is kept, without starting it', async (t) => {
  const repository = makeRepository(t);
  for (const name of ['a.py', 'b.py', 'c.py']) repository.commit(name, 'x = 1\n');
  repository.stage('a.py', `${BAD}\n`);
  repository.stage('b.py', `${BAD}\n`);
  const file = monitor(repository);
  repository.git('status');
  repository.git('update-index', '--fsmonitor-valid', 'a.py', 'b.py', 'c.py');
  const before = repository.git('ls-files', '-f');
  assert.match(before, /^h a\.py\nh b\.py\nh c\.py\n$/);
  // In b.py only what is staged is fixed, so git has to look at it again.
  repository.write('b.py', 'x = 2\n');
  writeFileSync(`${file}.log`, '');
  const { readFileSync } = await import('node:fs');
  const report = await fixAllStaged(repository.open());
  assert.deepEqual(outcomes(report), { 'a.py': 'fixed', 'b.py': 'left' });
  assert.equal(readFileSync(`${file}.log`, 'utf8'), '');
  assert.equal(repository.git('ls-files', '-f'), 'h a.py\nH b.py\nh c.py\n');
  assert.match(repository.git('status', '--porcelain'), /^MM b\.py$/m);
  writeFileSync(`${file}.log`, '');
  await undoFixes(repository.open());
  assert.equal(readFileSync(`${file}.log`, 'utf8'), '');
  assert.match(repository.git('ls-files', '-f'), /^h a\.py\nH b\.py\nh c\.py\n$/);
});

test('an entry that was in conflict keeps what git can restore', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'x = 1\n');
  repository.git('checkout', '-qb', 'side');
  repository.commit('a.py', 'x = 2\n');
  repository.git('checkout', '-q', 'main');
  repository.commit('a.py', 'x = 3\n');
  repository.tryGit(['merge', '-q', 'side']);
  repository.stage('a.py', `${BAD}\n`);
  const before = marksOf(repository);
  assert.notEqual(before.undo, '');
  await fixAllStaged(repository.open());
  assert.equal(repository.git('show', ':a.py'), `${GOOD}\n`);
  assert.deepEqual(marksOf(repository), before);
});

test('no hook is started by what we write, wherever git finds its hooks', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', `${BAD}\n`);
  const ran = join(dirname(repository.root), 'ran');
  repository.hook('post-index-change', `echo hook >> '${ran}'`);
  repository.git('config', 'hook.spy.event', 'post-index-change');
  repository.git('config', 'hook.spy.command', `echo configured >> '${ran}'`);
  await fixAllStaged(repository.open());
  await undoFixes(repository.open());
  assert.equal(existsSync(ran), false);
});
