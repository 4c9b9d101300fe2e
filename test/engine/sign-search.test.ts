import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileSearch } from '../../src/engine/sign-search.ts';

const CONTROLS = [...'\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'];

test('controls of the direction of writing are found in any text, with other words and alone', () => {
  const texts = ['', 'plain', 'é', '中文 debug', '\u202e', 'DEBUG\u2066', `${'é'.repeat(30_000)}\u2069debug\u202a`];
  for (const words of [CONTROLS, [...CONTROLS, 'debug'], ['debug']]) {
    const search = compileSearch(words, []);
    for (const text of texts) {
      const expected = words.filter((word) => text.toLowerCase().includes(word));
      assert.deepEqual([...search.in(text).words].sort(), expected.sort(), text.slice(-20));
    }
  }
});

test('no other character becomes one of them in lower case or NFKC', () => {
  const anyControl = new RegExp(`[${CONTROLS.join('')}]`);
  for (let first = 0; first <= 0x10ffff; first += 0x1000) {
    const letters = Array.from({ length: 0x1000 }, (_, i) => String.fromCodePoint(first + i));
    const others = letters.filter((letter) => !CONTROLS.includes(letter)).join(' ');
    assert.doesNotMatch(others.toLowerCase() + others.normalize('NFKC'), anyControl);
  }
});
