import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeRepository, type TestRepository } from '../git/repository.ts';
import { runMain } from '../run-main.ts';

const keptIn = ({ root }: TestRepository): string => join(root, '.git/antivenom/kept/commits.json');
const JSON_FORMAT = ['--format', 'json'];
const run = (repository: TestRepository, args: readonly string[] = []): ReturnType<typeof runMain> =>
  runMain(repository, [...JSON_FORMAT, ...args], { programId: 'the test' });

/** Changes the messages in what is kept: where they are reported, nothing was judged. */
function forge(repository: TestRepository): void {
  const bytes = readFileSync(keptIn(repository), 'latin1');
  writeFileSync(keptIn(repository), bytes.replaceAll(/"message":"[^"]*"/g, '"message":"forged by the test"'), 'latin1');
}

/** The files whose findings an earlier run found. */
async function recalled(repository: TestRepository): Promise<readonly string[]> {
  forge(repository);
  const { stdout } = await run(repository);
  const { findings } = JSON.parse(stdout) as { findings: { path: string; message: string }[] };
  return [...new Set(findings.filter(({ message }) => message.startsWith('forged')).map(({ path }) => path))];
}

function start(t: Parameters<typeof makeRepository>[0]): TestRepository {
  const repository = makeRepository(t);
  repository.commitAll({
    'lib/run.py': 'import os\nrun_it = os.system\n',
    'lib/__init__.py': '',
    'README.md': 'Shop\n',
  });
  repository.stage('a.py', 'import os\nos.system(input())\n');
  repository.stage('lib/user.py', 'from lib.run import run_it\nrun_it(input())\n');
  repository.stage('lib/later.py', 'from lib.user import run_it\nrun_it(input())\n');
  return repository;
}

const ALL = ['a.py', 'lib/later.py', 'lib/user.py'];

test('a commit that is tried again is not judged again', async (t) => {
  const repository = start(t);
  const first = await run(repository);
  assert.equal(first.status, 1);
  assert.deepEqual(await run(repository), first);
  assert.deepEqual(await recalled(repository), ALL);
});

test('what was changed in between is judged again, and what depends on it', async (t) => {
  const repository = start(t);
  await run(repository);
  repository.stage('a.py', 'import os\nos.system(input() + "")\n');
  assert.deepEqual(await recalled(repository), ['lib/later.py', 'lib/user.py']);
  await run(repository);
  repository.stage('lib/user.py', 'from lib.run import run_it\n\nrun_it(input())\n');
  assert.deepEqual(await recalled(repository), ['a.py']);
});

test('a file that is only read for its names counts as it is staged, and as it is in the work tree', async (t) => {
  const repository = start(t);
  await run(repository);
  repository.stage('lib/run.py', 'import os\n# the same\nrun_it = os.system\n');
  assert.deepEqual(await recalled(repository), ['a.py']);
  repository.git('reset', '-q', '--', 'lib/run.py');
  repository.write('lib/run.py', 'import os\nrun_it = os.system\n');
  await run(repository);
  repository.write('lib/run.py', 'import os\n# the same\nrun_it = os.system\n');
  assert.deepEqual(await recalled(repository), ['a.py']);
});

for (const [what, change] of [
  ['a module that comes first', (repository) => repository.write('lib/lib.py', '')],
  ['a module that is staged', (repository) => repository.stage('lib/lib/run.py', 'run_it = print\n')],
  ['a module that is gone', (repository) => repository.git('rm', '-q', 'lib/run.py')],
  ['another base', (repository) => repository.git('commit', '-q', '-m', 'x', '--', 'a.py', 'lib/user.py')],
] satisfies [string, (repository: TestRepository) => unknown][]) {
  test(`judged again because of ${what}`, async (t) => {
    const repository = start(t);
    await run(repository);
    change(repository);
    const found = await recalled(repository);
    assert.ok(!found.includes('lib/user.py'), found.join());
  });
}

test('a finding that the commit before this one brought is not new', async (t) => {
  const repository = start(t);
  const now = 'import os\nos.system(input())\n';
  repository.commit('b.py', 'import os\n');
  repository.stage('b.py', now);
  const news = async (): Promise<readonly unknown[]> =>
    (JSON.parse((await run(repository)).stdout) as { findings: { path: string; new: boolean }[] }).findings.flatMap(
      (one) => (one.path === 'b.py' ? one.new : []),
    );
  assert.deepEqual(await news(), [true]);
  repository.commit('b.py', `${now}x = 1\n`);
  repository.stage('b.py', now);
  assert.deepEqual(await news(), [false]);
});

test('a module counts as it is in the index, whatever the work tree has', async (t) => {
  const repository = start(t);
  const harmless = 'import os\ndef run_it(text):\n    return os.fsencode(text)\n';
  await run(repository);
  repository.write('lib/run.py', harmless);
  repository.git('commit', '-q', '-m', 'x', '--', 'lib/run.py');
  repository.write('lib/run.py', 'import os\nrun_it = os.system\n');
  assert.deepEqual(await run(repository), await runMain(repository, JSON_FORMAT));
  assert.deepEqual(await recalled(repository), ['a.py']);
});

test('what else a judgement depends on', async (t) => {
  const repository = start(t);
  await run(repository);
  for (const args of [
    ['--as-of', '2026-01-01'],
    ['--select', 'dynamic-code,shell-command'],
    ['--whole-files'],
    ['--no-config'],
    ['--verbose'],
    ['--config-from', 'base'],
    ['a.py'],
  ]) {
    forge(repository);
    const { stdout } = await run(repository, args);
    assert.match(stdout, /a\.py/);
    assert.doesNotMatch(stdout, /forged/, args.join(' '));
  }
  repository.commit('antivenom.toml', 'fail-on = "warning"\n');
  assert.deepEqual(await recalled(repository), []);
});

test('a change to the configuration is weighed with files that were judged', async (t) => {
  const repository = start(t);
  await run(repository);
  repository.stage('antivenom.toml', '[per-file-ignores]\n"a.py" = ["dynamic-code", "shell-command"]\n');
  for (const again of [false, true]) {
    const { stdout, stderr } = await run(repository);
    assert.match(stdout + stderr, /antivenom\.toml: per-file-ignores/, String(again));
  }
});

test('comments of the change are weighed each time', async (t) => {
  const repository = start(t);
  repository.stage('a.py', 'import os\nos.system(input())  # antivenom: ignore[shell-command]\n');
  const first = await run(repository);
  assert.match(first.stdout + first.stderr, /by a comment without a reason in a\.py:2/);
  assert.deepEqual(await run(repository), first);
  assert.deepEqual(await recalled(repository), ['lib/later.py', 'lib/user.py']);
});

test('a file that was moved is compared with what it was', async (t) => {
  const repository = start(t);
  const lines = Array.from({ length: 30 }, (_, i) => `x${i} = ${i}\n`).join('');
  repository.commit('old.py', `${lines}import os\nos.system(input())\n`);
  repository.git('mv', 'old.py', 'new.py');
  repository.stage('new.py', `${lines}y = 1\nimport os\nos.system(input())\n`);
  const first = await run(repository);
  assert.deepEqual(await run(repository), first);
  assert.deepEqual(await run(repository), await runMain(repository, JSON_FORMAT));
});

test('nothing is kept of a merge', async (t) => {
  const repository = start(t);
  repository.git('commit', '-q', '-m', 'one');
  repository.git('checkout', '-q', '-b', 'side', 'HEAD~1');
  repository.commit('b.py', 'eval(input())\n');
  repository.git('merge', '-q', '--no-commit', '--no-ff', '-');
  await run(repository);
  assert.ok(!existsSync(keptIn(repository)));
});
