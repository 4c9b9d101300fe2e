import { test } from 'node:test';
import { assertLinear } from '../growth.ts';
import { HOSTILE, readers } from './readers.ts';

for (const [what, grow] of Object.entries(HOSTILE)) {
  for (const [name, read] of Object.entries(readers)) {
    test(`${name}: reads ${what} in linear time`, () => {
      assertLinear(what, 50_000, (size) => {
        const source = grow(size);
        return () => read(source);
      });
    });
  }
}
