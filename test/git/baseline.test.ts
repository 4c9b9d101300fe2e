/** The baseline is read from what is judged, follows files that move, and overwrites nothing but itself. */
import assert from 'node:assert/strict';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { runMain } from '../run-main.ts';
import { TUPLE } from './program.ts';
import { makeRepository, type TestRepository } from './repository.ts';

const NAME = 'antivenom-baseline.json';
const USED = ['--whole-files', '--baseline', NAME];

/** A repository with a committed baseline that contains the findings of old.py. */
async function withBaseline(t: TestContext): Promise<TestRepository> {
  const repository = makeRepository(t);
  repository.commit('pkg/old.py', TUPLE);
  assert.equal((await runMain(repository, ['baseline'])).status, 0);
  repository.git('add', NAME);
  repository.git('commit', '-qm', 'baseline');
  return repository;
}

test('an unstaged baseline does not weaken the check: the staged one counts, with a note', async (t) => {
  const repository = await withBaseline(t);
  repository.stage('a.py', TUPLE);
  await runMain(repository, ['baseline']);
  const run = await runMain(repository, ['--baseline', NAME]);
  assert.equal(run.status, 1);
  assert.match(run.stderr, /the baseline antivenom-baseline\.json counts as it is in what is judged.*not staged/);
  const inFolder = await runMain(repository, ['--baseline', `../${NAME}`], { cwd: join(repository.root, 'pkg') });
  assert.equal(inFolder.status, 1);
  repository.git('add', NAME);
  const staged = await runMain(repository, ['--baseline', NAME]);
  assert.deepEqual([staged.status, staged.stderr.includes('not staged')], [0, false]);
  rmSync(join(repository.root, NAME));
  assert.equal((await runMain(repository, ['--baseline', NAME])).status, 0);
});

test("in a range, the judged commit's baseline counts", async (t) => {
  const repository = await withBaseline(t);
  repository.commit('a.py', TUPLE);
  await runMain(repository, ['baseline']);
  const range = ['--from-ref', 'HEAD~1', '--to-ref', 'HEAD', '--baseline', NAME];
  const run = await runMain(repository, range);
  assert.equal(run.status, 1);
  assert.match(run.stderr, /not in the commit that is judged/);
  repository.git('add', NAME);
  repository.git('commit', '-qm', 'known');
  const whole = range.with(1, 'HEAD~2');
  assert.equal((await runMain(repository, whole)).status, 1, 'what the range itself adds to the baseline counts');
  assert.equal((await runMain(repository, [...whole, '--config-from', 'change'])).status, 0);
  repository.commit('b.py', 'x = 1\n');
  repository.commit('a.py', `${TUPLE}x = 1\n`);
  assert.equal((await runMain(repository, [...range, '--whole-files'])).status, 0);
});

test('a baseline that is untracked or outside the repository is read from disk, with a note', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', TUPLE);
  await runMain(repository, ['baseline', '--baseline', 'mine.json']);
  const run = await runMain(repository, ['--baseline', 'mine.json']);
  assert.equal(run.status, 0);
  assert.match(run.stderr, /the baseline mine\.json is not staged: it was read from the disk/);
  const outside = join(dirname(repository.root), 'known.json');
  writeFileSync(outside, repository.read('mine.json'));
  const other = await runMain(repository, ['--baseline', outside]);
  assert.deepEqual([other.status, other.stderr], [0, '']);
});

test('a byte order mark and UTF-16, as Windows editors write them', async (t) => {
  const repository = await withBaseline(t);
  const text = repository.read(NAME);
  repository.stage('pkg/old.py', `x = 1\n${TUPLE}`);
  for (const bytes of [
    Buffer.from(`\ufeff${text}`),
    Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`, 'utf16le'),
    Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  ]) {
    repository.stage(NAME, bytes);
    const run = await runMain(repository, USED);
    assert.deepEqual([run.status, run.stderr], [0, '']);
    repository.stage('antivenom.toml', `baseline = "${NAME}"\n`);
    assert.equal((await runMain(repository, ['--whole-files'])).status, 0);
    repository.git('rm', '-qf', 'antivenom.toml');
    assert.equal((await runMain(repository, ['baseline', '--baseline', NAME])).status, 0);
  }
});

test('an existing file that is not a baseline is not overwritten, however it is named', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', TUPLE);
  repository.write('link.json', '{"name": "shop"}\n');
  symlinkSync('link.json', join(repository.root, 'by-link.json'));
  const others: readonly [string, string][] = [
    ['package.json', '{"name": "shop", "version": "1.0"}\n'],
    ['notes.txt', 'mine\n'],
    ['broken.json', '{"version": 1, "findings": [\n<<<<<<< HEAD\n'],
    [NAME, '[]\n'],
  ];
  for (const [name, text] of others) {
    repository.write(name, text);
    const ways: string[][] = name === NAME ? [['baseline']] : [];
    for (const argv of [...ways, ['baseline', '--baseline', name], ['baseline', '--output', name]]) {
      const run = await runMain(repository, argv);
      assert.equal(run.status, 2, argv.join(' '));
      assert.match(run.stderr, /is there and is not a baseline of antivenom/);
      assert.equal(repository.read(name), text);
    }
  }
  const linked = await runMain(repository, ['baseline', '--baseline', 'by-link.json']);
  assert.equal(linked.status, 2);
  assert.equal(repository.read('link.json'), '{"name": "shop"}\n');
  repository.stage('antivenom.toml', 'baseline = "package.json"\n');
  assert.equal((await runMain(repository, ['baseline'])).status, 2);
  repository.write('empty.json', '');
  assert.equal((await runMain(repository, ['baseline', '--baseline', 'empty.json'])).status, 0);
  assert.equal((await runMain(repository, ['baseline', '--baseline', 'empty.json'])).status, 0);
});

test('a file or folder that only moves is known: staged, by name, in a range, by configuration', async (t) => {
  const repository = await withBaseline(t);
  repository.git('mv', 'pkg', 'core');
  for (const argv of [USED, [...USED, 'core/old.py'], [...USED, '--all-files']]) {
    const run = await runMain(repository, argv);
    assert.equal(run.status, 0, `${argv.join(' ')}: ${run.stdout}`);
  }
  repository.git('commit', '-qm', 'move');
  assert.equal((await runMain(repository, [...USED, '--from-ref', 'HEAD~1', '--to-ref', 'HEAD'])).status, 0);
  repository.commit('antivenom.toml', `baseline = "${NAME}"\n`);
  repository.git('mv', 'core', 'app');
  await runMain(repository, ['baseline']);
  repository.git('add', NAME);
  repository.git('commit', '-qm', 'again');
  repository.git('mv', 'app', 'lib');
  assert.equal((await runMain(repository, ['--whole-files'])).status, 0);
});

test('a copy is not known, and neither is what a move adds', async (t) => {
  const repository = await withBaseline(t);
  repository.stage('copy.py', TUPLE);
  assert.equal((await runMain(repository, USED)).status, 1);
  repository.git('rm', '-qf', 'copy.py');
  repository.git('mv', 'pkg/old.py', 'new.py');
  repository.stage('new.py', `${TUPLE}assert (2, "m")\n`);
  const run = await runMain(repository, USED);
  assert.equal(run.status, 1);
  assert.match(run.stdout, /new\.py:3:/);
  assert.doesNotMatch(run.stdout, /new\.py:2:/);
});

test('--fix leaves alone what the baseline contains about a moved file', async (t) => {
  const repository = await withBaseline(t);
  repository.git('mv', 'pkg', 'core');
  assert.equal((await runMain(repository, [...USED, '--fix'])).status, 0);
  assert.equal(repository.git('show', ':core/old.py'), TUPLE);
});
