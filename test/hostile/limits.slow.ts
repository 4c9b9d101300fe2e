/** The limit of words and signs, in every format and with many sorts of signs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeFile } from '../virtual-files.ts';

test('a file of too many words and signs is named and not parsed', async () => {
  for (const part of ['a;', '#\n', '(', '1,']) {
    const { judged } = await judgeFile('shop/app.py', `eval(input())\n${part.repeat(1_000_001)}\n`);
    assert.deepEqual(judged.result.leftOut, ['it has more than 1000000 words and signs'], part);
  }
  for (const path of ['requirements.txt', 'settings.yaml', 'settings.toml', 'Dockerfile', '.env']) {
    const { judged } = await judgeFile(path, 'DEBUG=1\n'.repeat(400_000));
    assert.deepEqual(judged.result.leftOut, ['it has more than 1000000 words and signs'], path);
  }
  // A long text is one token.
  const { judged } = await judgeFile('shop/app.py', `X = "${'a b '.repeat(500_000)}"\neval(input())\n`);
  assert.deepEqual([judged.result.leftOut, judged.result.placed.length], [[], 1]);
});
