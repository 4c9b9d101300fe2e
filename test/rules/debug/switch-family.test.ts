/**
 * The five rules about switches in Python do not overlap: at most one reports a switch, whatever its value, and after
 * its fix none does.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from '../../../src/engine/dispatch.ts';
import { applyEdits } from '../../../src/engine/fix.ts';
import { debugArgument } from '../../../src/rules/debug/debug-argument.ts';
import { debugAttribute } from '../../../src/rules/debug/debug-attribute.ts';
import { debugDefault } from '../../../src/rules/debug/debug-default.ts';
import { debugSetting } from '../../../src/rules/debug/debug-setting.ts';
import { debugStringTruth } from '../../../src/rules/debug/debug-string-truth.ts';
import { documentOf } from '../../virtual-files.ts';

const rules = [debugSetting, debugArgument, debugAttribute, debugDefault, debugStringTruth];

const imports = `import ast
import json
import os
import sys
from distutils.util import strtobool
from os import environ, getenv

import decouple
import environ as django_environ
from decouple import config
from starlette.config import Config

env = django_environ.Env()
starlette = Config()
`;

/** What each expression is: a debug switch that is on, on by default, on for "False", or fine. */
const values: Readonly<Record<string, 'on' | 'default' | 'text' | 'fine'>> = {
  True: 'on',
  '1': 'on',
  'not False': 'on',
  'bool(1)': 'on',
  '(1 == 1)': 'on',
  'not not True': 'on',
  'True and True': 'on',
  'bool("x")': 'on',
  False: 'fine',
  None: 'fine',
  '0': 'fine',
  'not 1': 'fine',
  'False and True': 'fine',
  'unknown()': 'fine',
  '"False"': 'text',
  'bool("0")': 'text',

  'os.environ.get("DEBUG", True)': 'default',
  'os.environ.get("DEBUG", default=True)': 'default',
  'os.getenv("DEBUG", default="1")': 'default',
  'os.getenv(key="DEBUG", default="true")': 'default',
  'getenv("DEBUG", "True") == "True"': 'default',
  'environ.get("DEBUG", "True") == "True"': 'default',
  '"True" == os.getenv("DEBUG", "True")': 'default',
  'os.environ.get("DEBUG", "") != "False"': 'default',
  'os.environ.get("DEBUG") != "0"': 'default',
  'os.environ.get("DEBUG", "yes").strip().lower() in {"1", "yes"}': 'default',
  'os.environ.get("DEBUG", "T")[0].lower() == "t"': 'default',
  'os.environ.get("DEBUG", "on").upper() == "ON"': 'default',
  'os.environ.get("DEBUG", "true").title() == "True"': 'default',
  'str(os.environ.get("DEBUG", True)) == "True"': 'default',
  'os.environ.get("DEBUG", "1").isdigit() and os.environ.get("DEBUG", "1") == "1"': 'default',
  'bool(int(os.environ.get("DEBUG", 1)))': 'default',
  'int(os.environ.get("DEBUG") or 1)': 'default',
  'int(os.getenv("DEBUG", "1")) > 0': 'default',
  'bool(strtobool(os.environ.get("DEBUG", "yes")))': 'default',
  'json.loads(os.getenv("DEBUG", "true"))': 'default',
  'ast.literal_eval(os.getenv("DEBUG", "True"))': 'default',
  'os.environ.get("DEBUG", "True").startswith("T")': 'default',
  'not os.environ.get("DEBUG") == "0"': 'default',
  'False if os.environ.get("DEBUG") == "False" else True': 'default',
  'os.environ.get("DEBUG", "0") == "0"': 'default',
  '(os.environ.get("DEBUG") or "True") == "True"': 'default',
  'os.environ.get("DEBUG") is None': 'default',
  '"DEBUG" not in os.environ': 'default',
  '{"1": True, "0": False}[os.environ.get("DEBUG", "1")]': 'default',
  '{"1": True}.get(os.environ.get("DEBUG", "1"), False)': 'default',
  'os.getenv("DEBUG") not in ["0", "False"]': 'default',
  'os.getenv("ENVIRONMENT", "local") == "local"': 'default',
  'os.getenv("ENV", "dev").startswith("dev")': 'default',
  'not os.getenv("PRODUCTION")': 'default',
  'not os.getenv("PRODUCTION", "").lower() in ("1", "true")': 'default',
  'os.getenv("ENV") != "production"': 'default',
  'os.getenv("ENV", "") not in ("production", "staging")': 'default',
  'eval(os.environ.get("DEBUG", "True"))': 'default',
  'any([os.getenv("DEBUG", "1") == "1"])': 'default',
  '[False, True][int(os.getenv("DEBUG", "1"))]': 'default',
  'os.getenv("DEBUG", "1") in "1 true yes".split()': 'default',
  '(lambda v: v.lower() == "true")(os.getenv("DEBUG", "true"))': 'default',
  'os.environ.get("DEBUG", str(True)) == "True"': 'default',
  '"true" in os.getenv("DEBUG", "true")': 'default',
  'int(os.environ["DEBUG"]) if "DEBUG" in os.environ else True': 'default',
  'env.bool("DEBUG", True)': 'default',
  'env.bool("DEBUG", default=True)': 'default',
  'env("DEBUG", cast=bool, default=True)': 'default',
  'env("DEBUG", bool, True)': 'default',
  'env("DEBUG", default=True)': 'default',
  'config("DEBUG", default=True, cast=bool)': 'default',
  'decouple.config("DEBUG", True, bool)': 'default',
  'decouple.config("DEBUG", cast=bool, default="yes")': 'default',
  'starlette("DEBUG", cast=bool, default=True)': 'default',
  'starlette.get("DEBUG", bool, True)': 'default',

  'os.environ.get("DEBUG")': 'text',
  'os.environ["DEBUG"]': 'text',
  'os.environ.get("DEBUG", False)': 'text',
  'os.environ.get("DEBUG", "")': 'text',
  'os.environ.get("DEBUG", "False")': 'text',
  'os.getenv("DEBUG", "0")': 'text',
  'bool(os.environ.get("DEBUG", "False"))': 'text',
  'bool(os.environ.get("DEBUG"))': 'text',
  'bool(getenv("DEBUG", 0))': 'text',
  'True if os.getenv("DEBUG") else False': 'text',
  'not not os.getenv("DEBUG")': 'text',
  'os.getenv("DEBUG") is not None': 'text',
  'os.getenv("DEBUG") != None': 'text',
  '"DEBUG" in os.environ': 'text',
  '"DEBUG" in os.environ.keys()': 'text',
  'len(os.getenv("DEBUG", "")) > 0': 'text',
  'os.getenv("DEBUG", "") != ""': 'text',
  'os.environ.get("DEBUG", "False") != "False"': 'text',
  'os.environ.get("DEBUG", "0") != "0"': 'text',
  'str(os.getenv("DEBUG", ""))': 'text',
  'os.getenv("DEBUG") or False': 'text',
  'os.getenv("DEBUG", "").strip()': 'text',
  "f\"{os.getenv('DEBUG', '')}\"": 'text',
  'config("DEBUG")': 'text',
  'config("DEBUG", default=False)': 'text',
  'env("DEBUG")': 'text',
  'env.str("DEBUG", "")': 'text',
  'starlette("DEBUG")': 'text',

  'os.environ.get("DEBUG") == "True"': 'fine',
  'os.environ.get("DEBUG", "False") == "True"': 'fine',
  'os.environ.get("DEBUG", "False").lower() in ("true", "1", "yes")': 'fine',
  'os.environ["DEBUG"] == "1"': 'fine',
  'int(os.environ.get("DEBUG", 0))': 'fine',
  'bool(int(os.environ["DEBUG"]))': 'fine',
  'strtobool(os.environ.get("DEBUG", "no"))': 'fine',
  'json.loads(os.environ.get("DEBUG", "false"))': 'fine',
  'json.loads(os.environ["DEBUG"].lower())': 'fine',
  'ast.literal_eval(os.environ.get("DEBUG", "False"))': 'fine',
  'os.environ.get("ENV") == "development"': 'fine',
  'os.environ.get("ENV", "production") != "production"': 'fine',
  'env.bool("DEBUG", False)': 'fine',
  'env.bool("DEBUG")': 'fine',
  'env("DEBUG", cast=bool)': 'fine',
  'env("DEBUG", default=False)': 'fine',
  'config("DEBUG", cast=bool)': 'fine',
  'config("DEBUG", default="no", cast=bool)': 'fine',
  'starlette("DEBUG", cast=bool, default=False)': 'fine',
  'os.environ.get("DEBUG", "n")[0] in "yY"': 'fine',
  '"runserver" in sys.argv': 'fine',
};

const forms = {
  setting: { path: 'mysite/settings.py', before: 'DEBUG = ', after: '\n', on: 'debug-setting' },
  argument: {
    path: 'app.py',
    before: 'import flask\napp = flask.Flask("app")\napp.run(debug=',
    after: ')\n',
    on: 'debug-argument',
  },
  attribute: {
    path: 'app.py',
    before: 'import flask\napp = flask.Flask("app")\napp.config.update(TESTING=False, DEBUG=',
    after: ')\n',
    on: 'debug-attribute',
  },
} as const;

function findings(code: string, path: string) {
  const doc = documentOf(code, path);
  return rules.flatMap((rule) => [...problemsOf(rule, doc)].map((problem) => ({ rule: rule.id, problem })));
}

for (const [form, { path, before, after, on }] of Object.entries(forms)) {
  for (const [value, what] of Object.entries(values)) {
    test(`${form}: ${value} is ${what}`, () => {
      let code = `${imports}${before}${value}${after}`;
      const found = findings(code, path);
      const rule = { on, default: 'debug-default', text: 'debug-string-truth', fine: null }[what];
      assert.deepEqual(
        found.map((finding) => finding.rule),
        rule === null ? [] : [rule],
      );
      for (const { problem } of found) {
        assert.ok(problem.fix, 'a fix is offered');
        code = applyEdits(code, problem.fix.edits);
      }
      assert.deepEqual(findings(code, path), [], `after the fix:\n${code}`);
      assert.deepEqual(documentOf(code).python.problems, []);
    });
  }
}
