import { transportSecurityOff } from '../../../src/rules/django/transport-security-off.ts';
import type { FileCase } from '../rule-run.ts';
import { type ReportCase, ruleTest } from '../rule-test.ts';
import { everywhere } from './settings-rules.ts';

const allows: Record<string, string | FileCase> = {};
const reports: Record<string, ReportCase> = {};
{
  const tables = everywhere({ line: 'SECURE_SSL_REDIRECT = False', at: 'False' }, { severity: 'warning', fixed: null });
  Object.assign(allows, tables.allows);
  Object.assign(reports, tables.reports);
}
{
  const tables = everywhere({ line: 'SECURE_HSTS_SECONDS = 0', at: '0' }, { severity: 'warning', fixed: null });
  Object.assign(allows, tables.allows);
  Object.assign(reports, tables.reports);
}

ruleTest(transportSecurityOff, {
  allows: {
    'a proxy that an update names':
      'SECURE_SSL_REDIRECT = False\nglobals().update(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"))\n',
    'a setting that is set again below': {
      path: 'mysite/settings.py',
      code: 'SECURE_SSL_REDIRECT = False\nPAGE_SIZE = 20\nSECURE_SSL_REDIRECT = True\n',
    },
    'a setting that a class sets again below': {
      path: 'shop/config.py',
      code: 'class Config:\n    SECURE_SSL_REDIRECT = False\n    SECURE_SSL_REDIRECT = True\n',
    },
    ...allows,
    on: 'SECURE_SSL_REDIRECT = True\nSECURE_HSTS_SECONDS = 31536000\n',
    'after a proxy': 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\nSECURE_SSL_REDIRECT = False\n',
    'from the environment':
      'import environ\n\nenv = environ.Env()\nSECURE_SSL_REDIRECT = env.bool("REDIRECT", default=False)\n',
    'not DEBUG': 'DEBUG = True\nSECURE_SSL_REDIRECT = not DEBUG\n',
  },
  reports: {
    'a setting that is set again in a branch': {
      path: 'mysite/settings.py',
      code: 'SECURE_SSL_REDIRECT = False\nif hosted():\n    SECURE_SSL_REDIRECT = True\n',
      at: ['1:23'],
    },
    'a setting that another class sets again': {
      path: 'shop/config.py',
      code: 'class Config:\n    SECURE_SSL_REDIRECT = False\n\n\nclass Other:\n    SECURE_SSL_REDIRECT = True\n',
      at: ['2:27'],
    },
    'the second of two that are off': {
      path: 'mysite/settings.py',
      code: 'SECURE_SSL_REDIRECT = False\nSECURE_SSL_REDIRECT = False\n',
      at: ['2:23'],
    },
    ...reports,
    'a proxy that is not one': { code: 'SECURE_PROXY_SSL_HEADER = None\nSECURE_SSL_REDIRECT = False\n', at: ['2:23'] },
    'a header of another name': {
      code: 'globals().update(SECURE_HEADER=1)\nSECURE_SSL_REDIRECT = False\n',
      at: ['2:23'],
    },
    'a cast': { code: 'SECURE_HSTS_SECONDS = int(0)\n', at: ['1:23'] },
  },
});
