import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { REPAIRED, startAntivenom, TUPLE } from './program.ts';
import { makeRepository } from './repository.ts';

test('Ctrl-C at any moment leaves nothing behind', async (t) => {
  const repository = makeRepository(t);
  const count = 20;
  for (let i = 0; i < count; i++) repository.write(`f${i}.py`, `# ${i}\n${TUPLE}`);
  repository.git('add', '-A');
  for (let delay = 20; delay < 320; delay += 30) {
    const child = startAntivenom(repository, ['--fix']);
    const ended = once(child, 'exit');
    await setTimeout(delay);
    child.kill('SIGINT');
    await ended;
    assert.ok(!readdirSync(join(repository.root, '.git')).some((name) => name.endsWith('.lock')), `after ${delay} ms`);
    for (let i = 0; i < count; i++) {
      const old = `# ${i}\n${TUPLE}`;
      const fixed = `# ${i}\n${REPAIRED}`;
      assert.ok([old, fixed].includes(repository.read(`f${i}.py`)), `f${i}.py after ${delay} ms`);
      repository.write(`f${i}.py`, old);
    }
    assert.equal(repository.git('ls-files', '--others'), '');
    repository.git('add', '-A');
  }
});
