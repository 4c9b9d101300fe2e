import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { indexLines } from '../../src/engine/line-index.ts';

test('lines end at a newline, CRLF and a lone CR; columns count code points', () => {
  const lines = indexLines('a\r\nb\rc😀d\n');
  assert.equal(lines.lineCount, 4);
  assert.deepEqual(lines.positionAt(3), { line: 2, column: 1 });
  assert.deepEqual(lines.positionAt(8), { line: 3, column: 3 });
  assert.deepEqual(lines.lineSpan(1), { start: 0, end: 1 });
  assert.deepEqual(lines.lineSpan(3), { start: 5, end: 9 });
});

test('every offset at the start of a character can be recovered from its position', () => {
  const text = fc.array(fc.constantFrom('a', '\n', '\r', '\r\n', '😀', 'é', '\t')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (source) => {
      const lines = indexLines(source);
      for (let offset = 0; offset < source.length; offset += 1) {
        const code = source.charCodeAt(offset);
        const inPair = code >= 0xdc00 && code <= 0xdfff;
        const inBreak = source[offset] === '\n' && source[offset - 1] === '\r';
        if (!inPair && !inBreak) assert.equal(lines.offsetAt(lines.positionAt(offset)), offset);
      }
    }),
  );
});
