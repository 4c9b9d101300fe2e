import { test } from 'node:test';
import { assertLinearLater } from '../growth.ts';
import { CONSTRUCTS } from './constructs/constructs.ts';
import { judgeText } from './judge.ts';

for (const [name, { path, grow }] of Object.entries(CONSTRUCTS)) {
  test(`judges ${name} in linear time`, async () => {
    await assertLinearLater(name, 30_000, (size) => {
      const text = grow(size);
      return () => judgeText(path, text);
    });
  });
}
