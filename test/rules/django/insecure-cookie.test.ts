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

const chosen = (lines: string, files: FileCase['files'] = {}): FileCase => ({
  path: 'mysite/settings.py',
  code: lines,
  files,
});

ruleTest(insecureCookie, {
  allows: {
    'a function that names what it checks': chosen(
      'def is_deployed():\n    return False\n\nSESSION_COOKIE_SECURE = is_deployed()\n',
    ),
    'a function with a branch': chosen(
      'SITE = "a"\n\ndef chosen():\n    if SITE == "b":\n        return True\n    return False\n\nSESSION_COOKIE_SECURE = chosen()\n',
    ),
    'a function that passes on a switch': chosen(
      'DEBUG = True\n\ndef chosen(value=not DEBUG):\n    return value\n\nSESSION_COOKIE_SECURE = chosen()\n',
    ),
    'a function that gets a switch': chosen(
      'DEBUG = True\n\ndef same(value):\n    return value\n\nSESSION_COOKIE_SECURE = same(not DEBUG)\n',
    ),
    'a function of another package': chosen('from vendor import chosen\n\nSESSION_COOKIE_SECURE = chosen()\n'),
    'a key that is an environment': chosen(
      'SECURE = {"production": True, "local": False}\nSESSION_COOKIE_SECURE = SECURE["local"]\n',
    ),
    'a key from the environment': chosen(
      'import os\n\nSECURE = {"a": True, "b": False}\nSESSION_COOKIE_SECURE = SECURE[os.environ.get("SITE", "b")]\n',
    ),
    'an entry that depends on a switch': chosen(
      'DEBUG = True\nFLAGS = {"cookies": not DEBUG}\nSESSION_COOKIE_SECURE = FLAGS["cookies"]\n',
    ),
    'an entry that is on': chosen('FLAGS = {"cookies": True, "x": False}\nSESSION_COOKIE_SECURE = FLAGS["cookies"]\n'),
    'an imported switch': chosen('from .flags import HTTPS\n\nSESSION_COOKIE_SECURE = HTTPS\n', {
      'mysite/flags.py': 'HTTPS = False\n',
    }),
    'an imported name that depends on a switch': chosen(
      'from .flags import chosen\n\nSESSION_COOKIE_SECURE = chosen\n',
      {
        'mysite/flags.py': 'DEBUG = True\nchosen = not DEBUG\n',
      },
    ),
    'an imported name that is on': chosen('from . import flags\n\nSESSION_COOKIE_SECURE = flags.chosen\n', {
      'mysite/flags.py': 'chosen = True\n',
    }),
    'an imported function that reads the environment': chosen(
      'from .flags import chosen\n\nSESSION_COOKIE_SECURE = chosen()\n',
      { 'mysite/flags.py': 'import os\n\ndef chosen():\n    return os.environ.get("X") == "1"\n' },
    ),
    'a setting that is set again below': {
      path: 'mysite/settings.py',
      code: 'SESSION_COOKIE_SECURE = False\nPAGE_SIZE = 20\nSESSION_COOKIE_SECURE = True\n',
    },
    'a setting that a class sets again below': {
      path: 'shop/config.py',
      code: 'class Config:\n    SESSION_COOKIE_SECURE = False\n    SESSION_COOKIE_SECURE = True\n',
    },
    ...allows,
    "Django's default": 'CSRF_COOKIE_HTTPONLY = False\n',
    'a lower-case name': 'session_cookie_secure = False\n',
    'a cookie that an update takes away': 'CSRF_COOKIE_SECURE = False\nglobals().update(CSRF_USE_SESSIONS=True)\n',
    'a cookie that a key takes away': 'CSRF_COOKIE_SECURE = False\nglobals()["CSRF_USE_SESSIONS"] = True\n',
    'a cookie that does not exist': 'CSRF_COOKIE_SECURE = False\nCSRF_USE_SESSIONS = True\n',
  },
  reports: {
    'a setting that is set again in a branch': {
      path: 'mysite/settings.py',
      code: 'SESSION_COOKIE_SECURE = False\nif hosted():\n    SESSION_COOKIE_SECURE = True\n',
      at: ['1:25'],
    },
    'a setting that another class sets again': {
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
    'through a function': {
      path: 'mysite/settings.py',
      code: 'def chosen():\n    return False\n\nSESSION_COOKIE_SECURE = «chosen()»\n',
      fixed: null,
    },
    'through a function that passes on its argument': chosen(
      'def same(value, other=True):\n    given = value\n    return given\n\nSESSION_COOKIE_SECURE = «same(False)»\n',
    ),
    'through a lambda': chosen('chosen = lambda: False\nSESSION_COOKIE_SECURE = «chosen()»\n'),
    'through a dict': chosen('FLAGS = {"cookies": False}\nSESSION_COOKIE_SECURE = «FLAGS["cookies"]»\n'),
    'through a dict in a dict': chosen(
      'CONF = {"web": {"cookies": False}}\nSESSION_COOKIE_SECURE = «CONF["web"]["cookies"]»\n',
    ),
    'through an entry that is looked up': chosen(
      'FLAGS = dict(cookies=False)\nSESSION_COOKIE_SECURE = «FLAGS.get("cookies")»\n',
    ),
    'through a class': chosen('class Cookies:\n    plain = False\n\nSESSION_COOKIE_SECURE = «Cookies.plain»\n'),
    'by an imported name': chosen('from .flags import chosen\n\nSESSION_COOKIE_SECURE = «chosen»\n', {
      'mysite/flags.py': 'chosen = False\n',
    }),
    'by a re-exported name': chosen('from .flags import chosen as it\n\nSESSION_COOKIE_SECURE = «it»\n', {
      'mysite/flags.py': 'from .more import chosen\n',
      'mysite/more.py': 'chosen = False\n',
    }),
    "by a module's attribute": chosen('from . import flags\n\nSESSION_COOKIE_SECURE = «flags.chosen»\n', {
      'mysite/flags.py': 'chosen = not True\n',
    }),
    'through an imported function': chosen('from .flags import chosen\n\nSESSION_COOKIE_SECURE = «chosen()»\n', {
      'mysite/flags.py': 'def chosen():\n    "Not here."\n    return False\n',
    }),
    'through an imported dict': chosen('from .flags import FLAGS\n\nSESSION_COOKIE_SECURE = «FLAGS["cookies"]»\n', {
      'mysite/flags.py': 'FLAGS = {"cookies": False}\n',
    }),
    'the token in a cookie after all': 'CSRF_COOKIE_SECURE = «False»\nCSRF_USE_SESSIONS = False\n',
    'another cookie beside the token in the session': 'SESSION_COOKIE_SECURE = «False»\nCSRF_USE_SESSIONS = True\n',
    'a constant whose name only contains a word': 'DEVICE_COOKIES = False\nSESSION_COOKIE_SECURE = «DEVICE_COOKIES»\n',
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
