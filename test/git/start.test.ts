import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { program } from './program.ts';
import { makeRepository } from './repository.ts';

test('the current folder is gone: one line, exit 2', { skip: process.platform === 'win32' }, (t) => {
  const repository = makeRepository(t);
  const script = 'mkdir gone && cd gone && rmdir ../gone && exec "$0" "$@"';
  const { status, stderr } = spawnSync('sh', ['-c', script, process.execPath, program], {
    cwd: repository.root,
    env: repository.env,
    encoding: 'utf8',
  });
  assert.equal(stderr, 'antivenom: the current folder is gone; nothing was checked\n');
  assert.equal(status, 2);
});
