import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startLaps } from '../src/laps.ts';

test('each step with its parts, and all of them together the whole time', () => {
  let now = 30;
  const laps = startLaps({ elapsed: () => now, nodeStarted: () => 20 });
  now = 35;
  laps.lap('list');
  for (const part of ['parsing', 'rules', 'parsing']) {
    now += 10;
    laps.lap('judge', part);
  }
  assert.deepEqual(laps.timings().slice(0, -1), [
    ['start', 30],
    ['start, Node', 20],
    ['start, loading, and the quick look', 10],
    ['list', 5],
    ['judge', 30],
    ['judge, parsing', 20],
    ['judge, rules', 10],
  ]);
});
