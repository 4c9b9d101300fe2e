/** More set-ups for `antivenom doctor --try`. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { antivenom, program } from './program.ts';
import { makeRepository } from './repository.ts';
import { OURS, testHook, tryIn } from './trying.ts';

const OUR_HOOK = `'${process.execPath}' '${program}'`;

testHook('one that repairs', 0, `${OUR_HOOK} --fix`, OURS);
testHook('one that reports in JSON', 0, `${OUR_HOOK} --format json`, OURS);
testHook(
  'another that stops',
  1,
  'echo first >&2; echo "no commits today" >&2; exit 1',
  /and not by antivenom: no commits today$/,
);
testHook('one whose status is dropped', 1, `${OUR_HOOK}\nexit 0`, /went through/);

for (const options of [['--object-format=sha256'], ['--separate-git-dir=../elsewhere']]) {
  test(`git init ${options.join()}`, (t) => {
    const repository = makeRepository(t, ...options);
    repository.commit('app/models.py', 'x = 1\n');
    assert.equal(antivenom(repository, ['install']).status, 0);
    assert.match(tryIn(repository).line, OURS);
  });
}

test('hooks folders by core.hooksPath, tracked, ignored, outside, shared', (t) => {
  const repository = makeRepository(t);
  repository.commit('app/models.py', 'x = 1\n');
  const hook = `#!/bin/sh\nexec '${process.execPath}' '${program}'\n`;
  const outside = join(dirname(repository.root), 'hooks');
  mkdirSync(outside);
  for (const [path, value] of [
    ['.githooks/pre-commit', '.githooks'],
    ['node_modules/.hooks/pre-commit', 'node_modules/.hooks'],
    ['../hooks/pre-commit', outside],
  ] as const) {
    repository.write(path, hook);
    repository.git('config', 'core.hooksPath', value);
    assert.match(tryIn(repository).line, /went through/, 'it is not executable');
    repository.tryGit(['-c', 'alias.x=!chmod +x', 'x', path]);
    assert.match(tryIn(repository).line, OURS, value);
  }
  repository.git('config', '--unset', 'core.hooksPath');
  rmSync(outside, { recursive: true });
  repository.write('../.gitconfig', `[core]\n\thooksPath = ${outside}\n`);
  const shared = { GIT_CONFIG_GLOBAL: join(dirname(repository.root), '.gitconfig') };
  assert.equal(antivenom(repository, ['install'], { env: shared }).status, 0);
  assert.match(tryIn(repository, undefined, shared).line, OURS);
});
