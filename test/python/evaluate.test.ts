import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveNames } from '../../src/python/names/resolve-names.ts';
import type { Expression } from '../../src/python/syntax/nodes.ts';
import { parsePython } from '../../src/python/syntax/parse.ts';
import { evaluate, type Outcome, type PyValue, truthOf } from '../../src/python/worth/index.ts';

/** The first argument of the last `see(...)` in its file. */
function seen(code: string) {
  const file = parsePython(code);
  assert.deepEqual(file.problems, []);
  const calls = file.nodes('Call').filter(({ func }) => func.kind === 'Name' && func.name === 'see');
  const expression: Expression | undefined = calls.at(-1)?.args[0];
  assert.ok(expression, 'the case has no see()');
  return { expression, names: resolveNames(file), text: file.text };
}

function worth(code: string, environment: Readonly<Record<string, string>> = {}): PyValue | 'raises' | 'unknown' {
  const { expression, names } = seen(code);
  const result = evaluate(expression, names, (variable) => environment[variable] ?? null);
  return result.state === 'known' ? result.value : result.state;
}

function answerOf(outcome: Outcome): string {
  const truth = truthOf(outcome);
  return outcome.state === 'raises' ? 'raises' : truth === null ? 'unknown' : truth ? 'on' : 'off';
}

/** on, off, raises or unknown: when unset, when "False", when "0". */
function answers(code: string): string {
  const { expression, names } = seen(code);
  return [null, 'False', '0'].map((text) => answerOf(evaluate(expression, names, () => text))).join(' ');
}

const OS = 'import os\n';
const DJANGO = 'import environ\nenv = environ.Env()\n';
const DECOUPLE = 'from decouple import config\n';
const STARLETTE = 'from starlette.config import Config\nconfig = Config(".env")\n';
const ENVIRONS = 'from environs import Env\nenv = Env()\n';

const SWITCHES: Readonly<Record<string, readonly [string, string]>> = {
  'a default of true': [`${OS}see(os.environ.get("DEBUG", True))`, 'on on on'],
  'a compared text': [`${OS}see(os.getenv("DEBUG", "True") == "True")`, 'on off off'],
  'a text that is not compared': [`${OS}see(os.environ.get("DEBUG", "") != "False")`, 'on off on'],
  'no default': [`${OS}see(os.environ.get("DEBUG"))`, 'off on on'],
  'no default, compared': [`${OS}see(os.environ.get("DEBUG") == "True")`, 'off off off'],
  'bool() of a text': [`${OS}see(bool(os.environ.get("DEBUG", "False")))`, 'on on on'],
  'int() of a text': [`${OS}see(bool(int(os.environ.get("DEBUG", "0"))))`, 'off raises off'],
  'int() of 1': [`${OS}see(int(os.environ.get("DEBUG", 1)))`, 'on raises off'],
  'a missing key': [`${OS}see(os.environ["DEBUG"])`, 'raises on on'],
  presence: [`${OS}see("DEBUG" in os.environ)`, 'off on on'],
  absence: [`${OS}see("PRODUCTION" not in os.environ)`, 'on off off'],
  'lower in a tuple': [`${OS}see(os.environ.get("DEBUG", "true").lower() in ("1", "true"))`, 'on off off'],
  'lower of nothing': [`${OS}see(os.environ.get("DEBUG").lower() == "true")`, 'raises off off'],
  'a list of truth values by name': [
    `${OS}TRUE = ["1", "true"]\nsee(os.environ.get("DEBUG", "false").lower() in TRUE)`,
    'off off off',
  ],
  'not production': [`${OS}see(not os.environ.get("PRODUCTION"))`, 'on off off'],
  'not a stage': [`${OS}see(os.environ.get("ENV") != "production")`, 'on on on'],
  'or True': [`${OS}see(os.environ.get("DEBUG") or True)`, 'on on on'],
  'or True with something unknown': [`${OS}see(x or True)`, 'on on on'],
  'and False with something unknown': ['see(x and False)', 'off off off'],
  unknown: ['see(x)', 'unknown unknown unknown'],
  'a dict of texts': [`${OS}see({"True": True, "False": False}.get(os.getenv("DEBUG", "True"), False))`, 'on off off'],
  'a dict by key': [`${OS}see({"1": True, "0": False}[os.getenv("DEBUG", "1")])`, 'on raises off'],
  'through names': [`${OS}raw = os.getenv("DEBUG", "yes")\nDEBUG = raw == "yes"\nsee(DEBUG)`, 'on off off'],
  'through an alias': ['from os import environ as e\nget = e.get\nsee(get("DEBUG", "x"))', 'on on on'],
  'a branch': [`${OS}if os.getenv("ENV") == "production":\n    D = False\nelse:\n    D = True\nsee(D)`, 'on on on'],
  'a branch on itself': [
    `${OS}D = True\nif os.getenv("DEBUG") in ("0", "False"):\n    D = False\nsee(D)`,
    'on off off',
  ],
  'a try': [`${OS}try:\n    D = os.environ["DEBUG"]\nexcept KeyError:\n    D = False\nsee(D)`, 'off on on'],
  'a try for another error': [
    `${OS}try:\n    D = os.environ["DEBUG"]\nexcept ValueError:\n    D = False\nsee(D)`,
    'raises on on',
  ],
  match: [
    `${OS}match os.getenv("DEBUG", "1"):\n    case "0" | "False":\n        D = False\n    case _:\n        D = True\nsee(D)`,
    'on off off',
  ],
  'a function': [
    `${OS}def flag(name, default="0"):\n    value = os.environ.get(name, default)\n    if value is None:\n        return False\n    return value.lower() in ("1", "true")\nsee(flag("DEBUG", "1"))`,
    'on off off',
  ],
  'a function that tries': [
    `${OS}def flag(name):\n    try:\n        return bool(int(os.environ[name]))\n    except (KeyError, ValueError):\n        return True\nsee(flag("DEBUG"))`,
    'on on off',
  ],
  'a function that calls itself': ['def f(x):\n    return f(x)\nsee(f(1))', 'unknown unknown unknown'],
  'own strtobool': [
    `${OS}def strtobool(val):\n    val = val.lower()\n    if val in ("y", "true", "1"):\n        return 1\n    elif val in ("n", "false", "0"):\n        return 0\n    else:\n        raise ValueError("bad %r" % (val,))\nsee(strtobool(os.getenv("DEBUG", "y")))`,
    'on off off',
  ],
  'a lambda': [`${OS}flag = lambda v: v == "1"\nsee(flag(os.getenv("DEBUG", "1")))`, 'on off off'],
  strtobool: [`${OS}from distutils.util import strtobool\nsee(strtobool(os.getenv("DEBUG", "on")))`, 'on off off'],
  json: [`${OS}import json\nsee(json.loads(os.getenv("DEBUG", "true")))`, 'on raises off'],
  literal_eval: [`${OS}import ast\nsee(ast.literal_eval(os.getenv("DEBUG", "True")))`, 'on off off'],
  yaml: [`${OS}import yaml\nsee(yaml.safe_load(os.getenv("DEBUG", "on")))`, 'on off off'],
  'a variable that the file sets': [
    `${OS}os.environ["DEBUG"] = "1"\nsee(os.getenv("DEBUG"))`,
    'unknown unknown unknown',
  ],
  'an unknown condition': [`${OS}if x:\n    D = True\nelse:\n    D = os.getenv("D", "1")\nsee(D)`, 'on on on'],

  'django-environ: bool': [`${DJANGO}see(env.bool("DEBUG", True))`, 'on off off'],
  'django-environ: smart cast': [`${DJANGO}see(env("DEBUG", default=True))`, 'on off off'],
  'django-environ: no cast': [`${DJANGO}see(env("DEBUG"))`, 'raises on on'],
  'django-environ: a text for a default': [`${DJANGO}see(env.bool("DEBUG", default="False"))`, 'on on off'],
  'django-environ: scheme': ['import environ\nenv = environ.Env(DEBUG=(bool, True))\nsee(env("DEBUG"))', 'on off off'],
  'django-environ: scheme off': [
    'from environ import Env\nenv = Env(DEBUG=(bool, False))\nsee(env("DEBUG"))',
    'off off off',
  ],
  'django-environ: scheme without default': [
    'import environ\nenv = environ.Env(DEBUG=bool)\nsee(env("DEBUG"))',
    'raises off off',
  ],
  'django-environ: an argument that overrides the scheme': [
    'import environ\nenv = environ.Env(DEBUG=(bool, False))\nsee(env("DEBUG", default=True))',
    'on off off',
  ],
  'django-environ: list': [`${DJANGO}see(env.list("HOSTS", default=[]))`, 'off on on'],
  'django-environ: int': [`${DJANGO}see(env.int("DEBUG", 1))`, 'on raises off'],
  'decouple: bool': [`${DECOUPLE}see(config("DEBUG", default=True, cast=bool))`, 'on off off'],
  'decouple: a text cast': [`${DECOUPLE}see(config("DEBUG", default="off", cast=bool))`, 'off off off'],
  'decouple: no cast': [`${DECOUPLE}see(config("DEBUG", default=False))`, 'off on on'],
  'decouple: nothing': [`${DECOUPLE}see(config("DEBUG", cast=bool))`, 'raises off off'],
  'decouple: a lambda': [`${DECOUPLE}see(config("DEBUG", "x", cast=lambda v: v == "x"))`, 'on off off'],
  'starlette: bool': [`${STARLETTE}see(config("DEBUG", cast=bool, default=True))`, 'on off off'],
  'starlette: no cast': [`${STARLETTE}see(config("DEBUG", default=False))`, 'off on on'],
  'environs: bool': [`${ENVIRONS}see(env.bool("DEBUG", True))`, 'on off off'],
  'environs: a default is not cast': [`${ENVIRONS}see(env.bool("DEBUG", "False"))`, 'on off off'],
  'environs: str': [`${ENVIRONS}see(env("DEBUG", "False"))`, 'on on on'],
  'prettyconf: bool is bool': [
    'from prettyconf import config\nsee(config("DEBUG", default=False, cast=bool))',
    'off on on',
  ],
  'prettyconf: its own': [
    'from prettyconf import config\nsee(config("DEBUG", default="yes", cast=config.boolean))',
    'on off off',
  ],
  'dynaconf: get': [
    'from dynaconf import Dynaconf\nsettings = Dynaconf()\nsee(settings.get("DEBUG", True))',
    'on off off',
  ],
  'dynaconf: an attribute': ['from dynaconf import settings\nsee(settings.DEBUG)', 'unknown unknown unknown'],
  'an unrelated get': ['see(cache.get("DEBUG", True))', 'unknown unknown unknown'],
  'an env from elsewhere': ['from conf import env\nsee(env.bool("DEBUG", True))', 'unknown unknown unknown'],
};
for (const [name, [code, expected]] of Object.entries(SWITCHES)) {
  test(`a switch: ${name}`, () => assert.equal(answers(code), expected));
}

const VALUES: Readonly<Record<string, readonly [string, PyValue | 'raises' | 'unknown']>> = {
  'True is 1': ['see(True == 1)', true],
  'True is not "True"': ['see(True == "True")', false],
  'text order': ['see("a" < "b")', true],
  'None has no order': ['see(None < 1)', 'raises'],
  chain: ['see(1 < 2 < 3)', true],
  'chain that stops': ['see(1 > 2 > None)', false],
  floor: ['see(-7 // 2)', -4],
  modulo: ['see(-7 % 3)', 2],
  division: ['see(1 / 2)', { float: 0.5 }],
  'f-string': ['x = "a"\nsee(f"{x}-{1 + 1!r}")', 'a-2'],
  'percent format': ['see("%s=%d" % ("a", 2))', 'a=2'],
  format: ['see("{}{b}".format(1, b=None))', '1None'],
  'class attribute': ['class C:\n    D = True\nsee(C.D)', true],
  'through self': ['class C:\n    D = True\n    def f(self):\n        see(self.D)', true],
  'an attribute set from outside': ['class C:\n    D = True\nC.D = x\nsee(C.D)', 'unknown'],
  comprehension: ['see([x.upper() for x in ("a", "b") if x != "a"])', { list: ['B'] }],
  any: ['see(any(x == "b" for x in ["a", "b"]))', true],
  'a list that is changed in place': ['x = []\nx.append(1)\nsee(x)', 'unknown'],
  'a list that is extended': ['x = [1]\nx += [2]\nsee(x)', { list: [1, 2] }],
  'text subscripts': ['see("abc"[-1] + "abc"[1:])', 'cbc'],
  'an index too far': ['see([1][3])', 'raises'],
  unpacked: ['a, b = 1, 2\nsee(b)', 2],
  'unpacked by name': ['t = (1, 2)\na, b = t\nsee(b)', 2],
  'a parameter': ['def f(x=True):\n    see(x)', 'unknown'],
  'a shadowed builtin': ['def bool(x):\n    return 5\nsee(bool(0))', 5],
  'one of two': ['if c:\n    x = 1\nelse:\n    x = 2\nsee(x)', 'unknown'],
  'the same twice': ['if c:\n    x = 1\nelse:\n    x = 1\nsee(x)', 1],
  'a loop': ['x = 0\nfor i in y:\n    x = 1\nsee(x)', 'unknown'],
  'too deep to follow': [`see(${'not '.repeat(300)}True)`, 'unknown'],
  'no bombs': ['see("a" * 10 ** 9)', 'unknown'],
  'no powers': ['see(10 ** 10 ** 10)', 'unknown'],
  isinstance: ['see(isinstance(True, int))', true],
};
for (const [name, [code, expected]] of Object.entries(VALUES)) {
  test(`a value: ${name}`, () => assert.deepEqual(worth(code), expected));
}

test('a variable that is set is read', () => {
  assert.equal(worth(`${OS}see(os.environ.get("A", "x") + os.environ.get("B", "y"))`, { A: '1' }), '1y');
});

test('reads give the variable, its default and its reader, even on paths that are not taken', () => {
  const { expression, names, text } = seen(
    'import os, environ\nenv = environ.Env(B=(bool, True))\nsee(False and env("B") or os.getenv("A", "1"))',
  );
  const reads = evaluate(expression, names, () => null).reads.map(({ variable, reader, default: value, call }) => ({
    variable,
    reader,
    default: value === null ? null : text.slice(value.start, value.end),
    call: text.slice(call.start, call.end),
  }));
  assert.deepEqual(reads, [
    { variable: 'B', reader: 'django-environ', default: 'True', call: 'env("B")' },
    { variable: 'A', reader: 'os', default: '"1"', call: 'os.getenv("A", "1")' },
  ]);
});
