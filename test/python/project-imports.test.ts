import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluate } from '../../src/python/worth/index.ts';
import { projectOf } from '../virtual-files.ts';

type Files = Readonly<Record<string, string>>;

/** The first argument of the last `see(…)` in shop/main.py, next to other files of the project. */
function seen(code: string, files: Files) {
  const doc = projectOf({ 'shop/__init__.py': '', ...files, 'shop/main.py': code }).document('shop/main.py')!;
  const call = doc.python.nodes('Call').findLast(({ func }) => func.kind === 'Name' && func.name === 'see');
  return { expression: call!.args[0]!, names: doc.names, text: doc.text };
}

function qualified(code: string, files: Files): readonly string[] {
  const { expression, names } = seen(code, files);
  return names.qualify(expression);
}

const APP = 'from flask import Flask\napp = Flask(__name__)\n';
const factory = (body: string): string => `from flask import Flask\ndef make():\n${body}`;

const NAMES: Readonly<Record<string, readonly [code: string, files: Files, names: readonly string[]]>> = {
  'a variable': ['from .app import app\nsee(app.run)\n', { 'shop/app.py': APP }, ['flask.Flask().run']],
  'a variable under another name': ['from .app import app as a\nsee(a)\n', { 'shop/app.py': APP }, ['flask.Flask()']],
  'an absolute import': ['from shop.app import app\nsee(app)\n', { 'shop/app.py': APP }, ['flask.Flask()']],
  'an attribute of a module': ['from . import app\nsee(app.app)\n', { 'shop/app.py': APP }, ['flask.Flask()']],
  'a re-export': [
    'from .web import app\nsee(app)\n',
    { 'shop/web.py': 'from .app import app\n', 'shop/app.py': APP },
    ['flask.Flask()'],
  ],
  'a star import': ['from .app import *\nsee(app)\n', { 'shop/app.py': APP }, ['flask.Flask()']],
  'a star import of a star import': [
    'from .web import *\nsee(app)\n',
    { 'shop/web.py': 'from .app import *\n', 'shop/app.py': APP },
    ['flask.Flask()'],
  ],
  'a function of the standard library': [
    'from .run import call\nsee(call)\n',
    { 'shop/run.py': 'from os import system as call\n' },
    ['os.system'],
  ],
  'importlib with a constant': [
    'import importlib\nweb = importlib.import_module("shop.app")\nsee(web.app)\n',
    { 'shop/app.py': APP },
    ['flask.Flask()'],
  ],
  'the result of a function': [
    'from .app import make\nsee(make())\n',
    { 'shop/app.py': factory('    app = Flask(__name__)\n    return app\n') },
    ['.app.make()', 'flask.Flask()'],
  ],
  'the annotated result of a function': [
    'from .app import make\nsee(make())\n',
    { 'shop/app.py': 'from flask import Flask\ndef make() -> Flask:\n    return build_it()\n' },
    ['.app.make()', 'flask.Flask()'],
  ],
  'a subclass': [
    'from .app import App\nsee(App().run)\n',
    { 'shop/app.py': 'from fastapi import FastAPI\nclass App(FastAPI):\n    pass\n' },
    ['.app.App().run', 'fastapi.FastAPI().run'],
  ],
  'a function of the project': ['from .app import f\nsee(f)\n', { 'shop/app.py': 'def f():\n    pass\n' }, ['.app.f']],
  'a module that is not there': ['from .app import app\nsee(app)\n', {}, ['.app.app']],
  'a name that is not there': ['from .app import other\nsee(other)\n', { 'shop/app.py': APP }, ['.app.other']],
  'a circle': [
    'from .a import x\nsee(x)\n',
    { 'shop/a.py': 'from .b import x\n', 'shop/b.py': 'from .a import x\n' },
    ['.a.x'],
  ],
  'a module of the standard library': ['import os\nsee(os.system)\n', { 'shop/app.py': APP }, ['os.system']],
};
for (const [name, [code, files, names]] of Object.entries(NAMES)) {
  test(`names across files: ${name}`, () => assert.deepEqual(qualified(code, files), names));
}

const TOOLS = `import os
def flag(name, default):
    return os.environ.get(name, str(default)).lower() == "true"
def text(name):
    return os.environ.get(name, "none")
YES = "True"
`;

test('functions in other files are evaluated as if they were here, and their lookups count for the call', () => {
  const { expression, names, text } = seen('from .tools import flag\nsee(flag("DEBUG", True))\n', {
    'shop/tools.py': TOOLS,
  });
  const result = evaluate(expression, names, () => null);
  assert.equal(result.state === 'known' && result.value, true);
  const [read, ...others] = result.reads;
  assert.deepEqual(others, []);
  assert.equal(read?.variable, 'DEBUG');
  assert.equal(text.slice(read?.call.start, read?.call.end), 'flag("DEBUG", True)');
  assert.equal(text.slice(read?.default?.start, read?.default?.end), 'True');
});

const WORTHS: Readonly<Record<string, readonly [code: string, files: Files, worth: unknown]>> = {
  'a default of the function': ['from .tools import text\nsee(text("X"))\n', { 'shop/tools.py': TOOLS }, 'none'],
  'a constant': ['from .tools import YES\nsee(YES + "!")\n', { 'shop/tools.py': TOOLS }, 'True!'],
  'a constant of a module': ['from . import tools\nsee(tools.YES)\n', { 'shop/tools.py': TOOLS }, 'True'],
  'a star import': ['from .tools import *\nsee(YES)\n', { 'shop/tools.py': TOOLS }, 'True'],
  'a branch of a package': [
    'from . import settings\nsee(settings.DEBUG)\n',
    {
      'shop/settings/__init__.py':
        'import os\nif os.environ.get("ENV") == "production":\n    from .live import DEBUG\nelse:\n    from .base import DEBUG\n',
      'shop/settings/live.py': 'DEBUG = False\n',
      'shop/settings/base.py': 'DEBUG = True\n',
    },
    true,
  ],
  'something unknown': ['from .tools import nothing\nsee(nothing)\n', { 'shop/tools.py': TOOLS }, 'unknown'],
};
for (const [name, [code, files, worth]] of Object.entries(WORTHS)) {
  test(`values across files: ${name}`, () => {
    const { expression, names } = seen(code, files);
    const result = evaluate(expression, names, () => null);
    assert.deepEqual(result.state === 'known' ? result.value : result.state, worth);
  });
}
