import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { program } from '../git/program.ts';
import { BAD, commit, FIXED, run, runnerFolder, said, userRepository } from './runner.ts';

/** Declares the test of a version of Node that is new enough. */
export function testNode(name: string): void {
  test(`the bundle on ${name}: blocks, repairs, undoes, installs its hook`, (t) => {
    const folder = runnerFolder(t, name);
    if (folder === null) return;
    const node = join(folder, 'node_modules/.bin/node');
    const repository = userRepository(t);
    const antivenom = (...args: string[]) => run(repository, node, [program, ...args]);
    repository.stage('a.py', BAD);
    // A settings file for each parser that is loaded on demand.
    repository.stage('pyproject.toml', '[project]\nname = "x"\n');
    repository.stage('compose.yaml', 'services: {}\n');
    repository.stage('Dockerfile', 'FROM scratch\n');
    const blocked = antivenom();
    assert.equal(blocked.status, 1, said(blocked));
    assert.match(blocked.stdout, /a\.py[\s\S]*assert-always-true/);
    assert.equal(blocked.stderr, '');
    const fixed = antivenom('--fix');
    assert.equal(fixed.status, 0, said(fixed));
    assert.equal(repository.read('a.py'), FIXED);
    assert.equal(antivenom('undo').status, 0);
    assert.equal(repository.git('show', ':a.py'), BAD);
    assert.equal(antivenom('install').status, 0);
    const stopped = commit(repository, 'a.py', BAD);
    assert.equal(stopped.status, 1, said(stopped));
    const passed = commit(repository, 'a.py', FIXED);
    assert.equal(passed.status, 0, said(passed));
  });
}
