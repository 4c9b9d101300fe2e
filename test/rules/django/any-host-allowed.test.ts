import { anyHostAllowed } from '../../../src/rules/django/any-host-allowed.ts';
import type { FileCase } from '../rule-run.ts';
import { type ReportCase, ruleTest } from '../rule-test.ts';

const allows: Record<string, string | FileCase> = {};
const reports: Record<string, ReportCase> = {};

ruleTest(anyHostAllowed, {
  allows: {
    ...allows,
    hosts: 'ALLOWED_HOSTS = ["www.example.com"]\n',
    'a domain with subdomains': 'ALLOWED_HOSTS = [".example.com"]\n',
    none: 'ALLOWED_HOSTS = []\n',
    'the environment': 'import os\n\nALLOWED_HOSTS = os.environ["HOSTS"].split(",")\n',
    'under if DEBUG': 'if DEBUG:\n    ALLOWED_HOSTS = ["*"]\n',
    'under if settings.DEBUG, added': 'ALLOWED_HOSTS = ["a"]\nif DEBUG:\n    ALLOWED_HOSTS.append("*")\n',
    'a star in another list': 'CORS_HOSTS = ["*"]\n',
    'local settings': { path: 'mysite/settings/local.py', code: 'ALLOWED_HOSTS = ["*"]\n' },
    'a test': { path: 'tests/settings.py', code: 'ALLOWED_HOSTS = ["*"]\n' },
    'another default under a cast':
      'from decouple import Csv, config\n\nALLOWED_HOSTS = config("HOSTS", default="a.example", cast=Csv())\n',
  },
  reports: {
    ...reports,
    production: { code: 'ALLOWED_HOSTS = ["*"]\n', at: ['1:18-1:21'], severity: 'error' },
    base: { path: 'mysite/settings.py', code: 'ALLOWED_HOSTS = ["*"]\n', at: ['1:18'], severity: 'warning' },
    'a tuple': { code: "ALLOWED_HOSTS = ('*',)\n", at: ['1:18'] },
    'one of several': { code: 'ALLOWED_HOSTS = [\n    "a.example",\n    "*",\n]\n', at: ['3:5-3:8'] },
    'a default of getenv': {
      code: 'import os\n\nALLOWED_HOSTS = os.getenv("ALLOWED_HOSTS", "*").split(",")\n',
      at: ['3:44-3:47'],
      message: 'environment',
    },
    'a default of django-environ': {
      code: 'import environ\n\nenv = environ.Env()\nALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"])\n',
      at: ['4:51'],
    },
    'an addition': { code: 'ALLOWED_HOSTS = ["a"] + ["*"]\n', at: ['1:26'] },
    'an augmented assignment': { code: 'ALLOWED_HOSTS += ["*"]\n', at: ['1:19'] },
    'an append': { code: 'ALLOWED_HOSTS.append("*")\n', at: ['1:22'] },
    'settings class': {
      path: 'mysite/settings.py',
      code: 'from configurations import Configuration\n\n\nclass Prod(Configuration):\n    ALLOWED_HOSTS = ["*"]\n',
      at: ['5:22'],
      severity: 'error',
    },
    'a name': { code: 'hosts = ["*"]\nALLOWED_HOSTS = hosts\n', at: ['2:17'] },
    'a default under a cast': {
      code: 'from decouple import Csv, config\n\nALLOWED_HOSTS = config("HOSTS", default="a, *", cast=Csv())\n',
      at: ['3:41-3:47'],
    },
    'a django-configurations default': {
      path: 'mysite/settings.py',
      code: 'from configurations import Configuration, values\n\n\nclass Prod(Configuration):\n    ALLOWED_HOSTS = values.ListValue(["*"])\n',
      at: ['5:39'],
    },
  },
});
