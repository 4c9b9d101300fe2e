import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { program } from '../git/program.ts';
import { testNode } from './node.ts';
import { BAD, run, runnerFolder, said, userRepository } from './runner.ts';

testNode('node-24');

for (const name of ['node-12', 'node-14', 'node-18']) {
  test(`the bundle on ${name}: says in one line what it needs, and stops the commit`, (t) => {
    const folder = runnerFolder(t, name);
    if (folder === null) return;
    const node = join(folder, 'node_modules/.bin/node');
    const repository = userRepository(t);
    repository.stage('a.py', BAD);
    for (const args of [[], ['--fix'], ['a.py'], ['--help']]) {
      const outcome = run(repository, node, [program, ...args]);
      assert.equal(outcome.status, 2, said(outcome));
      assert.match(
        outcome.stderr,
        /^antivenom: Node 20 or newer is needed, and this is Node \d+\.\d+\.\d+; nothing .*\n$/,
      );
      assert.equal(outcome.stdout, '');
    }
  });
}
