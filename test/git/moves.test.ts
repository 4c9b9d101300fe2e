import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsIn, runMain } from '../run-main.ts';
import { TUPLE } from './program.ts';
import { makeRepository, type TestRepository } from './repository.ts';

const LONG = `${TUPLE}${Array.from({ length: 40 }, (_, i) => `value_${i} = ${i}\n`).join('')}`;

async function newness(repository: TestRepository, ...argv: string[]): Promise<string[]> {
  const found = await findingsIn(repository, ['--new-only', ...argv]);
  return found.map((finding) => `${finding.path} ${finding.new ? 'new' : 'old'}`);
}

test('a file that only moves adds nothing new: staged, in a range, by name', async (t) => {
  const repository = makeRepository(t);
  const first = repository.commit('old.py', TUPLE);
  repository.git('mv', 'old.py', 'new.py');
  assert.deepEqual(await newness(repository), ['new.py old']);
  assert.deepEqual(await newness(repository, 'new.py'), ['new.py old']);
  assert.equal((await runMain(repository, ['--new-only'])).status, 0);
  repository.git('commit', '-qm', 'move');
  assert.deepEqual(await newness(repository, '--from-ref', first, '--to-ref', 'HEAD'), ['new.py old']);
});

test('a folder that moves, with files that are identical', async (t) => {
  const repository = makeRepository(t);
  repository.stage('app/a.py', TUPLE);
  repository.commit('app/b.py', TUPLE);
  repository.git('mv', 'app', 'core');
  assert.deepEqual(await newness(repository), ['core/a.py old', 'core/b.py old']);
});

test('moved and changed: what was there is old, what was added is new', async (t) => {
  const repository = makeRepository(t);
  repository.commit('old.py', LONG);
  repository.git('mv', 'old.py', 'new.py');
  repository.stage('new.py', `${LONG}assert (1, "m")\n`);
  const lines = async (...argv: string[]): Promise<(string | boolean | number)[][]> =>
    (await findingsIn(repository, ['--new-only', ...argv])).map((finding) => [finding.line, finding.new]);
  const expected = [
    [2, false],
    [43, true],
  ];
  assert.deepEqual(await lines(), expected);
  assert.deepEqual(await lines('new.py'), expected);
});

test('a copy is new, even next to a move', async (t) => {
  const repository = makeRepository(t);
  repository.commit('old.py', TUPLE);
  repository.stage('copy.py', TUPLE);
  assert.deepEqual(await newness(repository), ['copy.py new']);
  repository.git('mv', 'old.py', 'pkg_old.py');
  const both = await newness(repository);
  assert.deepEqual(both.map((words) => words.split(' ')[1]).sort(), ['new', 'old']);
});

test('out of a development folder into a deployed one: new, although no byte has changed', async (t) => {
  const repository = makeRepository(t);
  repository.stage('manage.py', 'import django\n');
  repository.commit('dev/settings.py', 'import os\nDEBUG = True\nINSTALLED_APPS = []\n');
  repository.git('mv', 'dev', 'shop');
  assert.deepEqual(await newness(repository), ['shop/settings.py new']);
});
