/** What doctor says of a hook is what a commit does: each set-up is read, and then tried with git. */
import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { inspectSetup } from '../../src/git/hook/setup.ts';
import { antivenom } from './program.ts';
import { makeRepository, type TestRepository } from './repository.ts';

/** A stand-in for antivenom that blocks a commit of a file with the word `bad`, and knows its commands. */
const STAND_IN = `#!/bin/sh
case "$1" in doctor|rules|--version|--help) exit 0;; esac
case "$*" in *--fail-on\\ never*|*--fail-on=never*) exit 0;; esac
! git diff --cached | grep -q '^+bad'
`;

function withStandIn(t: TestContext): TestRepository {
  const repository = makeRepository(t);
  const folder = join(dirname(repository.root), 'bin');
  repository.write('../bin/antivenom', STAND_IN);
  repository.write('../bin/npx', '#!/bin/sh\nwhile [ "${1#-}" != "$1" ]; do shift; done\nexec "$@"\n');
  repository.write('../bin/linter', '#!/bin/sh\nexit 0\n');
  for (const name of ['antivenom', 'npx', 'linter']) chmodSync(join(folder, name), 0o755);
  repository.env.PATH = `${folder}:${repository.env.PATH}`;
  repository.commit('a.py', 'x = 1\n');
  return repository;
}

type State = 'guarded' | 'open' | 'stopped';

let count = 0;

/** What a commit of a bad and of a good file comes to. */
function tried(repository: TestRepository): State {
  count += 1;
  repository.write('a.py', `bad = ${count}\n`);
  const isBlocked = repository.tryGit(['commit', '-qam', 'bad']).status !== 0;
  if (!isBlocked) return 'open';
  repository.write('a.py', `good = ${count}\n`);
  const isPassed = repository.tryGit(['commit', '-qam', 'good']).status === 0;
  return isPassed ? 'guarded' : 'stopped';
}

const HOOKS: Readonly<Record<string, readonly [expected: State, script: string]>> = {
  plain: ['guarded', 'antivenom'],
  'files behind dashes': ['guarded', 'env A=1 antivenom -- a.py'],
  'a comment': ['open', '# antivenom --fix\nexit 0'],
  'a comment behind a command': ['open', 'true # antivenom'],
  'a word in a text': ['open', 'echo "run antivenom"'],
  'a heredoc': ['open', 'cat <<EOF >/dev/null\nantivenom\nEOF'],
  exec: ['guarded', 'exec antivenom --fix'],
  'behind exit': ['open', 'exit 0\nantivenom'],
  'behind an exec': ['open', 'exec linter\nantivenom'],
  'its status is lost to the next command': ['open', 'antivenom\nlinter'],
  'set -e': ['guarded', 'set -e\nantivenom\nlinter'],
  'set -o errexit': ['guarded', 'set -o errexit\nantivenom\nlinter'],
  'set -e taken back': ['open', 'set -e\nset +e\nantivenom\nlinter'],
  '|| exit': ['guarded', 'antivenom || exit 1\nlinter'],
  '|| exit $?': ['guarded', 'antivenom || exit $?\nlinter'],
  '|| true': ['open', 'antivenom || true'],
  '|| :': ['open', 'set -e\nantivenom || :\nlinter'],
  '|| a message': ['open', 'antivenom || echo "not so good"'],
  '&& the next': ['guarded', 'antivenom && linter'],
  '&& in the middle, under set -e': ['open', 'set -e\nantivenom && linter\nlinter'],
  'in the background': ['open', 'antivenom &\nwait'],
  'into a pipe': ['open', 'antivenom | cat'],
  'at the end of a pipe': ['guarded', 'git diff --cached --name-only | xargs antivenom --'],
  'a group that exits': ['guarded', 'antivenom || { echo no >&2; exit 1; }\nlinter'],
  'a status kept for later': ['guarded', 'antivenom\nstatus=$?\nlinter\nexit $status'],
  'a status kept by ||': ['guarded', 'status=0\nantivenom || status=1\nlinter || status=1\nexit $status'],
  'a status that is forgotten': ['open', 'antivenom\nstatus=$?\nlinter\nexit 0'],
  'if !': ['guarded', 'if ! antivenom; then\n  exit 1\nfi'],
  'if … else exit': ['guarded', 'if antivenom; then :; else exit 1; fi'],
  'if with nothing to follow': ['open', 'if antivenom; then echo fine; fi\nexit 0'],
  'if false': ['open', 'if false; then antivenom; fi'],
  'if it is installed': ['guarded', 'if command -v antivenom >/dev/null 2>&1; then\n  antivenom || exit 1\nfi'],
  'if another is installed': ['open', 'if command -v no-such-program >/dev/null; then antivenom; fi'],
  'unless a variable is set': ['guarded', '[ -n "$NO_LINT" ] && exit 0\nantivenom'],
  'only where a variable is set': ['open', 'if [ "$WITH_LINT" = 1 ]; then antivenom; fi'],
  'a variable of the script': ['guarded', 'LINT=1\nif [ "$LINT" = 1 ]; then antivenom; fi'],
  'by a file that is there': ['guarded', 'if [ -f a.py ]; then antivenom; fi'],
  'by a file that is not': ['open', 'if [ -f b.py ]; then antivenom; fi'],
  'a function': ['guarded', 'lint() {\n  antivenom\n}\nlint'],
  'a function that nobody calls': ['open', 'lint() {\n  antivenom\n}\ntrue'],
  'a function that returns': ['open', 'lint() {\n  return 0\n  antivenom\n}\nlint'],
  'return is not exit': ['guarded', 'skip() {\n  return 0\n}\nskip\nantivenom'],
  'a subshell': ['guarded', '(cd . && antivenom) || exit 1\nlinter'],
  'a subshell whose status is dropped': ['open', '(antivenom) || true'],
  'exit in a subshell': ['guarded', '(exit 0)\nantivenom'],
  'sh -c': ['guarded', 'sh -c "antivenom"'],
  'sh -c with more': ['open', 'sh -c "antivenom; true"'],
  'env, nice': ['guarded', 'env A=1 nice -n 5 antivenom'],
  'npx --no-install': ['guarded', 'npx --no-install antivenom'],
  'a loop': ['guarded', 'for folder in a b; do\n  antivenom || exit 1\ndone'],
  'case of its own name': ['guarded', 'case "$(basename "$0")" in pre-commit) antivenom;; esac'],
  'case of another name': ['open', 'case "$(basename "$0")" in pre-push) antivenom;; *) true;; esac'],
  'a command of ours that judges nothing': ['open', 'antivenom doctor'],
  '--version': ['open', 'antivenom --version'],
  '--fail-on never': ['open', 'antivenom --fail-on never'],
  'a program that is not there': ['stopped', 'no-such-folder/antivenom'],
  'what stops every commit': ['stopped', 'antivenom\nexit 1'],
  'by a variable for the program': ['guarded', 'RUN="antivenom"\n$RUN'],
  'in a substitution': ['guarded', 'out=$(antivenom) || exit 1'],
  'nested ifs': ['guarded', 'if true; then\n  if [ -d . ]; then\n    antivenom || exit 1\n  fi\nfi\nlinter'],
};

test('a hook is read as git runs it', async (t) => {
  const repository = withStandIn(t);
  for (const [name, [expected, script]] of Object.entries(HOOKS)) {
    await t.test(name, async () => {
      repository.hook('pre-commit', script);
      const { guard } = await inspectSetup(repository.open());
      assert.equal(tried(repository), expected, 'what git does');
      assert.equal(guard.state, expected, 'what doctor reads');
    });
  }
});

/** Hooks that lead elsewhere: files beside them, by path. */
const TREES: Readonly<
  Record<string, readonly [expected: State, hook: string, files: Readonly<Record<string, string>>]>
> = {
  'a script of the repository': ['guarded', 'exec ./tools/check.sh', { 'tools/check.sh': '#!/bin/sh\nantivenom\n' }],
  'a script that comments it out': ['open', './tools/check.sh', { 'tools/check.sh': '#!/bin/sh\n# antivenom\n' }],
  'a script by the root': [
    'guarded',
    'root="$(git rev-parse --show-toplevel)"\n"$root/tools/check.sh" "$@"',
    { 'tools/check.sh': '#!/bin/bash -e\nantivenom\nlinter\n' },
  ],
  'a file that is read with a dot': [
    'guarded',
    '. ./tools/lib.sh\nlint',
    { 'tools/lib.sh': 'lint() { antivenom; }\n' },
  ],
  'a file that exits': ['open', '. ./tools/lib.sh\nantivenom', { 'tools/lib.sh': 'exit 0\n' }],
  'sh FILE': ['open', 'sh tools/check.sh', { 'tools/check.sh': 'antivenom\nlinter\n' }],
  'sh -e FILE': ['guarded', 'sh -e tools/check.sh', { 'tools/check.sh': 'antivenom\nlinter\n' }],
  make: ['guarded', 'make -s lint', { Makefile: 'lint: other\n\t@antivenom\nother:\n\t@linter\n' }],
  'make, another target': ['open', 'make -s other', { Makefile: 'lint:\n\t@antivenom\nother:\n\t@linter\n' }],
  'make that goes on': ['open', 'make -s lint', { Makefile: 'lint:\n\t-@antivenom 2>/dev/null\n' }],
  'a folder of hooks': [
    'guarded',
    'for hook in tools/pre-commit.d/10-lint; do "$hook" || exit 1; done',
    { 'tools/pre-commit.d/10-lint': '#!/bin/sh\nantivenom\n' },
  ],
};

for (const [name, [expected, hook, files]] of Object.entries(TREES)) {
  test(`a hook that starts others is followed: ${name}`, async (t) => {
    const repository = withStandIn(t);
    for (const [path, text] of Object.entries(files)) {
      repository.commit(path, text);
      chmodSync(join(repository.root, path), 0o755);
    }
    repository.hook('pre-commit', hook);
    const { guard } = await inspectSetup(repository.open());
    assert.equal(tried(repository), expected, 'what git does');
    assert.notEqual(guard.state, expected === 'open' ? 'guarded' : 'open');
    // What cannot be told is said, never called guarded.
    if (guard.state !== 'unknown') assert.equal(guard.state, expected);
  });
}

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
