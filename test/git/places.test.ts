import assert from 'node:assert/strict';
import { mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { listTracked } from '../../src/git/list/changes.ts';
import { listFiles } from '../../src/git/list/files.ts';
import { openSnapshot } from '../../src/git/read/snapshot.ts';
import { judge, judgedDuring, makeRepository, repositoryAt } from './repository.ts';

test('from a subfolder: everything staged, named from the root', async (t) => {
  const repository = makeRepository(t);
  repository.git('config', 'diff.relative', 'true');
  repository.stage('a.py', 'one\n');
  repository.stage('sub/b.py', 'two\n');
  const sub = join(repository.root, 'sub');
  assert.deepEqual(await judge(repository.open(sub)), { 'a.py': 'one\n', 'sub/b.py': 'two\n' });
  const inSub = repositoryAt(sub, repository.env);
  assert.deepEqual(
    judgedDuring({ ...inSub, root: repository.root, tryGit: inSub.tryGit, hook: repository.hook }, 'commit', '-m', 'x'),
    {
      'a.py': 'one\n',
      'sub/b.py': 'two\n',
    },
  );
});

test('git -C', (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', 'one\n');
  const away = { ...repository, tryGit: repositoryAt(dirname(repository.root), repository.env).tryGit };
  assert.deepEqual(judgedDuring(away, '-C', 'repo', 'commit', '-m', 'x'), { 'a.py': 'one\n' });
});

test('--git-dir and --work-tree', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', 'one\n');
  const parent = dirname(repository.root);
  const gitDir = join(parent, 'elsewhere');
  const away = { ...repository, tryGit: repositoryAt(parent, repository.env).tryGit };
  const judged = judgedDuring(away, '--git-dir=repo/.git', '--work-tree=repo', 'commit', '-m', 'x');
  assert.deepEqual(judged, { 'a.py': 'one\n' });
  repository.stage('a.py', 'two\n');
  renameSync(join(repository.root, '.git'), gitDir);
  const opened = repository.open(parent, { GIT_DIR: 'elsewhere', GIT_WORK_TREE: 'repo' });
  assert.equal(opened.root, repository.root);
  assert.deepEqual(await judge(opened), { 'a.py': 'two\n' });
  assert.deepEqual(await judge(opened, listTracked), { 'a.py': 'two\n' });
  assert.deepEqual(openSnapshot(opened, { kind: 'index' }).paths(), ['a.py']);
  assert.deepEqual(await judge(opened, () => listFiles(opened, ['repo/a.py'])), { 'a.py': 'two\n' });
});

test('core.worktree', async (t) => {
  const repository = makeRepository(t);
  const tree = join(dirname(repository.root), 'tree');
  mkdirSync(tree);
  repository.stage('a.py', 'one\n');
  repository.git('config', 'core.worktree', tree);
  const opened = repository.open(tree, { GIT_DIR: join(repository.root, '.git') });
  assert.equal(opened.root, tree);
  assert.deepEqual(await judge(opened), { 'a.py': 'one\n' });
});

test('a linked work tree has its own index', (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'one\n');
  repository.git('worktree', 'add', '-q', '../linked');
  const linked = repositoryAt(join(dirname(repository.root), 'linked'), repository.env);
  repository.stage('a.py', 'main\n');
  linked.stage('a.py', 'linked\n');
  assert.equal(linked.open().root, linked.root);
  assert.deepEqual(judgedDuring(linked, 'commit', '-m', 'x'), { 'a.py': 'linked\n' });
});

test("a user's own index", async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'one\n');
  const index = join(dirname(repository.root), 'other-index');
  repository.tryGit(['read-tree', 'HEAD'], { env: { GIT_INDEX_FILE: index } });
  repository.write('a.py', 'two\n');
  repository.tryGit(['add', 'a.py'], { env: { GIT_INDEX_FILE: index } });
  assert.deepEqual(await judge(repository.open()), {});
  assert.deepEqual(await judge(repository.open(repository.root, { GIT_INDEX_FILE: index })), { 'a.py': 'two\n' });
});

test('configuration in the environment is respected', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', 'one\n');
  const opened = repository.open(join(repository.root), {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.quotePath',
    GIT_CONFIG_VALUE_0: 'false',
  });
  assert.deepEqual(await judge(opened), { 'a.py': 'one\n' });
});

test('configuration that changes what git diff prints', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'one\n');
  repository.stage('a.py', 'two\n');
  repository.stage('b.py', 'two\n');
  for (const [name, value] of [
    ['color.ui', 'always'],
    ['color.diff', 'always'],
    ['diff.external', 'false'],
    ['diff.noprefix', 'true'],
    ['diff.mnemonicPrefix', 'true'],
    ['diff.orderFile', 'order'],
    ['core.abbrev', '5'],
    ['core.pager', 'false'],
    ['diff.stat', 'true'],
    ['diff.ignoreSubmodules', 'all'],
  ] as const) {
    repository.git('config', name, value);
  }
  assert.deepEqual(await judge(repository.open()), { 'a.py': 'two\n', 'b.py': 'two\n' });
});
