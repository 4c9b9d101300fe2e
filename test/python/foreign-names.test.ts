import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../../src/python/syntax/read.ts';
import { idOf, intern } from '../../src/python/syntax/words.ts';

intern('eval');
intern('name_1');

/** How often a word occurs as a name, and the messages of the problems. */
function read(text: string, word = 'eval'): readonly [number | undefined, ...string[]] {
  const { counts, problems } = parse(text);
  return [counts[idOf(word)], ...problems.map(({ message }) => message)];
}

test('names that are not in ASCII are read as Python normalises them (PEP 3131)', () => {
  assert.deepEqual(read('ｅval(x)\neｖal(x)\nevaｌ(x)\n𝒆𝓿𝖆𝗅(x)\n'), [4]);
  assert.deepEqual(read('x = ｎａｍｅ＿１ + naᵐe_１\n', 'name_1'), [2]);
  assert.deepEqual(read('é = ª + 名前 + x́ + 𐀀\nclass ﬁ: pass\n'), [0]);
});

test('a name ends where a character cannot be in one, and begins after one', () => {
  assert.deepEqual(read('x = ｅval·(x)\n'), [0]);
  assert.deepEqual(read('ｅvaltwo(x) + twoｅval(x)\n'), [0]);
  for (const mark of ['\u0301', '\u2028', '→', '\ud800']) {
    const [count, first] = read(`${mark}ｅval(x)\n`);
    assert.equal(count, 1, JSON.stringify(mark));
    assert.match(first ?? '', /invalid character/);
  }
  assert.match(read('eval→(x)\n')[1] ?? '', /invalid character \(U\+2192\)/);
});

test('names after one another and in strings are told apart', () => {
  assert.deepEqual(read('f"{ｅval(é)}é{eｖal}" "ｅval" # ｅval\n'), [2]);
  assert.deepEqual(read(`${'é = ｅval\n'.repeat(500)}${'é'.repeat(500)} = eｖal\n`), [501]);
});
