/** Hooks, and whether a commit through them is judged. Doctor reads that (guard.test.ts), and git does it (guard.slow.ts). */
import { chmodSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { makeRepository, type TestRepository } from './repository.ts';

/** A stand-in for antivenom that blocks a commit of a file with the word `bad`, and knows its commands. */
const STAND_IN = `#!/bin/sh
case "$1" in doctor|rules|--version|--help) exit 0;; esac
case "$*" in *--fail-on\\ never*|*--fail-on=never*) exit 0;; esac
! git diff --cached | grep -q '^+bad'
`;

export function withStandIn(t: TestContext): TestRepository {
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

export type State = 'guarded' | 'open' | 'stopped';

let count = 0;

/** What a commit of a bad and of a good file comes to. */
export function tried(repository: TestRepository): State {
  count += 1;
  repository.write('a.py', `bad = ${count}\n`);
  const isBlocked = repository.tryGit(['commit', '-qam', 'bad']).status !== 0;
  if (!isBlocked) return 'open';
  repository.write('a.py', `good = ${count}\n`);
  const isPassed = repository.tryGit(['commit', '-qam', 'good']).status === 0;
  return isPassed ? 'guarded' : 'stopped';
}

export const HOOKS: Readonly<Record<string, readonly [expected: State, script: string]>> = {
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

/** Hooks that lead elsewhere: files beside them, by path. */
export const TREES: Readonly<
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

/** Writes the files that a hook leads to, all executable. The next commit has them. */
export function stageScripts(repository: TestRepository, files: Readonly<Record<string, string>>): void {
  repository.stageAll(files);
  for (const path of Object.keys(files)) chmodSync(join(repository.root, path), 0o755);
}
