import { COOKIE_SETTINGS } from '../../../src/data/django-security.ts';
import { insecureCookie } from '../../../src/rules/django/insecure-cookie.ts';
import type { FileCase } from '../rule-run.ts';
import { type ReportCase, ruleTest } from '../rule-test.ts';
import { everywhere } from './settings-rules.ts';

const allows: Record<string, string | FileCase> = {};
const reports: Record<string, ReportCase> = {};
for (const name of COOKIE_SETTINGS.keys()) {
  const tables = everywhere(
    { line: `${name} = False`, at: 'False' },
    { severity: 'warning', safety: 'safe', message: name },
  );
  Object.assign(allows, tables.allows);
  Object.assign(reports, tables.reports);
  allows[`${name} on`] = `${name} = True\n`;
  allows[`${name} without debug`] = `DEBUG = True\n${name} = not DEBUG\n`;
  allows[`${name} from the environment`] =
    `import environ\n\nenv = environ.Env()\n${name} = env.bool("X", default=False)\n`;
}

ruleTest(insecureCookie, {
  allows: {
    'what is set again below': {
      path: 'mysite/settings.py',
      code: 'SESSION_COOKIE_SECURE = False\nPAGE_SIZE = 20\nSESSION_COOKIE_SECURE = True\n',
    },
    'what a class sets again below': {
      path: 'shop/config.py',
      code: 'class Config:\n    SESSION_COOKIE_SECURE = False\n    SESSION_COOKIE_SECURE = True\n',
    },
    ...allows,
    "Django's default": 'CSRF_COOKIE_HTTPONLY = False\n',
    'a name that is lower case': 'session_cookie_secure = False\n',
    'a cookie that is not there': 'CSRF_COOKIE_SECURE = False\nCSRF_USE_SESSIONS = True\n',
  },
  reports: {
    'what is set again in a branch': {
      path: 'mysite/settings.py',
      code: 'SESSION_COOKIE_SECURE = False\nif hosted():\n    SESSION_COOKIE_SECURE = True\n',
      at: ['1:25'],
    },
    'what another class sets again': {
      path: 'shop/config.py',
      code: 'class Config:\n    SESSION_COOKIE_SECURE = False\n\n\nclass Other:\n    SESSION_COOKIE_SECURE = True\n',
      at: ['2:29'],
    },
    'the second of two that are off': {
      path: 'mysite/settings.py',
      code: 'SESSION_COOKIE_SECURE = False\nSESSION_COOKIE_SECURE = False\n',
      at: ['2:25'],
    },
    ...reports,
    False: {
      code: 'SESSION_COOKIE_SECURE = False\n',
      at: ['1:25-1:30'],
      fixed: 'SESSION_COOKIE_SECURE = True\n',
    },
    zero: { code: 'SESSION_COOKIE_SECURE = 0\n', at: ['1:25-1:26'], fixed: 'SESSION_COOKIE_SECURE = 1\n' },
    "Flask's config": {
      path: 'app.py',
      code: 'from flask import Flask\n\napp = Flask(__name__)\napp.config["SESSION_COOKIE_SECURE"] = False\n',
      at: ['4:39'],
    },
    'two at once are one finding': {
      code: 'SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False\n',
      at: ['1:46-1:51'],
      fixed: 'SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True\n',
    },
    'the token in a cookie after all': 'CSRF_COOKIE_SECURE = «False»\nCSRF_USE_SESSIONS = False\n',
    'another cookie beside the token in the session': 'SESSION_COOKIE_SECURE = «False»\nCSRF_USE_SESSIONS = True\n',
    'a constant whose name only holds a word': 'DEVICE_COOKIES = False\nSESSION_COOKIE_SECURE = «DEVICE_COOKIES»\n',
    'a value that another setting gets, too': {
      code: 'SESSION_COOKIE_SECURE = USE_X_FORWARDED_PORT = «False»\n',
      fixed: null,
    },
    'an application': {
      path: 'app.py',
      code: 'from flask import Flask\n\napp = Flask(__name__)\napp.config.update(dict(SESSION_COOKIE_SECURE=«False»))\n',
    },
  },
});
