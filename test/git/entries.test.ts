import assert from 'node:assert/strict';
import { chmodSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { listStaged } from '../../src/git/list/changes.ts';
import { openSnapshot } from '../../src/git/read/snapshot.ts';
import { judge, judgedDuring, makeRepository, repositoryAt } from './repository.ts';

test('git add -N: only the name is known, nothing is staged', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'one\n');
  repository.write('new.py', 'one\n');
  repository.git('add', '-N', 'new.py');
  assert.deepEqual(await judge(repository.open()), {});
  assert.deepEqual(judgedDuring(repository, 'commit', '-a', '-m', 'x'), { 'new.py': 'one\n' });
});

test('a renamed file is judged under its new name', async (t) => {
  const repository = makeRepository(t);
  repository.git('config', 'diff.renames', 'copies');
  repository.commit('a.py', 'one\n');
  repository.git('mv', 'a.py', 'b.py');
  assert.deepEqual(await judge(repository.open()), { 'b.py': 'one\n' });
});

test('a copy', async (t) => {
  const repository = makeRepository(t);
  repository.git('config', 'diff.renames', 'copies');
  repository.commit('a.py', 'one\n');
  repository.stage('a.py', 'one\ntwo\n');
  repository.stage('b.py', 'one\n');
  assert.deepEqual(await judge(repository.open()), { 'a.py': 'one\ntwo\n', 'b.py': 'one\n' });
});

test('a deleted file', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'one\n');
  repository.git('rm', '-q', 'a.py');
  assert.deepEqual(await judge(repository.open()), {});
});

test('a change of mode only; together with a change of content', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'one\n');
  repository.commit('b.py', 'one\n');
  repository.git('update-index', '--chmod=+x', 'a.py', 'b.py');
  repository.write('b.py', 'two\n');
  chmodSync(join(repository.root, 'b.py'), 0o755);
  repository.git('add', 'b.py');
  const listing = await listStaged(repository.open());
  assert.deepEqual(
    listing.entries.map(({ path, mode }) => [path, mode]),
    [['b.py', '100755']],
  );
  assert.deepEqual(listing.skipped, [{ path: 'a.py', reason: 'only its mode changed' }]);
});

test('a symbolic link is skipped; a file that replaces one is judged whole', async (t) => {
  const repository = makeRepository(t);
  symlinkSync('target.py', join(repository.root, 'link.py'));
  repository.git('add', 'link.py');
  const first = await listStaged(repository.open());
  assert.deepEqual([first.entries, first.skipped], [[], [{ path: 'link.py', reason: 'a symbolic link' }]]);
  repository.git('commit', '-qm', 'x');
  rmSync(join(repository.root, 'link.py'));
  repository.stage('link.py', 'one\n');
  const second = await listStaged(repository.open());
  assert.deepEqual(
    second.entries.map(({ path, bases }) => [path, bases]),
    [['link.py', []]],
  );
});

test('a submodule is skipped, and a commit inside it is judged as its own', async (t) => {
  const library = makeRepository(t);
  library.commit('lib.py', 'one\n');
  const repository = makeRepository(t);
  repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.root, 'lib');
  const listing = await listStaged(repository.open());
  assert.deepEqual(listing.skipped, [{ path: 'lib', reason: 'a submodule' }]);
  assert.deepEqual(
    listing.entries.map(({ path }) => path),
    ['.gitmodules'],
  );
  const inside = repositoryAt(join(repository.root, 'lib'), repository.env);
  inside.stage('lib.py', 'two\n');
  assert.equal(inside.open().root, inside.root);
  assert.deepEqual(judgedDuring(inside, 'commit', '-m', 'x'), { 'lib.py': 'two\n' });
});

test('a file that was a folder, a folder that was a file', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a/b.py', 'one\n');
  repository.commit('c', 'one\n');
  rmSync(join(repository.root, 'a'), { recursive: true });
  repository.write('a', 'file\n');
  rmSync(join(repository.root, 'c'));
  repository.write('c/d.py', 'in a folder\n');
  repository.git('add', '-A');
  assert.deepEqual(await judge(repository.open()), { a: 'file\n', 'c/d.py': 'in a folder\n' });
});

test('the base is the blob in HEAD; a new file has none', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'one\n');
  repository.stage('a.py', 'two\n');
  repository.stage('b.py', 'one\n');
  const opened = repository.open();
  const listing = await listStaged(opened);
  const snapshot = openSnapshot(opened, listing.source);
  await snapshot.contents(listing.entries);
  assert.deepEqual(
    listing.entries.map((entry) => snapshot.bases(entry).map(({ bytes }) => String(bytes))),
    [['one\n'], []],
  );
});

test('where git has to be asked, many files take one process, and another if they are not checked out', async (t) => {
  const repository = makeRepository(t);
  const files = Array.from({ length: 3000 }, (_, i) => {
    const text = `x = ${i}\n`;
    return `M 100644 inline d${i % 7}/f${i}.py\ndata ${text.length}\n${text}`;
  });
  // Much faster than `git add`.
  const commit = `commit refs/heads/other\ncommitter A <a@example.com> 0 +0000\ndata 0\n${files.join('\n')}\n`;
  repository.tryGit(['fast-import', '--quiet'], { input: commit });
  repository.git('read-tree', 'other');
  repository.git('checkout-index', '--all', '--index');
  for (const processes of [1, 2]) {
    const trace = join(dirname(repository.root), `trace${processes}`);
    const judged = await judge({ ...repository.open(repository.root, { GIT_TRACE: trace }), direct: null });
    assert.equal(Object.keys(judged).length, 3000);
    assert.equal(judged['d1/f8.py'], 'x = 8\n');
    assert.equal(readFileSync(trace, 'utf8').match(/built-in: git/g)?.length, processes);
    for (let i = 0; i < 7; i++) rmSync(join(repository.root, `d${i}`), { recursive: true, force: true });
  }
});
