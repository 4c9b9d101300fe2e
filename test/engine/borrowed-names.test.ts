import assert from 'node:assert/strict';
import { test } from 'node:test';
import { borrowedNames, type Neighbours } from '../../src/engine/borrowed-names.ts';

/** The project as one object of paths and texts. */
function neighboursOf(files: Readonly<Record<string, string>>): Neighbours {
  return {
    list(folder) {
      const prefix = folder === '' ? '' : `${folder}/`;
      const inside = Object.keys(files).filter((path) => path.startsWith(prefix));
      return new Set(inside.map((path) => path.slice(prefix.length).split('/')[0]!));
    },
    text: (path) => files[path] ?? null,
  };
}

function borrowedIn(path: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(borrowedNames(path, files[path]!, neighboursOf(files)));
}

const SAFE = 'import os\nfrom subprocess import call as start\nrun_it = os.system\ndef system(): ...\n';

test('names come from other files under their own names and others', () => {
  assert.deepEqual(
    borrowedIn('a/b.py', {
      'a/b.py': 'from .safe import run_it, start as go, system\nfrom os import path\n',
      'a/safe.py': SAFE,
    }),
    { run_it: 'os.system', go: 'subprocess.call' },
  );
});

test('attributes of a module count as names, wherever its whole name is followed by one', () => {
  const text =
    'import a.safe\nfrom a import safe\nxsafe.start()\nsafe.run_it()\nb.safe.start()\nsafe.safe.os\nsafe. go\n';
  assert.deepEqual(borrowedIn('b.py', { 'b.py': text, 'a/__init__.py': '', 'a/safe.py': SAFE }), {
    run_it: 'os.system',
    start: 'subprocess.call',
  });
  assert.deepEqual(borrowedIn('b.py', { 'b.py': 'import safe\nxsafe.start', 'safe.py': SAFE }), {});
  assert.deepEqual(borrowedIn('b.py', { 'b.py': 'import safe as s\ns.start', 'safe.py': SAFE }), {
    start: 'subprocess.call',
  });
});

test('the nearest file of a name counts, but never the importing file', () => {
  const files = {
    'x/y/main.py': 'from os import system\nfrom tools import run\n',
    'x/y/os.py': 'from near import system\n',
    'x/tools.py': 'from far import run\n',
    'tools.py': 'from farther import run\n',
  };
  assert.deepEqual(borrowedIn('x/y/main.py', files), { system: 'near.system', run: 'far.run' });
  assert.deepEqual(borrowedIn('x/tools.py', { ...files, 'x/tools.py': 'from tools import run\n' }), {
    run: 'farther.run',
  });
  assert.deepEqual(
    borrowedIn('tools.py', { 'tools.py': 'from tools import run\n', 'tools/__init__.py': 'from far import run\n' }),
    { run: 'far.run' },
  );
});

test('a module that is asked for many names answers like one that is asked for few', () => {
  const names = Array.from({ length: 9 }, (_, i) => `call${i}`);
  const lend = names.map((name) => `${name} = os.${name}\n`).join('');
  const files = {
    'a.py': `from .lend import ${names.join(', ')}, absent, os, later\n`,
    'lend.py': `import os\n${lend}from .more import *\n`,
    'more.py': 'import later\n',
  };
  assert.deepEqual(borrowedIn('a.py', files), {
    ...Object.fromEntries(names.map((name) => [name, `os.${name}`])),
    os: 'os',
    later: 'later',
  });
});
