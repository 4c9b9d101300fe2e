import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileGlobs, problemOfGlob } from '../../src/config/glob.ts';

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

const MORE: readonly (readonly [glob: string, yes: readonly string[], no: readonly string[]])[] = [
  ['**', ['a', 'a/b'], []],
  ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['ab', 'a/xb']],
  ['a**z', ['az', 'a/b/z', 'x/abcz'], ['a/b']],
  ['{a,b/c}/*.py', ['a/x.py', 'b/c/x.py'], ['b/x.py']],
  ['{a,{b,c}}.py', ['a.py', 'b.py', 'c.py'], ['d.py']],
  ['[]a].py', ['].py', 'a.py'], ['b.py']],
  ['[0-9a].txt', ['5.txt', 'a.txt'], ['b.txt', '-.txt']],
  ['\\[slug\\]/x', ['[slug]/x'], ['s/x']],
  ['*', ['a', 'a/b'], []],
  ['.env*', ['.env', 'x/.env.local'], ['env']],
];

for (const [glob, yes, no] of MORE) {
  test(`the glob ${glob} too`, () => {
    const matches = compileGlobs([glob]);
    assert.equal(problemOfGlob(glob), null);
    for (const path of yes) assert.ok(matches(path), path);
    for (const path of no) assert.ok(!matches(path), path);
  });
}

test('invalid globs are told from valid ones', () => {
  for (const glob of [
    '',
    ' ',
    '[abc',
    '{a,b',
    'a}',
    '!a',
    '../a',
    'a/../b',
    '[z-a]',
    'src\\app',
    'C:/a',
    '{a,b}'.repeat(9),
  ]) {
    assert.notEqual(problemOfGlob(glob), null, glob);
  }
  for (const glob of ['/a', './a', 'a/', '[!a-z]', '\\{a', '**/x', 'a b.py', '[]]'])
    assert.equal(problemOfGlob(glob), null, glob);
});

test('untrusted patterns and paths take at most as many steps as one times the other', () => {
  const matches = compileGlobs([`*${'a*'.repeat(500)}z`, `${'**/'.repeat(500)}z`, `${'{a,b}'.repeat(8)}`]);
  assert.equal(matches(`${'a'.repeat(1000)}.py`), false);
});
