import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { antivenom } from '../git/program.ts';
import { makeRepository, type TestRepository } from '../git/repository.ts';
import { runMain } from '../run-main.ts';

const ALL = ['--all-files', '--format', 'json'];
/** What is kept of each file, and what was said of all of them. */
const keptIn = ({ root }: TestRepository): readonly string[] =>
  ['trees.json', 'runs.json'].map((name) => join(root, '.git/antivenom/kept', name));

function rewriteKept(repository: TestRepository, rewrite: (text: string) => string): void {
  for (const file of keptIn(repository).filter((one) => existsSync(one))) {
    writeFileSync(file, rewrite(readFileSync(file, 'latin1')), 'latin1');
  }
}

/** Without the milliseconds. */
async function findings(repository: TestRepository, args: readonly string[] = ALL, run = runMain): Promise<string> {
  const { status, stdout, stderr } = await run(
    repository,
    args,
    // The real program's loader obeys --no-cache in the same way.
    args.includes('--no-cache') ? {} : { programId: 'the test' },
  );
  return `${status} ${stdout.replace(/"milliseconds": ?\d+/, '')} ${stderr}`;
}

function start(t: Parameters<typeof makeRepository>[0]): TestRepository {
  const repository = makeRepository(t);
  repository.commitAll({
    'lib/a.py': 'import os\nos.system(input())\n',
    'b.py': 'eval(input())  # antivenom: ignore[dynamic-code] a test\n',
    'requirements.txt': 'django==1.0\n',
    'picture.png': Buffer.from([0, 1, 2]),
  });
  return repository;
}

test('a second run of the same files says the same, whatever the format', async (t) => {
  const repository = start(t);
  for (const format of ['json', 'text', 'sarif', 'concise', 'github', 'gitlab']) {
    const args = ['--all-files', '--format', format];
    const without = await findings(repository, [...args, '--no-cache']);
    assert.equal(await findings(repository, args), without);
    assert.ok(keptIn(repository).some((file) => existsSync(file)));
    assert.equal(await findings(repository, args), without);
  }
});

test('what is kept is what is read, by the real program too', async (t) => {
  const repository = start(t);
  for (const run of [runMain, antivenom]) {
    await findings(repository, ALL, run as typeof runMain);
    forge(repository);
    assert.match(await findings(repository, ALL, run as typeof runMain), /forged by the test/);
    assert.doesNotMatch(
      await findings(repository, [...ALL, '--no-cache'], run as typeof runMain),
      /forged by the test/,
    );
  }
});

/** Changes a message in what is kept: where it is reported, nothing was judged. */
function forge(repository: TestRepository): void {
  rewriteKept(repository, (text) => text.replaceAll(/"message":"[^"]*"/g, '"message":"forged by the test"'));
}

test('everything that a judgement depends on', async (t) => {
  const repository = start(t);
  repository.stage('pyproject.toml', '[project]\nname = "x"\n');
  await findings(repository);
  forge(repository);
  const isJudged = async (args: readonly string[] = ALL): Promise<void> =>
    assert.doesNotMatch(await findings(repository, args), /forged by the test/, args.join(' '));
  for (const more of [
    ['--as-of', '2026-01-01'],
    ['--select', 'dynamic-code'],
    ['--ignore', 'dynamic-code'],
    ['--fail-on', 'never'],
    ['--whole-files'],
    ['--shard', '1/2'],
    ['--no-config'],
    ['--verbose'],
    ['--diff'],
  ]) {
    await isJudged([...ALL, ...more]);
  }
  forge(repository);
  repository.stage('pyproject.toml', '[tool.antivenom]\nignore = ["asserts"]\n');
  await isJudged();
  forge(repository);
  repository.stage('other/c.txt', 'no rule reads this\n');
  await isJudged();
  forge(repository);
  repository.git('mv', 'b.py', 'c.py');
  await isJudged();
});

/** The files whose findings an earlier run found. */
async function recalled(repository: TestRepository): Promise<readonly string[]> {
  forge(repository);
  const { stdout } = await runMain(repository, ALL, { programId: 'the test' });
  const { findings } = JSON.parse(stdout) as { findings: { path: string; message: string }[] };
  return [...new Set(findings.filter(({ message }) => message.startsWith('forged')).map(({ path }) => path))];
}

test('only what changed is judged again, and what depends on it', async (t) => {
  const repository = start(t);
  repository.commit('lib/run.py', 'import os\nrun_it = os.system\n');
  repository.commit('lib/user.py', 'from lib.run import run_it\nrun_it(input())\n');
  repository.commit('later/user.py', 'from lib.user import run_it\nrun_it(input())\n');
  await findings(repository);
  assert.deepEqual(await recalled(repository), ['lib/a.py', 'later/user.py', 'lib/user.py', 'requirements.txt'].sort());
  repository.stage('requirements.txt', 'django==1.1\n');
  assert.deepEqual(await recalled(repository), ['later/user.py', 'lib/a.py', 'lib/user.py']);
  repository.git('commit', '-q', '-m', 'x');
  assert.deepEqual(await recalled(repository), ['later/user.py', 'lib/a.py', 'lib/user.py']);
  await findings(repository);
  assert.deepEqual(await recalled(repository), ['later/user.py', 'lib/a.py', 'lib/user.py', 'requirements.txt']);
  repository.commit('lib/run.py', 'import os\n# the same\nrun_it = os.system\n');
  assert.deepEqual(await recalled(repository), ['lib/a.py', 'requirements.txt']);
});

test('what is staged is compared with what it was, so it is judged each time', async (t) => {
  const repository = start(t);
  repository.stage('lib/a.py', 'import os\n\nos.system(input())\n');
  await findings(repository);
  assert.deepEqual(await recalled(repository), ['requirements.txt']);
});

test('damaged, foreign, or open to others: ignored and written anew', {
  skip: process.platform === 'win32',
}, async (t) => {
  const repository = start(t);
  const before = await findings(repository);
  const bad: readonly ((good: string) => string)[] = [
    (good) => good.slice(0, 100),
    (good) => '\0'.repeat(good.length),
    () => '[]',
    () => '',
    // Undamaged, but not what we write.
    (good) => good.replaceAll(/\{"(?:oids|found)"/g, (start) => start.slice(0, -1)),
  ];
  for (const damage of bad) {
    rewriteKept(repository, damage);
    assert.equal(await findings(repository), before);
    for (const file of keptIn(repository)) assert.ok(readFileSync(file).length > 100);
  }
  forge(repository);
  for (const file of keptIn(repository)) chmodSync(file, 0o666);
  assert.equal(await findings(repository), before);
});

test('files that could not be judged are told each time', async (t) => {
  const repository = start(t);
  repository.stage('c.py', Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'));
  const before = await findings(repository);
  assert.match(before, /^3 /);
  assert.equal(await findings(repository), before);
});
