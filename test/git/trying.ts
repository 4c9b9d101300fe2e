import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { antivenom } from './program.ts';
import { makeRepository, type TestRepository } from './repository.ts';

/**
 * Every file with its mode, time and content, but for our own folder. Git notes when an object was last asked for in
 * its time, also of one that it only reads.
 */
export function everything(folder: string, way = ''): string[] {
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

export function tryIn(repository: TestRepository, cwd?: string, env?: Record<string, string>) {
  const { status, stdout, stderr } = antivenom(repository, ['doctor', '--try'], {
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
  });
  const line = stdout.split('\n').find((one) => one.includes('throw-away')) ?? stderr;
  return { status, line };
}

/** A repository with something of everything that could be lost. */
export function lived(repository: TestRepository): void {
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

/** The line of doctor's for a commit that we stop. */
export const OURS =
  /^ok .*a commit of a bad file, tried as app\/antivenom_try_\w+\.py in a throw-away copy, was stopped by antivenom$/;

/** Declares a test of a set-up: what doctor says, and that nothing of the user's changes. */
export function testHook(name: string, status: number, hook: string, line: RegExp): void {
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
