import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeRepository, type TestRepository } from '../git/repository.ts';
import { runMain } from '../run-main.ts';

const SCRIPT = fileURLToPath(new URL('../../../action/merge-reports.mjs', import.meta.url));

function merge(folder: string, names: readonly string[]): { readonly status: number | null; readonly stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, 'merged', ...names], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stderr };
}

function start(t: Parameters<typeof makeRepository>[0]): TestRepository {
  const repository = makeRepository(t);
  for (const name of ['a', 'b', 'lib/c', 'lib/d', 'lib-e', 'é', 'z']) {
    repository.write(
      `${name}.py`,
      'import os\nos.system(input())\nexec(input())  # antivenom: ignore[dynamic-code] x\n',
    );
  }
  repository.write('odd\u202e.py', 'eval(input())\n');
  repository.write('requirements.txt', 'django==1.0\npyyaml==3.12\n');
  repository.write('.env', 'SECRET_KEY=abc\n');
  repository.write('lib/__pycache__/c.cpython-311.pyc', 'x');
  repository.write('cut.py', 'def f(\n');
  repository.git('add', '--force', '.');
  return repository;
}

for (const format of ['json', 'sarif']) {
  for (const count of [2, 5]) {
    test(`${count} shards, merged, are one run: ${format}`, async (t) => {
      const repository = start(t);
      const check = async (output: string, ...args: string[]): Promise<number> =>
        (await runMain(repository, ['--all-files', '--format', format, '--output', output, ...args])).status;
      const status = await check('whole');
      const names = Array.from({ length: count }, (_, at) => `part${at + 1}`);
      const statuses: number[] = [];
      for (const [at, name] of names.entries()) statuses.push(await check(name, '--shard', `${at + 1}/${count}`));
      assert.equal(Math.max(...statuses), status);
      assert.deepEqual(merge(repository.root, names.toReversed()), { status: 0, stderr: '' });
      const [whole, merged] = ['whole', 'merged'].map((name) => withoutTime(join(repository.root, name)));
      assert.ok(whole!.length > 2000);
      assert.equal(merged, whole);
    });
  }
}

/** How long it took is the only difference; of SARIF's exit codes the worst counts. */
const withoutTime = (file: string): string =>
  readFileSync(file, 'utf8').replace(/"milliseconds": \d+/, '"milliseconds": 0');

test('reports that do not belong together', (t) => {
  const { root } = makeRepository(t);
  writeFileSync(join(root, 'a'), '{"version": "1", "findings": [], "summary": {}}');
  writeFileSync(join(root, 'b'), '{"version": "2", "findings": [], "summary": {}}');
  writeFileSync(join(root, 'c'), '{"runs": []}');
  assert.match(merge(root, ['a', 'b']).stderr, /several versions: 1, 2/);
  assert.match(merge(root, ['a', 'c']).stderr, /not all JSON or all SARIF/);
  assert.equal(merge(root, []).status, 2);
});
