import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { listTracked } from '../../src/git/list/changes.ts';
import { listFiles } from '../../src/git/list/files.ts';
import { displayPath } from '../../src/git/list/path-bytes.ts';
import { openSnapshot } from '../../src/git/read/snapshot.ts';
import { fixAllStaged, outcomes } from './fixing.ts';
import { judge, judgedDuring, makeRepository, type TestRepository } from './repository.ts';

const NAMES = [
  'with space.py',
  ' leading.py',
  'trailing.py ',
  '"quoted".py',
  "it's.py",
  'back\\slash.py',
  'new\nline.py',
  'tab\there.py',
  '-dash.py',
  '--cached',
  '@',
  'HEAD',
  ':(top)magic.py',
  ':!not.py',
  '*.py',
  '[a].py',
  'a:b.py',
  'ünïcode/日本語.py',
  '~tilde.py',
  '$(touch pwned).py',
  'a missing',
  '#comment.py',
];

function stageAll(repository: TestRepository): void {
  for (const name of NAMES) repository.write(name, `# ${name}\n`);
  repository.git('add', '-A');
}

const EXPECTED = Object.fromEntries(NAMES.map((name) => [name, Buffer.from(`# ${name}\n`).toString('latin1')]));

test('staged names of every kind', async (t) => {
  const repository = makeRepository(t);
  stageAll(repository);
  assert.deepEqual(await judge(repository.open()), EXPECTED);
  assert.deepEqual(judgedDuring(repository, 'commit', '-m', 'x'), EXPECTED);
  assert.deepEqual(await judge(repository.open(), listTracked), EXPECTED);
});

test('given names of every kind, with their bases', async (t) => {
  const repository = makeRepository(t);
  stageAll(repository);
  repository.git('commit', '-qm', 'x');
  for (const environment of [{}, { GIT_LITERAL_PATHSPECS: '1' }, { GIT_GLOB_PATHSPECS: '1' }]) {
    const opened = repository.open(repository.root, environment);
    const listing = await listFiles(opened, NAMES);
    assert.deepEqual(
      listing.entries.map(({ path }) => path),
      NAMES,
    );
    const snapshot = openSnapshot(opened, listing.source);
    for (const entry of listing.entries) {
      assert.deepEqual(
        snapshot.bases(entry).map(({ bytes }) => String(bytes)),
        [`# ${entry.path}\n`],
        JSON.stringify(entry.path),
      );
    }
  }
});

test('siblings of every name, in the index and in a commit', async (t) => {
  const repository = makeRepository(t);
  stageAll(repository);
  repository.git('commit', '-qm', 'x');
  const oid = repository.git('rev-parse', 'HEAD').trim();
  for (const source of [{ kind: 'index' }, { kind: 'commit', oid }, { kind: 'worktree' }] as const) {
    for (const name of NAMES) {
      const snapshot = openSnapshot(repository.open(), source);
      assert.equal(snapshot.read(name)?.toString(), `# ${name}\n`, `${source.kind} ${JSON.stringify(name)}`);
    }
    const snapshot = openSnapshot(repository.open(), source);
    assert.deepEqual([...snapshot.paths()].sort(), [...NAMES].sort());
    for (const name of NAMES) assert.equal(snapshot.read(name)?.toString(), `# ${name}\n`);
  }
});

test('names that are not UTF-8 are shown escaped', async (t) => {
  const repository = makeRepository(t);
  const name = Buffer.from('d\xe9j\xe0/b\xff.py', 'latin1');
  const file = Buffer.concat([Buffer.from(`${repository.root}/`), name]);
  mkdirSync(dirname(file.toString('latin1')) && file.subarray(0, file.lastIndexOf('/')));
  writeFileSync(file, 'DEBUG = True\n');
  repository.git('add', '-A');
  const shown = 'd\\xe9j\\xe0/b\\xff.py';
  assert.deepEqual(await judge(repository.open()), { [shown]: 'DEBUG = True\n' });
  // Node passes on such an argument with the bytes replaced.
  const given = await listFiles(repository.open(), [name.toString()]);
  assert.deepEqual(
    given.entries.map(({ path }) => path),
    [shown],
  );
  const snapshot = openSnapshot(repository.open(), { kind: 'index' });
  assert.deepEqual(snapshot.paths(), [shown]);
  assert.equal(String(snapshot.read(shown)), 'DEBUG = True\n');
  assert.deepEqual(outcomes(await fixAllStaged(repository.open())), { [shown]: 'fixed' });
  assert.equal(repository.git('status', '--porcelain', '-uno').slice(0, 2), 'A ');
});

test('paths as people see them', () => {
  assert.equal(displayPath(Buffer.from('ä/日本.py')), 'ä/日本.py');
  assert.equal(displayPath(Buffer.from([0x61, 0xff, 0xc3, 0xa4, 0xc3])), 'a\\xffä\\xc3');
  assert.equal(
    displayPath(Buffer.from([0xed, 0xa0, 0x80, 0xf4, 0x90, 0x80, 0x80])),
    '\\xed\\xa0\\x80\\xf4\\x90\\x80\\x80',
  );
});
