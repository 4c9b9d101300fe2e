import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEBUG_ATTRIBUTES, DEBUG_ITEMS } from '../../../src/data/frameworks.ts';
import { problemsOf } from '../../../src/engine/dispatch.ts';
import { debugAttribute } from '../../../src/rules/debug/debug-attribute.ts';
import { documentOf } from '../../virtual-files.ts';
import { ruleTest } from '../rule-test.ts';

const flask = 'from flask import Flask\n\napp = Flask(__name__)\n';

ruleTest(debugAttribute, {
  allows: {
    'debug is off': `${flask}app.debug = False\n`,
    'a logger': 'import logging\n\nlogger = logging.getLogger()\nlogger.debug = True\n',
    'self in something else': 'class Tool:\n    def __init__(self):\n        self.debug = True\n',
    'an object from somewhere': 'def init(app):\n    app.debug = True\n',
    "something else's config": 'config = {}\nconfig["DEBUG"] = True\n',
    'another key': `${flask}app.config["DEBUG_TB_ENABLED"] = True\n`,
    'off in a mapping': `${flask}app.config.update(dict(DEBUG=False))\n`,
    'under a switch': `${flask}if args.debug:\n    app.debug = True\n`,
    'under the environment': `import os\n${flask}if os.environ.get("ENV") == "dev":\n    app.config["DEBUG"] = True\n`,
    tests: { path: 'tests/conftest.py', code: `${flask}app.config["DEBUG"] = True\n` },
    'a class for development': `${flask}class DevelopmentConfig:\n    def init(self):\n        app.debug = True\n`,
    'a comparison': `${flask}print(app.debug == True)\n`,
    reading: `${flask}debug = app.debug\n`,
    "something else's update": 'import collections\n\ncollections.Counter().update(DEBUG=True)\n',
    'web.py off': 'import web\n\nweb.config.debug = False\n',
    'FLASK_DEBUG off, as Flask spells it': 'import os\n\nos.environ["FLASK_DEBUG"] = "no"\n',
    'FLASK_DEBUG by a parameter':
      'import os\n\ndef put(value):\n    os.environ["FLASK_DEBUG"] = "1" if value else "0"\n',
    'an unknown value': `${flask}app.config["DEBUG"] = load("debug")\n`,
    "the environment's setting": `import os\n${flask}app.debug = os.environ.get("DEBUG") == "1"\n`,
    'testing in tests': { path: 'tests/conftest.py', code: 'from portal import app\n\napp.testing = True\n' },
    'testing from the environment':
      'import os\nfrom flask import Flask\n\napp = Flask(__name__)\napp.testing = os.environ.get("TESTING") == "1"\n',
    'the variable set to off':
      'import os\n\nos.environ["DJANGO_DEBUG"] = "0"\nos.environ.setdefault("FLASK_ENV", "production")\n',
    "another program's debug variable": 'import os\n\nos.environ["NODE_DEBUG"] = "1"\nos.environ["LOG_DEBUG"] = "1"\n',
    'a dict that is not the environment': 'environ = {}\nenviron["DJANGO_DEBUG"] = "1"\n',
  },
  reports: {
    'the attribute': {
      code: `${flask}app.debug = True\n`,
      at: ['4:13-4:17'],
      fixed: `${flask}app.debug = False\n`,
      safety: 'safe',
    },
    'the config': {
      code: `${flask}app.config["DEBUG"] = True\n`,
      at: ['4:23-4:27'],
      fixed: `${flask}app.config["DEBUG"] = False\n`,
    },
    'a chain': { code: `${flask}app.debug = app.testing = True\n`, at: ['4:27-4:31'] },
    unpacking: { code: `${flask}app.debug, x = 1, 2\n`, at: ['4:16-4:17'], fixed: `${flask}app.debug, x = 0, 2\n` },
    'an annotation': { code: `${flask}app.debug: bool = True\n`, at: ['4:19-4:23'] },
    'update by keyword': { code: `${flask}app.config.update(DEBUG=True, SECRET_KEY="x")\n`, at: ['4:25-4:29'] },
    'update by a mapping': { code: `${flask}app.config.update({"DEBUG": True})\n`, at: ['4:29-4:33'] },
    'update by dict()': { code: `${flask}app.config.update(dict(\n    DEBUG=True,\n))\n`, at: ['5:11-5:15'] },
    from_mapping: { code: `${flask}app.config.from_mapping(DEBUG=True)\n`, at: ['4:31-4:35'] },
    'from_mapping with a name': {
      code: `${flask}defaults = {"DEBUG": True}\napp.config.from_mapping(defaults)\n`,
      at: ['4:22-4:26'],
    },
    setdefault: { code: `${flask}app.config.setdefault("DEBUG", True)\n`, at: ['4:32-4:36'] },
    'a union': { code: `${flask}app.config |= {"DEBUG": True}\n`, at: ['4:25-4:29'] },
    'an alias of the config': { code: `${flask}config = app.config\nconfig["DEBUG"] = True\n`, at: ['5:19-5:23'] },
    setattr: { code: `${flask}setattr(app, "debug", True)\n`, at: ['4:23-4:27'] },
    'in a factory': {
      code: 'from flask import Flask\n\ndef create_app():\n    app = Flask(__name__)\n    app.config["DEBUG"] = True\n    return app\n',
      at: ['5:27-5:31'],
    },
    current_app: { code: 'from flask import current_app\n\ncurrent_app.debug = True\n', at: ['3:21-3:25'] },
    'an annotated parameter': {
      code: 'import flask\n\ndef init_app(app: flask.Flask):\n    app.config["DEBUG"] = 1\n',
      at: ['4:27-4:28'],
    },
    'the result of create_app': {
      code: 'from shop import create_app\n\napp = create_app()\napp.debug = True\n',
      at: ['4:13-4:17'],
    },
    'an application in another file': {
      path: 'wsgi.py',
      code: 'from shop import app\n\napp.debug = True\n',
      files: { 'shop.py': 'from flask import Flask\n\napp = Flask(__name__)\n' },
      at: ['3:13-3:17'],
    },
    'exceptions propagated': {
      code: `${flask}app.config["PROPAGATE_EXCEPTIONS"] = True\n`,
      at: ['4:38-4:42'],
      severity: 'warning',
    },
    'web.py': { code: 'import web\n\nweb.config.debug = True\n', at: ['3:20-3:24'] },
    'bottle.DEBUG': { code: 'import bottle\n\nbottle.DEBUG = True\n', at: ['3:16-3:20'] },
    "a Dash application's server": {
      code: 'import dash\n\napp = dash.Dash()\napp.server.debug = True\n',
      at: ['4:20-4:24'],
    },
    FastAPI: { code: 'from fastapi import FastAPI\n\napi = FastAPI()\napi.debug = True\n', at: ['4:13-4:17'] },
    'Django settings at run time': {
      code: 'from django.conf import settings\n\nsettings.DEBUG = True\n',
      at: ['3:18-3:22'],
    },
    CherryPy: {
      code: 'import cherrypy\n\ncherrypy.config.update({"request.show_tracebacks": True})\n',
      at: ['3:52-3:56'],
    },
    'FLASK_DEBUG off is on': { code: 'import os\n\nos.environ["FLASK_DEBUG"] = "off"\n', at: ['3:29-3:34'] },
    FLASK_DEBUG: {
      code: 'import os\n\nos.environ.setdefault("FLASK_DEBUG", "1")\n',
      at: ['3:38-3:41'],
      fixed: 'import os\n\nos.environ.setdefault("FLASK_DEBUG", "0")\n',
    },
    'two switches in one update': {
      code: `${flask}app.config.update(DEBUG=True, PROPAGATE_EXCEPTIONS=True)\n`,
      at: ['4:25-4:29', '4:52-4:56'],
      severity: ['error', 'warning'],
    },
    'the environment by setdefault': {
      code: 'import os\n\nos.environ.setdefault("FLASK_DEBUG", «"true"»)\n',
      fixed: 'import os\n\nos.environ.setdefault("FLASK_DEBUG", "false")\n',
    },
    'the environment by an update': 'import os\n\nos.environ.update(DJANGO_DEBUG=«"True"»)\n',
    'the environment by putenv': 'import os\n\nos.putenv("SHOP_DEBUG", «"1"»)\n',
    "Flask's environment": {
      code: 'from os import environ\n\nenviron["FLASK_ENV"] = «"development"»\n',
      severity: 'warning',
      fixed: 'from os import environ\n\nenviron["FLASK_ENV"] = "production"\n',
    },
    "Flask's testing and environment": {
      code: 'from flask import Flask\n\napp = Flask(__name__)\napp.testing = «True»\napp.config["TESTING"] = «True»\napp.config["ENV"] = «"development"»\n',
      severity: 'warning',
    },
  },
});

function found(code: string): string[] {
  const doc = documentOf(code);
  return [...problemsOf(debugAttribute, doc)].map(({ span }) => doc.text.slice(span.start, span.end));
}

/** `flask.Flask().debug` as what to import and create, and the expression. */
function usage(name: string): { readonly setup: string; readonly expression: string } {
  const [maker = '', rest = ''] = name.split('()');
  const module = maker.slice(0, maker.lastIndexOf('.'));
  if (!name.includes('()')) return { setup: `import ${module}\n`, expression: maker };
  return { setup: `import ${module}\nserver = ${maker}()\n`, expression: `server${rest}` };
}

for (const { attributes } of DEBUG_ATTRIBUTES) {
  for (const attribute of attributes) {
    const { setup, expression } = usage(attribute);
    test(`${attribute}: on, off, by an alias, and a namesake`, () => {
      assert.deepEqual(found(`${setup}${expression} = True\n`), ['True'], 'on');
      assert.deepEqual(found(`${setup}${expression} = False\n`), [], 'off');
      const dot = expression.lastIndexOf('.');
      const alias = `${setup}other = ${expression.slice(0, dot)}\nother${expression.slice(dot)} = True\n`;
      assert.deepEqual(found(alias), ['True'], 'by an alias');
      assert.deepEqual(found(`namesake${expression.slice(dot)} = True\n`), [], 'a namesake');
    });
  }
}

for (const { mappings, key } of DEBUG_ITEMS) {
  for (const mapping of mappings) {
    const { setup, expression } = usage(`${mapping}.x`);
    const object = expression.slice(0, -2);
    test(`${mapping}[${key}]: on, off, by an alias, and a namesake`, () => {
      assert.deepEqual(found(`${setup}${object}["${key}"] = True\n`), ['True'], 'on');
      assert.deepEqual(found(`${setup}${object}["${key}"] = False\n`), [], 'off');
      assert.deepEqual(found(`${setup}other = ${object}\nother.update({"${key}": True})\n`), ['True'], 'by an alias');
      assert.deepEqual(found(`namesake["${key}"] = True\n`), [], 'a namesake');
    });
  }
}
