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

const MANY = (files: Readonly<Record<string, string>>): Neighbours => ({ ...neighboursOf(files), areMany: true });

test('names come the same way from a project that is read as a whole', () => {
  const files = {
    'shop/__init__.py': '',
    'shop/views.py':
      'import shop.tools\nfrom shop.tools import go\nfrom shop import star, tools\nimport shop.tools as t\n' +
      'from . import tools as near\nfrom .star import *\nfrom .middle import passed, made, absent\n' +
      't.start()\nnear.pickled\nshop.tools.again\ncalled()\nstar.called()\n',
    'shop/tools.py':
      'import os\nimport pickle as p\nfrom subprocess import call as start\ngo = os.system\npickled = p.loads\n' +
      'again: object = os.popen  # typed\nlater = None\ndef defined(): ...\n',
    'shop/star.py': 'from .tools import *\nfrom os import execv as called\n',
    'shop/middle.py': 'from .tools import go as passed\nfrom .tools import defined as made\n',
  };
  const expected = {
    go: 'os.system',
    start: 'subprocess.call',
    pickled: 'pickle.loads',
    again: 'os.popen',
    called: 'os.execv',
    passed: 'os.system',
  };
  assert.deepEqual(borrowedIn('shop/views.py', files), expected);
  const read: string[] = [];
  const text = files['shop/views.py'];
  assert.deepEqual(
    Object.fromEntries(borrowedNames('shop/views.py', text, MANY(files), (path) => read.push(path))),
    expected,
  );
  assert.deepEqual(read.sort(), ['shop/__init__.py', 'shop/middle.py', 'shop/star.py', 'shop/tools.py']);
});

test('a module lends the same to files that import it whole, by name, or both', () => {
  const lend = 'from os import system as run\n';
  for (const text of [
    'import lend\nfrom lend import run\nrun()\n',
    'from lend import run\nimport lend\n',
    'import lend\nlend.run()\n',
    'from . import lend\nlend.run()\n',
    'from .lend import *\nrun()\n',
    'from os import path\nimport sys, lend as x\nx.run()\n',
    'from lend \\\n  import (\n  other,  # not there\n  run,\n)\r\n',
  ]) {
    assert.deepEqual(borrowedIn('a.py', { 'a.py': text, 'lend.py': lend }), { run: 'os.system' }, text);
  }
});

test('only an assignment of one dotted name to a name lends it', () => {
  const texts = {
    'run = os.system': true,
    '    run = os.system\r': true,
    'run: Callable[[str], int] = os.system # typed': true,
    'run=os.system': true,
    'run == os.system': false,
    'a.run = os.system': false,
    'x = run = os.system': false,
    'call(run=os.system)': false,
    'run = os.system()': false,
    'run = os.system, 1': false,
    'run += os.system': false,
  };
  for (const [line, lends] of Object.entries(texts)) {
    const files = { 'a.py': 'from lend import run\n', 'lend.py': `import os\n${line}\n` };
    assert.deepEqual(borrowedIn('a.py', files), lends ? { run: 'os.system' } : {}, line);
  }
});
