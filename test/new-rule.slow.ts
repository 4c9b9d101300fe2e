import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment, makeFolder } from './git/repository.ts';

/** The repository, relative to build/test. */
const root = fileURLToPath(new URL('../../', import.meta.url));
const PARTS = [
  'src',
  'test',
  'scripts',
  'bench',
  'data',
  'docs',
  'LICENSE',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
];

test('a rule of each kind from npm run new-rule compiles, is registered, and passes its tests', (t) => {
  const folder = makeFolder(t);
  for (const part of PARTS) cpSync(join(root, part), join(folder, part), { recursive: true });
  cpSync(join(root, 'biome.json'), join(folder, 'biome.json'));
  // With what is compiled, only what is new has to be.
  cpSync(join(root, 'build'), join(folder, 'build'), { recursive: true });
  symlinkSync(realpathSync(join(root, 'node_modules')), join(folder, 'node_modules'));
  // Inside a test, node does not run tests.
  const { NODE_TEST_CONTEXT: _, ...env } = cleanEnvironment(folder);
  const run = (...args: string[]): string =>
    execFileSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' });
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  for (const [kind, family] of Object.entries({ call: 'execution', setting: 'django', manifest: 'requirements' })) {
    run('scripts/new-rule.mjs', `${family}/fresh-${kind}`, '--kind', kind);
  }
  run('scripts/new-rule.mjs', 'brandnew/fresh-family');
  assert.match(run('scripts/test.mjs', 'fresh-'), /fail 0/);
});
