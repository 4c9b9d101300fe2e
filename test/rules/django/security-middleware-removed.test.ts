import { SECURITY_MIDDLEWARE } from '../../../src/data/django-security.ts';
import { securityMiddlewareRemoved } from '../../../src/rules/django/security-middleware-removed.ts';
import type { FileCase } from '../rule-run.ts';
import { type ReportCase, ruleTest } from '../rule-test.ts';

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
  for (const [way, after] of [
    ['filtered out', `MIDDLEWARE = [m for m in MIDDLEWARE if m != "${name}"]\n`],
    ['filtered out by a list', `OFF = ["${name}"]\nMIDDLEWARE = [m for m in MIDDLEWARE if m not in OFF]\n`],
    ['deleted by its index', `del MIDDLEWARE[MIDDLEWARE.index("${name}")]\n`],
    ['popped by its index', `MIDDLEWARE.pop(MIDDLEWARE.index("${name}"))\n`],
    ['removed in a loop', `for m in ("${name}",):\n    MIDDLEWARE.remove(m)\n`],
  ]) {
    reports[`${own} ${way}`] = { base: list(name, COMMON), code: list(name, COMMON) + after, at: ['1:14'] };
  }
  for (const [way, code] of [
    ['left in a list that nothing uses', `UNUSED = ["${name}"]\n${list(COMMON)}`],
    ['left for debugging', `${list(COMMON)}if DEBUG:\n    MIDDLEWARE += ["${name}"]\n`],
    ['left as a key', `${list(COMMON)}LOGGERS = {"${name}": {}}\n`],
    ['left in a docstring', `"${name}"\n${list(COMMON)}`],
    ['replaced by none', list(COMMON, `shop.middleware.Disable${own}`)],
  ] as const) {
    reports[`${own} ${way}`] = { base: list(name, COMMON), code, at: [/^M/m.exec(code)?.index ? '2:14' : '1:14'] };
  }
  allows[`${own} removed for debugging`] = {
    base: list(name, COMMON),
    code: `${list(name, COMMON)}if DEBUG:\n    MIDDLEWARE.remove("${name}")\n`,
  };
  allows[`${own} removed and put first`] = {
    base: list(name, COMMON),
    code: `${list(name, COMMON)}MIDDLEWARE.remove("${name}")\nMIDDLEWARE.insert(0, "${name}")\n`,
  };
  allows[`${own} as a landmark`] = {
    base: list(name, COMMON),
    code: `${list(name, COMMON)}MIDDLEWARE.insert(MIDDLEWARE.index("${name}") + 1, "a.B")\n`,
  };
  allows[`${own} in a list of another module`] = {
    path: 'mysite/settings.py',
    base: list(name, COMMON),
    code: `from .parts import SAFE\n\nMIDDLEWARE = [*SAFE, "${COMMON}"]\n`,
    files: { 'mysite/parts.py': `SAFE = ["${name}"]\n` },
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
