import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { briefly, findingsIn, runMain } from '../run-main.ts';
import { TUPLE } from './program.ts';
import { makeFolder, makeRepository, repositoryAt, type TestRepository } from './repository.ts';

/** `feature` adds a file; meanwhile `main` fixes a setting and removes a bad file. */
function behindMain(t: Parameters<typeof makeRepository>[0]): TestRepository {
  const repository = makeRepository(t);
  repository.stage('proj/settings.py', 'DEBUG = True\n');
  repository.stage('manage.py', 'import django\n');
  repository.commit('legacy.py', TUPLE);
  repository.git('switch', '-qc', 'feature');
  repository.commit('other.py', 'v = 1\n');
  repository.git('switch', '-q', 'main');
  repository.stage('proj/settings.py', 'DEBUG = False\n');
  repository.git('rm', '-q', 'legacy.py');
  repository.git('commit', '-qm', 'mended');
  repository.git('switch', '-q', 'feature');
  return repository;
}

const RANGE = ['--from-ref', 'main', '--to-ref', 'HEAD'];

test('a branch that is behind is judged by what it adds', async (t) => {
  const repository = behindMain(t);
  const run = await runMain(repository, [...RANGE, '--format', 'json']);
  assert.equal(run.status, 0);
  const report = JSON.parse(run.stdout) as { findings: unknown[]; summary: { files: number } };
  assert.deepEqual(report.findings, []);
  assert.equal(report.summary.files, 1);
});

test('the same for the files that pre-commit passes: their bases come from the merge base', async (t) => {
  const repository = behindMain(t);
  repository.stage('proj/settings.py', 'DEBUG = True\nUSE_TZ = True\n');
  repository.git('commit', '-qm', 'touched');
  const env = { PRE_COMMIT: '1', PRE_COMMIT_FROM_REF: 'main', PRE_COMMIT_TO_REF: 'HEAD' };
  const found = await findingsIn(repository, ['--new-only', '--', 'proj/settings.py', 'other.py'], { env });
  assert.deepEqual(
    found.map(({ rule, new: isNew }) => [rule, isNew]),
    [['debug-setting', false]],
  );
});

test('no common ancestor: reported, with what to fetch, and never guessed', async (t) => {
  const repository = behindMain(t);
  repository.git('switch', '-q', '--orphan', 'apart');
  repository.commit('a.py', TUPLE);
  const apart = await runMain(repository, RANGE);
  assert.equal(apart.status, 2);
  assert.match(apart.stderr, /main and HEAD have no common ancestor here .*40 zeros.*nothing was checked/);
  const shallow = repositoryAt(join(makeFolder(t), 'shallow'), repository.env);
  repository.git('clone', '-q', '--depth=1', '--no-single-branch', `file://${repository.root}`, shallow.root);
  shallow.git('switch', '-q', 'feature');
  const cut = await runMain(shallow, ['--from-ref', 'origin/main', '--to-ref', 'HEAD']);
  assert.equal(cut.status, 2);
  assert.match(cut.stderr, /no common ancestor here \(the clone is shallow: git fetch --unshallow/);
  const env = { PRE_COMMIT: '1', PRE_COMMIT_FROM_REF: 'origin/main', PRE_COMMIT_TO_REF: 'HEAD' };
  assert.equal((await runMain(shallow, ['--', 'other.py'], { env })).status, 2);
});

test('zeros: there was nothing, so everything is new', async (t) => {
  const repository = behindMain(t);
  const found = await findingsIn(repository, ['--from-ref', '0'.repeat(40), '--to-ref', 'HEAD']);
  assert.deepEqual(briefly(found), ['assert-always-true legacy.py:2', 'debug-setting proj/settings.py:1']);
  assert.ok(found.every((finding) => finding.new));
});

test('every name that git accepts for a commit', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'x = 1\n');
  repository.git('tag', '-a', 'v1', '-m', 'v1');
  repository.stage('b.py', TUPLE);
  repository.git('commit', '-qm', 'the needle');
  repository.git('tag', '-a', 'v2', '-m', 'v2');
  for (const to of [':/needle', 'HEAD^{/needle}', 'v2', '@', 'v2^{}', 'HEAD@{0}', 'v2~0', 'main']) {
    assert.equal((await runMain(repository, ['--from-ref', 'v1', '--to-ref', to])).status, 1, to);
  }
  for (const to of [':/haystack', ':b.py', 'HEAD:b.py', '--all', 'nothing']) {
    const run = await runMain(repository, ['--from-ref', 'v1', `--to-ref=${to}`]);
    assert.equal(run.status, 2, to);
    assert.match(run.stderr, /unknown ref/);
  }
});

test("pre-receive in a bare repository: quarantined objects, a new branch, the commit's configuration", async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', TUPLE);
  const bare = repositoryAt(join(makeFolder(t), 'bare.git'), repository.env);
  repository.git('clone', '-q', '--bare', repository.root, bare.root);
  const { program } = await import('./program.ts');
  const { writeFileSync } = await import('node:fs');
  const range = 'while read old new ref; do "$node" "$program" --from-ref $old --to-ref $new || exit 1; done';
  const script = `#!/bin/sh\nnode='${process.execPath}'\nprogram='${program}'\n${range}\n`;
  writeFileSync(join(bare.root, 'hooks', 'pre-receive'), script, { mode: 0o755 });
  repository.commit('b.py', 'x = 1\n');
  assert.equal(repository.tryGit(['push', '-q', bare.root, 'main']).status, 0);
  repository.commit('c.py', TUPLE);
  const refused = repository.tryGit(['push', '-q', bare.root, 'main']);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /c\.py/);
  assert.doesNotMatch(refused.stderr, /a\.py/);
  const branch = repository.tryGit(['push', '-q', bare.root, 'HEAD~1:refs/heads/new']);
  assert.equal(branch.status, 1);
  assert.match(branch.stderr, /a\.py/);
  repository.commit('antivenom.toml', 'exclude = ["*.py"]\n');
  assert.equal(repository.tryGit(['push', '-q', bare.root, 'main:refs/heads/excluded']).status, 0);
  const staged = await runMain({ ...bare }, []);
  assert.equal(staged.status, 2);
  assert.match(staged.stderr, /bare repository/);
});
