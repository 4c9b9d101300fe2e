import assert from 'node:assert/strict';
import { chmodSync, existsSync, lstatSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { installHook, uninstallHook } from '../../src/git/hook/install.ts';
import { program as bundle } from './program.ts';
import { makeRepository, type TestRepository } from './repository.ts';

const program = { node: process.execPath, bundle, command: null };
const DISPATCHER = 'case "$(basename "$0")" in pre-commit) . "$(dirname "$0")/team.sh"; exit 1;; esac';
const hooks = (repository: TestRepository, name: string): string => join(repository.root, '.git', 'hooks', name);
const commit = (repository: TestRepository): { status: number; stderr: string; stdout: string } =>
  repository.tryGit(['commit', '-q', '--allow-empty', '-m', 'x']);

test('a hook that depends on its own name and reads its neighbours runs as before', async (t) => {
  const repository = makeRepository(t);
  repository.hook('pre-commit', DISPATCHER);
  writeFileSync(hooks(repository, 'team.sh'), 'echo TEAM >&2\n');
  const before = readFileSync(hooks(repository, 'pre-commit'), 'utf8');
  assert.match(commit(repository).stderr, /TEAM/);
  await installHook(repository.open(), program);
  for (let time = 0; time < 2; time += 1) {
    const blocked = commit(repository);
    assert.equal(blocked.status, 1);
    assert.match(blocked.stderr, /TEAM/);
  }
  await uninstallHook(repository.open());
  assert.equal(readFileSync(hooks(repository, 'pre-commit'), 'utf8'), before);
  assert.equal(existsSync(hooks(repository, 'before-antivenom')), false);
  assert.ok(existsSync(hooks(repository, 'team.sh')));
  assert.match(commit(repository).stderr, /TEAM/);
});

test('a hook that is a relative link', async (t) => {
  const repository = makeRepository(t);
  repository.write('tools/hook', `#!/bin/sh\n[ "$(basename "$0")" = pre-commit ] && exit 1\n`);
  chmodSync(join(repository.root, 'tools', 'hook'), 0o755);
  symlinkSync('../../tools/hook', hooks(repository, 'pre-commit'));
  assert.equal(commit(repository).status, 1);
  await installHook(repository.open(), program);
  assert.equal(lstatSync(hooks(repository, 'pre-commit')).isSymbolicLink(), false);
  assert.equal(commit(repository).status, 1);
  await uninstallHook(repository.open());
  assert.equal(readlinkSync(hooks(repository, 'pre-commit')), '../../tools/hook');
  assert.equal(commit(repository).status, 1);
});

test('every copy of an edited hook is kept', async (t) => {
  const repository = makeRepository(t);
  const edit = (words: string): void => {
    const hook = hooks(repository, 'pre-commit');
    writeFileSync(hook, `${readFileSync(hook, 'utf8')}# ${words}\n`);
  };
  await installHook(repository.open(), program);
  edit('first');
  await installHook(repository.open(), program);
  edit('second');
  await uninstallHook(repository.open());
  assert.match(readFileSync(hooks(repository, 'pre-commit.edited'), 'utf8'), /first/);
  assert.match(readFileSync(hooks(repository, 'pre-commit.edited.2'), 'utf8'), /second/);
});
