import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { SIZE_LIMIT } from '../../src/git/read/objects.ts';
import { antivenom, TUPLE } from './program.ts';
import { ASKS_FOR_OWNER, makeRepository } from './repository.ts';

test('nothing staged, good files, irrelevant files: 0 and silence', (t) => {
  const repository = makeRepository(t);
  assert.deepEqual(antivenom(repository), { status: 0, stdout: '', stderr: '' });
  repository.stage('a.py', 'x = 1\n');
  repository.stage('picture.png', Buffer.from([0x89, 0x50, 0, 0]));
  repository.stage('model.bin', Buffer.alloc(SIZE_LIMIT + 1));
  assert.deepEqual(antivenom(repository), { status: 0, stdout: '', stderr: '' });
});

test('findings: 1, without colours if not on a terminal', (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', TUPLE);
  const { status, stdout } = antivenom(repository);
  assert.equal(status, 1);
  assert.match(stdout, /a\.py[\s\S]*assert-always-true/);
  assert.ok(!stdout.includes('\x1b'));
});

test('what should have been judged and was not: 3, with its name, and the rest is judged', (t) => {
  const cases: Record<string, (repository: ReturnType<typeof makeRepository>) => void> = {
    'requirements.txt': (repository) => repository.stage('requirements.txt', Buffer.from([0x50, 0, 1, 2])),
    'lfs.py': (repository) =>
      repository.stage('lfs.py', `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 9\n`),
    'large.py': (repository) => repository.stage('large.py', Buffer.alloc(SIZE_LIMIT + 1, '#\n')),
    'lost.py': (repository) => {
      repository.stage('lost.py', 'lost\n');
      const oid = repository.git('rev-parse', ':lost.py').trim();
      rmSync(join(repository.root, '.git/objects', oid.slice(0, 2), oid.slice(2)));
    },
    'conflict.py': (repository) => {
      repository.commit('conflict.py', 'base\n');
      repository.git('switch', '-qc', 'side');
      repository.commit('conflict.py', 'side\n');
      repository.git('switch', '-q', 'main');
      repository.commit('conflict.py', 'main\n');
      repository.tryGit(['merge', 'side']);
    },
  };
  for (const [path, prepare] of Object.entries(cases)) {
    const repository = makeRepository(t);
    repository.commit('README', '');
    prepare(repository);
    repository.stage('bad.py', TUPLE);
    const { status, stdout, stderr } = antivenom(repository);
    assert.equal(status, 3, `${path}\n${stdout}${stderr}`);
    assert.match(stderr, new RegExp(path.replace('.', '\\.')));
    assert.match(stdout, /bad\.py/, path);
  }
});

test('nothing could be checked: 2, and one line that says so', (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', TUPLE);
  const bare = makeRepository(t, '--bare');
  const outside = dirname(repository.root);
  const FOREIGN = { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' };
  const outcomes = {
    'no repository': antivenom(repository, [], { cwd: outside, env: { GIT_CEILING_DIRECTORIES: '/' } }),
    'bare repository': antivenom(bare),
    ...(ASKS_FOR_OWNER && {
      'dubious ownership': antivenom(repository, [], { env: FOREIGN }),
      'undo, dubious ownership': antivenom(repository, ['undo'], { env: FOREIGN }),
    }),
    'no git': antivenom(repository, ['--from-ref', 'HEAD', '--to-ref', 'HEAD'], { env: { PATH: '/nowhere' } }),
    'unknown ref': antivenom(repository, ['--from-ref', 'nope', '--to-ref', 'HEAD']),
    'no such file': antivenom(repository, ['nope.py']),
    'install, bare': antivenom(bare, ['install']),
  };
  for (const [name, { status, stdout, stderr }] of Object.entries(outcomes)) {
    assert.equal(status, 2, `${name}: ${stderr}`);
    assert.match(stderr, /^antivenom: [^\n]*nothing was checked\n$/, name);
    assert.equal(stdout, '', name);
  }
});

test('a failure of git: 3', (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', TUPLE);
  writeFileSync(join(repository.root, '.git/index'), 'garbage');
  assert.equal(antivenom(repository).status, 3);
});

test('--fix: 0 when nothing is left, 1 when something is, 3 when it could not be written', (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', TUPLE);
  writeFileSync(join(repository.root, '.git/index.lock'), '');
  const locked = antivenom(repository, ['--fix']);
  assert.equal(locked.status, 3, locked.stderr);
  assert.match(locked.stderr, /locked by another git process; nothing was changed/);
  assert.equal(repository.read('a.py'), TUPLE);
  rmSync(join(repository.root, '.git/index.lock'));
  assert.equal(antivenom(repository, ['--fix']).status, 0);
  // There is no fix for a character that changes the text direction.
  repository.stage('b.py', `${TUPLE}x = '\u202e'\n`);
  assert.equal(antivenom(repository, ['--fix']).status, 1);
  repository.write('c.py', TUPLE);
  assert.equal(antivenom(repository, ['--fix', 'c.py'], { env: { PRE_COMMIT: '1' } }).status, 1);
  assert.equal(antivenom(repository, ['--fix', 'c.py'], { env: { PRE_COMMIT: '1' } }).status, 0);
});
