// Settings modules as people write them: every setting that one of Django's deployment checks asks for and that a rule
// of ours reports, set to a value in every spelling below. Whether the value is insecure is for Django to say.

/** @typedef {{ name: string, check: string, rules: string[], files: Record<string, string>, base?: Record<string, string> }} Situation */

const COMMON = `import os
from django.core.management.utils import get_random_secret_key

INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]
ROOT_URLCONF = "shop.urls"
`;
const MIDDLEWARE = [
  'django.middleware.security.SecurityMiddleware',
  'django.contrib.sessions.middleware.SessionMiddleware',
  'django.middleware.csrf.CsrfViewMiddleware',
  'django.middleware.clickjacking.XFrameOptionsMiddleware',
];

const SETTINGS = [
  { setting: 'DEBUG', check: 'security.W018', rules: ['debug-setting', 'debug-default'], values: ['True', 'False'] },
  {
    setting: 'SECRET_KEY',
    check: 'security.W009',
    rules: ['committed-secret-key'],
    values: ['"django-insecure-7^q1c4z!u2m0v8x5n3b6"', 'get_random_secret_key()'],
  },
  {
    setting: 'SESSION_COOKIE_SECURE',
    check: 'security.W012',
    rules: ['insecure-cookie'],
    values: ['False', 'True'],
  },
  { setting: 'CSRF_COOKIE_SECURE', check: 'security.W016', rules: ['insecure-cookie'], values: ['False', 'True'] },
  {
    setting: 'SESSION_COOKIE_HTTPONLY',
    check: 'security.W015',
    rules: ['insecure-cookie'],
    values: ['False', 'True'],
  },
  {
    setting: 'SECURE_SSL_REDIRECT',
    check: 'security.W008',
    rules: ['transport-security-off'],
    values: ['False', 'True'],
  },
  {
    setting: 'SECURE_HSTS_SECONDS',
    check: 'security.W004',
    rules: ['transport-security-off'],
    values: ['0', '31536000'],
  },
];

/** The value comes second if another one is set first. */
const SPELLINGS = {
  'a plain assignment': (name, value) => `${name} = ${value}\n`,
  'an annotation': (name, value) => `from typing import Final\n${name}: Final = ${value}\n`,
  'two names at once': (name, value) => `${name} = OTHER = ${value}\n`,
  'a pair of names': (name, value) => `${name}, PAGE_SIZE = ${value}, 20\n`,
  'through a name': (name, value) => `chosen = ${value}\n${name} = chosen\n`,
  'through a function': (name, value) => `def chosen():\n    return ${value}\n\n${name} = chosen()\n`,
  'through a dict': (name, value) => `CHOSEN = {"here": ${value}}\n${name} = CHOSEN["here"]\n`,
  'globals() and a key': (name, value) => `globals()["${name}"] = ${value}\n`,
  'globals().update': (name, value) => `globals().update(${name}=${value})\n`,
  'globals().update with a dict': (name, value) => `globals().update({"${name}": ${value}})\n`,
  'vars() and a key': (name, value) => `vars()["${name}"] = ${value}\n`,
  'setdefault on globals()': (name, value) => `globals().setdefault("${name}", ${value})\n`,
  'a branch that is always taken': (name, value, other) =>
    `if True:\n    ${name} = ${value}\nelse:\n    ${name} = ${other}\n`,
  'set again later': (name, value, other) => `${name} = ${other}\n${name} = ${value}\n`,
};

const ASKS_ENVIRONMENT = new Set(['debug-default', 'committed-secret-key']);

/** What is insecure unless the environment says otherwise: only these rules ask what holds with an empty one. */
const BY_ENVIRONMENT = {
  'a conditional expression': (name, value, other) =>
    `${name} = ${other} if os.environ.get("SHOP_OTHER") == "1" else ${value}\n`,
  or: (name, value) => `${name} = os.environ.get("SHOP_VALUE") or ${value}\n`,
};

/** The other value is also there, and an import decides which one is in effect. */
const BY_IMPORT = {
  'set again when an import fails': (name, value, other) =>
    `${name} = ${other}\ntry:\n    from .missing import *\nexcept ImportError:\n    ${name} = ${value}\n`,
};

/** @returns {Situation[]} */
export function situations() {
  return [
    ...SETTINGS.flatMap(valueSituations),
    ...SETTINGS.flatMap(importSituations),
    ...MIDDLEWARE.flatMap(removals),
    ...sessions(),
  ];
}

function valueSituations({ setting, check, rules, values }) {
  return values.flatMap((value, index) =>
    Object.entries({
      ...SPELLINGS,
      ...(rules.some((rule) => ASKS_ENVIRONMENT.has(rule)) ? BY_ENVIRONMENT : {}),
      ...(index === 0 ? BY_IMPORT : {}),
    }).map(([spelling, write]) => ({
      name: `${setting} = ${value}, ${spelling}`,
      check,
      rules,
      files: { 'settings.py': moduleWith(write(setting, value, values[1 - index])) },
    })),
  );
}

/** The value is in one module, the one in effect is in another. */
function importSituations({ setting, check, rules, values }) {
  return values.flatMap((value, index) => {
    const other = values[1 - index];
    const cases = {
      'from a star import': [`from .common import *\n`, `${setting} = ${value}\n`],
      'over a star import': [`from .common import *\n${setting} = ${value}\n`, `${setting} = ${other}\n`],
      'by an imported name': [`from .common import chosen\n${setting} = chosen\n`, `chosen = ${value}\n`],
      'through an imported function': [
        `from .common import chosen\n${setting} = chosen()\n`,
        `def chosen():\n    return ${value}\n`,
      ],
      'by an attribute of a module': [`from . import common\n${setting} = common.chosen\n`, `chosen = ${value}\n`],
    };
    return Object.entries(cases).map(([spelling, [settings, common]]) => ({
      name: `${setting} = ${value}, ${spelling}`,
      check,
      rules,
      files: {
        'settings.py': moduleWith(settings),
        'common.py': `from django.core.management.utils import get_random_secret_key\n${common}`,
      },
    }));
  });
}

/** A change that removes one middleware. */
function removals(removed) {
  const check = { security: 'security.W001', csrf: 'security.W003', clickjacking: 'security.W002' }[
    removed.split('.').at(-2)
  ];
  if (check === undefined) return [];
  const rest = MIDDLEWARE.filter((name) => name !== removed);
  const spellings = {
    'the line is gone': listOf(rest),
    'it is commented out': listOf(MIDDLEWARE).replace(`    "${removed}"`, `    # "${removed}"`),
    'it is moved to the end': listOf([...rest, removed]),
    'it is taken out afterwards': `${listOf(MIDDLEWARE)}MIDDLEWARE.remove("${removed}")\n`,
    'the list is written anew': `MIDDLEWARE = (${rest.map((name) => `"${name}",`).join(' ')})\n`,
  };
  return Object.entries(spellings).map(([spelling, text]) => ({
    name: `${removed.split('.').at(-1)}: ${spelling}`,
    check,
    rules: ['security-middleware-removed'],
    files: { 'settings.py': COMMON + text },
    base: { 'settings.py': COMMON + listOf(MIDDLEWARE) },
  }));
}

/** One setting makes another one harmless. */
function sessions() {
  const text = 'CSRF_USE_SESSIONS = True\nCSRF_COOKIE_SECURE = False\n';
  return [
    {
      name: 'CSRF_COOKIE_SECURE = False with CSRF_USE_SESSIONS on',
      check: 'security.W016',
      rules: ['insecure-cookie'],
      files: { 'settings.py': moduleWith(text) },
    },
  ];
}

function moduleWith(text) {
  return COMMON + listOf(MIDDLEWARE) + text;
}

function listOf(names) {
  return `MIDDLEWARE = [\n${names.map((name) => `    "${name}",\n`).join('')}]\n`;
}
