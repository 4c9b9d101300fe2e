import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeRepository } from './git/repository.ts';
import { findingsIn, runMain } from './run-main.ts';

const BAD = 'assert (x, "message")\n';

test('ignore silences what blocks, in staged content and working file separately, and undo reverts it', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', `${BAD}x = 1\n`);
  repository.write('a.py', `# not staged\n${BAD}x = 2\n`);
  repository.stage('.env', 'A=1\nFLASK_DEBUG=1\n');
  const run = await runMain(repository, ['ignore', '--reason', 'a demo']);
  assert.equal(run.status, 0, run.stderr);
  assert.match(run.stdout, /^silenced \.env:2:13 debug-in-config: # antivenom: ignore\[debug-in-config\] a demo\n/);
  assert.match(run.stdout, /\n2 findings silenced; to get the old text back: .* undo\n$/);
  const comment = '# antivenom: ignore[assert-always-true] a demo';
  assert.equal(repository.git('show', ':a.py'), `${BAD.trim()}  ${comment}\nx = 1\n`);
  assert.equal(repository.read('a.py'), `# not staged\n${BAD.trim()}  ${comment}\nx = 2\n`);
  assert.equal(repository.git('show', ':.env'), 'A=1\n# antivenom: ignore[debug-in-config] a demo\nFLASK_DEBUG=1\n');
  assert.deepEqual(await findingsIn(repository), []);
  assert.equal((await runMain(repository, ['undo'])).status, 0);
  assert.equal(repository.git('show', ':a.py'), `${BAD}x = 1\n`);
  assert.equal(repository.read('a.py'), `# not staged\n${BAD}x = 2\n`);
});

test('ignore leaves alone what does not block, and names what no comment can silence', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', `${BAD}x = 1\n`);
  repository.stage('a.py', `${BAD}x = 2\nimport imp\n`);
  repository.stage('env/pyvenv.cfg', 'home = /usr/bin\n');
  const run = await runMain(repository, ['ignore']);
  assert.equal(run.status, 1);
  assert.equal(run.stdout, '');
  assert.match(run.stderr, /^antivenom: env committed-virtualenv is left: put {2}per-file-ignores = \{ "env" = /);
  assert.equal(repository.git('show', ':a.py'), `${BAD}x = 2\nimport imp\n`);
});

test('ignore adds a rule to an existing suppression, and puts several rules for a line together', async (t) => {
  const repository = makeRepository(t);
  const line = 'assert (eval(request.args["x"]), "m")';
  const head = 'from flask import request\n';
  repository.stage('a.py', `${head}${line}  # antivenom: ignore[assert-always-true] known\n`);
  repository.stage('b.py', `${head}${line}\n`);
  assert.equal((await runMain(repository, ['ignore'])).status, 0);
  assert.equal(
    repository.git('show', ':a.py'),
    `${head}${line}  # antivenom: ignore[assert-always-true, dynamic-code] known\n`,
  );
  assert.match(repository.git('show', ':b.py'), /\) {2}# antivenom: ignore\[assert-always-true, dynamic-code\]\n$/);
});

test('ignore on files leaves the index alone; if there is nothing to silence it says so', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', BAD);
  assert.equal((await runMain(repository, ['ignore', 'a.py'])).status, 0);
  assert.equal(repository.git('show', ':a.py'), BAD);
  assert.match(repository.read('a.py'), /ignore\[assert-always-true\]\n$/);
  const again = await runMain(repository, ['ignore', 'a.py']);
  assert.deepEqual([again.status, again.stdout], [0, 'nothing blocks: there is nothing to silence\n']);
  const refused = await runMain(repository, ['ignore', '--reason', 'x # antivenom: ignore[y]']);
  assert.equal(refused.status, 2);
  assert.match((await runMain(repository, ['--reason', 'x'])).stderr, /--reason belongs to antivenom ignore; nothing/);
});
