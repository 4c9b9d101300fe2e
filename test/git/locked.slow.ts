import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { BAD, fixAllStaged, GOOD, outcomes } from './fixing.ts';
import { makeRepository } from './repository.ts';

test('waits for a lock that is only held for a moment', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', `${BAD}\n`);
  const lock = join(repository.root, '.git/index.lock');
  writeFileSync(lock, '');
  // In another process: the update waits synchronously, so nothing in ours can run.
  const child = spawn('sh', ['-c', `sleep 0.2; rm '${lock}'`], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  assert.deepEqual(outcomes(await fixAllStaged(repository.open())), { 'a.py': 'fixed' });
  assert.equal(repository.git('show', ':a.py'), `${GOOD}\n`);
  await ended;
});
