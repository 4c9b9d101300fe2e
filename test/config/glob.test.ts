import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileGlobs } from '../../src/config/glob.ts';

const MATCHES: readonly (readonly [glob: string, yes: readonly string[], no: readonly string[]])[] = [
  ['*.py', ['a.py', 'x/y/a.py'], ['a.pyc']],
  ['vendor', ['vendor/a.py', 'x/vendor/a.py'], ['vendored/a.py']],
  ['vendor/', ['vendor/a.py'], ['vendor2/a.py']],
  ['/vendor', ['vendor/a.py'], ['x/vendor/a.py']],
  ['deploy/**', ['deploy/a', 'deploy/x/y'], ['x/deploy/a']],
  ['**/migrations/*.py', ['migrations/1.py', 'a/b/migrations/1.py'], ['migrations/x/1.py']],
  ['a/*/c', ['a/b/c', 'a/b/c/d'], ['a/b/x/c']],
  ['file?.txt', ['file1.txt'], ['file12.txt', 'file/.txt']],
  ['[ab].py', ['a.py'], ['c.py']],
  ['[!ab].py', ['c.py'], ['a.py']],
  ['*.{yml,yaml}', ['a.yml', 'x/a.yaml'], ['a.json']],
  ['a+b(c).py', ['a+b(c).py'], ['aab(c).py']],
];

for (const [glob, yes, no] of MATCHES) {
  test(`the glob ${glob}`, () => {
    const matches = compileGlobs([glob]);
    for (const path of yes) assert.ok(matches(path), path);
    for (const path of no) assert.ok(!matches(path), path);
  });
}

test('no glob matches nothing', () => {
  assert.equal(compileGlobs([])('a.py'), false);
});
