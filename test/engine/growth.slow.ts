import { test } from 'node:test';
import { findEnvironments } from '../../src/declared/environment-roots.ts';
import { changedLines } from '../../src/engine/changes.ts';
import { roleOf } from '../../src/engine/role.ts';
import { assertLinear } from '../growth.ts';

test('the changed lines of a rewritten file', () => {
  assertLinear('changed lines', 20_000, (size) => {
    const before = Array.from({ length: size }, (_, line) => `old ${line}`);
    const after = before.map((text, line) => (line % 10 === 0 ? text : `new ${line}`));
    return () => changedLines(before.join('\n'), after.join('\n'));
  });
});

test('the role of a file of empty lines', () => {
  assertLinear('empty lines', 300_000, (size) => {
    const text = '\n'.repeat(size);
    return () => roleOf('a/b.yaml', 'yaml', text);
  });
});

test('the environments among many paths', () => {
  assertLinear('paths', 30_000, (size) => {
    const packages = Array.from(
      { length: size },
      (_, index) => `env/lib/python3.12/site-packages/p${index % 50}/m${index}.py`,
    );
    return () => findEnvironments(['env/pyvenv.cfg', ...packages]);
  });
});
