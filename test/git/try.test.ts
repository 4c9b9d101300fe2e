/** `antivenom doctor --try`: a commit of a bad file through the real hooks, in a copy; of the user's nothing changes. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { antivenom, program, TUPLE } from './program.ts';
import { makeRepository } from './repository.ts';
import { OURS, testHook, tryIn } from './trying.ts';

const OUR_HOOK = `'${process.execPath}' '${program}'`;

testHook('ours', 0, OUR_HOOK, OURS);
testHook('none that judges', 1, 'exit 0', /^bad .* went through: nothing stopped it$/);
test('no hook after pre-commit runs, and nobody has to be named', (t) => {
  const repository = makeRepository(t);
  repository.stage('app/models.py', 'x = 1\n');
  for (const name of ['post-commit', 'commit-msg', 'post-index-change', 'reference-transaction']) {
    repository.hook(name, `echo ${name} >> '${join(dirname(repository.root), 'ran')}'`);
  }
  for (const name of ['GIT_AUTHOR_NAME', 'GIT_AUTHOR_EMAIL', 'GIT_COMMITTER_NAME', 'GIT_COMMITTER_EMAIL']) {
    delete repository.env[name];
  }
  repository.git('config', 'user.useConfigOnly', 'true');
  repository.git('config', 'commit.gpgSign', 'true');
  assert.match(tryIn(repository).line, /went through/);
  assert.throws(
    () => readFileSync(join(dirname(repository.root), 'ran'), 'utf8').match(/commit-msg|post-commit/)!.length,
  );
});

test('a configuration that lets the bad file pass is no guard', (t) => {
  const repository = makeRepository(t);
  repository.commit('app/models.py', 'x = 1\n');
  assert.equal(antivenom(repository, ['install']).status, 0);
  repository.stage('antivenom.toml', 'exclude = ["app/**"]\n');
  const { status, line } = tryIn(repository, join(repository.root, 'app'));
  assert.deepEqual([status, /went through/.test(line)], [1, true]);
});

test('what is staged and bad by itself does not take its place', (t) => {
  const repository = makeRepository(t);
  repository.commit('app/models.py', 'x = 1\n');
  repository.stage('app/bad.py', TUPLE);
  repository.hook('pre-commit', 'exit 0');
  assert.match(tryIn(repository).line, /went through/);
});
