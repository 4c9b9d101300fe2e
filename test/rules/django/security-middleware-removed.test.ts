import { SECURITY_MIDDLEWARE } from '../../../src/data/django-security.ts';
import { securityMiddlewareRemoved } from '../../../src/rules/django/security-middleware-removed.ts';
import { type FileCase, type ReportCase, ruleTest } from '../rule-test.ts';

const COMMON = 'django.middleware.common.CommonMiddleware';
const list = (...names: string[]): string => `MIDDLEWARE = [\n${names.map((name) => `    "${name}",\n`).join('')}]\n`;

const allows: Record<string, string | FileCase> = {};
const reports: Record<string, ReportCase> = {};
for (const name of SECURITY_MIDDLEWARE.keys()) {
  const own = name.slice(name.lastIndexOf('.') + 1);
  reports[`${own} taken out`] = {
    base: list(name, COMMON),
    code: list(COMMON),
    at: ['1:14-3:2'],
    severity: 'error',
    message: own,
    fixed: null,
  };
  reports[`${own} commented out`] = {
    base: list(name, COMMON),
    code: list(COMMON).replace('[\n', `[\n    # "${name}",\n`),
    at: ['1:14'],
  };
  reports[`${own} removed by a call`] = {
    base: list(name, COMMON),
    code: `${list(name, COMMON)}MIDDLEWARE.remove("${name}")\n`,
    at: ['1:14'],
  };
  allows[`${own} never there`] = { base: list(COMMON), code: list(COMMON, 'a.b.C') };
  allows[`${own} moved`] = { base: list(name, COMMON), code: list(COMMON, name) };
  allows[`${own} moved to another list`] = {
    base: list(name, COMMON),
    code: `EXTRA = ["${name}"]\nMIDDLEWARE = EXTRA + ["${COMMON}"]\n`,
  };
  allows[`${own} moved to base settings`] = {
    path: 'mysite/settings/production.py',
    base: list(name, COMMON),
    code: `from .base import *\n\nMIDDLEWARE += ["${COMMON}"]\n`,
    files: { 'mysite/settings/base.py': list(name) },
  };
  allows[`${own} replaced by its own`] = { base: list(name, COMMON), code: list(`shop.middleware.Own${own}`, COMMON) };
  allows[`${own} in a new file`] = { code: list(COMMON) };
  allows[`${own} taken out of test settings`] = {
    path: 'tests/settings.py',
    base: list(name, COMMON),
    code: list(COMMON),
  };
}
const [first = '', second = ''] = [...SECURITY_MIDDLEWARE.keys()];

ruleTest(securityMiddlewareRemoved, {
  allows: { ...allows, 'a file that is no longer a list': { base: list(first), code: 'from .base import *\n' } },
  reports: {
    ...reports,
    'two at once are one finding': {
      base: list(first, second, COMMON),
      code: list(COMMON),
      at: ['1:14'],
      message: /SecurityMiddleware, CsrfViewMiddleware/,
    },
    'the old name': {
      base: `MIDDLEWARE_CLASSES = ("${first}", "${COMMON}")\n`,
      code: `MIDDLEWARE_CLASSES = ("${COMMON}",)\n`,
      at: ['1:22'],
    },
  },
});
