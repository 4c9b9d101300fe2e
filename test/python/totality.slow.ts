import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePython } from '../../src/python/syntax/parse.ts';
import { assertLinear } from '../growth.ts';
import { GROWING } from './growing.ts';

for (const [name, grow] of Object.entries(GROWING)) {
  test(`${name}: read in linear time`, () => {
    assertLinear(name, 6_000, (size) => {
      const text = grow(size);
      return () => parsePython(text);
    });
  });
}

test('five megabytes on one line', () => {
  const file = parsePython(`x = [${'f(1), '.repeat(850_000)}]\n`);
  assert.deepEqual(file.problems, []);
  assert.equal(file.nodes('Assign').length, 1);
});
