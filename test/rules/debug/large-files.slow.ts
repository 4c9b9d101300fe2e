/** Megabytes of settings take seconds, not hours: nothing about a file is looked up again for each finding. */
import { test } from 'node:test';
import { problemsOf } from '../../../src/engine/dispatch.ts';
import { debugInConfig } from '../../../src/rules/debug/debug-in-config.ts';
import { debugServerCommand } from '../../../src/rules/debug/debug-server-command.ts';
import { assertLinear } from '../../growth.ts';
import { documentOf } from '../../virtual-files.ts';

const listed = (count: number, line: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => line(n)).join('\n');

const files: Readonly<Record<string, readonly [path: string, text: (many: number) => string]>> = {
  'one line of JSON': ['settings.json', (many) => `[${'{"debug":true},'.repeat(many)}1]`],
  'one ENV with many pairs': [
    'Dockerfile',
    (many) => `FROM a\nENV ${listed(many, (n) => `A${n}_DEBUG=1`).replaceAll('\n', ' ')}`,
  ],
  'a chain of stages': [
    'Dockerfile',
    (many) => listed(many / 20, (n) => `FROM ${n ? `prod-${n - 1}` : 'a'} AS prod-${n}\nENV A${n}_DEBUG=1`),
  ],
  'a command with many parts': ['Procfile', (many) => `web: ${'a -- '.repeat(many)}${'poetry run '.repeat(many)}x`],
  'shells in shells': ['Procfile', (many) => `web: ${'sh -c "'.repeat(many)}`],
  'a script with many branches': [
    'start.sh',
    (many) =>
      `#!/bin/sh\n${'if [ "$A" ]; then '.repeat(many)}${'a && '.repeat(many)}${'elif [ "$A" ]; then b; '.repeat(many)}case x in ${'a|'.repeat(many)}`,
  ],
  'a script with many heredocs': ['start.sh', (many) => `EOF\n${'cat <<EOF\n'.repeat(many)}\n\tEOF`],
  'an anchor that many services share': [
    'compose.yml',
    (many) =>
      `x: &e\n${listed(200, (n) => `  A${n}_DEBUG: 1`)}\nservices:\n${listed(many / 150, (n) => `  s${n}:\n    environment: *e`)}`,
  ],
};

for (const [what, [path, grow]] of Object.entries(files)) {
  test(`judges ${what} in linear time`, () => {
    assertLinear(what, 15_000, (size) => {
      const document = documentOf(grow(size), path);
      return () => {
        const problems = [...problemsOf(debugInConfig, document), ...problemsOf(debugServerCommand, document)];
        if (path !== 'Procfile' && path !== 'start.sh' && problems.length < 200)
          throw new Error(`${problems.length} problems`);
      };
    });
  });
}
