import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listRange } from '../../src/git/list/changes.ts';
import { openSnapshot } from '../../src/git/read/snapshot.ts';
import { resolveCommit } from '../../src/git/resolve-commit.ts';
import { type Judged, judge, makeRepository, repositoryAt, type TestRepository } from './repository.ts';

async function judgeRange(repository: TestRepository, from: string, to: string, cwd?: string): Promise<Judged> {
  const opened = repository.open(cwd);
  const [first, last] = await Promise.all([resolveCommit(opened, from), resolveCommit(opened, to)]);
  return judge(opened, () => listRange(opened, first, last!));
}

test('commits that no hook has seen: cherry-pick, rebase, revert', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'base\n');
  repository.git('switch', '-qc', 'side');
  repository.commit('b.py', 'side\n');
  repository.commit('c.py', 'side\n');
  repository.git('switch', '-q', 'main');
  const start = repository.commit('a.py', 'main\n');
  repository.git('cherry-pick', 'side~1');
  assert.deepEqual(await judgeRange(repository, start, 'HEAD'), { 'b.py': 'side\n' });
  repository.git('revert', '--no-edit', start);
  assert.deepEqual(await judgeRange(repository, 'HEAD~1', 'HEAD'), { 'a.py': 'base\n' });
  repository.git('switch', '-q', 'side');
  repository.git('rebase', '-q', 'main');
  assert.deepEqual(await judgeRange(repository, 'main', 'side'), { 'c.py': 'side\n' });
});

test('blobs of the second commit rather than the index or work tree; bases of the first', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'one\n');
  repository.git('tag', '-m', 'annotated', 'v1');
  repository.commit('a.py', 'two\n');
  repository.commit('pyproject.toml', 'committed\n');
  repository.stage('a.py', 'staged\n');
  repository.write('pyproject.toml', 'unstaged\n');
  assert.deepEqual(await judgeRange(repository, 'v1', 'HEAD~1'), { 'a.py': 'two\n' });
  const opened = repository.open();
  const listing = await listRange(opened, await resolveCommit(opened, 'v1'), (await resolveCommit(opened, 'HEAD'))!);
  const snapshot = openSnapshot(opened, listing.source);
  await snapshot.contents(listing.entries, ['pyproject.toml', 'antivenom.toml']);
  assert.equal(String(snapshot.read('pyproject.toml')), 'committed\n');
  assert.equal(snapshot.read('antivenom.toml'), null);
  assert.equal(snapshot.exists('a.py'), true);
  assert.deepEqual([...snapshot.paths()].sort(), ['a.py', 'pyproject.toml']);
  assert.deepEqual(
    snapshot.bases(listing.entries[0]!).map(({ bytes }) => String(bytes)),
    ['one\n'],
  );
});

test('from the zero id: everything is new', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'one\n');
  repository.commit('b.py', 'one\n');
  const zeros = '0'.repeat(40);
  assert.deepEqual(await judgeRange(repository, zeros, 'HEAD'), { 'a.py': 'one\n', 'b.py': 'one\n' });
});

test('a ref that is unknown, looks like an option, is a blob, or is beyond a shallow clone', async (t) => {
  const repository = makeRepository(t);
  const first = repository.commit('a.py', 'one\n');
  repository.commit('a.py', 'two\n');
  for (const ref of ['nope', '--all', '-h', 'HEAD:a.py', 'HEAD~9', '']) {
    await assert.rejects(
      judgeRange(repository, ref, 'HEAD'),
      { name: 'UserError', message: `unknown ref: ${ref}` },
      ref,
    );
  }
  repository.git('clone', '-q', '--depth=1', `file://${repository.root}`, '../shallow');
  const shallow = repositoryAt(`${repository.root}/../shallow`, repository.env);
  await assert.rejects(judgeRange(shallow, first, 'HEAD'), { name: 'UserError', message: `unknown ref: ${first}` });
});
