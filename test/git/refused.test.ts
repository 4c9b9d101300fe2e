import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { listStaged } from '../../src/git/list/changes.ts';
import { listFiles } from '../../src/git/list/files.ts';
import { openSnapshot } from '../../src/git/read/snapshot.ts';
import { openRepository } from '../../src/git/repository.ts';
import { ASKS_FOR_OWNER, cleanEnvironment, judge, makeFolder, makeRepository } from './repository.ts';

const judgeAt = async (cwd: string, env: Record<string, string>): Promise<unknown> => judge(openRepository(cwd, env));

test('no repository', async (t) => {
  const folder = makeFolder(t);
  await assert.rejects(judgeAt(folder, { ...cleanEnvironment(folder), GIT_CEILING_DIRECTORIES: '/' }), {
    name: 'UserError',
    message: 'not a git repository',
  });
});

test('a .git folder that is not a repository', async (t) => {
  const folder = makeFolder(t);
  mkdirSync(join(folder, '.git'));
  await assert.rejects(judgeAt(folder, cleanEnvironment(folder)), {
    name: 'UserError',
    message: 'not a git repository',
  });
  writeFileSync(join(folder, '.git/HEAD'), '');
  writeFileSync(join(folder, '.git/config'), '');
  await assert.rejects(judgeAt(folder, cleanEnvironment(folder)), {
    name: 'UserError',
    message: 'not a git repository',
  });
});

test('a bare repository, and inside a git directory', async (t) => {
  const bare = makeRepository(t, '--bare');
  await assert.rejects(judgeAt(bare.root, bare.env), { name: 'UserError', message: /bare repository/ });
  const repository = makeRepository(t);
  await assert.rejects(judgeAt(join(repository.root, '.git/objects'), repository.env), {
    name: 'UserError',
    message: /not inside a work tree/,
  });
});

test('dubious ownership, with the command that allows it', { skip: !ASKS_FOR_OWNER }, async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', 'one\n');
  const env = { ...repository.env, GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' };
  await assert.rejects(judgeAt(repository.root, env), (error: Error & { hint: string }) => {
    assert.match(error.message, /dubious ownership/);
    assert.match(error.hint, /git config --global --add safe\.directory/);
    return error.name === 'UserError';
  });
});

test('no git on PATH', async (t) => {
  const repository = makeRepository(t);
  await assert.rejects(judgeAt(repository.root, { ...repository.env, PATH: '/nowhere' }), {
    name: 'UserError',
    message: 'git was not found',
  });
  await assert.rejects(judgeAt(join(repository.root, 'gone'), { ...repository.env, GIT_DIR: '.git' }), {
    name: 'UserError',
    message: /does not exist/,
  });
});

test('a git that is too old: the message says which version is needed', async (t) => {
  const repository = makeRepository(t);
  const bin = join(dirname(repository.root), 'bin');
  mkdirSync(bin);
  const real = repository.git('--exec-path').trim();
  writeFileSync(
    join(bin, 'git'),
    `#!/bin/sh
case "$*" in
  *--version) echo git version 2.20.1;;
  *--no-relative*) echo "error: invalid option: --no-relative" >&2; exit 129;;
  *) exec '${real}/git' "$@";;
esac
`,
  );
  chmodSync(join(bin, 'git'), 0o755);
  await assert.rejects(judgeAt(repository.root, { ...repository.env, PATH: `${bin}:${process.env.PATH}` }), {
    name: 'UserError',
    message: 'git 2.20.1 is too old',
    hint: 'antivenom needs git 2.28 or newer',
  });
});

test('a damaged index is a failure of git, not an empty change', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', 'one\n');
  writeFileSync(join(repository.root, '.git/index'), 'garbage');
  await assert.rejects(judgeAt(repository.root, repository.env), { name: 'GitError', message: /git could not list/ });
});

test('a missing object is named', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', 'one\n');
  repository.stage('b.py', 'two\n');
  const oid = repository.git('rev-parse', ':a.py').trim();
  rmSync(join(repository.root, '.git/objects', oid.slice(0, 2), oid.slice(2)));
  assert.deepEqual(await judge(repository.open()), { 'a.py': '<missing>', 'b.py': 'two\n' });
});

test('reading works while another process holds index.lock', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', 'one\n');
  writeFileSync(join(repository.root, '.git/index.lock'), '');
  assert.deepEqual(await judge(repository.open()), { 'a.py': 'one\n' });
});

test('reading does not write to the repository', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'one\n');
  repository.stage('a.py', 'two\n');
  const { statSync, readdirSync } = await import('node:fs');
  const before = [
    statSync(join(repository.root, '.git/index')).mtimeMs,
    readdirSync(join(repository.root, '.git')).sort(),
  ];
  await judge(repository.open());
  const opened = repository.open();
  const listing = await listFiles(opened, ['a.py']);
  openSnapshot(opened, listing.source).bases(listing.entries[0]!);
  await listStaged(opened);
  assert.deepEqual(
    [statSync(join(repository.root, '.git/index')).mtimeMs, readdirSync(join(repository.root, '.git')).sort()],
    before,
  );
});
