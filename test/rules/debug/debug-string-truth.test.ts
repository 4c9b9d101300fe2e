import { debugStringTruth } from '../../../src/rules/debug/debug-string-truth.ts';
import { ruleTest } from '../rule-test.ts';

const os = 'import os\n\n';
const rewritten = 'os.environ.get("DEBUG", "").lower() in ("1", "true", "yes")';
const environ = 'import environ\n\nenv = environ.Env()\n';
const flask = 'import os\nfrom flask import Flask\n\napp = Flask(__name__)\n';

ruleTest(debugStringTruth, {
  allows: {
    'an integer': `${os}DEBUG = int(os.environ.get("DEBUG", "0"))\n`,
    'bool of an integer': `${os}DEBUG = bool(int(os.environ.get("DEBUG", 0)))\n`,
    'compared with True': `${os}DEBUG = os.environ.get("DEBUG") == "True"\n`,
    'compared with 1': `${os}DEBUG = os.environ.get("DEBUG", "0") == "1"\n`,
    'lower in words': `${os}DEBUG = os.environ.get("DEBUG", "").lower() in ("1", "true")\n`,
    strtobool: `from distutils.util import strtobool\n${os}DEBUG = strtobool(os.environ.get("DEBUG", "False"))\n`,
    'bool of strtobool': `from setuptools._distutils.util import strtobool\n${os}DEBUG = bool(strtobool(os.getenv("DEBUG", "0")))\n`,
    json: `import json\n${os}DEBUG = json.loads(os.environ.get("DEBUG", "false"))\n`,
    'a literal': `import ast\n${os}DEBUG = ast.literal_eval(os.environ.get("DEBUG", "False"))\n`,
    'env.bool': `${environ}DEBUG = env.bool("DEBUG", default=False)\n`,
    'a scheme': 'import environ\n\nenv = environ.Env(DEBUG=(bool, False))\nDEBUG = env("DEBUG")\n',
    'a boolean default casts': `${environ}DEBUG = env("DEBUG", default=False)\n`,
    'decouple with a cast': 'from decouple import config\n\nDEBUG = config("DEBUG", default=False, cast=bool)\n',
    'a log level': `${os}LOG_LEVEL = os.environ.get("LOG_LEVEL", "DEBUG")\n`,
    'another setting': `${os}SECRET = os.environ.get("DEBUG_SECRET")\n`,
    'the name of an environment': `${os}DEBUG = os.environ.get("ENV", "production") != "production"\n`,
    'production set to False': `${os}DEBUG = os.environ.get("PRODUCTION", "True") == "False"\n`,
    'not in the off words': `${os}DEBUG = os.environ.get("DEBUG", "0").lower() not in ("", "0", "false", "no")\n`,
    'a plain module': { path: 'tool/cli.py', code: `${os}DEBUG = os.environ.get("DEBUG")\n` },
    tests: { path: 'settings/test.py', code: `${os}DEBUG = os.environ.get("DEBUG")\n` },
    False: 'DEBUG = False\n',
    'empty text': 'DEBUG = ""\n',
    'an argument read as an integer': { path: 'app.py', code: `${flask}app.run(debug=int(os.getenv("DEBUG", "0")))\n` },
    'an unknown reader': 'DEBUG = load("DEBUG")\n',
    'a table of words': `${os}DEBUG = {"True": True, "False": False}.get(os.environ.get("DEBUG"), False)\n`,
  },
  reports: {
    'the plain text': {
      code: `${os}DEBUG = os.environ.get("DEBUG")\n`,
      at: ['3:9-3:32'],
      safety: 'unsafe',
      fixed: `${os}DEBUG = ${rewritten}\n`,
      message: 'False',
    },
    'a default of False': {
      code: `${os}DEBUG = os.environ.get("DEBUG", False)\n`,
      at: ['3:9'],
      safety: 'unsafe',
      fixed: `${os}DEBUG = ${rewritten}\n`,
    },
    required: {
      code: `${os}DEBUG = os.environ["DEBUG"]\n`,
      at: ['3:9-3:28'],
      safety: 'unsafe',
      fixed: `${os}DEBUG = ${rewritten}\n`,
    },
    bool: {
      code: `${os}DEBUG = bool(os.environ.get("DEBUG", "False"))\n`,
      at: ['3:9-3:47'],
      safety: 'unsafe',
      fixed: `${os}DEBUG = ${rewritten}\n`,
    },
    'bool of nothing': { code: `${os}DEBUG = bool(os.getenv("DEBUG", ""))\n`, at: ['3:9'], safety: 'unsafe' },
    'getenv of off text': { code: `${os}DEBUG = os.getenv("DEBUG", "False")\n`, at: ['3:9'], safety: 'unsafe' },
    'in environ': {
      code: `${os}DEBUG = "DEBUG" in os.environ\n`,
      at: ['3:9-3:30'],
      safety: 'unsafe',
      fixed: `${os}DEBUG = ${rewritten}\n`,
    },
    'not not': {
      code: `${os}DEBUG = not not os.environ.get("APP_DEBUG")\n`,
      at: ['3:9'],
      fixed: `${os}DEBUG = os.environ.get("APP_DEBUG", "").lower() in ("1", "true", "yes")\n`,
    },
    'is not None': { code: `${os}DEBUG = os.environ.get("DEBUG") is not None\n`, at: ['3:9'], safety: 'unsafe' },
    'a conditional': {
      code: `${os}DEBUG = True if os.environ.get("DEBUG") else False\n`,
      at: ['3:9'],
      safety: 'unsafe',
    },
    'or False': { code: `${os}DEBUG = os.environ.get("DEBUG") or False\n`, at: ['3:9'], safety: 'unsafe' },
    'its length': { code: `${os}DEBUG = len(os.environ.get("DEBUG", "")) > 0\n`, at: ['3:9'], safety: 'unsafe' },
    'only False is off': {
      code: `${os}DEBUG = os.environ.get("DEBUG", "False") != "False"\n`,
      at: ['3:9'],
      safety: 'unsafe',
    },
    'only 0 is off': { code: `${os}DEBUG = os.environ.get("DEBUG", "0") != "0"\n`, at: ['3:9'], safety: 'unsafe' },
    'a name in between': {
      code: `${os}value = os.environ.get("DEBUG")\nDEBUG = bool(value)\n`,
      at: ['4:9-4:20'],
      fixed: `${os}value = os.environ.get("DEBUG")\nDEBUG = ${rewritten}\n`,
    },
    'decouple without a cast': {
      code: 'from decouple import config\n\nDEBUG = config("DEBUG")\n',
      at: ['3:9-3:24'],
      safety: 'unsafe',
      fixed: 'from decouple import config\n\nDEBUG = config("DEBUG", default=False, cast=bool)\n',
    },
    'decouple with a default and no cast': {
      code: 'from decouple import config\n\nDEBUG = config("DEBUG", default=False)\n',
      at: ['3:9'],
      safety: 'unsafe',
    },
    'env without a cast': {
      code: `${environ}DEBUG = env("DEBUG")\n`,
      at: ['4:9-4:21'],
      safety: 'unsafe',
      fixed: `${environ}DEBUG = env.bool("DEBUG", default=False)\n`,
    },
    'env.str': { code: `${environ}DEBUG = env.str("DEBUG", "")\n`, at: ['4:9'], safety: 'unsafe' },
    'a literal': { code: 'DEBUG = "False"\n', at: ['1:9-1:16'], safety: 'safe', fixed: 'DEBUG = False\n' },
    'a literal 0': { code: "DEBUG = '0'\n", at: ['1:9-1:12'], safety: 'safe', fixed: 'DEBUG = False\n' },
    'bool of a literal': {
      code: 'DEBUG = bool("False")\n',
      at: ['1:9-1:22'],
      safety: 'safe',
      fixed: 'DEBUG = False\n',
    },
    'an argument': {
      path: 'app.py',
      code: `${flask}app.run(debug=os.getenv("DEBUG", False))\n`,
      at: ['5:15-5:40'],
      safety: 'unsafe',
      fixed: `${flask}app.run(debug=${rewritten})\n`,
    },
    'an argument by a literal': {
      path: 'app.py',
      code: `${flask}app.run(debug="False")\n`,
      at: ['5:15-5:22'],
      safety: 'safe',
      fixed: `${flask}app.run(debug=False)\n`,
    },
    'an argument through a name': {
      path: 'app.py',
      code: `${flask}debug = os.environ.get("FLASK_DEBUG")\napp.run(debug=debug)\n`,
      at: ['6:15-6:20'],
      fixed: `${flask}debug = os.environ.get("FLASK_DEBUG", "").lower() in ("1", "true", "yes")\napp.run(debug=debug)\n`,
    },
    'the config of an application': {
      path: 'app.py',
      code: `${flask}app.config["DEBUG"] = os.environ.get("DEBUG")\n`,
      at: ['5:23-5:46'],
      safety: 'unsafe',
    },
    'a class': {
      path: 'config.py',
      code: `${os}class Config:\n    DEBUG = os.environ.get("DEBUG")\n`,
      at: ['4:13'],
      safety: 'unsafe',
    },
    FastAPI: {
      path: 'main.py',
      code: 'from os import environ\nfrom fastapi import FastAPI\n\napp = FastAPI(debug=environ.get("DEBUG"))\n',
      at: ['4:21-4:41'],
      fixed:
        'from os import environ\nfrom fastapi import FastAPI\n\napp = FastAPI(debug=environ.get("DEBUG", "").lower() in ("1", "true", "yes"))\n',
    },
  },
});
