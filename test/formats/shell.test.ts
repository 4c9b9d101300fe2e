import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sliceText } from '../../src/formats/mapped-text.ts';
import { splitShell } from '../../src/formats/shell-words.ts';
import { resolveReferences } from '../../src/formats/substitution.ts';

const words = (text: string) =>
  splitShell(sliceText(text, 0, text.length)).map((command) => command.words.map((word) => word.text));

test('words, quotes and escapes', () => {
  assert.deepEqual(words(`a 'b c' "d e" f\\ g h"i"'j' "k\\"l"`), [['a', 'b c', 'd e', 'f g', 'hij', 'k"l']]);
});

test('separators, brackets and comments', () => {
  assert.deepEqual(words('a && b || c; d | e & (f) # g\nh'), [['a'], ['b'], ['c'], ['d'], ['e'], ['f'], ['h']]);
});

test('redirections are not words', () => {
  assert.deepEqual(words('a >b 2>&1 <c &>d e'), [['a', 'e']]);
});

test('substitutions stay inside their word', () => {
  assert.deepEqual(words('a $(b c) `d e` ${F:-g h} i'), [['a', '$(b c)', '`d e`', '${F:-g h}', 'i']]);
});

test('continued lines', () => {
  assert.deepEqual(words('a \\\n  b\nc'), [['a', 'b'], ['c']]);
});

test('the values of references if nothing is set', () => {
  const literal = (text: string) => {
    const resolved = resolveReferences(text, (name) => (name === 'KNOWN' ? 'k' : null));
    if (resolved === null) return null;
    return 'known' in resolved ? resolved : text.slice(resolved.literal.start, resolved.literal.end);
  };
  assert.equal(literal('1'), '1');
  assert.equal(literal('${A:-1}'), '1');
  assert.equal(literal('${A-"1"}'), '1');
  assert.equal(literal('${A:-${B:-x}}'), 'x');
  assert.deepEqual(literal('${KNOWN:-1}'), { known: 'k' });
  assert.equal(literal('${KNOWN:+1}'), '1');
  for (const unknown of ['$A', '${A}', '${A:?no}', '${A:+1}', 'a$A', '${A:-1}${B:-2}'])
    assert.equal(literal(unknown), null);
  assert.equal(literal('$$A'), '$$A');
});
