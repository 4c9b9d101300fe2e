import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { antivenom } from './git/program.ts';
import { makeRepository, type TestRepository } from './git/repository.ts';
import { runMain } from './run-main.ts';

const ALL = ['--all-files', '--format', 'json'];
const keptIn = ({ root }: TestRepository): string => join(root, '.git/antivenom/kept/judgements.json');

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
    assert.ok(existsSync(keptIn(repository)));
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
  const bytes = readFileSync(keptIn(repository), 'latin1');
  writeFileSync(keptIn(repository), bytes.replaceAll(/"message":"[^"]*"/g, '"message":"forged by the test"'), 'latin1');
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
  repository.git('commit', '-q', '-m', 'x');
  await isJudged();
  forge(repository);
  repository.stage('other/c.txt', 'no rule reads this\n');
  await isJudged();
  forge(repository);
  repository.git('mv', 'b.py', 'c.py');
  await isJudged();
});

test('damaged, foreign, or open to others: ignored and written anew', {
  skip: process.platform === 'win32',
}, async (t) => {
  const repository = start(t);
  const before = await findings(repository);
  const good = readFileSync(keptIn(repository));
  for (const bad of [good.subarray(0, 100), Buffer.alloc(good.length), Buffer.from('[]'), Buffer.alloc(0)]) {
    writeFileSync(keptIn(repository), bad);
    assert.equal(await findings(repository), before);
    assert.ok(readFileSync(keptIn(repository)).length > 100);
  }
  forge(repository);
  chmodSync(keptIn(repository), 0o666);
  assert.equal(await findings(repository), before);
});

test('files that could not be judged are told each time', async (t) => {
  const repository = start(t);
  repository.stage('c.py', Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'));
  const before = await findings(repository);
  assert.match(before, /^3 /);
  assert.equal(await findings(repository), before);
});
