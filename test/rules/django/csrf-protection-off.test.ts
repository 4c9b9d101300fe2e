import { csrfProtectionOff } from '../../../src/rules/django/csrf-protection-off.ts';
import { ruleTest } from '../rule-test.ts';

const flask = 'from flask import Flask\n\napp = Flask(__name__)\n';

ruleTest(csrfProtectionOff, {
  allows: {
    'a setting that is set again below': {
      path: 'mysite/settings.py',
      code: 'WTF_CSRF_ENABLED = False\nPAGE_SIZE = 20\nWTF_CSRF_ENABLED = True\n',
    },
    'a setting that a class sets again below': {
      path: 'shop/config.py',
      code: 'class Config:\n    WTF_CSRF_ENABLED = False\n    WTF_CSRF_ENABLED = True\n',
    },
    'the protection on': 'class Config:\n    WTF_CSRF_ENABLED = True\n',
    'a class for tests': 'class TestingConfig:\n    WTF_CSRF_ENABLED = False\n',
    'a class for development': 'class DevelopmentConfig:\n    CSRF_ENABLED = False\n',
    'an unknown value': 'class Config:\n    WTF_CSRF_ENABLED = CSRF\n',
    'a value from the environment':
      'import os\n\n\nclass Config:\n    WTF_CSRF_ENABLED = not os.environ.get("TESTING")\n',
    'under a switch': { path: 'app.py', code: `${flask}if app.debug:\n    app.config["WTF_CSRF_ENABLED"] = False\n` },
    'a dict that no configuration takes': { path: 'app.py', code: `${flask}values = {"WTF_CSRF_ENABLED": False}\n` },
    'something else with that key': { path: 'app.py', code: 'options = {}\noptions["WTF_CSRF_ENABLED"] = False\n' },
    'the time limit': 'class Config:\n    WTF_CSRF_TIME_LIMIT = 0\n',
  },
  reports: {
    'a setting that is set again in a branch': {
      path: 'mysite/settings.py',
      code: 'WTF_CSRF_ENABLED = False\nif hosted():\n    WTF_CSRF_ENABLED = True\n',
      at: ['1:20'],
    },
    'a setting that another class sets again': {
      path: 'shop/config.py',
      code: 'class Config:\n    WTF_CSRF_ENABLED = False\n\n\nclass Other:\n    WTF_CSRF_ENABLED = True\n',
      at: ['2:24'],
    },
    'the second of two that are off': {
      path: 'mysite/settings.py',
      code: 'WTF_CSRF_ENABLED = False\nWTF_CSRF_ENABLED = False\n',
      at: ['2:20'],
    },
    'a configuration class': { code: 'class Config:\n    CSRF_ENABLED = «False»\n', severity: 'error', fixed: null },
    'the application by key': { path: 'app.py', code: `${flask}app.config["WTF_CSRF_ENABLED"] = «False»\n` },
    'an update': { path: 'app.py', code: `${flask}app.config.update(dict(WTF_CSRF_ENABLED=«False»))\n` },
    'a mapping by name': {
      path: 'app.py',
      code: `${flask}values = {"WTF_CSRF_ENABLED": «False»}\napp.config.from_mapping(values)\n`,
    },
    'only for views that ask': { code: 'class Config:\n    WTF_CSRF_CHECK_DEFAULT = «False»\n', severity: 'warning' },
    'an application in another file': {
      path: 'portal/forms.py',
      files: { 'portal/app.py': flask, 'portal/__init__.py': '' },
      code: 'from .app import app as portal\n\nportal.config["WTF_CSRF_ENABLED"] = «False»\n',
    },
  },
});
