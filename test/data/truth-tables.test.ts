import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offText, onWords, TRUTH_TABLES, truthOf } from '../../src/data/truth-tables.ts';

test('every reader accepts its own words for on and off, and no word is listed twice', () => {
  for (const [name, table] of Object.entries(TRUTH_TABLES)) {
    for (const word of table.on) assert.equal(truthOf(table, word), true, `${name}: ${word}`);
    for (const word of table.off) assert.equal(truthOf(table, word), false, `${name}: ${word}`);
    assert.equal(new Set([...table.on, ...table.off]).size, table.on.length + table.off.length, name);
  }
});

test('what a reader does with all other texts', () => {
  assert.equal(truthOf(TRUTH_TABLES.flask, 'off'), true);
  assert.equal(truthOf(TRUTH_TABLES.flask, ''), false);
  assert.equal(truthOf(TRUTH_TABLES.decouple, ''), false);
  assert.equal(truthOf(TRUTH_TABLES.decouple, ' true'), null);
  assert.equal(truthOf(TRUTH_TABLES.pyramid, ' True\t'), true);
  assert.equal(truthOf(TRUTH_TABLES.environs, 'TrUe'), null);
  assert.equal(truthOf(TRUTH_TABLES['django-environ'], '-7'), true);
  assert.equal(truthOf(TRUTH_TABLES['django-environ'], '00'), false);
  assert.equal(truthOf(TRUTH_TABLES.gradio, '01'), true);
  assert.equal(truthOf(TRUTH_TABLES.gradio, '2'), false);
});

test('words for a message', () => {
  assert.equal(onWords(TRUTH_TABLES.flask), 'any text but 0, false, no');
  assert.equal(onWords(TRUTH_TABLES['django-environ']), 'true, on, ok, y, yes and any number but 0');
  assert.equal(onWords(TRUTH_TABLES.gradio), '1');
});

test('off is written in the style of on, if the reader knows that word', () => {
  assert.equal(offText('True', TRUTH_TABLES.common), 'False');
  assert.equal(offText('ON', TRUTH_TABLES.pyramid), 'OFF');
  assert.equal(offText('on', TRUTH_TABLES.flask), '0');
  assert.equal(offText('1', TRUTH_TABLES.dash), 'false');
  assert.equal(offText('Yep', TRUTH_TABLES.sanic), 'Nope');
});
