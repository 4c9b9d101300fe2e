import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEBUG_ARGUMENTS, type DebugArgument } from '../../../src/data/frameworks.ts';
import { problemsOf } from '../../../src/engine/dispatch.ts';
import { debugArgument } from '../../../src/rules/debug/debug-argument.ts';
import { documentOf } from '../../virtual-files.ts';
import { ruleTest } from '../rule-test.ts';

const flask = 'from flask import Flask\n\napp = Flask(__name__)\n';

ruleTest(debugArgument, {
  allows: {
    'an examples folder': { path: 'examples/web.py', code: `${flask}app.run(debug=True)\n` },
    'debug off, through the class': `${flask}Flask.run(app, debug=False)\n`,
    'a method of another class': `${flask}class Runner:\n    def run(self, debug):\n        pass\n\n\nRunner.run(app, debug=True)\n`,
    'the place of another argument': `${flask}Flask.run(app, None, True)\n`,
    'a module of the same name': 'import subprocess as Flask\n\nFlask.run(["ls"], debug=True)\n',
    'debug is off': `${flask}app.run(debug=False)\n`,
    'off, as a number': `${flask}app.run(debug=0)\n`,
    'no argument': `${flask}app.run()\n`,
    'a subprocess': 'import subprocess\n\nsubprocess.run(["ls"], debug=True)\n',
    'a runner that is not an application': 'from invoke import Runner\n\nrunner = Runner()\nrunner.run(debug=True)\n',
    'an object from somewhere': 'def go(app):\n    app.run(debug=True)\n',
    'an unknown import called app': 'from engine import app\n\napp.run(debug=True)\n',
    asyncio: 'import asyncio\n\nasyncio.run(main(), debug=True)\n',
    'a setting': `from conf import settings\n${flask}app.run(debug=settings.debug)\n`,
    'a command-line argument': `${flask}app.run(debug=args.debug)\n`,
    'a required environment variable': `import os\n${flask}app.run(debug=os.environ["ENV"] == "dev")\n`,
    'under if False': `${flask}if False:\n    app.run(debug=True)\n`,
    'under a debug switch': `${flask}if app.debug:\n    app.run(debug=True)\n`,
    'under an option': `${flask}if args.debug:\n    app.run(debug=True)\n`,
    'a parameter': `${flask}def serve(debug=True):\n    app.run(debug=debug)\n`,
    tests: { path: 'tests/test_app.py', code: `${flask}app.run(debug=True)\n` },
    'a development server': { path: 'scripts/dev_server.py', code: `${flask}app.run(debug=True)\n` },
    'an example': { path: 'examples/hello/app.py', code: `${flask}app.run(debug=True)\n` },
    'a logger': 'import logging\n\nlogging.basicConfig(debug=True)\n',
    'Gradio, which only prints': 'import gradio as gr\n\ngr.Interface(f, "text", "text").launch(debug=True)\n',
    'a method of a class in the file': 'class App:\n    def run(self, debug): ...\n\nApp().run(debug=True)\n',
    'a subclass with its own run':
      'from flask import Flask\n\nclass App(Flask):\n    def run(self, debug): ...\n\nApp(__name__).run(debug=True)\n',
    'a factory with another name': 'app = make_widget()\napp.run(debug=True)\n',
    'FastAPI off': 'from fastapi import FastAPI\n\napp = FastAPI(debug=False, title="debug=True")\n',
    'a text argument': `${flask}app.run("debug=True")\n`,
    'an empty text': `${flask}app.run(debug="")\n`,
    'Pyramid debug that Pyramid itself reads as off':
      'from pyramid.config import Configurator\n\nConfigurator(settings={"pyramid.debug_all": "false"})\n',
    'a mapping whose last word is off': `${flask}options = {"debug": True}\noptions["debug"] = False\napp.run(**options)\n`,
    'Starlette settings from the environment':
      'from starlette.applications import Starlette\nfrom starlette.config import Config\n\nconfig = Config(".env")\nDEBUG = config("DEBUG", cast=bool, default=False)\napp = Starlette(debug=DEBUG)\n',
    'reload from the settings': 'import uvicorn\n\nuvicorn.run("portal:app", reload=settings.debug)\n',
    "something else's reload": 'import importlib\n\nplugins.run("portal:app", reload=True)\n',
    'an application in another file with debug off': {
      code: 'from .factory import make\n\nmake().run(debug=False)\n',
      files: { 'factory.py': 'from flask import Flask\n\ndef make():\n    return Flask(__name__)\n' },
    },
    'a function in another file that creates something else': {
      code: 'from .factory import make\n\nmake().run(debug=True)\n',
      files: { 'factory.py': 'class Job:\n    pass\n\ndef make():\n    return Job()\n' },
    },
    'a value from a class in the file':
      'from flask import Flask\n\nclass Settings:\n    DEBUG = True\n\nconf = Settings()\napp = Flask(__name__)\napp.run(debug=conf.DEBUG)\n',
  },
  reports: {
    'a method through its class': `${flask}Flask.run(app, debug=«True»)\n`,
    'a method through its class, by position': `${flask}Flask.run(app, None, None, «True»)\n`,
    'a method of the class under another name': `${flask}start = Flask.run\nstart(app, debug=«True»)\n`,
    'a method of the class that is called later': `from functools import partial\n${flask}partial(Flask.run, app, debug=«True»)()\n`,
    'a method of the base': `from flask import Flask\n\n\nclass App(Flask):\n    def run(self):\n        Flask.run(self, debug=«True»)\n`,
    'the method of another framework':
      'from quart import Quart\n\napp = Quart(__name__)\nQuart.run(app, debug=«True»)\n',
    'a package named demo': {
      path: 'demo/web.py',
      code: 'from flask import Flask\napp = Flask(__name__)\napp.run(debug=True)\n',
      files: { 'demo/__init__.py': '' },
      at: ['3:15-3:19'],
    },
    "Pyramid's other switches": {
      code: 'from pyramid.config import Configurator\n\nConfigurator(settings={"pyramid.debug_authorization": "true", "debug_notfound": True})\n',
      at: ['3:55-3:61', '3:81-3:85'],
      fixed:
        'from pyramid.config import Configurator\n\nConfigurator(settings={"pyramid.debug_authorization": "false", "debug_notfound": False})\n',
    },
    'the keyword': {
      code: `${flask}app.run(debug=True)\n`,
      at: ['4:15-4:19'],
      fixed: `${flask}app.run(debug=False)\n`,
      safety: 'safe',
      message: 'console',
    },
    'under __main__': {
      code: `${flask}\nif __name__ == "__main__":\n    app.run(host="0.0.0.0", debug=True)\n`,
      at: ['6:35-6:39'],
    },
    'across several lines': { code: `${flask}app.run(\n    host="0.0.0.0",\n    debug=True,\n)\n`, at: ['6:11-6:15'] },
    'a number': { code: `${flask}app.run(debug=1)\n`, at: ['4:15-4:16'], fixed: `${flask}app.run(debug=0)\n` },
    text: { code: `${flask}app.run(debug="1")\n`, at: ['4:15-4:18'], fixed: `${flask}app.run(debug=False)\n` },
    'the third position': {
      code: `${flask}app.run("0.0.0.0", 8080, True)\n`,
      at: ['4:26-4:30'],
      fixed: `${flask}app.run("0.0.0.0", 8080, False)\n`,
    },
    'a chain from the constructor': { code: 'import flask as f\nf.Flask("x").run(debug=True)\n', at: ['2:24-2:28'] },
    'an alias of the method': { code: `${flask}start = app.run\nstart(debug=True)\n`, at: ['5:13-5:17'] },
    'a value via a name': {
      code: `${flask}debug_on = True\napp.run(debug=debug_on)\n`,
      at: ['5:15-5:23'],
    },
    'a mapping': {
      code: `${flask}options = {"debug": True}\napp.run(**options)\n`,
      at: ['4:21-4:25'],
      fixed: `${flask}options = {"debug": False}\napp.run(**options)\n`,
    },
    'a mapping by dict()': { code: `${flask}app.run(**dict(port=1, debug=True))\n`, at: ['4:30-4:34'] },
    'a key added to the mapping': {
      code: `${flask}options = {}\noptions["debug"] = True\napp.run(**options)\n`,
      at: ['5:20-5:24'],
    },
    create_app: { code: 'from shop import create_app\n\ncreate_app().run(debug=True)\n', at: ['3:24-3:28'] },
    'a local make_app': {
      code: 'def make_app():\n    return wire(load())\n\napp = make_app()\napp.run(debug=True)\n',
      at: ['5:15-5:19'],
    },
    'a factory that returns one': {
      code: 'from flask import Flask\n\ndef factory():\n    app = Flask(__name__)\n    return app\n\nfactory().run(debug=True)\n',
      at: ['7:21-7:25'],
    },
    'an application in another file': {
      path: 'run.py',
      code: 'from shop import app\n\napp.run(debug=True)\n',
      files: { 'shop/__init__.py': 'from flask import Flask\n\napp = Flask(__name__)\n' },
      at: ['3:15-3:19'],
    },
    'an application re-exported by a package': {
      path: 'shop/run.py',
      code: 'from .web import app\n\napp.run(debug=True)\n',
      files: {
        'shop/web/__init__.py': 'from .main import app\n',
        'shop/web/main.py': 'import flask\napp = flask.Flask("x")\n',
      },
      at: ['3:15-3:19'],
    },
    'a subclass': {
      code: 'from flask import Flask\n\nclass App(Flask):\n    pass\n\nApp(__name__).run(debug=True)\n',
      at: ['6:25-6:29'],
    },
    'an annotated parameter': {
      code: 'from flask import Flask\n\ndef serve(app: Flask):\n    app.run(debug=True)\n',
      at: ['4:19-4:23'],
    },
    'self.app': {
      code: 'from flask import Flask\n\nclass Server:\n    def __init__(self):\n        self.app = Flask("x")\n\n    def go(self):\n        self.app.run(debug=True)\n',
      at: ['8:28-8:32'],
    },
    partial: { code: `import functools\n${flask}functools.partial(app.run, debug=True)()\n`, at: ['5:34-5:38'] },
    'a thread': {
      code: `import threading\n${flask}threading.Thread(target=app.run, kwargs={"debug": True}).start()\n`,
      at: ['5:51-5:55'],
    },
    "run_simple's debugger": {
      code: 'from werkzeug.serving import run_simple\n\nrun_simple("0.0.0.0", 80, app, use_debugger=True)\n',
      at: ['3:45-3:49'],
    },
    'run_simple by position': {
      code: 'from werkzeug.serving import run_simple\n\nrun_simple("0.0.0.0", 80, app, False, True)\n',
      at: ['3:39-3:43'],
    },
    DebuggedApplication: {
      code: 'from werkzeug.debug import DebuggedApplication\n\napp = DebuggedApplication(app, evalex=True)\n',
      at: ['3:39-3:43'],
    },
    'bottle.debug': {
      code: 'import bottle\n\nbottle.debug(True)\n',
      at: ['3:14-3:18'],
      fixed: 'import bottle\n\nbottle.debug(False)\n',
    },
    'bottle.debug without an argument': {
      code: 'from bottle import debug\n\ndebug()\n',
      at: ['3:1-3:8'],
      fixed: 'from bottle import debug\n\ndebug(False)\n',
    },
    'Tornado settings': {
      code: 'import tornado.web\n\nsettings = {\n    "debug": True,\n}\napp = tornado.web.Application([], **settings)\n',
      at: ['4:14-4:18'],
    },
    serve_traceback: {
      code: 'from tornado.web import Application\n\nApplication([], serve_traceback=True)\n',
      at: ['3:33-3:37'],
    },
    'Sanic dev': { code: 'from sanic import Sanic\n\napp = Sanic("x")\napp.run(dev=True)\n', at: ['4:13-4:17'] },
    'Dash run_server': { code: 'import dash\n\napp = dash.Dash()\napp.run_server(debug=True)\n', at: ['4:22-4:26'] },
    'super().__init__': {
      code: 'from fastapi import FastAPI\n\nclass Api(FastAPI):\n    def __init__(self):\n        super().__init__(debug=True)\n',
      at: ['5:32-5:36'],
    },
    'Starlette middleware': {
      code: 'from starlette.middleware.errors import ServerErrorMiddleware\n\napp.add_middleware(ServerErrorMiddleware, debug=True)\n',
      at: ['3:49-3:53'],
    },
    'Pyramid settings': {
      code: 'from pyramid.config import Configurator\n\nConfigurator(settings={"pyramid.debug_all": "true"})\n',
      at: ['3:45-3:51'],
    },
    'two switches in one call': {
      code: 'from tornado.web import Application\n\nApplication([], debug=True, serve_traceback=True)\n',
      at: ['3:23-3:27', '3:45-3:49'],
    },
    'after a broken line': { code: `${flask}def broken(:\napp.run(debug=True)\n`, at: ['5:15-5:19'] },
    "a server's reload": {
      code: 'import uvicorn\n\nuvicorn.run("portal:app", host="0.0.0.0", reload=«True»)\n',
      severity: 'warning',
    },
    "a configuration's reload": {
      code: 'import uvicorn\n\nuvicorn.Server(uvicorn.Config("portal:app", reload=«True»)).run()\n',
      severity: 'warning',
    },
    'the result of a function in another file': {
      path: 'main.py',
      code: 'from shop.factory import start_up\n\nsite = start_up()\nsite.run(debug=«True»)\n',
      files: {
        'shop/factory.py': 'from flask import Flask\n\ndef start_up():\n    app = Flask(__name__)\n    return app\n',
      },
    },
    'the annotated result of a function in another file': {
      path: 'main.py',
      code: 'from shop.factory import start_up\n\nstart_up().run(debug=«True»)\n',
      files: { 'shop/factory.py': 'from flask import Flask\n\ndef start_up() -> Flask:\n    return parts.build()\n' },
    },
  },
});

/** `flask.Flask().run` as code: what to import and create, and the name to call. */
function usage(callable: string): { readonly setup: string; readonly call: string; readonly name: string } {
  const [maker = '', rest = ''] = callable.split('()');
  const dot = maker.lastIndexOf('.');
  const [module, name] = [maker.slice(0, dot), maker.slice(dot + 1)];
  if (!callable.includes('()')) return { setup: `import ${module}\n`, call: maker, name };
  return { setup: `import ${module}\nserver = ${maker}()\n`, call: `server${rest}`, name };
}

function found(code: string): string[] {
  const doc = documentOf(code);
  return [...problemsOf(debugArgument, doc)].map(({ span }) => doc.text.slice(span.start, span.end));
}

const given = ({ keyword, keys }: DebugArgument, value: string): string =>
  keys === undefined ? `${keyword}=${value}` : `${keyword}={"${keys[0]}": ${value}}`;

for (const row of DEBUG_ARGUMENTS) {
  for (const callable of row.callables) {
    const { setup, call } = usage(callable);
    test(`${callable}: ${row.keyword} on, off, by an alias, by position, and a namesake`, () => {
      assert.deepEqual(found(`${setup}${call}(${given(row, 'True')})\n`), ['True'], 'on');
      assert.deepEqual(found(`${setup}${call}(${given(row, 'False')})\n`), [], 'off');
      assert.deepEqual(found(`${setup}other = ${call}\nother(${given(row, 'True')})\n`), ['True'], 'by an alias');
      assert.deepEqual(found(`${call.replace(/\W/g, '_')}(${given(row, 'True')})\n`), [], 'a namesake');
      const plain = call.split('.').at(-1) as string;
      assert.deepEqual(
        found(`from elsewhere import ${plain}\n${plain}(${given(row, 'True')})\n`),
        [],
        'from elsewhere',
      );
      if (row.position === undefined || row.keys !== undefined) return;
      const before = Array.from({ length: row.position }, () => 'x');
      assert.deepEqual(found(`${setup}${call}(${[...before, 'True'].join(', ')})\n`), ['True'], 'by position');
      assert.deepEqual(found(`${setup}${call}(${[...before, 'False'].join(', ')})\n`), [], 'off by position');
    });
  }
}
