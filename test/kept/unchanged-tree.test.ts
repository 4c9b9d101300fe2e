import assert from 'node:assert/strict';
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeRepository, type TestRepository } from '../git/repository.ts';
import { runMain } from '../run-main.ts';

const KEPT = '.git/antivenom/kept/runs.json';

function start(t: Parameters<typeof makeRepository>[0]): TestRepository {
  const repository = makeRepository(t);
  repository.commitAll({
    'pyproject.toml': '[tool.antivenom]\nfail-on = "warning"\nper-file-ignores = { "data/*" = ["asserts"] }\n',
    'sub/antivenom.toml': 'severity = { "dynamic-code" = "warning" }\n',
    'sub/b.py': 'eval(input())\n',
    'a.py': 'import os\nos.system(input())\neval(input())  # antivenom: ignore[dynamic-code] a test\n',
    'data/c.json': '{"password": "x"}\n',
    'venv/pyvenv.cfg': 'home = /usr\n',
  });
  return repository;
}

async function check(repository: TestRepository, args: readonly string[] = [], programId: string | null = 'test') {
  const options = programId === null ? {} : { programId };
  const { status, stdout, stderr } = await runMain(repository, ['--all-files', ...args], options);
  return `${status} ${stdout.replace(/"milliseconds": ?\d+/, '')} ${stderr}`;
}

/** Changes what is kept: where it is reported, no file was judged. */
async function isRecalled(repository: TestRepository, args: readonly string[] = []): Promise<boolean> {
  await check(repository, args);
  const file = join(repository.root, KEPT);
  if (!existsSync(file)) return false;
  const text = readFileSync(file, 'latin1');
  writeFileSync(file, text.replaceAll(/"message":"[^"]*"/g, '"message":"forged by the test"'), 'latin1');
  const found = await check(repository, args);
  writeFileSync(file, text, 'latin1');
  return found.includes('forged by the test');
}

test('an unchanged tree is reported as before, in each format and with each configuration', async (t) => {
  const repository = start(t);
  for (const format of ['text', 'concise', 'json', 'github', 'gitlab', 'sarif']) {
    for (const more of [[], ['--statistics'], ['--quiet'], ['--show', 'info'], ['--no-config']]) {
      const args = ['--format', format, ...more];
      const judged = await check(repository, args, null);
      await check(repository, args);
      assert.equal(await check(repository, args), judged, args.join(' '));
      assert.equal(await isRecalled(repository, args), format !== 'sarif', args.join(' '));
    }
  }
});

test('what is in the index, HEAD and the configuration counts; the state of working files does not', async (t) => {
  const repository = start(t);
  assert.equal(await isRecalled(repository), true);
  const forged = readFileSync(join(repository.root, KEPT), 'latin1').replaceAll('dynamic-code', 'forged');
  const expectJudged = async (args: readonly string[] = []): Promise<void> => {
    writeFileSync(join(repository.root, KEPT), forged, 'latin1');
    const found = await check(repository, args);
    assert.doesNotMatch(found, /forged/);
    assert.equal(found, await check(repository, args, null));
  };
  repository.write('a.py', 'breakpoint()\n');
  assert.equal(await isRecalled(repository), true);
  repository.git('checkout', 'a.py');
  utimesSync(join(repository.root, 'a.py'), 1, 1);
  repository.git('update-index', '--refresh');
  await expectJudged();
  repository.git('commit', '-q', '--allow-empty', '-m', 'empty');
  await expectJudged();
  repository.git('rm', '-q', '--cached', 'sub/b.py');
  await expectJudged();
  repository.commit('pyproject.toml', '[tool.antivenom]\nfail-on = "error"\n');
  await expectJudged();
  await expectJudged(['--fail-on', 'never']);
});

test('files outside of the index are read each time', async (t) => {
  const repository = start(t);
  for (const [option, first, second] of [
    ['--config', 'severity = { "dynamic-code" = "info" }\n', 'severity = { "dynamic-code" = "warning" }\n'],
    ['--baseline', '{"version": 1, "findings": []}', '{"version": 1, "findings": [] }'],
  ] as const) {
    const args = [option, 'given.txt'];
    for (const text of [first, second]) {
      repository.write('given.txt', text);
      assert.equal(await check(repository, args), await check(repository, args, null));
      assert.equal(await isRecalled(repository, args), false);
    }
  }
});

test('what is staged, and what could not be judged, is judged each time', async (t) => {
  const repository = start(t);
  repository.stage('a.py', 'import os\nos.system(input())\n');
  assert.equal(await isRecalled(repository), false);
  repository.git('reset', '-q', '--hard');
  repository.commit('c.py', Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'));
  assert.match(await check(repository), /^3 /);
  assert.match(await check(repository), /^3 /);
});

test('what is wrong with an index is said in the words of git', async (t) => {
  const repository = start(t);
  const file = join(repository.root, '.git/index');
  const bytes = readFileSync(file);
  for (const size of [0, 5, 19]) {
    writeFileSync(file, bytes.subarray(0, size));
    assert.match(
      await check(repository),
      /^3 .*git could not list the index: .*smaller than expected/s,
      `${size} bytes`,
    );
  }
});

test('an index without a checksum is read', async (t) => {
  const repository = start(t);
  const file = join(repository.root, '.git/index');
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0, bytes.length - 20));
  assert.equal(await check(repository), await check(repository, [], null));
  assert.equal(existsSync(join(repository.root, KEPT)), false);
});
