import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { findingsIn, runMain } from '../run-main.ts';
import { TUPLE } from './program.ts';
import { makeRepository, type TestRepository } from './repository.ts';

/** A script that leaves a mark if somebody runs it. */
function spy(repository: TestRepository, path: string): () => boolean {
  const mark = join(dirname(repository.root), 'mark');
  mkdirSync(dirname(join(repository.root, path)), { recursive: true });
  repository.write(path, `#!/bin/sh\n: > '${mark}'\nexit 1\n`);
  chmodSync(join(repository.root, path), 0o755);
  return () => existsSync(mark);
}

test("programs in the repository's configuration are not run", async (t) => {
  const repository = makeRepository(t);
  const base = repository.commit('a.py', 'x = 1\n');
  const wasRun = spy(repository, 'spy');
  spy(repository, 'hooks/post-index-change');
  repository.stage('a.py', TUPLE);
  repository.stage('b.py', TUPLE);
  for (const [name, value] of [
    ['core.fsmonitor', './spy'],
    ['core.hooksPath', 'hooks'],
    ['core.pager', './spy'],
    ['diff.external', './spy'],
    ['gpg.program', './spy'],
    ['core.sshCommand', './spy'],
    ['credential.helper', '!./spy'],
    ['filter.f.clean', './spy'],
    ['filter.f.smudge', './spy'],
    ['diff.f.textconv', './spy'],
    ['alias.diff', '!./spy'],
    ['alias.cat-file', '!./spy'],
    ['log.showSignature', 'true'],
  ] as const) {
    repository.git('config', name, value);
  }
  repository.write('.gitattributes', '*.py filter=f diff=f\n');
  for (const argv of [
    [],
    ['a.py'],
    ['b.py'],
    ['--all-files'],
    ['--from-ref', base, '--to-ref', 'HEAD'],
    ['config'],
    ['--diff'],
    ['--fix'],
    ['undo'],
    ['baseline'],
  ]) {
    await runMain(repository, argv);
    assert.equal(wasRun(), false, `antivenom ${argv.join(' ')}`);
  }
  await runMain(repository, ['--stdin-filename', 'c.py'], { stdin: TUPLE });
  assert.equal(wasRun(), false);
});

test('git is never taken from the current folder', { skip: process.platform === 'win32' }, async (t) => {
  const repository = makeRepository(t);
  const wasRun = spy(repository, 'git');
  repository.stage('a.py', TUPLE);
  for (const path of ['.', '']) {
    const run = await runMain(repository, [], { env: { PATH: `${path}:${repository.env.PATH}` } });
    assert.equal(run.status, 1, run.stderr);
    assert.equal(wasRun(), false);
  }
});

test('what is committed is judged, not what git replace shows instead', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', TUPLE);
  repository.write('good', 'x = 1\n');
  const good = repository.git('hash-object', '-w', 'good').trim();
  repository.git('replace', repository.git('rev-parse', ':a.py').trim(), good);
  assert.equal((await runMain(repository)).status, 1);
  repository.git('commit', '-qm', 'x');
  assert.equal((await findingsIn(repository, ['--all-files'])).length, 1);
});

test("the date of a commit does not depend on the user's settings", async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'x = 1\n');
  repository.stage('runtime.txt', 'python-3.13.2\n');
  for (const [name, value] of [
    ['log.date', 'relative'],
    ['log.showRoot', 'false'],
    ['color.ui', 'always'],
    ['log.showSignature', 'true'],
    ['gpg.program', 'false'],
    ['format.pretty', 'raw'],
    ['i18n.logOutputEncoding', 'utf-16'],
  ] as const) {
    repository.git('config', name, value);
  }
  const env = { GIT_COMMITTER_DATE: '2024-01-01T23:30:00-0500' };
  const { status, stderr } = repository.tryGit(
    ['commit', '-qm', 'gpgsig is a word of a message\n\ncommitter <x> 1 +0000'],
    { env },
  );
  assert.equal(status, 0, stderr);
  const run = await runMain(repository, ['--from-ref', 'HEAD~1', '--to-ref', 'HEAD']);
  assert.equal(run.status, 0, run.stdout + run.stderr);
});
