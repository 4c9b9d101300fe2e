import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { changedLines } from '../../src/engine/changes.ts';

const changed = (before: string, after: string): number[] => [...changedLines(before, after)];

test('added and altered lines are changed; moved context and deletions are not', () => {
  assert.deepEqual(changed('a\nb\nc\n', 'a\nb\nc\n'), []);
  assert.deepEqual(changed('a\nb\nc\n', 'a\nX\nc\n'), [2]);
  assert.deepEqual(changed('a\nb\nc\n', 'a\nc\n'), []);
  assert.deepEqual(changed('a\nb\n', 'new\na\nb\nend\n'), [1, 4]);
  assert.deepEqual(changed('', 'a\nb'), [1, 2]);
});

test('line endings alone do not change a line', () => {
  assert.deepEqual(changed('a\r\nb\r\n', 'a\nb\n'), []);
});

/** The length of a longest common subsequence, by the textbook algorithm. */
function commonLines(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const line of a) {
    const next = [0];
    b.forEach((other, j) => {
      next.push(line === other ? (row[j] as number) + 1 : Math.max(row[j + 1] as number, next[j] as number));
    });
    row = next;
  }
  return row[b.length] as number;
}

test('the unchanged lines are a longest common subsequence of both texts', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 25 });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const marked = changedLines(before.join('\n'), after.join('\n'));
      assert.equal(after.length - marked.size, commonLines(before, after));
      let from = 0;
      after.forEach((line, index) => {
        if (marked.has(index + 1)) return;
        from = before.indexOf(line, from) + 1;
        assert.notEqual(from, 0, 'unchanged lines stand in the old text in the same order');
      });
    }),
  );
});

test('a rewritten file with many thousand lines', () => {
  const before = Array.from({ length: 20_000 }, (_, line) => `old ${line}`);
  const after = [...before.keys()].map((line) => (line % 10 === 0 ? `old ${line}` : `new ${line}`));
  assert.equal(changedLines(before.join('\n'), after.join('\n')).size, 18_000);
});
