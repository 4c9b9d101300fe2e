/** Whatever is committed must be read without a crash and without a hang. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { commandsOfText } from '../../src/deployment/commands.ts';
import { parseDockerfile } from '../../src/formats/dockerfile.ts';
import { parseDotenv } from '../../src/formats/dotenv.ts';
import { parseIni } from '../../src/formats/ini.ts';
import { parseJson } from '../../src/formats/json.ts';
import { sliceText } from '../../src/formats/mapped-text.ts';
import { parseProcfile } from '../../src/formats/procfile.ts';
import { findReferences } from '../../src/formats/substitution.ts';
import { parseToml } from '../../src/formats/toml.ts';
import type { ConfigTree } from '../../src/formats/tree.ts';
import { parseYaml } from '../../src/formats/yaml.ts';
import { spansOf } from './show-tree.ts';

const trees: Readonly<Record<string, (text: string) => ConfigTree>> = {
  dotenv: parseDotenv,
  ini: parseIni,
  systemd: (text) => parseIni(text, 'systemd'),
  procfile: parseProcfile,
  json: parseJson,
  toml: parseToml,
  yaml: parseYaml,
};
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  ...trees,
  dockerfile: parseDockerfile,
  shell: (text) => commandsOfText(text, sliceText(text, 0, text.length)),
  references: findReferences,
};

// Pieces that mean something to one of the formats are met far more often than by chance.
const piece = fc.oneof(
  fc.constantFrom(...'=:#"\'`\\\n\r\t ,;|&$(){}[]<>-*!%@?~'),
  fc.constantFrom(
    'A',
    'DEBUG',
    '<<',
    '<<EOF',
    'EOF',
    'ENV ',
    'FROM a AS b',
    'RUN ',
    '&a ',
    '*a',
    '"""',
    "'''",
    '${',
    ':-',
  ),
  fc.string({ maxLength: 4, unit: 'binary' }),
);
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));

for (const [name, read] of Object.entries(readers)) {
  test(`${name}: reads any text`, () => {
    fc.assert(
      fc.property(text, (source) => {
        read(source);
      }),
      { numRuns: 400 },
    );
  });
}

for (const [name, parse] of Object.entries(trees)) {
  test(`${name}: every span lies in the text`, () => {
    fc.assert(
      fc.property(text, (source) => {
        for (const root of parse(source).roots) {
          for (const { start, end } of spansOf(root)) assert.ok(start >= 0 && start <= end && end <= source.length);
        }
      }),
      { numRuns: 400 },
    );
  });
}

test('Dockerfile: every span of a value lies in the text and reads as its word', () => {
  fc.assert(
    fc.property(text, (source) => {
      for (const { start, end, variables } of parseDockerfile(source).instructions) {
        assert.ok(start >= 0 && start <= end && end <= source.length);
        for (const { value } of variables) assert.ok(value === null || (value.start <= value.end && value.end <= end));
      }
    }),
    { numRuns: 400 },
  );
});

const many = 200_000;
const hostile: Readonly<Record<string, string>> = {
  brackets: '['.repeat(many),
  braces: '{a: '.repeat(many),
  'array values': `a = ${'['.repeat(many)}`,
  dashes: '- '.repeat(many),
  'question marks': '? '.repeat(many),
  'ever deeper lines': Array.from({ length: 3000 }, (_, index) => `${' '.repeat(index)}a:`).join('\n'),
  'opening quotes': 'A="\nB=\'\nC=`\n'.repeat(many / 4),
  backslashes: `CMD ["${'\\'.repeat(many)}`,
  'continued lines': 'RUN a \\\n'.repeat(many),
  heredocs: Array.from({ length: many / 10 }, (_, index) => `RUN <<A${index}`).join('\n'),
  'open references': `A=${'${A:-'.repeat(many)}`,
  'open substitutions': '$('.repeat(many),
  'broken lines': '=\n'.repeat(many / 4),
  blanks: `A=${' '.repeat(many * 5)}x`,
  'one long value': `a: ${'x'.repeat(5_000_000)}`,
  bomb: Array.from({ length: 60 }, (_, index) => `a${index}: &a${index} [*a${index - 1}, *a${index - 1}]`).join('\n'),
};

for (const [what, source] of Object.entries(hostile)) {
  test(`reads ${what} in time`, () => {
    for (const [name, read] of Object.entries(readers)) {
      const before = performance.now();
      read(source);
      // Far above what it takes (below 0.5 s each), far below what a quadratic reader would need.
      assert.ok(performance.now() - before < 10_000, `${name} took too long`);
    }
  });
}
