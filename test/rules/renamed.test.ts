import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeFile } from '../virtual-files.ts';

/**
 * Functions that a module of the project re-exports under another name, so the rule's word is not in the calling file.
 */
interface Renamed {
  readonly code: string;
  readonly files: Readonly<Record<string, string>>;
  /** `rule@line`. */
  readonly found: readonly string[];
}

const caller = (imports: string, call: string): string => `${imports}\n\n\ndef go(name):\n    ${call}\n`;

const CASES: Readonly<Record<string, Renamed>> = {
  'an import as': {
    code: caller('from tools.shell import call', 'call("ls " + name)'),
    files: { 'tools/shell.py': 'from os import system as call\n' },
    found: ['shell-command@5'],
  },
  'an assignment': {
    code: caller('from .safe import run_it', 'run_it("ls " + name)'),
    files: { 'shop/safe.py': 'import os\n\nrun_it = os.system\n' },
    found: ['shell-command@5'],
  },
  'an assignment of a name': {
    code: caller('from .safe import run_it', 'run_it("ls " + name)'),
    files: { 'shop/safe.py': 'from os import popen\n\n_run = popen\nrun_it = _run  # for Windows\n' },
    found: ['shell-command@5'],
  },
  'a builtin': {
    code: caller('from shop.safe import compute as work_out', 'return work_out(name)'),
    files: { 'shop/safe.py': 'compute = eval\n' },
    found: ['dynamic-code@5'],
  },
  'an attribute of the module': {
    code: caller('from . import safe', 'return safe.revive(name)'),
    files: { 'shop/__init__.py': '', 'shop/safe.py': 'import pickle as p\n\nrevive = p.loads\n' },
    found: ['unsafe-deserialization@5'],
  },
  'a module by its whole name': {
    code: caller('import shop.safe', 'return shop.safe.revive(name)'),
    files: { 'shop/__init__.py': '', 'shop/safe.py': 'from pickle import loads as revive\n' },
    found: ['unsafe-deserialization@5'],
  },
  'a module under another name': {
    code: caller('import shop.safe as s', 'return s.revive(name)'),
    files: { 'shop/__init__.py': '', 'shop/safe.py': 'from pickle import loads as revive\n' },
    found: ['unsafe-deserialization@5'],
  },
  'through a package': {
    code: caller('from .tools import (\n    other,\n    run_it,\n)', 'run_it("ls " + name)'),
    files: {
      'shop/tools/__init__.py': 'from .shell import other, run_it\n',
      'shop/tools/shell.py': 'from os import system as run_it\n\n\ndef other():\n    pass\n',
    },
    found: ['shell-command@8'],
  },
  'through a star import': {
    code: caller('from .tools import *', 'run_it("ls " + name)'),
    files: { 'shop/tools.py': 'from .more import *\nimport os\n\nrun_it = os.system\n' },
    found: ['shell-command@5'],
  },
  'through two star imports': {
    code: caller('from .tools import run_it', 'run_it("ls " + name)'),
    files: { 'shop/tools.py': 'from .more import *\n', 'shop/more.py': 'import os\n\nrun_it = os.system\n' },
    found: ['shell-command@5'],
  },
  'a class that is instantiated first': {
    code: caller('from .safe import Reader', 'return Reader(name).load()'),
    files: { 'shop/safe.py': 'import pickle\n\nReader = pickle.Unpickler\n' },
    found: ['unsafe-deserialization@5'],
  },
  'the same name from a module that is not named': {
    code: caller('from .safe import run', 'run("ls " + name, shell=True)'),
    files: { 'shop/safe.py': 'from subprocess import run\n' },
    found: ['shell-command@5'],
  },
  'a branch in the module': {
    code: caller('from .safe import run_it', 'run_it("ls " + name)'),
    files: { 'shop/safe.py': 'try:\n    from os import system as run_it\nexcept ImportError:\n    run_it = None\n' },
    found: ['shell-command@5'],
  },
  'a name that is renamed here again': {
    code: caller('from .safe import run_it\n\nagain = run_it', 'again("ls " + name)'),
    files: { 'shop/safe.py': 'import os\n\nrun_it = os.system\n' },
    found: ['shell-command@7'],
  },
  'a function of the project': {
    code: caller('from .safe import run_it', 'run_it("ls " + name)'),
    files: { 'shop/safe.py': 'import os\n\n\ndef run_it(line):\n    print(line)\n' },
    found: [],
  },
  'a harmless function': {
    code: caller('from .safe import run_it', 'run_it("ls " + name)'),
    files: { 'shop/safe.py': 'import os\n\nrun_it = os.listdir\nother = os.system\n' },
    found: [],
  },
  'the result of a call': {
    code: caller('from .safe import run_it', 'run_it("ls " + name)'),
    files: { 'shop/safe.py': 'import os\n\nrun_it = make(os.system)\n' },
    found: [],
  },
  'a module outside the project': {
    code: caller('from vendor.safe import run_it', 'run_it("ls " + name)'),
    files: { 'tools/safe.py': 'import os\n\nrun_it = os.system\n' },
    found: [],
  },
  'a name that this file binds itself': {
    code: caller('from .safe import run_it\n\nrun_it = print', 'run_it("ls " + name)'),
    files: { 'shop/safe.py': 'import os\n\nrun_it = os.system\n' },
    found: [],
  },
  'a constant text': {
    code: caller('from .safe import compute', 'return compute("1 + 1")'),
    files: { 'shop/safe.py': 'compute = eval\n' },
    found: [],
  },
  'a module that imports itself from its importer': {
    code: caller('from .safe import run_it', 'run_it("ls " + name)'),
    files: { 'shop/safe.py': 'from .more import run_it\n', 'shop/more.py': 'from .safe import run_it\n' },
    found: [],
  },
  "a settings object's name": {
    code: caller('from .safe import settings', 'return settings.DEBUG'),
    files: { 'shop/safe.py': 'from django.conf import settings\n' },
    found: [],
  },
};

for (const [name, { code, files, found }] of Object.entries(CASES)) {
  test(`${found.length > 0 ? 'finds' : 'allows'} what another file re-exports: ${name}`, async () => {
    const { judged } = await judgeFile('shop/web.py', code, { files });
    assert.deepEqual(
      judged.result.placed.map(({ finding }) => `${finding.rule}@${finding.start.line}`),
      found,
    );
  });
}
