import { test } from 'node:test';
import { resolveNames } from '../../src/python/names/resolve-names.ts';
import { parsePython } from '../../src/python/syntax/parse.ts';
import { assertLinear } from '../growth.ts';

for (const [name, unit, around] of [
  ['assignments', (i: number) => `x = f${i % 9}(x)\n`, ''],
  ['branches', (i: number) => `if c${i % 7}:\n    x = y\n    y = x\n`, ''],
  ['aliases', (i: number) => `a${i + 1} = a${i}\n`, ''],
  ['functions', (i: number) => `def f${i}(a):\n    b = a\n    return f${Math.max(0, i - 1)}(b)\n`, ''],
  ['loops', (i: number) => `for i${i % 3} in x:\n    x = i${i % 3}\n`, ''],
  ['elifs', (i: number) => `elif a${i % 5} == x:\n    x = ${i}\n`, 'if x:\n    x = 0\n'],
  ['attempts', (_i: number) => 'try:\n    x = g(x)\nexcept E:\n    pass\n', ''],
] as const) {
  test(`names take linear time over ${name}`, () => {
    assertLinear(name, 2_000, (size) => {
      const file = parsePython(around + Array.from({ length: size }, (_, i) => unit(i)).join(''));
      const all = file.nodes('Name');
      return () => {
        const names = resolveNames(file);
        for (const node of all) names.qualify(node);
      };
    });
  });
}
