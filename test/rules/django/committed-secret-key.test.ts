import { committedSecretKey } from '../../../src/rules/django/committed-secret-key.ts';
import type { FileCase } from '../rule-run.ts';
import { type ReportCase, ruleTest } from '../rule-test.ts';
import { everywhere } from './settings-rules.ts';

const allows: Record<string, string | FileCase> = {};
const reports: Record<string, ReportCase> = {};
{
  const tables = everywhere({ line: 'SECRET_KEY = "django-insecure-abc"', at: '"django-insecure-abc"' }, {});
  Object.assign(allows, tables.allows);
  Object.assign(reports, tables.reports);
}

ruleTest(committedSecretKey, {
  allows: {
    ...allows,
    'only the environment': 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
    'the environment without a default': 'import os\n\nSECRET_KEY = os.environ.get("SECRET_KEY")\n',
    'an empty default': 'import os\n\nSECRET_KEY = os.environ.get("SECRET_KEY", "")\n',
    'an empty key': 'SECRET_KEY = ""\n',
    'a generated key':
      'from django.core.management.utils import get_random_secret_key\n\nSECRET_KEY = get_random_secret_key()\n',
    'a generated fallback':
      'import os\nfrom django.core.management.utils import get_random_secret_key\n\nSECRET_KEY = os.environ.get("SECRET_KEY") or get_random_secret_key()\n',
    "a template's placeholder": 'SECRET_KEY = "{{ secret_key }}"\n',
    'a file': 'SECRET_KEY = open("/run/secret").read()\n',
    "Flask's own attribute, regenerated": {
      path: 'app.py',
      code: 'import os\nfrom flask import Flask\n\napp = Flask(__name__)\napp.secret_key = os.urandom(16)\n',
    },
    'something else with a key': { path: 'app.py', code: 'client.secret_key = "abc"\n' },
    'the name of a variable': 'SECRET_KEY_ENV = "SECRET_KEY"\n',
    'a function that requires the variable':
      'import os\n\ndef secret(name):\n    return os.environ[name]\n\nSECRET_KEY = secret("SECRET_KEY")\n',
  },
  reports: {
    ...reports,
    'a fallback': {
      code: 'import os\n\nSECRET_KEY = os.getenv("SECRET_KEY", "abc")\n',
      at: ['3:38-3:43'],
      severity: 'error',
      message: 'falls back',
      fixed: null,
    },
    'a fallback with or': {
      code: 'import os\n\nSECRET_KEY = os.environ.get("SECRET_KEY") or "abc"\n',
      at: ['3:46-3:51'],
    },
    'a django-environ fallback': {
      code: 'import environ\n\nenv = environ.Env()\nSECRET_KEY = env("SECRET_KEY", default="django-insecure-x")\n',
      at: ['4:40'],
      message: "startproject's",
    },
    'a decouple fallback': {
      code: 'from decouple import config\n\nSECRET_KEY = config("SECRET_KEY", default="abc")\n',
      at: ['3:43'],
    },
    'an annotated key': { code: 'SECRET_KEY: str = "abc"\n', at: ['1:19-1:24'] },
    bytes: { code: 'SECRET_KEY = b"abc"\n', at: ['1:14-1:20'] },
    'settings.configure': {
      path: 'app.py',
      code: 'from django.conf import settings\n\nsettings.configure(SECRET_KEY="abc")\n',
      at: ['3:31'],
      help: 'get_random_secret_key',
    },
    "Flask's config": {
      path: 'app.py',
      code: 'from flask import Flask\n\napp = Flask(__name__)\napp.config["SECRET_KEY"] = "abc"\n',
      at: ['4:28'],
      help: 'secrets.token_urlsafe(50)',
    },
    "Flask's config, updated": {
      path: 'app.py',
      code: 'from flask import Flask\n\napp = Flask(__name__)\napp.config.update(SECRET_KEY="abc")\n',
      at: ['4:30'],
    },
    "Flask's own attribute": {
      path: 'app.py',
      code: 'from flask import Flask\n\napp = Flask(__name__)\napp.secret_key = "abc"\n',
      at: ['4:18'],
    },
    'a Flask class': { path: 'config.py', code: 'class Config:\n    SECRET_KEY = "abc"\n', at: ['2:18'] },
    'a base whose production sets its own': {
      path: 'mysite/settings/base.py',
      code: 'SECRET_KEY = "abc"\n',
      files: {
        'mysite/settings/production.py': 'import os\nfrom .base import *\n\nSECRET_KEY = os.environ["KEY"]\n',
        'mysite/settings/local.py': 'from .base import *\n',
      },
      at: ['1:14'],
      severity: 'warning',
    },
    'a base whose production does not': {
      path: 'mysite/settings/base.py',
      code: 'SECRET_KEY = "abc"\n',
      files: { 'mysite/settings/production.py': 'from .base import *\n\nDEBUG = False\n' },
      at: ['1:14'],
      severity: 'error',
    },
    'old keys': { code: 'SECRET_KEY_FALLBACKS = ["abc", "def"]\n', at: ['1:25', '1:32'] },
    'a django-configurations default': {
      path: 'mysite/settings.py',
      code: 'from configurations import Configuration, values\n\n\nclass Base(Configuration):\n    SECRET_KEY = values.Value("abc-123")\n',
      at: ['5:31-5:40'],
      message: 'falls back',
    },
    'a key through a function': {
      code: 'import os\n\ndef secret(name, default=None):\n    return os.getenv(name, default)\n\nSECRET_KEY = secret("SECRET_KEY", «"green-apples"»)\nTITLE = secret("TITLE", "Shop")\n',
    },
    'a key in a function': {
      code: 'import os\n\ndef secret():\n    return os.getenv("SECRET_KEY", "green-apples")\n\nSECRET_KEY = «secret()»\n',
    },
    'if a host says that it is deployed':
      'import os\n\nif "DYNO" in os.environ:\n    SECRET_KEY = «"green-apples"»\nelse:\n    SECRET_KEY = os.environ["SECRET_KEY"]\n',
    'a base that nobody here imports': {
      path: 'shop/settings/base.py',
      code: 'ROOT_URLCONF = "shop.urls"\nSECRET_KEY = «"green-apples"»\n',
      severity: 'error',
      files: {
        'shop/settings/live.py': 'from vendor.base import *\nimport os\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
      },
    },
    'a base whose importer has its own key above the import': {
      path: 'shop/settings/base.py',
      code: 'ROOT_URLCONF = "shop.urls"\nSECRET_KEY = «"green-apples"»\n',
      severity: 'error',
      files: { 'shop/settings/live.py': 'import os\nSECRET_KEY = os.environ["SECRET_KEY"]\nfrom .base import *\n' },
    },
    'a base whose importer has its own key below the import': {
      path: 'shop/settings/base.py',
      code: 'ROOT_URLCONF = "shop.urls"\nSECRET_KEY = «"green-apples"»\n',
      severity: 'warning',
      files: { 'shop/settings/live.py': 'from .base import *\nimport os\nSECRET_KEY = os.environ["SECRET_KEY"]\n' },
    },
  },
});
