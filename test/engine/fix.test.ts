import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyEdits, compatibleFixes } from '../../src/engine/fix.ts';
import type { Fix } from '../../src/engine/rule.ts';

const fix = (...edits: [number, number, string][]): Fix => ({
  title: 'x',
  safety: 'safe',
  edits: edits.map(([start, end, text]) => ({ start, end, text })),
});

test('edits are applied at their places, in any order', () => {
  const edits = [...fix([4, 8, 'False'], [0, 1, 'y']).edits];
  assert.equal(applyEdits('x = True', edits), 'y = False');
  assert.equal(applyEdits('x = True', edits.reverse()), 'y = False');
});

test('equal edits count once, overlapping ones are refused', () => {
  assert.equal(applyEdits('abc', fix([1, 2, 'X'], [1, 2, 'X']).edits), 'aXc');
  assert.throws(() => applyEdits('abc', fix([0, 2, 'X'], [1, 3, 'Y']).edits), RangeError);
  assert.throws(() => applyEdits('abc', fix([0, 9, 'X']).edits), RangeError);
});

test('of overlapping fixes the first is chosen', () => {
  const first = fix([0, 2, 'X']);
  const second = fix([1, 3, 'Y'], [5, 6, 'Z']);
  const third = fix([2, 3, 'W']);
  assert.deepEqual(compatibleFixes([first, second, third]), [first, third]);
});

test('compatible fixes can always be applied together', () => {
  const edit = fc.tuple(fc.nat(20), fc.nat(5), fc.string({ maxLength: 3 }));
  const fixes = fc.array(fc.array(edit, { minLength: 1, maxLength: 1 }), { maxLength: 8 });
  fc.assert(
    fc.property(fixes, (list) => {
      const made = list.map((edits) =>
        fix(...edits.map(([at, length, text]) => [at, at + length, text] as [number, number, string])),
      );
      const chosen = compatibleFixes(made);
      assert.ok(made.length === 0 || chosen.length > 0);
      applyEdits(
        'x'.repeat(30),
        chosen.flatMap((one) => one.edits),
      );
    }),
  );
});

test('of many fixes those are chosen that overlap no earlier one, whatever their order', () => {
  const edit = fc.tuple(fc.nat(20), fc.nat(4), fc.constantFrom('', 'x'));
  const overlap = (a: Fix['edits'][number], b: Fix['edits'][number]): boolean =>
    a.end > b.start && b.end > a.start && !(a.start === b.start && a.end === b.end && a.text === b.text);
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 12 }), (list) => {
      const made = list.map(([at, length, text]) => fix([at, at + length, text]));
      const expected: Fix[] = [];
      for (const one of made) {
        const isFree = expected.every((other) => !overlap(one.edits[0]!, other.edits[0]!));
        if (isFree) expected.push(one);
      }
      assert.deepEqual(compatibleFixes(made), expected);
    }),
  );
});
