/** Any committed file must be read without crashing or hanging. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDockerfile } from '../../src/formats/dockerfile.ts';
import { IS_THOROUGH } from '../is-ci.ts';
import { HOSTILE, readers, trees } from './readers.ts';
import { spansOf } from './show-tree.ts';

const RUNS = IS_THOROUGH ? 400 : 100;

// Pieces that mean something to one of the formats, far more often than by chance.
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
      { numRuns: RUNS },
    );
  });
}

for (const [name, parse] of Object.entries(trees)) {
  test(`${name}: every span is inside the text`, () => {
    fc.assert(
      fc.property(text, (source) => {
        for (const root of parse(source).roots) {
          for (const { start, end } of spansOf(root)) assert.ok(start >= 0 && start <= end && end <= source.length);
        }
      }),
      { numRuns: RUNS },
    );
  });
}

test('Dockerfile: every span of a value is inside the text and reads as its word', () => {
  fc.assert(
    fc.property(text, (source) => {
      for (const { start, end, variables } of parseDockerfile(source).instructions) {
        assert.ok(start >= 0 && start <= end && end <= source.length);
        for (const { value } of variables) assert.ok(value === null || (value.start <= value.end && value.end <= end));
      }
    }),
    { numRuns: RUNS },
  );
});

for (const [what, grow] of Object.entries(HOSTILE)) {
  test(`reads ${what}`, () => {
    const source = grow(20_000);
    for (const read of Object.values(readers)) read(source);
  });
}
