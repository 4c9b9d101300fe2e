import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { pythonCommand, temporaryHome } from '../../src/cli/installation.ts';
import { makeFolder } from '../git/repository.ts';

const LAYOUTS: readonly (readonly [string, string])[] = [
  ['venv/lib/python3.13/site-packages', 'venv/bin/antivenom'],
  ['venv/lib64/python3.13/site-packages', 'venv/bin/antivenom'],
  ['local/lib/python3.11/dist-packages', 'local/bin/antivenom'],
  ['Python/3.9/lib/python/site-packages', 'Python/3.9/bin/antivenom'],
  ['windows/Lib/site-packages', 'windows/Scripts/antivenom.exe'],
  ['target', 'target/bin/antivenom'],
];

for (const [packages, command] of LAYOUTS) {
  test(`the command beside ${packages}`, (t) => {
    const folder = makeFolder(t);
    const write = (path: string): string => {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, '');
      return file;
    };
    const bundle = write(`${packages}/antivenom/dist/cli.cjs`);
    const expected = write(command);
    assert.equal(pythonCommand(bundle), null, 'npm and a clone have no __init__.py there');
    write(`${packages}/antivenom/__init__.py`);
    assert.equal(pythonCommand(bundle), expected);
  });
}

test('what a package manager may delete, and what it keeps', () => {
  const owner = (path: string) => temporaryHome(path)?.owner ?? null;
  const inside = 'lib/python3.13/site-packages/antivenom/dist/cli.cjs';
  assert.equal(owner(`/home/a/.cache/uv/archive-v0/Zk3/${inside}`), 'uv');
  assert.equal(owner(`/elsewhere/environments-v2/antivenom-1f/${inside}`), 'uv');
  assert.equal(owner(`/home/a/.cache/pipx/2d0a9b6f1c3e4d5/${inside}`), 'pipx');
  assert.equal(owner(`/home/a/.local/pipx/.cache/2d0a9b6f1c3e4d5/${inside}`), 'pipx');
  assert.equal(owner('/home/a/.npm/_npx/5d8/node_modules/antivenom/dist/cli.cjs'), 'npm');
  assert.equal(owner(`/home/a/.cache/pre-commit/repo1a/py_env-python3.13/${inside}`), 'the runner');
  assert.equal(owner('C:\\Users\\a\\AppData\\Local\\uv\\cache\\archive-v0\\Zk\\Lib\\site-packages\\antivenom'), 'uv');
  assert.equal(owner(`/home/a/.local/share/uv/tools/antivenom/${inside}`), null);
  assert.equal(owner(`/home/a/.local/share/pipx/venvs/antivenom/${inside}`), null);
  assert.equal(owner(`/home/a/project/.venv/${inside}`), null);
  assert.equal(owner('/usr/lib/node_modules/antivenom/dist/cli.cjs'), null);
});
