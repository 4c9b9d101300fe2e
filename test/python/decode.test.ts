import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeBytes } from '../../src/python/syntax/decode.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** Every code unit's byte offset, and the end. */
const offsets = (input: Uint8Array, kind: 'python' | 'ini' = 'python'): number[] => {
  const { text, byteOffset } = decodeBytes(input, kind);
  return [...Array.from({ length: text.length }, (_, i) => byteOffset(i)), byteOffset(text.length)];
};

test('UTF-8 is read without its byte order mark, and offsets map back', () => {
  const input = Buffer.from('\ufeffé = "😀"\n');
  const { text, bom, problems } = decodeBytes(input, 'python');
  assert.equal(text, 'é = "😀"\n');
  assert.equal(bom, true);
  assert.deepEqual(problems, []);
  const all = offsets(input);
  assert.equal(all[0], 3);
  assert.equal(all[1], 5);
  assert.equal(all[text.indexOf('\n')], input.length - 1);
});

test('a cookie in the first two lines names the encoding', () => {
  const read = (text: string): string => decodeBytes(bytes(text), 'python').text;
  assert.equal(read('# -*- coding: latin-1 -*-\nx = "\x80\xe9"\n').slice(-5), '"\x80\xe9"\n');
  assert.equal(read('#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\nx = "\x80"\n').slice(-4), '"€"\n');
  assert.equal(read('\n# coding=koi8-r\nx = "\xc1"\n').slice(-4), '"а"\n');
  assert.equal(read('# coding: iso8859-15\nx = "\xa4"\n').slice(-4), '"€"\n');
  assert.equal(read('# coding: cp437\nx = "\xa4"\n').slice(-4), '"¤"\n');
  // After a line of code it is an ordinary comment.
  assert.match(
    decodeBytes(bytes('x\n# coding: latin-1\n"\xe9"\n'), 'python').problems[0]!.message,
    /no encoding declared/,
  );
});

test('double-byte encodings map back to their bytes', () => {
  const head = '# coding: euc-jp\n';
  const input = bytes(`${head}x = "\xa4\xa2\xa4\xa4" # y\n`);
  const { text, byteOffset, problems } = decodeBytes(input, 'python');
  assert.deepEqual(problems, []);
  assert.equal(text.slice(head.length), 'x = "あい" # y\n');
  assert.equal(byteOffset(text.indexOf('い')), input.indexOf(0xa4, head.length + 7));
  assert.equal(byteOffset(text.indexOf('#', 5)), input.lastIndexOf(0x23));
});

test('what is not text in its encoding is reported at its place, and the rest is kept', () => {
  const input = bytes('a = 1\nb = "\xe9\xa0"\nc = "\xc3\xa9"\n');
  const { text, problems, byteOffset } = decodeBytes(input, 'python');
  assert.equal(problems.length, 1);
  assert.equal(problems[0]!.start, 11);
  assert.ok(text.endsWith('c = "é"\n'));
  assert.equal(byteOffset(text.indexOf('c')), input.lastIndexOf(0x63));
  assert.equal(decodeBytes(bytes('# coding: nonsense\nx\n'), 'python').problems[0]!.start, 10);
  assert.equal(decodeBytes(bytes('# coding: ascii\n"\xe9"\n'), 'python').problems[0]!.start, 17);
  assert.equal(decodeBytes(bytes('\xef\xbb\xbf# coding: latin-1\nx\n'), 'python').problems.length, 1);
  assert.equal(decodeBytes(bytes('\xef\xbb\xbf# coding: utf8\nx\n'), 'python').problems.length, 1);
  assert.equal(decodeBytes(bytes('\xef\xbb\xbf# coding: UTF_8\nx\n'), 'python').problems.length, 0);
});

test('other files are UTF-8, UTF-16 with a byte order mark, or bytes', () => {
  assert.equal(decodeBytes(Buffer.from('\ufeffa = é', 'utf16le'), 'ini').text, 'a = é');
  assert.equal(decodeBytes(Buffer.from('\ufeffa = é', 'utf16le').swap16(), 'ini').text, 'a = é');
  assert.deepEqual(offsets(Buffer.from('\ufeffab', 'utf16le'), 'ini'), [2, 4, 6]);
  assert.equal(decodeBytes(bytes('a = \xe9'), 'ini').text, 'a = é');
  assert.deepEqual(decodeBytes(bytes('# coding: nonsense\n'), 'ini').problems, []);
});

test('any bytes are read, and offsets increase from start to end', () => {
  const cookie = fc.constantFrom(
    '',
    '# coding: cp1252\n',
    '# coding: shift_jis\n',
    '# coding: gb18030\n',
    '\xef\xbb\xbf',
    '\xff\xfe',
  );
  fc.assert(
    fc.property(cookie, fc.uint8Array({ maxLength: 60 }), fc.constantFrom('python', 'ini'), (head, tail, kind) => {
      const input = Buffer.concat([bytes(head), tail]);
      const all = offsets(input, kind);
      for (let i = 1; i < all.length; i++) assert.ok(all[i]! >= all[i - 1]!, `${i}: ${all}`);
      assert.ok(all[0]! <= 3 && all.at(-1)! <= input.length);
    }),
    { numRuns: 2000 },
  );
});
