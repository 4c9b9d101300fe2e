import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveNames } from '../../src/python/names/resolve-names.ts';
import type { Expression } from '../../src/python/syntax/nodes.ts';
import { parsePython } from '../../src/python/syntax/parse.ts';

/** What the arguments of the last `see(...)` denote, sorted. */
function seen(code: string): string[] {
  const file = parsePython(code);
  assert.deepEqual(file.problems, []);
  const names = resolveNames(file);
  const calls = file.nodes('Call').filter(({ func }) => func.kind === 'Name' && func.name === 'see');
  const last = calls.at(-1);
  assert.ok(last, 'the case has no see()');
  return last.args.flatMap((argument: Expression) => [...names.qualify(argument)]).sort();
}

function table(title: string, cases: Readonly<Record<string, readonly [string, readonly string[]]>>): void {
  for (const [name, [code, expected]] of Object.entries(cases)) {
    test(`${title}: ${name}`, () => assert.deepEqual(seen(code), [...expected].sort()));
  }
}

table('imports', {
  plain: ['import os\nsee(os.environ.get)', ['os.environ.get']],
  dotted: ['import a.b.c\nsee(a.b.c.d)', ['a.b.c.d']],
  'dotted with a name': ['import a.b as c\nsee(c.d)', ['a.b.d']],
  'from with a name': ['from flask import Flask as F\nsee(F)', ['flask.Flask']],
  relative: ['from .base import DEBUG\nsee(DEBUG)', ['.base.DEBUG']],
  'relative without a module': ['from .. import base\nsee(base.x)', ['..base.x']],
  star: ['from flask import *\nsee(Flask)', ['flask.Flask']],
  'star and a definition': ['from flask import *\ndef Flask(): pass\nsee(Flask)', ['@Flask']],
  'a star below': ['see(Flask)\nfrom flask import *', []],
  'relative star': ['from .base import *\nsee(DEBUG)', ['.base.DEBUG']],
  'two paths': [
    'try:\n    import json\nexcept ImportError:\n    import simplejson as json\nsee(json.loads)',
    ['json.loads', 'simplejson.loads'],
  ],
  'inside the function': ['def f():\n    import os\n    see(os.system)\n', ['os.system']],
  __import__: ['see(__import__("pdb").set_trace)', ['pdb.set_trace']],
  import_module: ['import importlib\nm = importlib.import_module("a.b")\nsee(m.c)', ['a.b.c']],
  'python 2 builtins': ['import __builtin__\nsee(__builtin__.eval)', ['builtins.eval']],
  'a cut submodule': ['import os.path\nsee(os.system)', ['os.system']],
});

table('builtins', {
  plain: ['see(eval)', ['builtins.eval']],
  shadowed: ['def eval(x): pass\nsee(eval)', ['@eval']],
  parameter: ['def f(eval):\n    see(eval)', []],
  'shadowed by a local assigned later': ['def f():\n    see(eval)\n    eval = 1', []],
  'shadowed later in the module': ['def f():\n    see(eval)\neval = print', ['builtins.print']],
  'not shadowed yet': ['see(eval)\neval = print', ['builtins.eval']],
  deleted: ['eval = 1\ndel eval\nsee(eval)', ['builtins.eval']],
  'on one path': [
    'try:\n    input = raw_input\nexcept NameError:\n    pass\nsee(input)',
    ['builtins.input', 'builtins.raw_input'],
  ],
  "the module's": ['import builtins\nsee(builtins.exec)', ['builtins.exec']],
  __builtins__: ['see(__builtins__["eval"], __builtins__.exec)', ['builtins.eval', 'builtins.exec']],
  'through __dict__': ['import os\nsee(os.__dict__["system"], vars(os)["popen"])', ['os.popen', 'os.system']],
  getattr: ['import os\nname = "system"\nsee(getattr(os, "popen"), getattr(os, name))', ['os.popen', 'os.system']],
  'a class member is not a builtin': ['class A:\n    eval = 1\n    def f(self):\n        see(eval)', ['builtins.eval']],
  'in the class body': ['class A:\n    def eval(self): pass\n    see(eval)', ['@A.eval']],
  'in the class body, above': ['class A:\n    see(eval)\n    def eval(self): pass', ['builtins.eval']],
  'a comprehension in a class': ['class A:\n    eval = 1\n    x = [see(eval) for _ in y]', ['builtins.eval']],
  'the first iterable in a class': ['import os\nclass A:\n    eval = os\n    x = [1 for _ in see(eval)]', ['os']],
  'a loop variable': ['for eval in x:\n    see(eval)', []],
  'except name': ['try:\n    pass\nexcept ValueError as eval:\n    see(eval)', ['builtins.ValueError()']],
  'after except': ['try:\n    pass\nexcept ValueError as eval:\n    pass\nsee(eval)', ['builtins.eval']],
  'a capture': ['match x:\n    case [eval, *rest]:\n        see(eval)', []],
  'a lambda': ['f = lambda eval: see(eval)', []],
  'a default of a lambda': ['f = lambda eval=see(eval): 1', ['builtins.eval']],
  'a comprehension variable': ['[see(eval) for eval in y]', []],
  'after a comprehension': ['[1 for eval in y]\nsee(eval)', ['builtins.eval']],
  'a global': ['def f():\n    global eval\n    eval = 1\n\ndef g():\n    see(eval)', ['builtins.eval']],
  'a type parameter is unknown': ['import os\nx = os\nx += 1\nsee(x)', []],
});

table('values', {
  alias: ['import os\ng = os.environ.get\nsee(g)', ['os.environ.get']],
  instance: ['import flask as f\napp = f.Flask(__name__)\nsee(app.run)', ['flask.Flask().run']],
  chain: ['import gradio as gr\nsee(gr.Interface(f).queue().launch)', ['gradio.Interface().queue().launch']],
  unpacked: ['import a\nx, (y, z) = a.X(), (a.Y(), a.Z())\nsee(x, y, z)', ['a.X()', 'a.Y()', 'a.Z()']],
  'unpacked from one': ['import a\nx, y = a.f()\nsee(x)', []],
  chained: ['import a\nx = y = a.X()\nsee(x, y)', ['a.X()', 'a.X()']],
  overwritten: ['import a\nx = a.X()\nx = a.Y()\nsee(x)', ['a.Y()']],
  branches: ['import a\nif c:\n    x = a.X()\nelse:\n    x = a.Y()\nsee(x)', ['a.X()', 'a.Y()']],
  'a branch that returns': [
    'import a\ndef f():\n    x = a.X()\n    if c:\n        x = a.Y()\n        return x\n    see(x)',
    ['a.X()'],
  ],
  elif: ['import a\nx = a.A()\nif c:\n    x = a.X()\nelif d:\n    x = a.Y()\nsee(x)', ['a.A()', 'a.X()', 'a.Y()']],
  'the next round': ['import a\nx = a.A()\nfor i in y:\n    see(x)\n    x = a.B()', ['a.A()', 'a.B()']],
  'after a loop': ['import a\nx = a.A()\nwhile c:\n    x = a.B()\nsee(x)', ['a.A()', 'a.B()']],
  with: ['import a\nwith a.X() as x, a.Y() as y:\n    see(x, y)', ['a.X()', 'a.Y()']],
  'async with': ['import a\nasync def f():\n    async with a.X() as x:\n        see(x)', ['a.X()']],
  await: ['import a\nasync def f():\n    x = await a.X()\n    see(x)', ['a.X()']],
  walrus: ['import a\nif (x := a.X()):\n    see(x)', ['a.X()']],
  'walrus in a comprehension': ['import a\n[(x := a.X()) for y in z]\nsee(x)', ['a.X()']],
  'annotated assignment': ['import a\nx: a.X = make()\nsee(x)', ['@make()'].slice(1).concat('a.X()')],
  'annotated parameter': [
    'from django.http import HttpRequest\ndef f(request: HttpRequest):\n    see(request.GET)',
    ['django.http.HttpRequest().GET'],
  ],
  'optional parameters': [
    'import a\nfrom typing import Optional as O\ndef f(x: O[a.X], y: a.Y | None, z: "a.Z"):\n    see(x, y, z)',
    ['a.X()', 'a.Y()', 'a.Z()'],
  ],
  partial: [
    'import functools, subprocess\nrun = functools.partial(subprocess.run, shell=True)\nsee(run)',
    ['subprocess.run'],
  ],
  conditional: ['import a\nx = a.X() if c else a.Y()\nsee(x)', ['a.X()', 'a.Y()']],
  or: ['import a\nx = y or a.X()\nsee(x)', ['a.X()']],
  'a list of functions': ['import os\nfor f in (os.system, os.popen):\n    see(f)', ['os.system', 'os.popen']],
  'no elements': ['import a\nx = [a.X()]\nsee(x[0])', []],
  'unknown base': ['see(x.run)', []],
  'nested function': ['import a\ndef f():\n    app = a.X()\n    def g():\n        see(app)\n    return g', ['a.X()']],
  'last one counts for functions': [
    'import a\napp = None\napp = a.X()\ndef f():\n    see(app)\napp = a.Y()',
    ['a.Y()'],
  ],
  'a global in another function': [
    'import a\napp = None\ndef init():\n    global app\n    app = a.X()\ndef f():\n    see(app)',
    ['a.X()'],
  ],
  nonlocal: [
    'import a\ndef f():\n    x = None\n    def g():\n        nonlocal x\n        x = a.X()\n    def h():\n        see(x)',
    ['a.X()'],
  ],
  'an alias of itself': ['x = x\nsee(x)', []],
  'two that refer to each other': ['def f():\n    see(x)\nx = y\ny = x', []],
});

table('classes', {
  'self.app': [
    'import a\nclass C:\n    def __init__(self):\n        self.app = a.X()\n    def f(self):\n        see(self.app.run)',
    ['a.X().run'],
  ],
  'class attribute': ['import a\nclass C:\n    app = a.X()\n    def f(self):\n        see(self.app)', ['a.X()']],
  'through the class': ['import a\nclass C:\n    app = a.X()\nsee(C.app, C().app)', ['a.X()', 'a.X()']],
  'cls.app': [
    'import a\nclass C:\n    app = a.X()\n    @classmethod\n    def f(cls):\n        see(cls.app)',
    ['a.X()'],
  ],
  method: ['class C:\n    def m(self): pass\nsee(C().m)', ['@C().m']],
  'a subclass': [
    'from flask import Flask\nclass App(Flask): pass\nsee(App().run)',
    ['@App().run', 'flask.Flask().run'],
  ],
  'a subclass that overrides': [
    'from flask import Flask\nclass App(Flask):\n    def run(self): pass\nsee(App().run)',
    ['@App().run'],
  ],
  'two levels': [
    'from flask import Flask\nclass A(Flask): pass\nclass B(A): pass\nsee(B())',
    ['@A()', '@B()', 'flask.Flask()'],
  ],
  'an inherited attribute': [
    'import a\nclass A:\n    app = a.X()\nclass B(A):\n    def f(self):\n        see(self.app)',
    ['a.X()', '@B().app'],
  ],
  super: [
    'from flask import Flask\nclass A(Flask):\n    def run(self):\n        see(super().run)',
    ['flask.Flask().run'],
  ],
  property: [
    'import a\nclass C:\n    @property\n    def app(self):\n        return a.X()\n    def f(self):\n        see(self.app)',
    ['a.X()'],
  ],
  'generic base': ['import a\nclass C(a.Base[int]): pass\nsee(C())', ['@C()', 'a.Base()']],
  static: ['class C:\n    @staticmethod\n    def f(self):\n        see(self)', []],
  'its own base': ['class A(A): pass\nsee(A())', ['@A()']],
});

table('factories', {
  plain: [
    'from flask import Flask\ndef create_app():\n    app = Flask(__name__)\n    return app\nsee(create_app())',
    ['@create_app()', 'flask.Flask()'],
  ],
  'two levels': ['import a\ndef f():\n    return a.X()\ndef g():\n    return f()\nsee(g())', ['@f()', '@g()', 'a.X()']],
  'returns that disagree': [
    'import a\ndef f():\n    if c:\n        return a.X()\n    return a.Y()\nsee(f())',
    ['@f()'],
  ],
  'returns that agree': [
    'import a\ndef f():\n    if c:\n        return a.X(1)\n    return a.X(2)\nsee(f())',
    ['@f()', 'a.X()'],
  ],
  recursive: ['def f():\n    return f()\nsee(f())', ['@f()']],
  'a method': [
    'import a\nclass C:\n    def make(self):\n        return a.X()\nsee(C().make())',
    ['@C().make()', 'a.X()'],
  ],
  'a lambda': ['import a\nmake = lambda: a.X()\nsee(make())', ['@<lambda>()', 'a.X()']],
  decorated: ['import a\n@wrap\ndef f():\n    return a.X()\nsee(f())', ['@f()']],
  cached: ['import a, functools\n@functools.lru_cache()\ndef f():\n    return a.X()\nsee(f())', ['@f()', 'a.X()']],
  async: ['import a\nasync def f():\n    return a.X()\nasync def g():\n    see(await f())', ['@f()', 'a.X()']],
});

test('bindings list what may be in effect', () => {
  const file = parsePython('x = 1\nif c:\n    x = 2\nsee(x)\nx = 3\n');
  const names = resolveNames(file);
  const at = file.nodes('Call')[0]!;
  const values = (list: readonly { readonly value: Expression | null }[]) =>
    list.map(({ value }) => (value?.kind === 'Number' ? value.value : null));
  assert.deepEqual(values(names.bindings('x', at)), [1, 2]);
  assert.deepEqual(values(names.bindings('x', file.module)), [3]);
  assert.deepEqual(names.bindings('c', at), []);
});

test('star imports keep their order', () => {
  const file = parsePython('from .base import *\nfrom a.b import *\ndef f():\n    pass\n');
  assert.deepEqual(
    resolveNames(file).starImports.map(({ module }) => module),
    ['.base', 'a.b'],
  );
});
