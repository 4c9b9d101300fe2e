/** `antivenom doctor --try`: a commit of a bad file through the real hooks, in a copy; of the user's nothing changes. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { antivenom, program, TUPLE } from './program.ts';
import { makeRepository, repositoryAt, type TestRepository } from './repository.ts';

/**
 * Every file with its mode, time and content, but for our own folder. Git notes when an object was last asked for in
 * its time, also of one that it only reads.
 */
function everything(folder: string, way = ''): string[] {
  return readdirSync(join(folder, way), { withFileTypes: true }).flatMap((entry) => {
    const path = join(way, entry.name);
    if (path === join('.git', 'antivenom')) return [];
    const file = join(folder, path);
    const { mode, mtimeMs } = lstatSync(file);
    if (entry.isDirectory()) return [`${path} ${mode}`, ...everything(folder, path)];
    const content = entry.isSymbolicLink() ? readlinkSync(file) : readFileSync(file);
    const time = path.startsWith(join('.git', 'objects')) ? '' : mtimeMs;
    return [`${path} ${mode} ${time} ${createHash('sha1').update(content).digest('hex')}`];
  });
}

function tryIn(repository: TestRepository, cwd?: string, env?: Record<string, string>) {
  const { status, stdout, stderr } = antivenom(repository, ['doctor', '--try'], {
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
  });
  const line = stdout.split('\n').find((one) => one.includes('throw-away')) ?? stderr;
  return { status, line };
}

/** A repository with something of everything that could be lost. */
function lived(repository: TestRepository): void {
  repository.commit('app/models.py', 'x = 1\n');
  repository.commit('README', 'one\n');
  repository.write('README', 'stashed\n');
  repository.git('stash', '--quiet');
  repository.stage('app/staged.py', 'x = 2\n');
  repository.write('app/staged.py', 'x = 3\n');
  repository.write('app/models.py', 'x = 4\n');
  repository.write('untracked.txt', 'mine\n');
  repository.stage('.gitignore', 'node_modules/\n*.log\n');
  repository.write('node_modules/tool/index.js', 'tool\n');
  repository.write('debug.log', 'log\n');
  symlinkSync('README', join(repository.root, 'link'));
  repository.git('add', 'link');
  repository.write('meant.py', 'y = 1\n');
  repository.git('add', '-N', 'meant.py');
}

const OURS =
  /^ok .*a commit of a bad file, tried as app\/antivenom_try_\w+\.py in a throw-away copy, was stopped by antivenom$/;

const HOOKS: Readonly<Record<string, readonly [status: number, hook: string, line: RegExp]>> = {
  ours: [0, `exec '${process.execPath}' '${program}'`, OURS],
  'one that repairs': [0, `exec '${process.execPath}' '${program}' --fix`, OURS],
  'one that reports in JSON': [0, `exec '${process.execPath}' '${program}' --format json`, OURS],
  'none that judges': [1, 'exit 0', /^bad .* went through: nothing stopped it$/],
  'another that stops': [
    1,
    'echo first >&2; echo "no commits today" >&2; exit 1',
    /and not by antivenom: no commits today$/,
  ],
  'one of whose status nothing comes': [1, `'${process.execPath}' '${program}'\nexit 0`, /went through/],
  'one that does what it likes': [
    0,
    `echo x > README; echo y > app/models.py; rm -f untracked.txt; git stash -q; git stash pop -q; git add -A
git branch made; git tag made; git update-ref refs/heads/other HEAD; git config made.here 1; git gc -q
echo z >> .git/hooks/pre-commit; git checkout -q -- . ; git add -A
'${process.execPath}' '${program}'`,
    OURS,
  ],
};

for (const [name, [status, hook, line]] of Object.entries(HOOKS)) {
  test(`doctor --try, ${name}: said as it is, and nothing of the user's is touched`, (t) => {
    const repository = makeRepository(t);
    lived(repository);
    repository.hook('pre-commit', hook);
    const before = everything(repository.root);
    const tried = tryIn(repository);
    assert.match(tried.line, line);
    assert.equal(tried.status, status);
    const after = everything(repository.root);
    assert.deepEqual(
      after.filter((one) => !before.includes(one)),
      [],
    );
    assert.equal(after.length, before.length);
    assert.deepEqual(
      readdirSync(join(repository.root, '.git', 'antivenom')).filter((left) => left.startsWith('try-')),
      [],
    );
  });
}

test('no hook after pre-commit runs, and nobody has to be named', (t) => {
  const repository = makeRepository(t);
  repository.stage('app/models.py', 'x = 1\n');
  for (const name of ['post-commit', 'commit-msg', 'post-index-change', 'reference-transaction']) {
    repository.hook(name, `echo ${name} >> '${join(dirname(repository.root), 'ran')}'`);
  }
  for (const name of ['GIT_AUTHOR_NAME', 'GIT_AUTHOR_EMAIL', 'GIT_COMMITTER_NAME', 'GIT_COMMITTER_EMAIL']) {
    delete repository.env[name];
  }
  repository.git('config', 'user.useConfigOnly', 'true');
  repository.git('config', 'commit.gpgSign', 'true');
  assert.match(tryIn(repository).line, /went through/);
  assert.throws(
    () => readFileSync(join(dirname(repository.root), 'ran'), 'utf8').match(/commit-msg|post-commit/)!.length,
  );
});

test('from a subfolder, before the first commit, on a detached HEAD, in a linked work tree, from inside a hook', (t) => {
  const repository = makeRepository(t);
  repository.stage('app/models.py', 'x = 1\n');
  assert.equal(antivenom(repository, ['install']).status, 0);
  const app = join(repository.root, 'app');
  assert.match(tryIn(repository, app).line, OURS);
  repository.commit('README', '');
  repository.git('checkout', '-q', '--detach');
  assert.match(tryIn(repository).line, OURS);
  repository.git('worktree', 'add', '-q', '../linked');
  const linked = repositoryAt(join(dirname(repository.root), 'linked'), repository.env);
  assert.match(tryIn(linked).line, OURS);
  const env = { GIT_DIR: join(repository.root, '.git/worktrees/linked') };
  assert.match(tryIn(linked, linked.root, env).line, OURS);
});

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

test('a configuration that lets the bad file pass is no guard', (t) => {
  const repository = makeRepository(t);
  repository.commit('app/models.py', 'x = 1\n');
  assert.equal(antivenom(repository, ['install']).status, 0);
  for (const config of ['exclude = ["app/**"]\n', 'fail-on = "never"\n', 'ignore = ["execution"]\n']) {
    repository.stage('antivenom.toml', config);
    const { status, line } = tryIn(repository);
    assert.deepEqual([status, /went through/.test(line)], [1, true], config);
  }
  repository.stage('antivenom.toml', 'exclude = ["vendor/**"]\n');
  assert.match(tryIn(repository).line, OURS);
});

test('what is staged and bad by itself does not take its place', (t) => {
  const repository = makeRepository(t);
  repository.commit('app/models.py', 'x = 1\n');
  repository.stage('app/bad.py', TUPLE);
  repository.hook('pre-commit', 'exit 0');
  assert.match(tryIn(repository).line, /went through/);
});
