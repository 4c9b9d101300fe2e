import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { makeRepository } from '../git/repository.ts';
import { runMain } from '../run-main.ts';

test('a link in the working folder that leads outside is not written through', async (t) => {
  const repository = makeRepository(t);
  const outside = dirname(repository.root);
  writeFileSync(join(outside, 'target'), 'theirs\n');
  mkdirSync(join(outside, 'folder'));
  symlinkSync('../target', join(repository.root, 'a.sarif'));
  symlinkSync('a.sarif', join(repository.root, 'b.sarif'));
  symlinkSync('../new', join(repository.root, 'c.sarif'));
  symlinkSync('../folder', join(repository.root, 'reports'));
  repository.stage('x.py', 'x = 1\n');
  for (const name of ['a.sarif', 'b.sarif', 'c.sarif', 'reports/d.sarif']) {
    const run = await runMain(repository, ['--format', 'sarif', '--output', name]);
    assert.equal(run.status, 2, name);
    assert.match(run.stderr, /leads out of this folder/);
  }
  assert.equal((await runMain(repository, ['baseline', '--baseline', 'a.sarif'])).status, 2);
  assert.equal(readFileSync(join(outside, 'target'), 'utf8'), 'theirs\n');
  assert.equal(existsSync(join(outside, 'new')), false);
  assert.equal(existsSync(join(outside, 'folder', 'd.sarif')), false);
});

test('links inside the folder, and paths that the user gives, are written as before', async (t) => {
  const repository = makeRepository(t);
  mkdirSync(join(repository.root, 'out'));
  symlinkSync('out/real.json', join(repository.root, 'link.json'));
  repository.stage('x.py', 'x = 1\n');
  const elsewhere = join(dirname(repository.root), 'report.json');
  for (const name of ['link.json', elsewhere, '../other.json', 'plain.json']) {
    assert.equal((await runMain(repository, ['--format', 'json', '--output', name])).status, 0, name);
  }
  assert.ok(existsSync(join(repository.root, 'out', 'real.json')));
  assert.ok(existsSync(elsewhere));
});
