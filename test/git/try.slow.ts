/** More set-ups for `antivenom doctor --try`. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { antivenom, program } from './program.ts';
import { makeRepository, repositoryAt } from './repository.ts';
import { OURS, testHook, tryIn } from './trying.ts';

const OUR_HOOK = `'${process.execPath}' '${program}'`;

testHook('one that repairs', 0, `${OUR_HOOK} --fix`, OURS);
testHook('one that reports in JSON', 0, `${OUR_HOOK} --format json`, OURS);
testHook(
  'another that stops',
  1,
  'echo first >&2; echo "no commits today" >&2; exit 1',
  /and not by antivenom: no commits today$/,
);
testHook('one whose status is dropped', 1, `${OUR_HOOK}\nexit 0`, /went through/);

testHook(
  'one that does what it likes',
  0,
  `echo x > README; echo y > app/models.py; rm -f untracked.txt; git stash -q; git stash pop -q; git add -A
git branch made; git tag made; git update-ref refs/heads/other HEAD; git config made.here 1; git gc -q
echo z >> .git/hooks/pre-commit; git checkout -q -- . ; git add -A
${OUR_HOOK}`,
  OURS,
);

for (const options of [['--object-format=sha256'], ['--separate-git-dir=../elsewhere']]) {
  test(`git init ${options.join()}`, (t) => {
    const repository = makeRepository(t, ...options);
    repository.commit('app/models.py', 'x = 1\n');
    assert.equal(antivenom(repository, ['install']).status, 0);
    assert.match(tryIn(repository).line, OURS);
  });
}

test('hooks folders by core.hooksPath, tracked, ignored, outside, shared', (t) => {
  const repository = makeRepository(t);
  repository.commit('app/models.py', 'x = 1\n');
  const hook = `#!/bin/sh\nexec '${process.execPath}' '${program}'\n`;
  const outside = join(dirname(repository.root), 'hooks');
  mkdirSync(outside);
  for (const [path, value] of [
    ['.githooks/pre-commit', '.githooks'],
    ['node_modules/.hooks/pre-commit', 'node_modules/.hooks'],
    ['../hooks/pre-commit', outside],
  ] as const) {
    repository.write(path, hook);
    repository.git('config', 'core.hooksPath', value);
    assert.match(tryIn(repository).line, /went through/, 'it is not executable');
    repository.tryGit(['-c', 'alias.x=!chmod +x', 'x', path]);
    assert.match(tryIn(repository).line, OURS, value);
  }
  repository.git('config', '--unset', 'core.hooksPath');
  rmSync(outside, { recursive: true });
  repository.write('../.gitconfig', `[core]\n\thooksPath = ${outside}\n`);
  const shared = { GIT_CONFIG_GLOBAL: join(dirname(repository.root), '.gitconfig') };
  assert.equal(antivenom(repository, ['install'], { env: shared }).status, 0);
  assert.match(tryIn(repository, undefined, shared).line, OURS);
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

test('a configuration that lets the bad file pass is no guard, one that does not is', (t) => {
  const repository = makeRepository(t);
  repository.commit('app/models.py', 'x = 1\n');
  assert.equal(antivenom(repository, ['install']).status, 0);
  for (const config of ['fail-on = "never"\n', 'ignore = ["execution"]\n']) {
    repository.stage('antivenom.toml', config);
    const { status, line } = tryIn(repository);
    assert.deepEqual([status, /went through/.test(line)], [1, true], config);
  }
  repository.stage('antivenom.toml', 'exclude = ["vendor/**"]\n');
  assert.match(tryIn(repository).line, OURS);
});
