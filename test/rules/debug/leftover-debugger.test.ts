import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEBUGGER_CALLS } from '../../../src/data/debuggers.ts';
import { problemsOf } from '../../../src/engine/dispatch.ts';
import { leftoverDebugger } from '../../../src/rules/debug/leftover-debugger.ts';
import { documentOf } from '../../virtual-files.ts';
import { ruleTest } from '../rule-test.ts';

ruleTest(leftoverDebugger, {
  allows: {
    'an examples folder': { path: 'examples/views.py', code: 'breakpoint()\n' },
    'a local breakpoint': 'def breakpoint():\n    pass\n\nbreakpoint()\n',
    'an imported breakpoint': 'from css import breakpoint\n\nbreakpoint("md")\n',
    "something else's method": 'import gdb\n\ngdb.breakpoint()\n',
    'Bio.PDB': 'from Bio.PDB import PDBParser\n\nPDBParser().get_structure("x", "x.pdb")\n',
    'a parameter named pdb': 'def read(pdb):\n    pdb.set_trace()\n',
    'a comment': '# breakpoint()\nx = 1\n',
    text: 'HELP = "import pdb; pdb.set_trace()"\n',
    'a type-checking import': 'from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import pdb\n',
    'under a debug switch':
      'from django.conf import settings\n\nif settings.DEBUG:\n    import debugpy\n    debugpy.listen(5678)\n',
    'under an option': 'import pdb\n\nif args.debug:\n    pdb.set_trace()\n',
    'under the environment':
      'import os\n\nif os.environ.get("DEBUGPY"):\n    import debugpy\n    debugpy.listen(("0.0.0.0", 5678))\n',
    'a subclass of the debugger': 'import pdb\n\nclass Remote(pdb.Pdb):\n    pass\n',
    'a file for development': { path: 'scripts/dev/shell.py', code: 'import pdb\npdb.set_trace()\n' },
    'an example': { path: 'docs/example.py', code: 'breakpoint()\n' },
    'a project module named q': {
      path: 'shop/models.py',
      code: 'from q import q\n\nq(1)\n',
      files: { 'q.py': 'def q(x): return x\n' },
    },
    'the word in a name': 'def test_breakpoint_md(): ...\nbreakpoints = [1]\n',
    'an import under try that is used':
      'try:\n    import ipdb as pdb\nexcept ImportError:\n    import pdb\n\nDEBUGGER = pdb\n',
    'a name in __all__': 'from pdb import set_trace\n\n__all__ = ["set_trace"]\n',
    "Django's Q objects": 'from django.db.models import Q as q\n\nq(name="x")\n',
    "a library's breakpoint": 'import numpy as np\n\nnp.breakpoint()\n',
    'a shell command with its own namespace':
      'import code\n\ndef start(context):\n    code.interact(banner="hello", local=context)\n',
    'a wrapper of a debugger':
      'import pdb\nimport sys\n\ndef set_trace():\n    pdb.Pdb().set_trace(sys._getframe().f_back)\n',
    'a debugger’s own class':
      'import pdb\n\nclass RemotePdb(pdb.Pdb):\n    def set_trace(self, frame=None):\n        return super().set_trace(frame)\n',
    'a shell command, by its name': 'import IPython\n\ndef shell_command():\n    IPython.embed()\n',
    'a debugger on request':
      'import pdb\n\ndef handle(options, error):\n    if options["pdb"]:\n        pdb.post_mortem(error)\n',
    'a test runner that offers a debugger':
      'import pdb\n\nclass PdbResult:\n    def debug(self, error):\n        pdb.post_mortem(error)\n',
    "something else's code": 'code = compile_rule()\ncode.interact()\n',
    "if the project's own variable asks": 'import os\n\nif os.environ.get("SHOP_LAPTOP"):\n    breakpoint()\n',
  },
  reports: {
    'a package named local': {
      path: 'auth/local/views.py',
      code: 'def sign_in(request):\n    breakpoint()\n    return request.user\n',
      files: { 'auth/local/__init__.py': '' },
      at: ['2:5-2:17'],
      severity: 'error',
    },
    'breakpoint()': {
      code: 'def pay(order):\n    breakpoint()\n    return order\n',
      at: ['2:5-2:17'],
      fixed: 'def pay(order):\n    return order\n',
      safety: 'unsafe',
    },
    'the only statement in a block': {
      code: 'def pay(order):\n    breakpoint()  # look\n',
      at: ['2:5-2:17'],
      fixed: 'def pay(order):\n    pass  # look\n',
    },
    'two that leave a block empty': {
      code: 'if x:\n    breakpoint()\n    breakpoint()\nelse:\n    y()\n',
      at: ['2:5-2:17', '3:5-3:17'],
      fixed: 'if x:\n    pass\nelse:\n    y()\n',
    },
    'import and call on one line': {
      code: 'def f():\n    import pdb; pdb.set_trace()\n    return 1\n',
      at: ['2:17-2:32'],
      fixed: 'def f():\n    return 1\n',
    },
    'only import and call on one line': {
      code: 'def f():\n    import pdb; pdb.set_trace()\n',
      at: ['2:17-2:32'],
      fixed: 'def f():\n    pass\n',
    },
    'an import whose call is removed': {
      code: 'import ipdb\n\ndef f():\n    ipdb.set_trace()\n    return 1\n',
      at: ['4:5-4:21'],
      fixed: '\ndef f():\n    return 1\n',
    },
    'after a semicolon': { code: 'x = 1; breakpoint()\ny = 2\n', at: ['1:8-1:20'], fixed: 'x = 1\ny = 2\n' },
    'before a semicolon': { code: 'breakpoint(); y = 2\n', at: ['1:1-1:13'], fixed: 'y = 2\n' },
    'between semicolons': { code: 'x = 1; breakpoint(); y = 2\n', at: ['1:8-1:20'], fixed: 'x = 1; y = 2\n' },
    'on the line of its header': { code: 'if x: breakpoint()\n', at: ['1:7-1:19'], fixed: 'if x: pass\n' },
    'first on the line of its header': {
      code: 'if x: breakpoint(); go()\n',
      at: ['1:7-1:19'],
      fixed: 'if x: go()\n',
    },
    'across lines': { code: 'breakpoint(\n)\nx = 1\n', at: ['1:1-2:2'], fixed: 'x = 1\n' },
    'at the end without a newline': { code: 'x = 1\nbreakpoint()', at: ['2:1-2:13'], fixed: 'x = 1\n' },
    'inside an expression': { code: 'x = breakpoint() or 1\n', at: ['1:5-1:17'], fixed: null },
    'a callback': { code: 'run(lambda: breakpoint())\n', at: ['1:13-1:25'], fixed: null },
    'sys.breakpointhook': { code: 'import sys\n\nsys.breakpointhook()\n', at: ['3:1-3:21'] },
    'an alias': { code: 'from pdb import set_trace as st\n\nst()\n', at: ['3:1-3:5'] },
    'an alias by assignment': { code: 'import pdb\n\nstop = pdb.set_trace\nstop()\n', at: ['4:1-4:7'] },
    __import__: { code: '__import__("pdb").set_trace()\n', at: ['1:1-1:30'], fixed: '' },
    import_module: { code: 'import importlib\n\nimportlib.import_module("ipdb").set_trace()\n', at: ['3:1-3:44'] },
    IPython: { code: 'import IPython\n\nIPython.embed()\n', at: ['3:1-3:16'] },
    'embed from IPython': { code: 'from IPython import embed\nembed()\n', at: ['2:1-2:8'], fixed: '' },
    'an instance': { code: 'import pdb\n\npdb.Pdb().set_trace()\n', at: ['3:1-3:22'] },
    await: {
      code: 'import pdb\n\nasync def f():\n    await pdb.set_trace_async()\n    return 1\n',
      at: ['4:11-4:32'],
      fixed: '\nasync def f():\n    return 1\n',
    },
    'code.interact': { code: 'import code\n\ncode.interact(local=locals())\n', at: ['3:1-3:30'] },
    "code.interact with the place's own variables": {
      code: 'import code\n\ncode.interact(local=dict(globals(), **locals()))\n',
      at: ['3:1-3:49'],
    },
    'post-mortem in a handler': {
      code: 'import pdb\n\ntry:\n    go()\nexcept Exception:\n    pdb.post_mortem()\n',
      at: ['6:5-6:22'],
      fixed: '\ntry:\n    go()\nexcept Exception:\n    pass\n',
    },
    'under __main__': { code: 'if __name__ == "__main__":\n    breakpoint()\n', at: ['2:5-2:17'] },
    'in a test': {
      path: 'tests/test_pay.py',
      code: 'def test_pay():\n    breakpoint()\n',
      at: ['2:5'],
      severity: 'warning',
    },
    'a listening one, in a test': {
      path: 'tests/test_pay.py',
      code: 'import debugpy\n\ndebugpy.listen(5678)\n',
      at: ['3:1-3:21'],
      severity: 'error',
    },
    'a listening one, in development': {
      path: 'config/settings/dev.py',
      code: 'from celery.contrib import rdb\n\nrdb.set_trace()\n',
      at: ['3:1-3:16'],
      severity: 'error',
    },
    'only an import': {
      code: 'import pdb\nx = 1\n',
      at: ['1:8-1:11'],
      severity: 'warning',
      fixed: 'x = 1\n',
    },
    'only an import, among others': {
      code: 'import os, pdb\nprint(os.name)\n',
      at: ['1:12-1:15'],
      severity: 'warning',
      fixed: null,
    },
    'a call of module q': { code: 'import q\n\nq(x)\n', at: ['3:1-3:5'] },
    'after a broken line': { code: 'def broken(:\nbreakpoint()\n', at: ['2:1-2:13'] },
    'if a host says that it is deployed':
      'import os\n\n\ndef total(items):\n    if os.environ.get("DYNO"):\n        «breakpoint()»\n    return sum(items)\n',
    'after a return for laptops':
      'import os\n\n\ndef total(items):\n    if "DYNO" not in os.environ:\n        return 0\n    «breakpoint()»\n    return sum(items)\n',
    'a class with the name of an environment':
      'class LocalStore:\n    def get(self):\n        «breakpoint()»\n        return 1\n',
  },
});

/** Every entry of the table through its module, and under an unrelated name. */
for (const name of DEBUGGER_CALLS.keys()) {
  if (name.startsWith('builtins.')) continue;
  test(`${name} is found, a namesake is not`, () => {
    const maker = name.split('()')[0] as string;
    const module = maker.includes('.') ? maker.slice(0, maker.lastIndexOf('.')) : maker;
    const find = (code: string) => [...problemsOf(leftoverDebugger, documentOf(code))].map(({ message }) => message);
    assert.equal(find(`import ${module}\n${name}()\n`).length, 1);
    assert.deepEqual(find(`other_${name}()\n`), []);
  });
}
