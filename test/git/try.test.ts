/** `antivenom doctor --try`: a commit of a bad file through the real hooks, in a copy; of the user's nothing changes. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { antivenom, program, TUPLE } from './program.ts';
import { makeRepository, repositoryAt } from './repository.ts';
import { OURS, testHook, tryIn } from './trying.ts';

const OUR_HOOK = `'${process.execPath}' '${program}'`;

testHook('ours', 0, OUR_HOOK, OURS);
testHook('none that judges', 1, 'exit 0', /^bad .* went through: nothing stopped it$/);
testHook(
  'one that does what it likes',
  0,
  `echo x > README; echo y > app/models.py; rm -f untracked.txt; git stash -q; git stash pop -q; git add -A
git branch made; git tag made; git update-ref refs/heads/other HEAD; git config made.here 1; git gc -q
echo z >> .git/hooks/pre-commit; git checkout -q -- . ; git add -A
${OUR_HOOK}`,
  OURS,
);

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

test('from a subfolder, before the first commit, on a detached HEAD, in a linked work tree, from inside a hook', (t) => {
  const repository = makeRepository(t);
  repository.stage('app/models.py', 'x = 1\n');
  assert.equal(antivenom(repository, ['install']).status, 0);
  const app = join(repository.root, 'app');
  assert.match(tryIn(repository, app).line, OURS);
  repository.commit('README', '');
  repository.git('checkout', '-q', '--detach');
  assert.match(tryIn(repository).line, OURS);
  repository.git('worktree', 'add', '-q', '../linked');
  const linked = repositoryAt(join(dirname(repository.root), 'linked'), repository.env);
  assert.match(tryIn(linked).line, OURS);
  const env = { GIT_DIR: join(repository.root, '.git/worktrees/linked') };
  assert.match(tryIn(linked, linked.root, env).line, OURS);
});

test('a configuration that lets the bad file pass is no guard', (t) => {
  const repository = makeRepository(t);
  repository.commit('app/models.py', 'x = 1\n');
  assert.equal(antivenom(repository, ['install']).status, 0);
  for (const config of ['exclude = ["app/**"]\n', 'fail-on = "never"\n', 'ignore = ["execution"]\n']) {
    repository.stage('antivenom.toml', config);
    const { status, line } = tryIn(repository);
    assert.deepEqual([status, /went through/.test(line)], [1, true], config);
  }
  repository.stage('antivenom.toml', 'exclude = ["vendor/**"]\n');
  assert.match(tryIn(repository).line, OURS);
});

test('what is staged and bad by itself does not take its place', (t) => {
  const repository = makeRepository(t);
  repository.commit('app/models.py', 'x = 1\n');
  repository.stage('app/bad.py', TUPLE);
  repository.hook('pre-commit', 'exit 0');
  assert.match(tryIn(repository).line, /went through/);
});
