import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { undoFixes } from '../../src/git/fix/undo.ts';
import { BAD, fixAllGiven, fixAllStaged, fixedDuring, GOOD, statusOf } from './fixing.ts';
import { makeRepository } from './repository.ts';

test('index and working file are restored byte for byte', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', `\xef\xbb\xbf# \xff\r\n${BAD}`);
  repository.write('a.py', Buffer.from(`# other\r\n${BAD}\n\n`, 'latin1'));
  const before = [
    repository.git('ls-files', '-s'),
    repository.read('a.py'),
    statSync(join(repository.root, 'a.py')).mode,
  ];
  await fixAllStaged(repository.open());
  assert.notEqual(repository.read('a.py'), before[1]);
  const report = await undoFixes(repository.open());
  const both = new Set(['a.py']);
  const expected = { restored: ['a.py'], inIndex: both, inWorkTree: both, left: [], nothing: false, committed: false };
  assert.deepEqual(report, expected);
  assert.deepEqual(
    [repository.git('ls-files', '-s'), repository.read('a.py'), statSync(join(repository.root, 'a.py')).mode],
    before,
  );
  assert.equal((await undoFixes(repository.open())).nothing, true);
});

test('nothing on record', async (t) => {
  const repository = makeRepository(t);
  assert.equal((await undoFixes(repository.open())).nothing, true);
});

test('what has changed since is named and left alone; the rest is restored', async (t) => {
  const repository = makeRepository(t);
  for (const name of ['a.py', 'b.py', 'c.py', 'd.py']) repository.stage(name, `${BAD}\n`);
  await fixAllStaged(repository.open());
  repository.write('a.py', 'mine\n');
  repository.stage('b.py', 'mine too\n');
  rmSync(join(repository.root, 'c.py'));
  const { restored, left } = await undoFixes(repository.open());
  assert.deepEqual(restored, ['a.py', 'c.py', 'd.py']);
  assert.deepEqual(left.map(({ path, reason }) => `${path}: ${reason}`).sort(), [
    'a.py: the working file is no longer what the fix wrote',
    'b.py: its index entry is no longer what the fix wrote',
    'b.py: the working file is no longer what the fix wrote',
    'c.py: the working file is no longer what the fix wrote',
  ]);
  assert.equal(repository.read('a.py'), 'mine\n');
  assert.equal(repository.git('show', ':a.py'), `${BAD}\n`);
  assert.equal(repository.git('show', ':b.py'), 'mine too\n');
  assert.equal(repository.read('d.py'), `${BAD}\n`);
});

test('after the commit: only the working file', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', `${BAD}\n`);
  assert.equal(fixedDuring(repository, 'commit', '-m', 'x').status, 0);
  const { restored, left, committed } = await undoFixes(repository.open());
  assert.deepEqual([restored, left, committed], [['a.py'], [], true]);
  assert.equal(repository.read('a.py'), `${BAD}\n`);
  assert.equal(repository.git('show', ':a.py'), `${GOOD}\n`);
  assert.deepEqual(statusOf(repository), [' M a.py']);
});

test('after committing something else: what is staged is still restored, too', async (t) => {
  const repository = makeRepository(t);
  repository.commit('other.py', 'x = 1\n');
  repository.stage('a.py', `${BAD}\n`);
  repository.stage('b.py', `${BAD}\n`);
  await fixAllStaged(repository.open());
  repository.git('commit', '--quiet', '--no-verify', '-m', 'b alone', 'b.py');
  const { restored, left, committed } = await undoFixes(repository.open());
  assert.deepEqual([restored, left, committed], [['a.py', 'b.py'], [], true]);
  assert.equal(repository.git('show', ':a.py'), `${BAD}\n`);
  assert.equal(repository.git('show', ':b.py'), `${GOOD}\n`);
  assert.equal(repository.read('b.py'), `${BAD}\n`);
  assert.deepEqual(statusOf(repository), ['A  a.py', ' M b.py']);
});

test('after a failed commit -a, git has dropped the index: only the working file', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'x = 1\n');
  repository.write('a.py', `${BAD}\n`);
  assert.notEqual(fixedDuring(repository, '-c', 'core.editor=false', 'commit', '-a').status, 0);
  assert.equal(repository.read('a.py'), `${GOOD}\n`);
  const { restored, left } = await undoFixes(repository.open());
  assert.deepEqual([restored, left], [['a.py'], []]);
  assert.equal(repository.read('a.py'), `${BAD}\n`);
  assert.equal(repository.git('show', ':a.py'), 'x = 1\n');
});

test('given files', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', 'staged\n');
  repository.write('a.py', `${BAD}\n`);
  await fixAllGiven(repository.open(), ['a.py']);
  assert.deepEqual((await undoFixes(repository.open())).restored, ['a.py']);
  assert.equal(repository.read('a.py'), `${BAD}\n`);
  assert.equal(repository.git('show', ':a.py'), 'staged\n');
});

test('batches of one runner are undone together; those of an earlier run are not', async (t) => {
  const repository = makeRepository(t);
  for (const name of ['a.py', 'b.py', 'c.py']) repository.write(name, `${BAD}\n`);
  await fixAllGiven(repository.open(), ['a.py'], { group: '1' });
  await fixAllGiven(repository.open(), ['b.py'], { group: '2' });
  await fixAllGiven(repository.open(), ['c.py'], { group: '2' });
  assert.deepEqual((await undoFixes(repository.open())).restored, ['b.py', 'c.py']);
  assert.equal((await undoFixes(repository.open())).nothing, true);
  assert.equal(repository.read('a.py'), `${GOOD}\n`);
});

test('a run that fixes nothing keeps the previous record', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', `${BAD}\n`);
  await fixAllStaged(repository.open());
  await fixAllStaged(repository.open());
  assert.deepEqual((await undoFixes(repository.open())).restored, ['a.py']);
});

test('the old content survives git gc', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', `${BAD}\n`);
  repository.write('a.py', `# unstaged\n${BAD}\n`);
  await fixAllStaged(repository.open());
  execFileSync('git', ['gc', '-q'], { cwd: repository.root, env: repository.env });
  await undoFixes(repository.open());
  assert.equal(repository.read('a.py'), `# unstaged\n${BAD}\n`);
});

test('a record in another format counts as damaged: one line says so, nothing is written', async (t) => {
  const { mkdirSync, writeFileSync } = await import('node:fs');
  const repository = makeRepository(t);
  repository.commit('a.py', `${BAD}\n`);
  const folder = join(repository.root, '.git/antivenom/undo');
  mkdirSync(folder, { recursive: true });
  const oid = repository.git('rev-parse', 'HEAD:a.py').trim();
  const file = (name: string): object => ({ name, index: null, workingFile: { old: oid, new: oid } });
  const record = { version: 1, group: '', time: 1, head: null, temporaryIndex: false };
  for (const files of [[{}], [file('../a.py')], [file('/a.py')], [file('.git/hooks/x')], [null], 'x']) {
    writeFileSync(join(folder, '1.json'), JSON.stringify({ ...record, files }));
    await assert.rejects(undoFixes(repository.open()), {
      name: 'UserError',
      message: /record of the last fix is damaged/,
    });
  }
});

test('after pre-commit: what was fixed in the working file and then staged is restored too', async (t) => {
  for (const [attributes, bad] of [
    ['', `${BAD}\n`],
    ['*.py text eol=crlf\n', `# crlf\r\n${BAD}\r\n`],
    ['*.py text\n', `# mixed\r\n${BAD}\n`],
    ['*.py text working-tree-encoding=UTF-16\n', Buffer.from(`\ufeff# wide\n${BAD}\n`, 'utf16le')],
  ] as const) {
    const repository = makeRepository(t);
    repository.commit('.gitattributes', attributes);
    repository.stage('a.py', bad);
    const before = [repository.git('ls-files', '-s'), repository.read('a.py')];
    await fixAllGiven(repository.open(), ['a.py'], { group: 'runner-1' });
    repository.git('add', 'a.py');
    assert.match(repository.git('show', ':a.py'), new RegExp(GOOD));
    const { restored, inIndex, inWorkTree, left } = await undoFixes(repository.open());
    assert.deepEqual([restored, [...inIndex], [...inWorkTree], left], [['a.py'], ['a.py'], ['a.py'], []]);
    assert.deepEqual([repository.git('ls-files', '-s'), repository.read('a.py')], before);
  }
});

test('after pre-commit: staged and committed, staged with a further edit, not staged at all', async (t) => {
  const repository = makeRepository(t);
  for (const name of ['a.py', 'b.py', 'c.py']) repository.stage(name, `${BAD}\n`);
  await fixAllGiven(repository.open(), ['a.py', 'b.py', 'c.py']);
  repository.git('add', 'a.py');
  repository.git('commit', '-qm', 'x', 'a.py');
  repository.write('b.py', `# more\n${GOOD}\n`);
  repository.git('add', 'b.py');
  const { restored, left, committed } = await undoFixes(repository.open());
  assert.deepEqual([restored, committed], [['a.py', 'c.py'], true]);
  assert.deepEqual(left.map(({ path, reason }) => `${path}: ${reason}`).sort(), [
    'b.py: the working file is no longer what the fix wrote',
    'b.py: what is staged has changed since the fix, and may hold it',
  ]);
  assert.equal(repository.git('show', ':a.py'), `${GOOD}\n`);
  assert.equal(repository.read('a.py'), `${BAD}\n`);
  assert.equal(repository.git('show', ':c.py'), `${BAD}\n`);
});

test('an index entry whose old content is gone is left and named; the next commit works', async (t) => {
  const repository = makeRepository(t);
  repository.commit('b.py', 'x = 1\n');
  repository.stage('a.py', `${BAD}\n`);
  repository.write('a.py', `# unstaged\n${BAD}\n`);
  const old = repository.git('rev-parse', ':a.py').trim();
  await fixAllStaged(repository.open());
  rmSync(join(repository.root, '.git/objects', old.slice(0, 2), old.slice(2)));
  const { restored, inIndex, left } = await undoFixes(repository.open());
  assert.deepEqual([restored, [...inIndex]], [['a.py'], []]);
  assert.deepEqual(
    left.map(({ path, reason }) => `${path}: ${reason}`),
    ['a.py: git no longer has the old content of its index entry (git gc removes it)'],
  );
  assert.equal(repository.tryGit(['fsck', '--no-dangling']).status, 0);
  assert.equal(repository.git('show', ':a.py'), `${GOOD}\n`);
  assert.equal(repository.tryGit(['commit', '-m', 'x']).status, 0);
});

test('a damaged record is not skipped in favour of an older one', async (t) => {
  const { readdirSync, writeFileSync } = await import('node:fs');
  const repository = makeRepository(t);
  repository.stage('a.py', `${BAD}\n`);
  await fixAllStaged(repository.open());
  const folder = join(repository.root, '.git/antivenom/undo');
  const [name = ''] = readdirSync(folder);
  writeFileSync(join(folder, `9${name.slice(1)}`), '{"version":1');
  await assert.rejects(undoFixes(repository.open()), { name: 'UserError', message: /damaged/ });
  assert.equal(repository.read('a.py'), `${GOOD}\n`);
});
