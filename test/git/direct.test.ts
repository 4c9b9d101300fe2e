import assert from 'node:assert/strict';
import { rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { compare, lsFiles, STAGED } from '../../src/git/list/changes.ts';
import type { RawChange } from '../../src/git/list/raw-diff.ts';
import { openTreeFiles } from '../../src/git/read/tree-files.ts';
import type { Repository } from '../../src/git/repository.ts';
import { IS_THOROUGH } from '../is-ci.ts';
import { judge, makeRepository, repositoryAt, type TestRepository } from './repository.ts';

const asked = (repository: Repository): Repository => ({ ...repository, direct: null });

const legible = (changes: readonly RawChange[]): string[] =>
  changes.map(({ status, oldMode, newMode, oldOid, newOid, name }) =>
    [status, oldMode, newMode, oldOid.slice(0, 7), newOid.slice(0, 7), name.toString('latin1')].join(' '),
  );

/** Everything that is read without git is what git says. */
async function assertSame(repository: TestRepository): Promise<void> {
  const opened = repository.open();
  const direct = opened.direct?.stagedChanges();
  assert.ok(direct, 'read without git');
  const { changes } = compare(asked(opened), STAGED);
  assert.deepEqual(legible(direct), legible(changes));
  assert.deepEqual(await judge(opened), await judge(asked(opened)));
  assert.deepEqual(
    (await lsFiles(opened)).map(({ name, mode, oid }) => [String(name), mode, oid]),
    (await lsFiles(asked(opened))).map(({ name, mode, oid }) => [String(name), mode, oid]),
  );
  const paths = changes.flatMap(({ name }) => [String(name), `${name}x`, `x/${name}`]);
  const [ours, gits] = [opened, asked(opened)].map((each) => {
    const files = openTreeFiles(each, { kind: 'index' });
    return paths.map((path) => [path, files.get(path)?.mode, files.get(path)?.oid]);
  });
  assert.deepEqual(ours, gits);
}

function isLeftToGit(repository: TestRepository, env: Record<string, string> = {}): void {
  assert.equal(repository.open(repository.root, env).direct?.stagedChanges() ?? null, null);
}

test('before the first commit, and after it', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', 'one\n');
  repository.stage('lib/b.py', 'two\n');
  await assertSame(repository);
  repository.git('commit', '-q', '-m', 'x');
  await assertSame(repository);
  repository.stage('lib/b.py', 'three\n');
  await assertSame(repository);
});

test('all that a change can be, many times over', async (t) => {
  const repository = makeRepository(t);
  const random = randomNumbers(20260101);
  const folders = ['', 'a/', 'a.b/', 'a/c/', 'a-/', 'A/', 'a/b/c/d/'];
  const names = ['a', 'b.py', 'a.py', 'a0', 'é.py', 'a b'];
  const pick = <T>(items: readonly T[]): T => items[random() % items.length] as T;
  for (let round = 0; round < (IS_THOROUGH ? 60 : 10); round++) {
    for (let step = 0; step < 4; step++) {
      const path = pick(folders) + pick(names);
      try {
        change(repository, random() % 6, path, round);
      } catch {
        // A folder is where the file would be, or the other way round.
        rmSync(join(repository.root, path.split('/')[0] as string), { recursive: true, force: true });
      }
    }
    repository.git('add', '--all');
    await assertSame(repository);
    if (random() % 3 === 0) repository.git('commit', '-q', '--allow-empty', '-m', 'x');
  }
});

function change(repository: TestRepository, kind: number, path: string, round: number): void {
  const file = join(repository.root, path);
  if (kind === 0) rmSync(file, { recursive: true, force: true });
  else if (kind === 1) {
    rmSync(file, { force: true });
    symlinkSync('a.py', file);
  } else if (kind === 2) {
    repository.write(path, `x = ${round}\n`);
    repository.git('add', '--chmod=+x', '--', path);
  } else repository.write(path, `x = ${round} ${kind}\n`.repeat(kind * kind * 40));
}

/** The same in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state >> 8;
  };
}

test('a head that is detached, packed refs, a submodule', async (t) => {
  const repository = makeRepository(t);
  const commit = repository.commit('a.py', 'one\n');
  repository.git('pack-refs', '--all');
  repository.stage('a.py', 'two\n');
  await assertSame(repository);
  repository.git('checkout', '-q', '--detach');
  await assertSame(repository);
  repository.git('update-index', '--add', '--cacheinfo', `160000,${commit},sub`);
  await assertSame(repository);
});

test('the index that git hands to a hook', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'one\n');
  repository.write('a.py', 'two\n');
  const env = { GIT_INDEX_FILE: join(repository.root, '.git/other-index') };
  repository.tryGit(['read-tree', 'HEAD'], { env });
  repository.tryGit(['add', 'a.py'], { env });
  const opened = repository.open(repository.root, env);
  assert.equal(opened.direct?.stagedChanges()?.length, 1);
  assert.deepEqual(await judge(opened), { 'a.py': 'two\n' });
});

test('a working file that changed since it was staged, with its size and its time put back', async (t) => {
  const repository = makeRepository(t);
  const time = new Date(Date.now() - 100_000);
  repository.write('a.py', 'x = 1\n');
  utimesSync(join(repository.root, 'a.py'), time, time);
  repository.git('add', 'a.py');
  writeFileSync(join(repository.root, 'a.py'), 'x = 2\n');
  utimesSync(join(repository.root, 'a.py'), time, time);
  assert.deepEqual(await judge(repository.open()), { 'a.py': 'x = 1\n' });
});

test('what git changes on the way into its store', async (t) => {
  const repository = makeRepository(t);
  repository.git('config', 'core.autocrlf', 'true');
  repository.stage('a.py', 'x = 1\r\n');
  assert.deepEqual(await judge(repository.open()), { 'a.py': 'x = 1\n' });
  repository.git('config', 'filter.up.clean', 'tr a-z A-Z');
  repository.stage('.gitattributes', 'b.py filter=up\n');
  repository.stage('b.py', 'x = 1\n');
  assert.equal((await judge(repository.open()))['b.py'], 'X = 1\n');
});

test('what is left to git: other indexes, other formats, objects elsewhere, conflicts', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'one\n');
  repository.stage('b.py', 'two\n');
  await assertSame(repository);
  for (const env of [
    { GIT_OBJECT_DIRECTORY: join(repository.root, '.git/objects') },
    { GIT_ALTERNATE_OBJECT_DIRECTORIES: '/nowhere' },
    { GIT_INDEX_FILE: '' },
    { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' },
  ]) {
    isLeftToGit(repository, env);
  }
  repository.git('update-index', '--index-version=4');
  isLeftToGit(repository);
  repository.git('update-index', '--index-version=2');
  repository.git('update-index', '--split-index');
  isLeftToGit(repository);
  repository.git('update-index', '--no-split-index');
  await assertSame(repository);
  repository.write('c.py', 'three\n');
  repository.git('add', '-N', 'c.py');
  isLeftToGit(repository);
  repository.git('reset', '-q', '--hard');
  repository.git('gc', '-q', '--prune=now');
  repository.stage('d.py', 'four\n');
  isLeftToGit(repository);
  assert.deepEqual(await judge(repository.open()), { 'd.py': 'four\n' });
  const sha256 = makeRepository(t, '--object-format=sha256');
  sha256.stage('a.py', 'one\n');
  isLeftToGit(sha256);
});

test('files in conflict, and a linked work tree', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'one\n');
  repository.git('checkout', '-q', '-b', 'other');
  repository.commit('a.py', 'two\n');
  repository.git('checkout', '-q', '-');
  repository.commit('a.py', 'three\n');
  repository.tryGit(['merge', 'other']);
  isLeftToGit(repository);
  repository.git('worktree', 'add', '-q', '../linked', 'other');
  const linked = repositoryAt(join(repository.root, '../linked'), repository.env);
  linked.stage('a.py', 'four\n');
  isLeftToGit(linked);
  assert.deepEqual(await judge(linked.open()), { 'a.py': 'four\n' });
});

test('an index that is cut off or damaged', (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', 'one\n');
  const index = join(repository.root, '.git/index');
  const bytes = Buffer.from(repository.read('.git/index'), 'latin1');
  for (let length = 0; length < bytes.length - 20; length++) {
    writeFileSync(index, bytes.subarray(0, length));
    repository.open().direct?.stagedChanges();
  }
  writeFileSync(index, 'garbage');
  isLeftToGit(repository);
});
