/** What a commit through each hook comes to, by git itself, is what the tables of guard-hooks.ts say. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOOKS, stageScripts, TREES, tried, withStandIn } from './guard-hooks.ts';

test('a hook by itself', async (t) => {
  const repository = withStandIn(t);
  for (const [name, [expected, script]] of Object.entries(HOOKS)) {
    await t.test(name, () => {
      repository.hook('pre-commit', script);
      assert.equal(tried(repository), expected);
    });
  }
});

for (const [name, [expected, hook, files]] of Object.entries(TREES)) {
  test(`a hook that starts others: ${name}`, (t) => {
    const repository = withStandIn(t);
    stageScripts(repository, files);
    repository.hook('pre-commit', hook);
    assert.equal(tried(repository), expected);
  });
}
