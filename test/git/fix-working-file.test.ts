import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fixWorkingFiles } from '../../src/git/fix/write.ts';
import { listStaged } from '../../src/git/list/changes.ts';
import { BAD, fixAllGiven, fixAllStaged, fixedDuring, GOOD, outcomes, statusOf } from './fixing.ts';
import { makeRepository, repositoryAt } from './repository.ts';

test('partly staged: both hunks survive, the unstaged one stays unstaged', (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'top\nx = 1\nbottom\n');
  repository.stage('a.py', `top\n${BAD}\nbottom\n`);
  repository.write('a.py', `unstaged\ntop\n${BAD}\nbottom\nlast\n`);
  const { status, report } = fixedDuring(repository, 'commit', '-m', 'x');
  assert.equal(status, 0);
  assert.deepEqual(report, { 'a.py': 'fixed' });
  assert.equal(repository.git('show', 'HEAD:a.py'), `top\n${GOOD}\nbottom\n`);
  assert.equal(repository.read('a.py'), `unstaged\ntop\n${GOOD}\nbottom\nlast\n`);
});

test('an unstaged edit on the next line', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', `one\n${BAD}\n`);
  repository.write('a.py', `two\n${BAD}\nthree`);
  assert.deepEqual(outcomes(await fixAllStaged(repository.open())), { 'a.py': 'fixed' });
  assert.equal(repository.git('show', ':a.py'), `one\n${GOOD}\n`);
  assert.equal(repository.read('a.py'), `two\n${GOOD}\nthree`);
});

test('a working file that differs too much is left alone, and the report says so', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', `${BAD}\n`);
  repository.write('a.py', 'DEBUG = compute()\n');
  const report = await fixAllStaged(repository.open());
  assert.deepEqual(outcomes(report), { 'a.py': 'left' });
  assert.match(report.written[0]?.note ?? '', /only the staged content was fixed/);
  assert.equal(repository.git('show', ':a.py'), `${GOOD}\n`);
  assert.equal(repository.read('a.py'), 'DEBUG = compute()\n');
});

test('a working file that is already fixed, missing, a link, a folder, behind a link', async (t) => {
  const repository = makeRepository(t);
  for (const name of ['fixed.py', 'gone.py', 'link.py', 'folder.py', 'behind/a.py', 'above/a.py']) {
    repository.stage(name, `${BAD}\n`);
  }
  const at = (name: string): string => join(repository.root, name);
  repository.write('fixed.py', `${GOOD}\n`);
  rmSync(at('gone.py'));
  rmSync(at('link.py'));
  repository.write('../outside.py', `${BAD}\n`);
  symlinkSync('../outside.py', at('link.py'));
  rmSync(at('folder.py'));
  mkdirSync(at('folder.py'));
  renameSync(at('behind'), join(dirname(repository.root), 'behind'));
  symlinkSync('../behind', at('behind'));
  rmSync(at('above'), { recursive: true });
  repository.write('above', 'a file');
  assert.deepEqual(outcomes(await fixAllStaged(repository.open())), {
    'above/a.py': 'gone',
    'behind/a.py': 'left',
    'fixed.py': 'left',
    'folder.py': 'left',
    'gone.py': 'gone',
    'link.py': 'left',
  });
  assert.equal(repository.read('../outside.py'), `${BAD}\n`);
  assert.equal(repository.read('../behind/a.py'), `${BAD}\n`);
  assert.equal(repository.git('show', ':behind/a.py'), `${GOOD}\n`);
});

test('a file named through a linked folder is not fixed there, and the report says why', async (t) => {
  const repository = makeRepository(t);
  repository.write('real/a.py', `${BAD}\n`);
  symlinkSync('real', join(repository.root, 'link'));
  const { written, failed } = await fixAllGiven(repository.open(), ['link/a.py']);
  assert.deepEqual(written, []);
  assert.match(failed[0]?.reason ?? '', /symbolic link; fix it under its own path/);
  assert.equal(repository.read('real/a.py'), `${BAD}\n`);
});

test('permissions are kept', async (t) => {
  const repository = makeRepository(t);
  repository.write('a.py', `${BAD}\n`);
  chmodSync(join(repository.root, 'a.py'), 0o750);
  repository.git('add', 'a.py');
  await fixAllStaged(repository.open());
  assert.equal(statSync(join(repository.root, 'a.py')).mode & 0o777, 0o750);
  assert.match(repository.git('ls-files', '-s', 'a.py'), /^100755/);
  repository.git('commit', '-qm', 'x');
  assert.deepEqual(statusOf(repository), []);
});

test("a user's file stays theirs if root fixes it", async (t) => {
  if (process.getuid?.() !== 0) return t.skip('only root gives files away');
  const repository = makeRepository(t);
  repository.stage('a.py', `${BAD}\n`);
  chownSync(join(repository.root, 'a.py'), 1234, 2345);
  await fixAllStaged(repository.open());
  const { uid, gid } = statSync(join(repository.root, 'a.py'));
  assert.deepEqual([repository.read('a.py'), uid, gid], [`${GOOD}\n`, 1234, 2345]);
});

test('an entry outside a sparse checkout keeps its mark', async (t) => {
  const repository = makeRepository(t);
  repository.commit('in/a.py', 'one\n');
  repository.commit('out/b.py', 'one\n');
  repository.git('sparse-checkout', 'set', '--cone', '--no-sparse-index', 'in');
  const oid = repository.tryGit(['hash-object', '-w', '--stdin'], { input: `${BAD}\n` }).stdout.trim();
  repository.git('update-index', '--cacheinfo', `100644,${oid},out/b.py`);
  repository.git('update-index', '--skip-worktree', 'out/b.py');
  assert.deepEqual(outcomes(await fixAllStaged(repository.open(join(repository.root, 'in')))), { 'out/b.py': 'gone' });
  assert.equal(repository.git('ls-files', '-t', 'out/b.py'), 'S out/b.py\n');
  assert.deepEqual(statusOf(repository), ['M  out/b.py']);
});

test('given files: only the working file, and nothing is staged', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', `${BAD}\n`);
  repository.write('b.py', `${BAD}\r\n`);
  assert.deepEqual(outcomes(await fixAllGiven(repository.open(), ['a.py', 'b.py'])), {
    'a.py': 'fixed',
    'b.py': 'fixed',
  });
  assert.equal(repository.read('a.py'), `${GOOD}\n`);
  assert.equal(repository.read('b.py'), `${GOOD}\r\n`);
  assert.equal(repository.git('show', ':a.py'), `${BAD}\n`);
});

test('given files with a working-tree-encoding keep it', async (t) => {
  const repository = makeRepository(t);
  repository.commit('.gitattributes', '*.py working-tree-encoding=UTF-16\n');
  const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  repository.write('a.py', utf16(`${BAD}\n`));
  await fixAllGiven(repository.open(), ['a.py']);
  assert.deepEqual(readFileSync(join(repository.root, 'a.py')), utf16(`${GOOD}\n`));
});

test('a git directory on another file system', async (t) => {
  const isAway = (folder: string): boolean => statSync(folder).dev !== statSync(tmpdir()).dev;
  const other = process.platform === 'linux' ? ['/dev/shm', '/var/tmp'].find(isAway) : undefined;
  if (other === undefined) return t.skip('one file system');
  const away = mkdtempSync(join(other, 'antivenom-test-'));
  t.after(() => rmSync(away, { recursive: true, force: true }));
  const repository = makeRepository(t, `--separate-git-dir=${away}/git`);
  repository.stage('a.py', `${BAD}\n`);
  assert.deepEqual(outcomes(await fixAllStaged(repository.open())), { 'a.py': 'fixed' });
  assert.equal(repository.read('a.py'), `${GOOD}\n`);
  assert.deepEqual(readdirSync(repository.root).sort(), ['.git', 'a.py']);
});

test('a folder that is not writable: nothing changes in that file, the others are fixed', async (t) => {
  if (process.getuid?.() === 0) return t.skip('root may write everywhere');
  const repository = makeRepository(t);
  repository.stage('ro/a.py', `${BAD}\n`);
  repository.stage('b.py', `${BAD}\n`);
  chmodSync(join(repository.root, 'ro'), 0o555);
  const report = await fixAllStaged(repository.open()).finally(() => chmodSync(join(repository.root, 'ro'), 0o755));
  assert.deepEqual(outcomes(report), { 'b.py': 'fixed', 'ro/a.py': 'failed' });
  assert.equal(repository.git('show', ':ro/a.py'), `${BAD}\n`);
  assert.equal(repository.git('show', ':b.py'), `${GOOD}\n`);
});

test('index.lock is taken: nothing changes, and the message says why', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', `${BAD}\n`);
  writeFileSync(join(repository.root, '.git/index.lock'), '');
  await assert.rejects(fixAllStaged(repository.open()), { name: 'GitError', message: /locked by another git process/ });
  assert.equal(repository.read('a.py'), `${BAD}\n`);
  assert.equal(repository.git('show', ':a.py'), `${BAD}\n`);
  assert.deepEqual(readdirSync(join(repository.root, '.git/antivenom')), ['undo']);
  assert.deepEqual(readdirSync(join(repository.root, '.git/antivenom/undo')), []);
  rmSync(join(repository.root, '.git/index.lock'));
  assert.deepEqual(outcomes(await fixAllStaged(repository.open())), { 'a.py': 'fixed' });
});

test('many files: one index update', async (t) => {
  const repository = makeRepository(t);
  for (let i = 0; i < 60; i++) repository.write(`f${i}.py`, `x = ${i}\n${BAD}\n`);
  repository.git('add', '.');
  const trace = join(dirname(repository.root), 'trace');
  await fixAllStaged(repository.open(repository.root, { GIT_TRACE: trace }));
  assert.equal(
    repositoryAt(dirname(repository.root), repository.env)
      .read('trace')
      .match(/built-in: git update-index/g)?.length ?? 0,
    1,
  );
  repository.git('commit', '-qm', 'x');
  assert.equal(repository.git('grep', '-c', GOOD, 'HEAD').trim().split('\n').length, 60);
  assert.deepEqual(statusOf(repository), []);
});

test('index formats: version 4, split index', (t) => {
  for (const [name, value] of [
    ['index.version', '4'],
    ['core.splitIndex', 'true'],
    ['core.untrackedCache', 'true'],
    ['feature.manyFiles', 'true'],
  ] as const) {
    const repository = makeRepository(t);
    repository.git('config', name, value);
    for (let i = 0; i < 30; i++) repository.write(`f${i}.py`, `x = ${i}\n`);
    repository.git('add', '.');
    repository.git('commit', '-qm', 'x');
    repository.stage('f1.py', `${BAD}\n`);
    assert.equal(fixedDuring(repository, 'commit', '-m', 'x').status, 0, name);
    repository.write('f2.py', `${BAD}\n`);
    repository.stage('f3.py', 'x = 3.5\n');
    assert.equal(fixedDuring(repository, 'commit', '-m', 'x', 'f2.py').status, 0, name);
    assert.equal(repository.git('show', 'HEAD~:f1.py'), `${GOOD}\n`, name);
    assert.equal(repository.git('show', 'HEAD:f2.py'), `${GOOD}\n`, name);
    assert.deepEqual(statusOf(repository), ['M  f3.py'], name);
    assert.equal(repository.tryGit(['fsck']).status, 0, name);
  }
});

test('a temporary index whose real one cannot be found: the report says what to do', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'x = 1\n');
  const index = join(repository.root, '.git/next-index-1.lock');
  repository.write('a.py', `${BAD}\n`);
  repository.tryGit(['read-tree', 'HEAD'], { env: { GIT_INDEX_FILE: index } });
  repository.tryGit(['add', 'a.py'], { env: { GIT_INDEX_FILE: index } });
  const report = await fixAllStaged(repository.open(repository.root, { GIT_INDEX_FILE: index }));
  assert.match(report.written[0]?.note ?? '', /git add it once more/);
  assert.equal(repository.tryGit(['show', ':a.py'], { env: { GIT_INDEX_FILE: index } }).stdout, `${GOOD}\n`);
  assert.equal(repository.git('show', ':a.py'), 'x = 1\n');
});

test('working files for what was read from the index, under autocrlf', async (t) => {
  const repository = makeRepository(t);
  repository.git('config', 'core.autocrlf', 'true');
  repository.stage('a.py', `${BAD}\r\n`);
  const opened = repository.open();
  const { entries } = await listStaged(opened);
  const fix = { before: Buffer.from(`${BAD}\n`), after: Buffer.from(`${GOOD}\n`), refix: () => null };
  assert.deepEqual(outcomes(await fixWorkingFiles(opened, [{ entry: entries[0]!, ...fix }])), { 'a.py': 'fixed' });
  assert.equal(repository.read('a.py'), `${GOOD}\r\n`);
});

test('no record, no change', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', `${BAD}\n`);
  repository.write('.git/antivenom/undo', 'a file where the folder should be');
  await assert.rejects(fixAllStaged(repository.open()), { name: 'GitError', message: /nothing was changed/ });
  assert.equal(repository.read('a.py'), `${BAD}\n`);
  assert.equal(repository.git('show', ':a.py'), `${BAD}\n`);
  assert.deepEqual(readdirSync(join(repository.root, '.git/antivenom')), ['undo']);
});
