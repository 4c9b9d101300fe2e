import assert from 'node:assert/strict';
import { test } from 'node:test';
import { staleFiles } from '../../src/kept/stale.ts';

const FILES = 6;

function stale(changed: readonly number[], siblings: number[][], texts: number[][] = []): readonly number[] {
  const links = { siblings: siblings as [number, ...number[]][], texts: texts as [number, ...number[]][] };
  const flags = Array.from({ length: FILES }, (_, file) => changed.includes(file));
  return [...staleFiles(links, flags)].sort();
}

test('a file that changed, and nothing else', () => {
  assert.deepEqual(stale([], [[0, 1]]), []);
  assert.deepEqual(stale([2], [[0, 1]]), [2]);
});

test('whatever asked for a changed file, also through others and in circles', () => {
  assert.deepEqual(
    stale(
      [3],
      [
        [0, 1],
        [1, 2, 3],
        [4, 5],
      ],
    ),
    [0, 1, 3],
  );
  assert.deepEqual(
    stale(
      [0],
      [
        [0, 1],
        [1, 2],
        [2, 0],
      ],
    ),
    [0, 1, 2],
  );
});

test('of a file that was only searched, the text counts and not what it asked for', () => {
  assert.deepEqual(stale([2], [[1, 2]], [[0, 1]]), [1, 2]);
  assert.deepEqual(stale([1], [[1, 2]], [[0, 1]]), [0, 1]);
  assert.deepEqual(stale([1], [[5, 0]], [[0, 1]]), [0, 1, 5]);
});
