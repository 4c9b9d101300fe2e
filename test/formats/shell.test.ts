import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandsOfText } from '../../src/deployment/commands.ts';
import { sliceText } from '../../src/formats/mapped-text.ts';
import { splitShell } from '../../src/formats/shell-words.ts';
import { resolveReferences } from '../../src/formats/substitution.ts';

const words = (text: string) =>
  splitShell(sliceText(text, 0, text.length)).map((command) => command.words.map((word) => word.text));

/** The programs that a line runs, with what stands in their environment. */
const commands = (text: string) =>
  commandsOfText(text, sliceText(text, 0, text.length)).map(({ assignments, words }) =>
    [
      ...assignments.map(({ name, value }) => `${name}=${text.slice(value.start, value.end)}`),
      ...words.map((word) => text.slice(word.start, word.end)),
    ].join(' '),
  );

test('words, quotes and escapes', () => {
  assert.deepEqual(words(`a 'b c' "d e" f\\ g h"i"'j' "k\\"l"`), [['a', 'b c', 'd e', 'f g', 'hij', 'k"l']]);
});

test('separators, brackets and comments', () => {
  assert.deepEqual(words('a && b || c; d | e & (f) # g\nh'), [['a'], ['b'], ['c'], ['d'], ['e'], ['f'], ['h']]);
});

test('redirections are no words', () => {
  assert.deepEqual(words('a >b 2>&1 <c &>d e'), [['a', 'e']]);
});

test('substitutions stay in their word', () => {
  assert.deepEqual(words('a $(b c) `d e` ${F:-g h} i'), [['a', '$(b c)', '`d e`', '${F:-g h}', 'i']]);
});

test('continued lines', () => {
  assert.deepEqual(words('a \\\n  b\nc'), [['a', 'b'], ['c']]);
});

test('programs are found behind what starts them', () => {
  assert.deepEqual(commands('A=1 B="2" exec env C=3 python x'), ['A=1 B=2 C=3 python x']);
  assert.deepEqual(commands('poetry run -q flask run'), ['flask run']);
  assert.deepEqual(commands('sudo -u me gosu app timeout 5 python x'), ['python x']);
  assert.deepEqual(commands('tini -- ./wait.sh db -- python x'), ['python x']);
  assert.deepEqual(commands('sh -ec "cd x && DEBUG=1 python y"'), ['cd x', 'DEBUG=1 python y']);
  assert.deepEqual(commands('export A=1; python x'), ['A=1', 'python x']);
  assert.deepEqual(commands('python x -- y'), ['python x -- y']);
  assert.deepEqual(commands('sh run.sh -c x'), ['sh run.sh -c x']);
});

test('what references come to with nothing set', () => {
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
