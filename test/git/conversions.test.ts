import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { listFiles } from '../../src/git/list/files.ts';
import { BAD, fixedDuring, GOOD, statusOf } from './fixing.ts';
import { judge, judgedDuring, makeRepository } from './repository.ts';

test('autocrlf: the blob has \\n, the working file \\r\\n, and each keeps its own', (t) => {
  const repository = makeRepository(t);
  repository.git('config', 'core.autocrlf', 'true');
  repository.stage('a.py', `x = 1\r\n${BAD}\r\n`);
  assert.equal(repository.git('show', ':a.py'), `x = 1\n${BAD}\n`);
  assert.equal(fixedDuring(repository, 'commit', '-m', 'x').status, 0);
  assert.equal(repository.git('show', 'HEAD:a.py'), `x = 1\n${GOOD}\n`);
  assert.equal(repository.read('a.py'), `x = 1\r\n${GOOD}\r\n`);
  assert.deepEqual(statusOf(repository), []);
});

test('CRLF in the blob too', (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', `x = 1\r\n${BAD}\r\n`);
  assert.equal(fixedDuring(repository, 'commit', '-m', 'x').status, 0);
  assert.equal(repository.git('show', 'HEAD:a.py'), `x = 1\r\n${GOOD}\r\n`);
  assert.equal(repository.read('a.py'), `x = 1\r\n${GOOD}\r\n`);
  assert.deepEqual(statusOf(repository), []);
});

test('working-tree-encoding: UTF-8 in the blob, UTF-16 on disk', async (t) => {
  const repository = makeRepository(t);
  repository.commit('.gitattributes', '*.py working-tree-encoding=UTF-16LE-BOM eol=lf\n');
  const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');
  repository.stage('a.py', utf16(`x = 'é'\n${BAD}\n`));
  assert.deepEqual(judgedDuring(repository, 'commit', '--dry-run', '-m', 'x'), null);
  assert.deepEqual(await judge(repository.open()), { 'a.py': `x = 'Ã©'\n${BAD}\n` });
  assert.deepEqual(await judge(repository.open(), (opened) => listFiles(opened, ['a.py'])), {
    'a.py': `x = 'Ã©'\n${BAD}\n`,
  });
  assert.equal(fixedDuring(repository, 'commit', '-m', 'x').status, 0);
  assert.equal(repository.git('show', 'HEAD:a.py'), `x = 'é'\n${GOOD}\n`);
  assert.equal(repository.read('a.py'), utf16(`x = 'é'\n${GOOD}\n`).toString('latin1'));
  assert.deepEqual(statusOf(repository), []);
});

test('clean and smudge filters: the blob is judged, both sides are fixed', async (t) => {
  const repository = makeRepository(t);
  repository.git('config', 'filter.caps.clean', 'sed s/LOCAL/SHARED/');
  repository.git('config', 'filter.caps.smudge', 'sed s/SHARED/LOCAL/');
  repository.commit('.gitattributes', '*.py filter=caps\n');
  repository.stage('a.py', `x = 'LOCAL'\n${BAD}\n`);
  assert.deepEqual(await judge(repository.open()), { 'a.py': `x = 'SHARED'\n${BAD}\n` });
  assert.equal(fixedDuring(repository, 'commit', '-m', 'x').status, 0);
  assert.equal(repository.git('show', 'HEAD:a.py'), `x = 'SHARED'\n${GOOD}\n`);
  assert.equal(repository.read('a.py'), `x = 'LOCAL'\n${GOOD}\n`);
  assert.deepEqual(statusOf(repository), []);
});

test('LFS pointers and binary files are named', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`);
  repository.stage('b.py', Buffer.from([0x50, 0, 1, 2, 0xff]));
  assert.deepEqual(await judge(repository.open()), { 'a.py': '<lfs-pointer>', 'b.py': '<binary>' });
  assert.deepEqual(
    await judge(repository.open(join(repository.root)), (opened) => listFiles(opened, ['a.py', 'b.py'])),
    {
      'a.py': '<lfs-pointer>',
      'b.py': '<binary>',
    },
  );
});

test('a BOM, latin-1 bytes and a missing final newline stay as they are', (t) => {
  const repository = makeRepository(t);
  const content = Buffer.from(`\xef\xbb\xbf# \xe9\xff\n${BAD}`, 'latin1');
  repository.stage('a.py', content);
  assert.equal(fixedDuring(repository, 'commit', '-m', 'x').status, 0);
  assert.equal(repository.read('a.py'), `\xef\xbb\xbf# \xe9\xff\n${GOOD}`);
  assert.deepEqual(statusOf(repository), []);
});
