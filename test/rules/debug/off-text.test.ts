import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offWord, TRUTH_TABLES } from '../../../src/data/truth-tables.ts';
import type { Expression } from '../../../src/python/syntax/nodes.ts';
import { offLiterals, offValue } from '../../../src/rules/debug/shared/off-spelling.ts';
import { documentOf } from '../../virtual-files.ts';

test('words are answered in the author’s case', () => {
  const pairs = {
    True: 'False',
    true: 'false',
    TRUE: 'FALSE',
    '1': '0',
    on: 'off',
    On: 'Off',
    yes: 'no',
    YES: 'NO',
    t: 'f',
    Y: 'N',
  };
  for (const [on, off] of Object.entries(pairs)) assert.equal(offWord(on), off);
  for (const word of ['False', 'production', '', '2']) assert.equal(offWord(word), null);
});

function value(source: string): Expression {
  const [statement] = documentOf(`x = ${source}\n`).python.module.body;
  assert.ok(statement?.kind === 'Assign');
  return statement.value;
}

test('off is written as its reader expects it', () => {
  assert.equal(offValue(value('True'), 'True', {}), 'False');
  assert.equal(offValue(value('1'), '1', {}), '0');
  assert.equal(offValue(value('"yes"'), '"yes"', {}), 'False');
  assert.equal(offValue(value("'yes'"), "'yes'", { truth: TRUTH_TABLES.pyramid }), "'no'");
  assert.equal(offValue(value("'off'"), "'off'", { truth: TRUTH_TABLES.flask }), "'0'");
  assert.equal(offValue(value('"true"'), '"true"', { truth: TRUTH_TABLES.flask }), '"false"');
});

test('a literal is tried in its own quotes first', () => {
  const texts = (source: string, isName = false): string[] =>
    offLiterals(value(source), source, isName).map(({ text }) => text);
  assert.deepEqual(texts("'on'"), ["'off'", "'False'", "'0'", "''"]);
  assert.deepEqual(texts('"dev"', true), ['"production"', '"False"', '"0"', '""']);
  assert.equal(texts('1')[0], '0');
  assert.deepEqual(texts('False'), []);
});
