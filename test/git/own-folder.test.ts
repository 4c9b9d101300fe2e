import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsIn, runMain } from '../run-main.ts';
import { makeRepository } from './repository.ts';

test("files of git's own folder are refused", async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', 'x = 1\n');
  repository.write('.git/hooks/x.py', 'assert (x, "m")\n');
  for (const argv of [['.git/hooks/x.py', '--fix'], ['.git/hooks'], ['./.git/../.git/hooks/x.py']]) {
    const { status, stderr } = await runMain(repository, argv);
    assert.equal(status, 2, stderr);
  }
  assert.equal(repository.read('.git/hooks/x.py'), 'assert (x, "m")\n');
});

test('standard input has the limit of files', async (t) => {
  const repository = makeRepository(t);
  const stdin = `x = 1\n${'#'.repeat(10 * 1024 * 1024)}`;
  const { status, stderr } = await runMain(repository, ['--stdin-filename', 'a.py'], { stdin });
  assert.equal(status, 3);
  assert.match(stderr, /a\.py was not checked: it has 10\.0 MB/);
});

const RUN: Readonly<Record<string, readonly [text: string, line: number]>> = {
  'bin/tool': ['#!/usr/bin/env -S uv run --script\n# /// script\n# ///\neval(input())\n', 4],
  'bin/quiet': ['#!/usr/bin/env -S uv run --quiet --script\neval(input())\n', 2],
  SConstruct: ['eval(input())\n', 1],
  'src/SConscript': ['eval(input())\n', 1],
  wscript: ['eval(input())\n', 1],
  'site/x.pth': ['../folder (1\n# a comment\nimport os; eval(input())\nother\n', 3],
};
const NOT_RUN: Readonly<Record<string, string>> = {
  'bin/other': '#!/usr/bin/env -S uv run bash\neval(input())\n',
  'site/y.pth': 'eval(input())\nimported\n',
  'weights.pth': `PK\u0003\u0004\0\0import os; eval(input())\n`,
};

test('what Python runs without the ending of its files', async (t) => {
  const repository = makeRepository(t);
  for (const [path, [text]] of Object.entries(RUN)) repository.stage(path, text);
  for (const [path, text] of Object.entries(NOT_RUN)) repository.stage(path, text);
  const found = await findingsIn(repository);
  assert.deepEqual(
    Object.fromEntries(found.map(({ path, line, rule }) => [path, `${rule}@${line}`])),
    Object.fromEntries(Object.entries(RUN).map(([path, [, line]]) => [path, `dynamic-code@${line}`])),
  );
});
