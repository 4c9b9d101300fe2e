import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { testChain } from './chain.ts';
import { BAD, commandFolder, commit, run, runnerFolder, said, userRepository } from './runner.ts';

// pre-commit, in Python, takes ten times as long: chain.slow.ts.
testChain('prek');

test('antivenom install after lefthook: both run', (t) => {
  const folder = runnerFolder(t, 'lefthook');
  if (folder === null) return;
  const repository = userRepository(t, join(folder, 'node_modules/.bin'));
  repository.env.PATH = `${commandFolder(repository)}:${repository.env.PATH}`;
  repository.stage('lefthook.yml', 'pre-commit:\n  jobs:\n    - name: other\n      run: echo the other\n');
  assert.equal(run(repository, 'lefthook', ['install']).status, 0);
  assert.equal(run(repository, 'antivenom', ['install']).status, 0);
  const blocked = commit(repository, 'a.py', BAD);
  assert.equal(blocked.status, 1, said(blocked));
  assert.match(said(blocked), /the other[\s\S]*assert-always-true/);
  assert.equal(run(repository, 'antivenom', ['uninstall']).status, 0);
  assert.equal(commit(repository, 'a.py', BAD).status, 0);
});
