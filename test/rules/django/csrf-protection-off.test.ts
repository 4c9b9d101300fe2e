import { csrfProtectionOff } from '../../../src/rules/django/csrf-protection-off.ts';
import { ruleTest } from '../rule-test.ts';

const flask = 'from flask import Flask\n\napp = Flask(__name__)\n';

ruleTest(csrfProtectionOff, {
  allows: {
    'the protection on': 'class Config:\n    WTF_CSRF_ENABLED = True\n',
    'a class for tests': 'class TestingConfig:\n    WTF_CSRF_ENABLED = False\n',
    'a class for development': 'class DevelopmentConfig:\n    CSRF_ENABLED = False\n',
    'an unknown value': 'class Config:\n    WTF_CSRF_ENABLED = CSRF\n',
    'what asks the environment': 'import os\n\n\nclass Config:\n    WTF_CSRF_ENABLED = not os.environ.get("TESTING")\n',
    'under a switch': { path: 'app.py', code: `${flask}if app.debug:\n    app.config["WTF_CSRF_ENABLED"] = False\n` },
    'a dict that no configuration takes': { path: 'app.py', code: `${flask}values = {"WTF_CSRF_ENABLED": False}\n` },
    'something else with that key': { path: 'app.py', code: 'options = {}\noptions["WTF_CSRF_ENABLED"] = False\n' },
    'the time limit': 'class Config:\n    WTF_CSRF_TIME_LIMIT = 0\n',
  },
  reports: {
    'a configuration class': { code: 'class Config:\n    CSRF_ENABLED = «False»\n', severity: 'error', fixed: null },
    'the application by key': { path: 'app.py', code: `${flask}app.config["WTF_CSRF_ENABLED"] = «False»\n` },
    'an update': { path: 'app.py', code: `${flask}app.config.update(dict(WTF_CSRF_ENABLED=«False»))\n` },
    'a mapping by its name': {
      path: 'app.py',
      code: `${flask}values = {"WTF_CSRF_ENABLED": «False»}\napp.config.from_mapping(values)\n`,
    },
    'only where views ask': { code: 'class Config:\n    WTF_CSRF_CHECK_DEFAULT = «False»\n', severity: 'warning' },
    'the application of another file': {
      path: 'portal/forms.py',
      files: { 'portal/app.py': flask, 'portal/__init__.py': '' },
      code: 'from .app import app as portal\n\nportal.config["WTF_CSRF_ENABLED"] = «False»\n',
    },
  },
});
