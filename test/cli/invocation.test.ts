import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { invocation } from '../../src/cli/invocation.ts';
import { makeFolder } from '../git/repository.ts';

interface Given {
  readonly script: string;
  readonly cwd: string;
  readonly path?: string;
  readonly env?: Record<string, string>;
}

const ask = ({ script, cwd, path = '/usr/bin:/bin', env = {} }: Given): string =>
  invocation({ script, cwd, node: process.execPath, env: { PATH: path, ...env } });

function write(file: string, text = ''): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** A project with antivenom as a development dependency. */
function devDependency(t: TestContext): { readonly root: string; readonly script: string } {
  const root = makeFolder(t);
  write(join(root, 'package.json'), '{}');
  const script = write(join(root, 'node_modules/antivenom/dist/cli.cjs'));
  mkdirSync(join(root, 'node_modules/.bin'));
  symlinkSync('../antivenom/dist/cli.cjs', join(root, 'node_modules/.bin/antivenom'));
  return { root, script };
}

test('by name only if the name on PATH is this program', (t) => {
  const folder = makeFolder(t);
  const script = write(join(folder, 'lib/node_modules/antivenom/dist/cli.cjs'));
  mkdirSync(join(folder, 'bin'));
  symlinkSync('../lib/node_modules/antivenom/dist/cli.cjs', join(folder, 'bin/antivenom'));
  const other = makeFolder(t);
  write(join(other, 'antivenom'), '#!/bin/sh\necho something else\n');
  const place = { script, cwd: folder };
  assert.equal(ask({ ...place, path: `${folder}/bin:/usr/bin` }), 'antivenom');
  assert.match(
    ask({ ...place, path: `${other}:${folder}/bin:${dirname(process.execPath)}` }),
    /^node lib\/node_modules/,
  );
  const wrapper = makeFolder(t);
  write(join(wrapper, 'antivenom'), `#!/bin/sh\nexec node '${script}' "$@"\n`);
  assert.equal(ask({ ...place, path: wrapper }), 'antivenom');
});

test('a development dependency is run with npx, which must not install anything', (t) => {
  const { root, script } = devDependency(t);
  const bin = join(root, 'node_modules/.bin');
  // npm and husky only put it on PATH for the hook.
  assert.equal(ask({ script, cwd: root, path: `${bin}:/usr/bin` }), 'npx --no-install antivenom');
  assert.equal(ask({ script, cwd: root, path: 'node_modules/.bin:/usr/bin' }), 'npx --no-install antivenom');
  assert.equal(ask({ script: join(bin, 'antivenom'), cwd: root }), 'npx --no-install antivenom');
  assert.equal(ask({ script, cwd: join(root, 'packages/a') }), 'npx --no-install antivenom');
  assert.match(ask({ script, cwd: makeFolder(t), path: dirname(process.execPath) }), /^node \/.*cli\.cjs$/);
});

test('a global installation that is not on PATH, and a clone, are named by path', (t) => {
  const folder = makeFolder(t);
  const node = dirname(process.execPath);
  const global = write(join(folder, 'lib/node_modules/antivenom/dist/cli.cjs'));
  assert.equal(ask({ script: global, cwd: '/', path: node }), `node ${global.slice(1)}`);
  const clone = write(join(folder, 'my clone/dist/cli.cjs'));
  assert.equal(ask({ script: clone, cwd: join(folder, 'my clone/src'), path: node }), `node '${clone}'`);
  assert.equal(ask({ script: clone, cwd: join(folder, 'my clone'), path: node }), 'node dist/cli.cjs');
});

test('a program in the cache of a hook runner is named by path, even if the runner puts it on PATH', (t) => {
  const folder = makeFolder(t);
  const env = join(folder, '.cache/pre-commit/repoabc/node_env-default');
  const script = write(join(env, 'lib/node_modules/antivenom/dist/cli.cjs'));
  write(join(env, 'package.json'), '{}');
  mkdirSync(join(env, 'bin'));
  symlinkSync('../lib/node_modules/antivenom/dist/cli.cjs', join(env, 'bin/antivenom'));
  const path = `${env}/bin:${dirname(process.execPath)}`;
  for (const started of [script, join(env, 'bin/antivenom')]) {
    const asked = ask({ script: started, cwd: folder, path, env: { PRE_COMMIT: '1' } });
    assert.match(asked, /^node \.cache\/pre-commit\/.*(?:cli\.cjs|antivenom)$/);
  }
  // npm makes it executable.
  chmodSync(script, 0o755);
  const command = { script: join(env, 'bin/antivenom'), cwd: folder, path, env: { PRE_COMMIT: '1' } };
  assert.equal(ask(command), '.cache/pre-commit/repoabc/node_env-default/bin/antivenom');
  assert.match(ask({ ...command, cwd: join(env, 'bin') }), /^node antivenom$/);
  // If the machine has no Node, the runner provides one.
  write(join(env, 'bin/node'));
  assert.ok(ask({ script, cwd: folder, path: `${env}/bin`, env: { PRE_COMMIT: '1' } }).startsWith(process.execPath));
});

test('a path in the home folder is written with a tilde if it needs no quotes', () => {
  const cache = '/home/ann/.cache/pre-commit/repoab12/node_env-default/bin/antivenom';
  const at = (script: string, HOME: string): string => ask({ script, cwd: '/work', path: '/usr/bin', env: { HOME } });
  assert.match(at(cache, '/home/ann'), / ~\/\.cache\/pre-commit\/repoab12\/node_env-default\/bin\/antivenom$/);
  assert.match(at(cache, '/home/an'), / \/home\/ann\//);
  assert.match(at(cache, '/'), / \/home\/ann\//);
  assert.match(at('/home/ann/a b/cli.cjs', '/home/ann'), / '\/home\/ann\/a b\/cli\.cjs'$/);
});
