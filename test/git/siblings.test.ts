import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Entry } from '../../src/git/list/entry.ts';
import { openSnapshot } from '../../src/git/read/snapshot.ts';
import { makeRepository, type TestRepository } from './repository.ts';

const FILES = ['top.py', 'web/app.py', 'web/conf/base.py', 'web/conf/deep/er/still.py', 'odd [*?]/a.py', 'other/b.py'];
const FOLDERS = ['', 'web', 'web/conf', 'web/conf/deep', 'web/conf/deep/er', 'odd [*?]', 'other'];
const ABSENT = ['web.py', 'web/top.py', 'web', 'conf/base.py', 'web/conf/none/a.py', 'odd x/a.py', 'odd [*?]/b.py'];

function committed(repository: TestRepository): string {
  for (const file of FILES) repository.stage(file, `# ${file}\n`);
  repository.git('commit', '-qm', 'x');
  return repository.git('rev-parse', 'HEAD').trim();
}

test('siblings folder by folder, in any order', async (t) => {
  const repository = makeRepository(t);
  const oid = committed(repository);
  for (const source of [{ kind: 'index' }, { kind: 'commit', oid }, { kind: 'worktree' }] as const) {
    for (const order of [FILES, FILES.toReversed()]) {
      const snapshot = openSnapshot(repository.open(), source);
      for (const path of order) assert.equal(snapshot.exists(path), true, `${source.kind} ${path}`);
      for (const path of ABSENT) assert.equal(snapshot.exists(path), false, `${source.kind} ${path}`);
      for (const path of order) assert.equal(String(snapshot.read(path)), `# ${path}\n`);
    }
    const snapshot = openSnapshot(repository.open(), source);
    for (const folder of FOLDERS) assert.equal(snapshot.mayHaveFolder(folder), true, `${source.kind} ${folder}`);
    for (const folder of ['conf', 'web/deep', 'web/conf/none/deep'])
      assert.equal(snapshot.mayHaveFolder(folder), false, `${source.kind} ${folder}`);
    assert.deepEqual([...snapshot.paths()].sort(), [...FILES].sort());
  }
});

test('a staged module whose working file is gone exists; one that is not staged does not', (t) => {
  const repository = makeRepository(t);
  committed(repository);
  rmSync(join(repository.root, 'web/conf/base.py'));
  repository.write('web/conf/new.py', '');
  const snapshot = openSnapshot(repository.open(), { kind: 'index' });
  assert.equal(snapshot.exists('web/conf/base.py'), true);
  assert.equal(snapshot.exists('web/conf/new.py'), false);
});

test('folders outside a sparse checkout are in the index', (t) => {
  const repository = makeRepository(t);
  committed(repository);
  repository.git('sparse-checkout', 'set', 'other');
  const snapshot = openSnapshot(repository.open(), { kind: 'index' });
  assert.equal(snapshot.mayHaveFolder('web/conf'), true);
  assert.equal(snapshot.exists('web/conf/base.py'), true);
  assert.equal(snapshot.exists('web/conf/none.py'), false);
});

test('one process lists the folders around the judged files, and nothing else', async (t) => {
  const repository = makeRepository(t);
  const oid = committed(repository);
  const entry: Entry = { path: 'web/app.py', name: Buffer.from('web/app.py'), mode: '100644', oid: null, bases: [] };
  for (const source of [{ kind: 'index' }, { kind: 'commit', oid }] as const) {
    const trace = join(repository.root, `.git/trace-${source.kind}`);
    const opened = repository.open();
    const snapshot = openSnapshot({ ...opened, direct: null, env: { ...opened.env, GIT_TRACE: trace } }, source);
    snapshot.contents([entry]);
    for (const path of ['os.py', 'web/os.py', 'os/path.py', 'web/os/path.py', 'top.py']) snapshot.exists(path);
    const commands = readFileSync(trace, 'utf8').match(/built-in: git .*/g) ?? [];
    assert.equal(commands.length, 1, commands.join('\n'));
    assert.doesNotMatch(commands[0]!, /:\/|-r|other/);
  }
});
