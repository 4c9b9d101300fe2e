import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { program, XDG_CACHE_HOME } from './program.ts';
import { makeRepository } from './repository.ts';

const FILES = {
  'findings.py':
    'import os, subprocess as ｓｐ\n\n\ndef run(ｎame):\n    sp.run(f"ls {os.environ[\'X\']!r:>{9}} {name}", shell=True)\n    eval(input())\n',
  'python2.py': 'print "x", 0777L <> 1\nexec code in scope\nraise E, "m"\n',
  'broken.py': 'def f(:\n    x = (1,\n         2\n    y = """a\n  b = \'\\x1\'\nclass é: pass\n€\neval(input())\n',
  'deep.py': `x = ${'('.repeat(300)}1${')'.repeat(300)}\neval(input())\n`,
  'long.py': `${'value = [call(a.b, *c, d=1) for c in e if not f]  # comment\n'.repeat(4000)}eval(input())\n`,
};

test('where WebAssembly cannot run, files are read as elsewhere', (t) => {
  const { root, env, stageAll } = makeRepository(t);
  stageAll(FILES);
  const run = (...flags: string[]) => {
    const { stdout, status } = spawnSync(process.execPath, [...flags, program, '--format', 'json'], {
      cwd: root,
      env: { ...env, XDG_CACHE_HOME },
      encoding: 'utf8',
    });
    return { stdout: stdout.replace(/"milliseconds": \d+/, ''), status };
  };
  const usual = run();
  assert.match(usual.stdout, /"dynamic-code"/);
  assert.match(usual.stdout, /"python2-code"/);
  assert.match(usual.stdout, /"unparsable-file"/);
  assert.deepEqual(run('--jitless'), usual);
});
