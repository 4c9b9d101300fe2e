import assert from 'node:assert/strict';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openSnapshot } from '../../src/git/read/snapshot.ts';
import { lookAtStaged } from '../../src/quick-look.ts';
import { makeRepository, type TestRepository } from './repository.ts';

const CALLER = 'from tools.shell import call\n\n\ndef go(name):\n    call("ls " + name)\n';

async function isWorthChecking(repository: TestRepository): Promise<boolean> {
  const { env } = repository.open();
  const look = await lookAtStaged({ argv: [], cwd: repository.root, env });
  assert.ok(look !== null);
  return look.isWorthChecking;
}

test('a staged file whose calls only matter because of the module that it imports is judged', async (t) => {
  const repository = makeRepository(t);
  repository.stage('tools/shell.py', 'from os import system as call\n');
  repository.git('commit', '-qm', 'x');
  repository.stage('web.py', CALLER);
  assert.equal(await isWorthChecking(repository), true);
});

test('a file that imports another function of the project is not', async (t) => {
  const repository = makeRepository(t);
  repository.stage('tools/shell.py', 'def call(line):\n    print(line)\n');
  repository.git('commit', '-qm', 'x');
  repository.stage('web.py', CALLER);
  assert.equal(await isWorthChecking(repository), false);
});

test('neighbours are read without git, as the judged files are, and never through a link', async (t) => {
  const repository = makeRepository(t);
  repository.stage('web/app.py', '# staged\n');
  repository.write('web/app.py', '# changed since\n');
  repository.write('web/other.py', '# other\n');
  symlinkSync('other.py', join(repository.root, 'web/link.py'));
  const opened = repository.open();
  const trace = join(repository.root, '.git/trace');
  const staged = repository.git('rev-parse', ':web/app.py').trim();
  const snapshot = openSnapshot(
    { ...opened, direct: null, env: { ...opened.env, GIT_TRACE: trace } },
    { kind: 'index' },
  );
  snapshot.contents([{ path: 'web/app.py', name: Buffer.from('web/app.py'), mode: '100644', oid: staged, bases: [] }]);
  const before = readFileSync(trace, 'utf8').length;
  assert.deepEqual([...snapshot.neighbours.list('web')].sort(), ['app.py', 'link.py', 'other.py']);
  assert.deepEqual([...snapshot.neighbours.list('none')], []);
  assert.equal(snapshot.neighbours.text('web/app.py'), '# staged\n');
  assert.equal(snapshot.neighbours.text('web/other.py'), '# other\n');
  assert.equal(snapshot.neighbours.text('web/link.py'), null);
  assert.equal(snapshot.neighbours.text('web'), null);
  assert.equal(readFileSync(trace, 'utf8').length, before);
});
