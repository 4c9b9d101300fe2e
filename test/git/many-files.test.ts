import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { listTracked } from '../../src/git/list/changes.ts';
import { SIZE_LIMIT } from '../../src/git/read/objects.ts';
import { workingBlobs } from '../../src/git/read/working-blobs.ts';
import { judge, makeRepository, type TestRepository } from './repository.ts';

/** More than are read one by one. */
const COUNT = 130;

const pathAt = (i: number): string => `folder${i % 7}/module${i}.py`;

function withManyFiles(repository: TestRepository): Record<string, string> {
  const contents = Object.fromEntries(Array.from({ length: COUNT }, (_, i) => [pathAt(i), `x = ${i}\n`]));
  for (const [path, text] of Object.entries(contents)) repository.write(path, text);
  repository.git('add', '.');
  return contents;
}

async function foundOnDisk(repository: TestRepository): Promise<number> {
  const { entries } = await listTracked(repository.open());
  return workingBlobs(repository.open(), entries, SIZE_LIMIT).size;
}

test('what is staged is judged, whatever has become of the working files', async (t) => {
  const repository = makeRepository(t);
  const contents = withManyFiles(repository);
  assert.equal(await foundOnDisk(repository), COUNT);
  assert.deepEqual(await judge(repository.open(), listTracked), contents);

  repository.write(pathAt(0), 'eval(input())\n');
  repository.write(pathAt(1), 'x = 2\n');
  rmSync(join(repository.root, pathAt(2)));
  rmSync(join(repository.root, pathAt(3)));
  symlinkSync('module4.py', join(repository.root, pathAt(3)));
  rmSync(join(repository.root, pathAt(4)));
  repository.write(`${pathAt(4)}/inside.txt`, '');
  rmSync(join(repository.root, pathAt(5)));
  if (process.platform !== 'win32') execFileSync('mkfifo', [join(repository.root, pathAt(5))]);
  writeFileSync(join(repository.root, pathAt(6)), Buffer.alloc(SIZE_LIMIT + 1));
  repository.write(pathAt(7), '');
  assert.equal(await foundOnDisk(repository), COUNT - 8);
  assert.deepEqual(await judge(repository.open(), listTracked), contents);
});

test('a tree that is not checked out, or with other line ends, is left to git', async (t) => {
  const repository = makeRepository(t);
  const contents = withManyFiles(repository);
  repository.git('commit', '-q', '-m', 'x');
  rmSync(join(repository.root, 'folder1'), { recursive: true });
  assert.deepEqual(await judge(repository.open(), listTracked), contents);
  repository.write('.git/info/attributes', '*.py text eol=crlf\n');
  for (const path of Object.keys(contents)) rmSync(join(repository.root, path), { force: true });
  repository.git('checkout', '.');
  assert.equal(repository.read(pathAt(8)), 'x = 8\r\n');
  assert.equal(await foundOnDisk(repository), 0);
  assert.deepEqual(await judge(repository.open(), listTracked), contents);
  repository.git('repack', '-q', '-a', '-d');
  assert.deepEqual(await judge(repository.open(), listTracked), contents);
});

test('large files, empty ones, and the same content twice', async (t) => {
  const repository = makeRepository(t);
  const contents = withManyFiles(repository);
  const others = { 'a.py': '', 'b.py': '', 'c.py': `${'#'.repeat(1 << 20)}\n`, 'd.py': `${'-'.repeat(700_000)}\n` };
  for (const [path, text] of Object.entries(others)) repository.stage(path, text);
  assert.deepEqual(await judge(repository.open(), listTracked), { ...others, ...contents });
});

test('in a repository with SHA-256', async (t) => {
  const repository = makeRepository(t, '--object-format=sha256');
  const contents = withManyFiles(repository);
  assert.equal(await foundOnDisk(repository), COUNT);
  assert.deepEqual(await judge(repository.open(), listTracked), contents);
});
