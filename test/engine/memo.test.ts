import assert from 'node:assert/strict';
import test from 'node:test';
import { memo } from '../../src/engine/memo.ts';

test('an answer is computed once for each owner and each function', () => {
  let asked = 0;
  const length = (owner: { readonly text: string }) => {
    asked++;
    return owner.text.length;
  };
  const first = (owner: { readonly text: string }) => owner.text[0];
  const owner = { text: 'DEBUG' };
  assert.deepEqual(
    [memo(owner, length), memo(owner, length), memo(owner, first), memo({ text: '' }, length)],
    [5, 5, 'D', 0],
  );
  assert.equal(asked, 2);
});

test('undefined and null are answers too', () => {
  let asked = 0;
  const nothing = (_owner: object) => {
    asked++;
    return undefined;
  };
  const owner = {};
  memo(owner, nothing);
  assert.equal(memo(owner, nothing), undefined);
  assert.equal(asked, 1);
});
