/** Megabytes of settings take seconds, not hours: nothing about a file is looked up anew for each of its findings. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from '../../../src/engine/dispatch.ts';
import { debugInConfig } from '../../../src/rules/debug/debug-in-config.ts';
import { debugServerCommand } from '../../../src/rules/debug/debug-server-command.ts';
import { documentOf } from '../rule-test.ts';

const many = 60_000;
const files: Readonly<Record<string, readonly [path: string, text: string]>> = {
  'one line of JSON': ['settings.json', `[${'{"debug":true},'.repeat(many)}1]`],
  'one ENV of many pairs': [
    'Dockerfile',
    `FROM a\nENV ${Array.from({ length: many }, (_, n) => `A${n}_DEBUG=1`).join(' ')}`,
  ],
  'a chain of stages': [
    'Dockerfile',
    Array.from(
      { length: many / 20 },
      (_, n) => `FROM ${n ? `prod-${n - 1}` : 'a'} AS prod-${n}\nENV A${n}_DEBUG=1`,
    ).join('\n'),
  ],
  'a command of many parts': ['Procfile', `web: ${'a -- '.repeat(many)}${'poetry run '.repeat(many)}x`],
  'shells in shells': ['Procfile', `web: ${'sh -c "'.repeat(many)}`],
  'an anchor that many services share': [
    'compose.yml',
    `x: &e\n${Array.from({ length: 200 }, (_, n) => `  A${n}_DEBUG: 1`).join('\n')}\nservices:\n${Array.from({ length: 400 }, (_, n) => `  s${n}:\n    environment: *e`).join('\n')}`,
  ],
};

for (const [what, [path, text]] of Object.entries(files)) {
  test(`judges ${what} in time`, () => {
    const document = documentOf(text, path);
    const before = performance.now();
    const problems = [...problemsOf(debugInConfig, document), ...problemsOf(debugServerCommand, document)];
    // Below 2 s on two busy cores; quadratic ways took minutes.
    assert.ok(performance.now() - before < 20_000);
    assert.ok(path === 'Procfile' || problems.length >= 200);
  });
}
