import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findingsIn, runMain } from '../run-main.ts';
import { TUPLE } from './program.ts';
import { ASKS_FOR_OWNER, makeRepository, type TestRepository } from './repository.ts';

function drop(repository: TestRepository, name: string): void {
  const oid = repository.git('rev-parse', name).trim();
  rmSync(join(repository.root, '.git/objects', oid.slice(0, 2), oid.slice(2)));
}

test('a repository that git refuses: reported, with what to do', { skip: !ASKS_FOR_OWNER }, async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', TUPLE);
  repository.write('a.py', `${TUPLE}x = 1\n`);
  const env = { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' };
  const run = await runMain(repository, ['--new-only', 'a.py'], { env });
  assert.equal(run.status, 3);
  assert.match(run.stderr, /a\.py was not checked: .*dubious ownership.*git config --global --add safe\.directory/);
});

test('a base whose object is gone: staged, by name, in a range', async (t) => {
  const repository = makeRepository(t);
  const first = repository.commit('a.py', TUPLE);
  repository.stage('a.py', `${TUPLE}x = 1\n`);
  drop(repository, 'HEAD:a.py');
  const words = /a\.py was not checked: its earlier content is not in this repository/;
  for (const argv of [[], ['a.py']]) {
    const run = await runMain(repository, argv);
    assert.equal(run.status, 3, argv.join());
    assert.match(run.stderr, words);
  }
  repository.git('commit', '-qm', 'x', '--no-verify');
  const run = await runMain(repository, ['--from-ref', first, '--to-ref', 'HEAD']);
  assert.equal(run.status, 3);
  assert.match(run.stderr, words);
});

test('a base that never existed is no error: untracked, added, before the first commit', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', TUPLE);
  repository.write('b.py', TUPLE);
  for (const argv of [[], ['a.py'], ['b.py'], ['a.py', 'b.py']]) {
    const found = await findingsIn(repository, argv);
    assert.ok(found.length > 0 && found.every((finding) => finding.new));
  }
  repository.git('commit', '-qm', 'x');
  assert.equal((await runMain(repository, ['b.py'])).status, 1);
});
