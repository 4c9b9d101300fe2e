/** What doctor says of a hook is what a commit does. That git does it too is tried for all of them in guard.slow.ts. */
import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { inspectSetup } from '../../src/git/hook/setup.ts';
import { HOOKS, stageScripts, TREES, tried, withStandIn } from './guard-hooks.ts';
import { antivenom } from './program.ts';
import { makeRepository, type TestRepository } from './repository.ts';

test('a hook is read as git runs it', async (t) => {
  const repository = withStandIn(t);
  repository.hook('pre-commit', '');
  for (const [name, [expected, script]] of Object.entries(HOOKS)) {
    await t.test(name, async () => {
      repository.write('.git/hooks/pre-commit', `#!/bin/sh\n${script}\n`);
      const { guard } = await inspectSetup(repository.open());
      assert.equal(guard.state, expected);
      if (TRIED.has(name)) assert.equal(tried(repository), expected, 'what git does');
    });
  }
});

/** One of each state. */
const TRIED: ReadonlySet<string> = new Set(['plain', 'behind exit', 'what stops every commit']);

test('a hook that starts others is followed', async (t) => {
  const repository = withStandIn(t);
  repository.hook('pre-commit', '');
  for (const [name, [expected, hook, files]] of Object.entries(TREES)) {
    await t.test(name, async () => {
      stageScripts(repository, files);
      repository.write('.git/hooks/pre-commit', `#!/bin/sh\n${hook}\n`);
      const { guard } = await inspectSetup(repository.open());
      // What cannot be told is said, never called guarded.
      if (guard.state !== 'unknown') assert.equal(guard.state, expected);
    });
  }
});

test('a hook in another language that names antivenom cannot be told by reading it', async (t) => {
  const repository = withStandIn(t);
  repository.hook('pre-commit', '');
  repository.write(
    '.git/hooks/pre-commit',
    '#!/usr/bin/env python3\nimport subprocess, sys\nsys.exit(subprocess.call(["antivenom"]))\n',
  );
  assert.equal((await inspectSetup(repository.open())).guard.state, 'unknown');
});

test('hooks that the configuration names: run by git 2.54 and newer, by no older one', async (t) => {
  const repository = withStandIn(t);
  repository.git('config', 'hook.lint.command', 'antivenom');
  repository.git('config', '--add', 'hook.lint.event', 'pre-push');
  const state = async (): Promise<string> => (await inspectSetup(repository.open())).guard.state;
  const agree = async (): Promise<string> => {
    const read = await state();
    assert.equal(read, tried(repository));
    return read;
  };
  assert.equal(await agree(), 'open');
  repository.git('config', '--add', 'hook.lint.event', 'pre-commit');
  const isNew = / (?:2\.(?:5[4-9]|[6-9]\d)|[3-9])\./.test(repository.git('--version'));
  assert.equal(await agree(), isNew ? 'guarded' : 'open');
  repository.git('config', 'hook.lint.enabled', 'false');
  assert.equal(await agree(), 'open');
  repository.git('config', 'hook.lint.enabled', 'true');
  repository.git('config', 'hook.lint.command', 'antivenom || true');
  assert.equal(await agree(), 'open');
});

test('core.hooksPath in every scope', async (t) => {
  const repository = withStandIn(t);
  repository.hook('pre-commit', 'antivenom');
  const global = join(dirname(repository.root), '.gitconfig');
  const states: string[] = [];
  const check = async (handle: TestRepository): Promise<void> => {
    const { guard } = await inspectSetup(handle.open());
    assert.equal(guard.state, tried(handle));
    states.push(guard.state);
  };
  await check(repository);
  repository.write('other/pre-commit', '#!/bin/sh\nexit 0\n');
  chmodSync(join(repository.root, 'other/pre-commit'), 0o755);
  repository.write('../.gitconfig', '[core]\n\thooksPath = other\n');
  await check({ ...repository, ...handleWith(repository, { GIT_CONFIG_GLOBAL: global }) });
  repository.git('config', 'core.hooksPath', join(repository.root, '.git/hooks'));
  await check({ ...repository, ...handleWith(repository, { GIT_CONFIG_GLOBAL: global }) });
  // What `git -c` sets: for its child processes.
  const command = { GIT_CONFIG_PARAMETERS: "'core.hooksPath=other'" };
  await check({ ...repository, ...handleWith(repository, command) });
  repository.git('config', 'extensions.worktreeConfig', 'true');
  repository.git('config', '--worktree', 'core.hooksPath', 'other');
  await check(repository);
  assert.deepEqual(states, ['guarded', 'open', 'guarded', 'open', 'open']);
});

function handleWith(repository: TestRepository, env: Record<string, string>): Partial<TestRepository> {
  return {
    open: (cwd, extra) => repository.open(cwd, { ...env, ...extra }),
    tryGit: (args, extra = {}) => repository.tryGit(args, { ...extra, env: { ...env, ...extra.env } }),
  };
}

test('install does not claim a hook that a commit will not run', (t) => {
  const repository = makeRepository(t);
  repository.write('.husky/_/h', '[ "$HUSKY" = 0 ] && exit 0\nsh -e .husky/pre-commit\n');
  repository.write('.husky/_/pre-commit', '#!/bin/sh\n. "$(dirname "$0")/h"\n');
  chmodSync(join(repository.root, '.husky/_/pre-commit'), 0o755);
  repository.git('config', 'core.hooksPath', '.husky/_');
  const off = antivenom(repository, ['install'], { env: { HUSKY: '0' } });
  assert.deepEqual([off.status, /commits do not run it/.test(off.stderr)], [1, true]);
  const on = antivenom(repository, ['install']);
  assert.deepEqual([on.status, on.stderr], [0, '']);
});
