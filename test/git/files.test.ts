import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { listFiles, type Since } from '../../src/git/list/files.ts';
import { openSnapshot } from '../../src/git/read/snapshot.ts';
import { type Judged, judge, makeRepository, type TestRepository } from './repository.ts';

const judgeFiles = (
  repository: TestRepository,
  paths: readonly string[],
  cwd?: string,
  env?: Record<string, string>,
): Promise<Judged> => judge(repository.open(cwd, env), (opened) => listFiles(opened, paths));

test('relative, absolute, repeated, through a link to the folder; always the working file', async (t) => {
  const repository = makeRepository(t);
  repository.stage('sub/a.py', 'staged\n');
  repository.write('sub/a.py', 'working\n');
  repository.write('untracked.py', 'untracked\n');
  symlinkSync(repository.root, join(dirname(repository.root), 'link'));
  const expected = { 'sub/a.py': 'working\n' };
  const sub = join(repository.root, 'sub');
  assert.deepEqual(await judgeFiles(repository, ['sub/a.py']), expected);
  assert.deepEqual(await judgeFiles(repository, ['./sub/../sub//a.py', 'sub/a.py', join(sub, 'a.py')]), expected);
  assert.deepEqual(await judgeFiles(repository, ['a.py'], sub), expected);
  assert.deepEqual(await judgeFiles(repository, ['../sub/a.py'], sub), expected);
  assert.deepEqual(await judgeFiles(repository, [join(dirname(repository.root), 'link/sub/a.py')]), expected);
  assert.deepEqual(await judgeFiles(repository, ['untracked.py']), { 'untracked.py': 'untracked\n' });
});

test("under a git alias: relative to the user's folder", async (t) => {
  const repository = makeRepository(t);
  repository.write('sub/a.py', 'one\n');
  assert.deepEqual(await judgeFiles(repository, ['a.py'], undefined, { GIT_PREFIX: 'sub/' }), { 'sub/a.py': 'one\n' });
});

test('a folder: the tracked files below it', async (t) => {
  const repository = makeRepository(t);
  repository.stage('sub/a.py', 'one\n');
  repository.stage('sub/deep/b.py', 'two\n');
  repository.stage('subway.py', 'no\n');
  repository.write('sub/untracked.py', 'no\n');
  assert.deepEqual(await judgeFiles(repository, ['sub']), { 'sub/a.py': 'one\n', 'sub/deep/b.py': 'two\n' });
  assert.deepEqual(Object.keys(await judgeFiles(repository, ['.'])), ['sub/a.py', 'sub/deep/b.py', 'subway.py']);
  assert.deepEqual(await judgeFiles(repository, ['.'], join(repository.root, 'sub/deep')), {
    'sub/deep/b.py': 'two\n',
  });
});

test('a name that looks like a pathspec is a name', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'one\n');
  await assert.rejects(judgeFiles(repository, [':(top)a.py']), { message: 'no such file: :(top)a.py' });
  repository.git('rm', '--quiet', 'a.py');
  assert.deepEqual(await judgeFiles(repository, ['a.py']), {});
  await assert.rejects(judgeFiles(repository, [':(top)a.py']), { message: 'no such file: :(top)a.py' });
});

test('a folder that git knows nothing about does not pass', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', 'one\n');
  repository.write('new/b.py', 'two\n');
  await assert.rejects(judgeFiles(repository, ['new']), {
    name: 'UserError',
    message: 'git tracks no file in new',
  });
  repository.stage('.gitignore', 'new/\n');
  assert.deepEqual(await judgeFiles(repository, ['new']), {});
});

test('deleted files, links and submodules are skipped; a missing file that is staged is not', async (t) => {
  const repository = makeRepository(t);
  repository.commit('gone.py', 'one\n');
  repository.commit('removed.py', 'one\n');
  repository.git('rm', '-q', 'removed.py');
  rmSync(join(repository.root, 'gone.py'));
  symlinkSync('nowhere', join(repository.root, 'link.py'));
  mkdirSync(join(repository.root, 'lib'));
  repository.git('init', '-q', 'lib');
  repository.git('-C', 'lib', 'commit', '-q', '--allow-empty', '-m', 'x');
  repository.tryGit(['add', 'lib']);
  const listing = await listFiles(repository.open(), ['gone.py', 'removed.py', 'link.py', 'lib']);
  assert.deepEqual(
    listing.entries.map(({ path, oid }) => [path, oid]),
    [['gone.py', repository.git('rev-parse', ':gone.py').trim()]],
  );
  assert.deepEqual(listing.skipped.map(({ path, reason }) => `${path}: ${reason}`).sort(), [
    'lib: a submodule',
    'link.py: a symbolic link',
    'removed.py: deleted',
  ]);
});

test('a name of something missing or outside', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'one\n');
  await assert.rejects(judgeFiles(repository, ['typo.py']), { name: 'UserError', message: 'no such file: typo.py' });
  await assert.rejects(judgeFiles(repository, ['../x.py']), {
    name: 'UserError',
    message: '../x.py is outside the repository',
  });
});

test('the base: HEAD, or the given commit', async (t) => {
  const repository = makeRepository(t);
  const first = repository.commit('a.py', 'one\n');
  repository.commit('a.py', 'two\n');
  repository.write('a.py', 'three\n');
  const basesSince = async (since?: Since | null): Promise<string[]> => {
    const { entries, source } = await listFiles(repository.open(), ['a.py'], since);
    const found = openSnapshot(repository.open(), source).bases(entries[0]!);
    return found.map(({ bytes }) => String(bytes));
  };
  assert.deepEqual(await basesSince(), ['two\n']);
  assert.deepEqual(await basesSince({ commits: [first], to: 'HEAD' }), ['one\n']);
  assert.deepEqual(await basesSince(null), []);
});

test('siblings come from disk, links only inside the repository', (t) => {
  const repository = makeRepository(t);
  repository.stage('pyproject.toml', 'staged\n');
  repository.write('pyproject.toml', 'working\n');
  repository.write('../secret', 'x\n');
  mkdirSync(join(repository.root, 'sub'));
  symlinkSync('../pyproject.toml', join(repository.root, 'sub/pyproject.toml'));
  symlinkSync('../../secret', join(repository.root, 'sub/secret'));
  const snapshot = openSnapshot(repository.open(), { kind: 'worktree' });
  assert.equal(String(snapshot.read('pyproject.toml')), 'working\n');
  assert.equal(String(snapshot.read('sub/pyproject.toml')), 'working\n');
  assert.equal(snapshot.read('sub/secret'), null);
  assert.equal(snapshot.read('sub'), null);
  assert.equal(snapshot.exists('nothing'), false);
});

test('in the index, a linked configuration file is followed too', (t) => {
  const repository = makeRepository(t);
  repository.stage('pyproject.toml', 'staged\n');
  mkdirSync(join(repository.root, 'sub'));
  symlinkSync('../pyproject.toml', join(repository.root, 'sub/pyproject.toml'));
  symlinkSync('loop', join(repository.root, 'loop'));
  symlinkSync('/etc/hostname', join(repository.root, 'away'));
  repository.write('oneline', 'no end');
  repository.git('add', '-A');
  repository.write('pyproject.toml', 'working\n');
  const snapshot = openSnapshot(repository.open(), { kind: 'index' });
  assert.equal(String(snapshot.read('sub/pyproject.toml')), 'staged\n');
  assert.equal(String(snapshot.read('oneline')), 'no end');
  assert.equal(snapshot.read('loop'), null);
  assert.equal(snapshot.read('away'), null);
});
