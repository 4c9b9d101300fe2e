import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { listStaged, listTracked } from '../../src/git/list/changes.ts';
import { SIZE_LIMIT } from '../../src/git/read/objects.ts';
import { openSnapshot } from '../../src/git/read/snapshot.ts';
import { BAD, fixedDuring, GOOD, statusOf } from './fixing.ts';
import { judge, judgedDuring, makeRepository, repositoryAt } from './repository.ts';

test('SHA-256', async (t) => {
  const repository = makeRepository(t, '--object-format=sha256');
  repository.commit('a.py', 'one\n');
  repository.stage('a.py', `${BAD}\n`);
  assert.deepEqual(judgedDuring(repository, 'commit', '--dry-run', '-m', 'x'), null);
  const listing = await listStaged(repository.open());
  assert.equal(listing.entries[0]?.oid?.length, 64);
  assert.equal(fixedDuring(repository, 'commit', '-m', 'x').status, 0);
  assert.equal(repository.git('show', 'HEAD:a.py'), `${GOOD}\n`);
  assert.deepEqual(statusOf(repository), []);
});

test('a sparse checkout: files that are not on disk are judged too', async (t) => {
  const repository = makeRepository(t);
  repository.commit('in/a.py', 'one\n');
  repository.commit('out/b.py', `${BAD}\n`);
  for (const sparseIndex of ['--no-sparse-index', '--sparse-index']) {
    repository.git('sparse-checkout', 'set', '--cone', sparseIndex, 'in');
    assert.deepEqual(await judge(repository.open(), listTracked), { 'in/a.py': 'one\n', 'out/b.py': `${BAD}\n` });
    assert.equal(String(openSnapshot(repository.open(), { kind: 'index' }).read('out/b.py')), `${BAD}\n`);
    repository.stage('in/a.py', 'two\n');
    assert.deepEqual(await judge(repository.open()), { 'in/a.py': 'two\n' });
    repository.git('reset', '-q', '--hard');
  }
});

test('a partial clone without a network: missing objects are named', async (t) => {
  const origin = makeRepository(t);
  origin.git('config', 'uploadpack.allowFilter', 'true');
  origin.commit('a.py', 'one\n');
  origin.commit('b.py', 'one\n');
  origin.commit('c.py', 'one more\n');
  origin.git('clone', '-q', '--filter=blob:none', '--no-checkout', `file://${origin.root}`, '../partial');
  const partial = repositoryAt(join(origin.root, '../partial'), origin.env);
  // Up to git 2.30, read-tree fetches what it reads.
  partial.tryGit(['update-index', '--index-info'], { input: partial.git('ls-tree', '-r', 'HEAD') });
  partial.stage('a.py', 'two\n');
  const trace = join(origin.root, '../trace');
  const opened = partial.open(partial.root, { GIT_TRACE: trace });
  assert.deepEqual(await judge(opened), { 'a.py': 'two\n' });
  const listing = await listStaged(opened);
  assert.deepEqual(openSnapshot(opened, listing.source).bases(listing.entries[0]!), []);
  assert.deepEqual(await judge(opened, listTracked), { 'a.py': 'two\n', 'b.py': '<missing>', 'c.py': '<missing>' });
  const objects = partial.git('cat-file', '--batch-check', '--batch-all-objects');
  assert.doesNotMatch(objects, new RegExp(origin.git('rev-parse', 'HEAD:c.py').trim()));
});

test('files over the limit are named with their size; the rest is judged', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', 'one\n');
  repository.stage('big1.py', Buffer.alloc(SIZE_LIMIT + 1, 'x\n'));
  repository.stage('big2.py', Buffer.alloc(SIZE_LIMIT + 2, 'y\n'));
  repository.stage('limit.py', Buffer.alloc(SIZE_LIMIT, 'z\n'));
  repository.stage('z.py', 'last\n');
  const opened = repository.open();
  const listing = await listStaged(opened);
  const contents = await openSnapshot(opened, listing.source).contents(listing.entries);
  assert.deepEqual(
    contents.map(({ bytes, problem }) => problem?.reason ?? bytes?.length),
    [4, 'it has 10.0 MB, more than the limit of 10 MB', 'it has 10.0 MB, more than the limit of 10 MB', SIZE_LIMIT, 5],
  );
});

test('an empty file, no final newline, a blob shared by many files', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', '');
  repository.stage('b.py', 'no end');
  repository.stage('c.py', 'no end');
  assert.deepEqual(await judge(repository.open()), { 'a.py': '', 'b.py': 'no end', 'c.py': 'no end' });
});

test('pictures, archives and models are not read at all', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', 'one\n');
  for (const name of ['logo.PNG', 'model.safetensors', 'data.tar.gz']) repository.stage(name, `${name}\n`);
  const oid = repository.git('rev-parse', ':logo.PNG').trim();
  rmSync(join(repository.root, '.git/objects', oid.slice(0, 2), oid.slice(2)));
  assert.deepEqual(await judge(repository.open()), {
    'a.py': 'one\n',
    'data.tar.gz': '<binary>',
    'logo.PNG': '<binary>',
    'model.safetensors': '<binary>',
  });
});
