import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { antivenom } from './git/program.ts';
import { makeRepository, type TestRepository } from './git/repository.ts';

const ALL = ['--all-files', '--format', 'json'];
const keptIn = ({ root }: TestRepository): string => join(root, '.git/antivenom/kept/judgements.json');

/** Without the milliseconds. */
function findings(repository: TestRepository, args: readonly string[] = ALL): string {
  const { status, stdout, stderr } = antivenom(repository, args);
  return `${status} ${stdout.replace(/"milliseconds": ?\d+/, '')} ${stderr}`;
}

function start(t: Parameters<typeof makeRepository>[0]): TestRepository {
  const repository = makeRepository(t);
  repository.commit('lib/a.py', 'import os\nos.system(input())\n');
  repository.commit('b.py', 'eval(input())  # antivenom: ignore[dynamic-code] a test\n');
  repository.commit('requirements.txt', 'django==1.0\n');
  repository.commit('picture.png', Buffer.from([0, 1, 2]));
  return repository;
}

test('a second run of the same files says the same, whatever the format', (t) => {
  const repository = start(t);
  for (const format of ['json', 'text', 'sarif', 'concise', 'github', 'gitlab']) {
    const args = ['--all-files', '--format', format];
    const without = findings(repository, [...args, '--no-cache']);
    assert.equal(findings(repository, args), without);
    assert.ok(existsSync(keptIn(repository)));
    assert.equal(findings(repository, args), without);
  }
});

test('what is kept is what is read', (t) => {
  const repository = start(t);
  findings(repository);
  forge(repository);
  assert.match(findings(repository), /forged by the test/);
  assert.doesNotMatch(findings(repository, [...ALL, '--no-cache']), /forged by the test/);
});

/** Changes a message in what is kept: where it is reported, nothing was judged. */
function forge(repository: TestRepository): void {
  const bytes = readFileSync(keptIn(repository), 'latin1');
  writeFileSync(keptIn(repository), bytes.replaceAll(/"message":"[^"]*"/g, '"message":"forged by the test"'), 'latin1');
}

test('everything that a judgement depends on', (t) => {
  const repository = start(t);
  repository.stage('pyproject.toml', '[project]\nname = "x"\n');
  findings(repository);
  forge(repository);
  const isJudged = (args: readonly string[] = ALL): void =>
    assert.doesNotMatch(findings(repository, args), /forged by the test/, args.join(' '));
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
    isJudged([...ALL, ...more]);
  }
  forge(repository);
  repository.stage('pyproject.toml', '[tool.antivenom]\nignore = ["asserts"]\n');
  isJudged();
  forge(repository);
  repository.git('commit', '-q', '-m', 'x');
  isJudged();
  forge(repository);
  repository.stage('other/c.txt', 'no rule reads this\n');
  isJudged();
  forge(repository);
  repository.git('mv', 'b.py', 'c.py');
  isJudged();
});

test('damaged, foreign, or open to others: ignored and written anew', { skip: process.platform === 'win32' }, (t) => {
  const repository = start(t);
  const before = findings(repository);
  const good = readFileSync(keptIn(repository));
  for (const bad of [good.subarray(0, 100), Buffer.alloc(good.length), Buffer.from('[]'), Buffer.alloc(0)]) {
    writeFileSync(keptIn(repository), bad);
    assert.equal(findings(repository), before);
    assert.ok(readFileSync(keptIn(repository)).length > 100);
  }
  forge(repository);
  chmodSync(keptIn(repository), 0o666);
  assert.equal(findings(repository), before);
});

test('files that could not be judged are told each time', (t) => {
  const repository = start(t);
  repository.stage('c.py', Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'));
  const before = findings(repository);
  assert.match(before, /^3 /);
  assert.equal(findings(repository), before);
});
