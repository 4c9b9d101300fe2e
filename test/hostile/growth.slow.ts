import { test } from 'node:test';
import { assertLinearLater } from '../growth.ts';
import { IS_THOROUGH } from '../is-ci.ts';
import { CONSTRUCTS } from './constructs/constructs.ts';
import { judgeText } from './judge.ts';

/** These once took quadratic time. */
const FAILED: ReadonlySet<string> = new Set([
  'arguments of a subprocess',
  'azure steps',
  'a list that grows between subprocesses',
  'one long TOML name',
  'poetry dependencies',
  'subscripts',
  'many applications',
  'lone carriage returns',
  'form feeds',
  'wide characters between findings',
  'YAML anchors',
]);

/** All of them take minutes, and two formats or constructs next to each other mostly go through the same code. */
const isPicked = (name: string, index: number): boolean => IS_THOROUGH || index % 4 === 0 || FAILED.has(name);

for (const [index, [name, { path, grow }]] of Object.entries(CONSTRUCTS).entries()) {
  const skip = isPicked(name, index) ? false : 'only with ANTIVENOM_TEST_THOROUGH';
  test(`judges ${name} in linear time`, { skip }, async () => {
    await assertLinearLater(name, 30_000, (size) => {
      const text = grow(size);
      return () => judgeText(path, text);
    });
  });
}
