/** A symbolic link is judged as what it makes of the file that it leads to, or named. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { briefly, findingsIn, runMain } from '../run-main.ts';
import { antivenom } from './program.ts';
import { makeRepository, type TestRepository } from './repository.ts';

const BAD = 'import os\n\n\ndef show(request):\n    os.system("ls " + request.GET["folder"])\n';
const DEBUG = 'import os\nDEBUG = True\nINSTALLED_APPS = []\n';

function link(repository: TestRepository, path: string, target: string): void {
  mkdirSync(dirname(join(repository.root, path)), { recursive: true });
  rmSync(join(repository.root, path), { force: true });
  symlinkSync(target, join(repository.root, path));
  repository.git('add', '--', path);
}

async function found(repository: TestRepository, ...argv: string[]): Promise<string[]> {
  return briefly(await findingsIn(repository, argv));
}

test('a link that makes a program of a text: staged, by its name, in a range, of all files', async (t) => {
  const repository = makeRepository(t);
  const first = repository.commit('notes.txt', BAD);
  link(repository, 'app/views.py', '../notes.txt');
  const expected = ['shell-command app/views.py:5'];
  assert.deepEqual(await found(repository), expected);
  assert.deepEqual(await found(repository, 'app/views.py'), expected);
  assert.deepEqual(await found(repository, '--all-files'), expected);
  const { status, stderr } = await runMain(repository);
  assert.equal(status, 1);
  assert.match(
    stderr,
    /app\/views\.py is a symbolic link to notes\.txt, which was checked as what it is read as there/,
  );
  assert.equal(antivenom(repository).status, 1, 'nor does the quick look pass over it');
  repository.git('commit', '-qm', 'link');
  assert.deepEqual(await found(repository, '--from-ref', first, '--to-ref', 'HEAD'), expected);
});

test('a link out of a development folder into one that ships, and through another link', async (t) => {
  const repository = makeRepository(t);
  repository.stage('manage.py', 'import django\n');
  repository.commit('dev/settings.py', DEBUG);
  link(repository, 'shop/settings.py', '../dev/settings.py');
  assert.deepEqual(await found(repository), ['debug-setting shop/settings.py:2']);
  link(repository, 'other/settings.py', '../shop/settings.py');
  assert.deepEqual(await found(repository), ['debug-setting other/settings.py:2', 'debug-setting shop/settings.py:2']);
});

test('what is judged alike under its own path is judged there', async (t) => {
  const repository = makeRepository(t);
  repository.stage('app/views.py', BAD);
  link(repository, 'app/again.py', 'views.py');
  assert.deepEqual(await found(repository), ['shell-command app/views.py:5']);
  assert.equal((await runMain(repository)).stderr.includes('symbolic link'), false);
});

test('a file that the configuration leaves out, and a link that it leaves out', async (t) => {
  const repository = makeRepository(t);
  repository.commit('vendor/views.py', BAD);
  repository.commit('antivenom.toml', 'exclude = ["vendor/**"]\n');
  link(repository, 'app/views.py', '../vendor/views.py');
  assert.deepEqual(await found(repository), ['shell-command app/views.py:5']);
  link(repository, 'vendor/again.py', '../notes.txt');
  assert.deepEqual(await found(repository), ['shell-command app/views.py:5']);
});

test('a link that only moves, or whose target was there before, brings nothing new', async (t) => {
  const repository = makeRepository(t);
  repository.stage('notes.txt', BAD);
  link(repository, 'app/views.py', '../notes.txt');
  repository.git('commit', '-qm', 'x', '--no-verify');
  repository.git('mv', 'app', 'core');
  const moved = await findingsIn(repository);
  assert.deepEqual(
    moved.map((finding) => [finding.path, finding.new]),
    [['core/views.py', false]],
  );
  assert.equal((await runMain(repository)).status, 0);
  repository.git('commit', '-qm', 'move', '--no-verify');
  repository.stage('more.txt', `${BAD}    exec(request.GET["code"])\n`);
  link(repository, 'core/views.py', '../more.txt');
  const changed = await findingsIn(repository);
  assert.deepEqual(
    changed.map((finding) => [finding.line, finding.new]),
    [
      [5, false],
      [6, true],
    ],
  );
});

test('a link that leads out of the repository, to nothing, in a circle, to a folder: named where it matters', async (t) => {
  const repository = makeRepository(t);
  repository.commit('sub/a.txt', 'x\n');
  repository.write('../outside.py', BAD);
  for (const target of ['../outside.py', '/etc/passwd', 'gone.py', 'views.py', 'sub']) {
    link(repository, 'views.py', target);
    for (const argv of [[], ['--all-files'], ['views.py']]) {
      const run = await runMain(repository, argv);
      assert.equal(run.status, 0, target);
      assert.match(run.stderr, /views\.py is a symbolic link and leads to no file of this repository/, target);
    }
    link(repository, 'picture', target);
    assert.doesNotMatch((await runMain(repository)).stderr, /picture/);
    repository.git('rm', '-qf', '--cached', 'picture');
    rmSync(join(repository.root, 'picture'));
  }
});

test('--fix and --diff leave what a link leads to where it is', async (t) => {
  const repository = makeRepository(t);
  repository.commit('notes.txt', 'assert (1, "m")\n');
  link(repository, 'app/views.py', '../notes.txt');
  const fixed = await runMain(repository, ['--fix']);
  assert.equal(fixed.status, 1);
  assert.doesNotMatch(fixed.stdout, /\[--fix/);
  assert.equal(repository.read('notes.txt'), 'assert (1, "m")\n');
  assert.equal((await runMain(repository, ['--diff'])).stdout.includes('@@'), false);
  assert.match(repository.git('ls-files', '-s', 'app/views.py'), /^120000/);
});

test('a change that leaves out its own link does not silence it in a range', async (t) => {
  const repository = makeRepository(t);
  const first = repository.commit('notes.txt', BAD);
  repository.stage('antivenom.toml', 'exclude = ["app/**"]\n');
  link(repository, 'app/views.py', '../notes.txt');
  repository.git('commit', '-qm', 'x', '--no-verify');
  for (const from of ['base', 'change']) {
    const range = ['--from-ref', first, '--to-ref', 'HEAD', '--config-from', from];
    assert.deepEqual(await found(repository, ...range), from === 'base' ? ['shell-command app/views.py:5'] : []);
  }
});
