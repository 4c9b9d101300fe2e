import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { BAD, commandFolder, commit, GOOD, run, runnerFolder, said, userRepository } from './runner.ts';

const CONFIG = `repos:
  - repo: local
    hooks:
      - { id: other, name: other, language: system, entry: 'true' }
`;

/** Declares the test of a runner whose hook runs the hook that it found. */
export function testChain(name: string): void {
  test(`antivenom install beside ${name}, in either order: both run, once`, (t) => {
    const folder = runnerFolder(t, name);
    if (folder === null) return;
    const program = join(folder, 'bin', name === 'prek' ? 'prek' : 'pre-commit');
    const repository = userRepository(t);
    repository.env.PATH = `${commandFolder(repository)}:${repository.env.PATH}`;
    const done = (command: string, ...args: string[]): void => {
      const outcome = run(repository, command, args);
      assert.equal(outcome.status, 0, said(outcome));
    };
    const guarded = (when: string): void => {
      const blocked = commit(repository, 'a.py', BAD);
      assert.equal(blocked.status, 1, `${when}: ${said(blocked)}`);
      assert.match(said(blocked), /assert-always-true/, when);
      const passed = commit(repository, 'a.py', `# ${when}\n${GOOD}`);
      assert.equal(passed.status, 0, `${when}: ${said(passed)}`);
      assert.equal(said(passed).match(/other\.{5}/g)?.length, 1, `${when}: ${said(passed)}`);
      done('antivenom', 'doctor');
    };
    repository.stage('.pre-commit-config.yaml', CONFIG);
    done(program, 'install');
    done('antivenom', 'install');
    guarded('antivenom over the runner');
    done(program, 'install');
    guarded('the runner over both');
    done('antivenom', 'uninstall');
    assert.equal(existsSync(join(repository.root, '.git/hooks/pre-commit.legacy')), false);
    const free = commit(repository, 'a.py', BAD);
    assert.equal(free.status, 0, said(free));
    assert.match(said(free), /other\.{5}/);
  });
}
