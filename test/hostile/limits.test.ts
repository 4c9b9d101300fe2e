import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeRepository } from '../git/repository.ts';
import { runMain } from '../run-main.ts';
import { judgeFile } from '../virtual-files.ts';

const SLOW = 'import os\n'.concat('os.system(input())\n'.repeat(300));

test('a file that takes too long is named, and the run does not pass', async (t) => {
  const repository = makeRepository(t);
  repository.stage('shop/app.py', SLOW);
  repository.stage('shop/views.py', 'eval(input())\n');
  let now = 0;
  const processorTime = (): number => {
    now += 100;
    return now;
  };
  for (const argv of [[], ['shop/app.py'], ['--all-files']]) {
    const { status, stderr } = await runMain(repository, argv, { processorTime });
    assert.equal(status, 3, argv.join(' '));
    assert.match(stderr, /^antivenom: shop\/app\.py was not checked to its end: judging it takes too long$/m);
    assert.doesNotMatch(stderr, /views\.py was not checked/);
  }
  const { stdout } = await runMain(repository, ['--format', 'sarif'], { processorTime });
  assert.match(stdout, /shop\/app\.py was not checked to its end/);
});

test('a call of a helper with thousands of ways out takes its share of the steps, and the file is named', async () => {
  const ways = '  if x: return x + y + z\n'.repeat(1_000);
  const code = `import os\ndef f(x, y, z):\n${ways}  return x\n${'os.system(f(a, b, c))\n'.repeat(300)}`;
  const { judged } = await judgeFile('shop/app.py', code);
  assert.deepEqual(judged.result.leftOut, ['its data goes through too many places']);
  const fewer = code.replace(/(os.system.*\n)+/, 'os.system(f(a, b, input()))\n');
  assert.deepEqual((await judgeFile('shop/app.py', fewer)).judged.result.leftOut, []);
});

test('a lock file with more packages than any project has is named', async () => {
  const lock = Array.from({ length: 10_001 }, (_, index) => `[[package]]\nname = "a${index}"\nversion = "1"\n`);
  const { judged } = await judgeFile('poetry.lock', lock.join(''));
  assert.deepEqual(judged.result.leftOut, ['it requires more than 10000 packages']);
});

test('a file of too many words and signs is named and not parsed', async () => {
  for (const [path, text] of [
    ['shop/app.py', `eval(input())\n${'a;'.repeat(500_001)}\n`],
    ['settings.yaml', 'DEBUG: 1\n'.repeat(400_000)],
  ] as const) {
    const { judged } = await judgeFile(path, text);
    assert.deepEqual(judged.result.leftOut, ['it has more than 1000000 words and signs'], path);
  }
});
