import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setUp } from './husky.ts';
import { recipe, said, stageMany } from './runner.ts';

test('husky: more files than fit into an argument list', (t) => {
  const repository = setUp(t, recipe('husky'));
  if (repository === null) return;
  stageMany(repository);
  const blocked = repository.tryGit(['commit', '-m', 'x']);
  assert.equal(blocked.status, 1, said(blocked));
  assert.match(said(blocked), /z_last\.py/);
});
