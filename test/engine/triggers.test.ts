import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileTriggers, searchable } from '../../src/engine/triggers.ts';

test('words are found anywhere, in any case', () => {
  const { scan } = compileTriggers(['debug', 'eval', 'q', '<>', 'import *']);
  assert.deepEqual([...scan('x = DEBUG\n')], ['debug']);
  assert.deepEqual([...scan('from a import *')], ['import *']);
  assert.deepEqual([...scan('a <> b')], ['<>']);
  assert.deepEqual([...scan('Q')], ['q']);
  assert.deepEqual([...scan('')], []);
});

test('names that Python normalises to the word count', () => {
  assert.deepEqual([...compileTriggers(['eval']).scan(searchable('ｅｖａｌ(x)'))], ['eval']);
});

test('a scan finds what separate searches for each word find', () => {
  const letters = fc.constantFrom('a', 'b', 'C', '.', '_', '\u202e', 'é');
  const word = fc.array(letters, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), fc.array(letters, { maxLength: 60 }), (words, parts) => {
      const text = parts.join('');
      const expected = new Set(words.map((one) => one.toLowerCase()).filter((one) => text.toLowerCase().includes(one)));
      assert.deepEqual(compileTriggers(words).scan(text), expected);
    }),
  );
});
