import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveNames } from '../../src/python/names/resolve-names.ts';
import { parsePython } from '../../src/python/syntax/parse.ts';
import { isGuarded } from '../../src/settings/guards.ts';

/** Whether the call of `see()` is guarded. */
function guarded(code: string): boolean {
  const file = parsePython(code);
  assert.deepEqual(file.problems, []);
  const call = file.nodes('Call').find(({ func }) => func.kind === 'Name' && func.name === 'see');
  assert.ok(call, 'the case has no see()');
  return isGuarded(call, resolveNames(file));
}

const under = (test: string, before = ''): string => `import os, sys\n${before}if ${test}:\n    see()\n`;
const otherwise = (test: string, before = ''): string =>
  `import os\n${before}if ${test}:\n    pass\nelse:\n    see()\n`;

const GUARDS: Readonly<Record<string, string>> = {
  'args.debug': under('args.debug'),
  'settings.DEBUG': under('settings.DEBUG'),
  'app.debug': under('app.debug'),
  'a setting that may be missing': under('getattr(settings, "DEBUG_TOOLBAR", False)'),
  'a setting by key': under('asbool(settings["debug"])'),
  'a function': under('is_dev()'),
  'an unknown ENV': under('ENV == "dev"'),
  'the environment': under('os.environ.get("ENV") == "dev"'),
  'a variable that is set': under('"DEBUG" in os.environ'),
  'any variable that is set': under('"SHOP_TOOLS" in os.environ.keys()'),
  'else of a variable that is not set': otherwise('"SHOP_TOOLS" not in os.environ'),
  'a variable via a name': under('x == "dev"', 'x = os.environ.get("ENV")\n'),
  'a variable that is unset by default': under('os.getenv("ENABLE_X")'),
  'off by default': under('os.getenv("DEBUG", "0") == "1"'),
  'not production': under('not settings.PRODUCTION'),
  'not the production environment': under('settings.ENV != "production"'),
  'one of the two': under('x and settings.DEBUG'),
  'a reloading server': under('debug or reload'),
  'an option that reloads': under('args.use_reloader'),
  'both ways': under('settings.DEBUG or is_dev'),
  'if False': under('False'),
  'if 0': under('0'),
  TYPE_CHECKING: `import typing\n${under('typing.TYPE_CHECKING')}`,
  'debug is off': under('DEBUG', 'DEBUG = False\n'),
  'DEBUG of a settings module': under('DEBUG', 'DEBUG = True\nINSTALLED_APPS = []\n'),
  'sys.argv': under('"runserver" in sys.argv'),
  else: otherwise('not settings.DEBUG'),
  'else of production': otherwise('settings.ENV == "production"'),
  'an early return': 'def f():\n    if not settings.DEBUG:\n        return\n    see()\n',
  'an early return around a block':
    'def f():\n    if not settings.DEBUG:\n        return\n    for x in y:\n        see()\n',
  'an early exit': 'import sys\nif not args.debug:\n    sys.exit(1)\nsee()\n',
  'an early return without a variable':
    'import os\ndef f():\n    if not os.getenv("SHOP_X"):\n        return\n    see()\n',
  'an early exit for developers': 'import os, sys\nif not os.getenv("SHOP_DEV"):\n    sys.exit("not here")\nsee()\n',
  'an error outside development': 'import os\nif os.getenv("ENV") != "dev":\n    raise SystemExit\nsee()\n',
  'an expression': 'x = see() if settings.DEBUG else None\n',
  and: 'settings.DEBUG and see()\n',
  'a function in a branch': 'if settings.DEBUG:\n    def f():\n        see()\n',
  'elif on an environment': 'if ENV == "a":\n    pass\nelif ENV == "production":\n    see()\n',
  'an environment by name': under('config_name == "development"'),
  'an argument by name': under('sys.argv[1] == "dev"'),
  'not production, by name': under('name != "production"'),
  'one of several names': under('name in ("dev", "local")'),
  'a case on a name': 'match config_name:\n    case "development" | "testing":\n        see()\n',
  case: 'match ENV:\n    case "dev":\n        see()\n',
  'a case with several values':
    'import os\nmatch os.getenv("ENV", "production"):\n    case "dev" | "test":\n        see()\n',
};

const NO_GUARDS: Readonly<Record<string, string>> = {
  nothing: 'see()\n',
  main: under('__name__ == "__main__"'),
  'the test itself': 'if see(settings.DEBUG):\n    pass\n',
  'something else': under('x > 1'),
  'a word that begins like reload': under('reloaded_items'),
  'debug or something else': under('debug or verbose'),
  'a default of dev': under('os.environ.get("ENV", "dev") == "dev"'),
  'a default of dev via a name': under('ENV == "dev"', 'ENV = os.getenv("ENV", "dev")\n'),
  'on by default': under('os.getenv("DEBUG", "1") == "1"'),
  'a local constant': under('debug', 'debug = True\n'),
  'not a variable': under('not os.environ.get("PRODUCTION")'),
  production: under('ENV == "production"'),
  'production by name': under('settings.PRODUCTION'),
  'either way': under('settings.DEBUG or x'),
  'not debug': under('not settings.DEBUG'),
  'else of debug': otherwise('settings.DEBUG'),
  'a variable that is not set': under('"DEBUG" not in os.environ'),
  'else of a variable that is set': otherwise('"DEBUG" in os.environ'),
  'production is set': under('"PRODUCTION" in os.environ'),
  'else of a variable': otherwise('os.environ.get("ENV") == "production"'),
  __debug__: under('__debug__'),
  'an early return that asks for debug': 'def f():\n    if settings.DEBUG:\n        return\n    see()\n',
  'a required variable': 'import os\nKEY = os.getenv("KEY")\nif not KEY:\n    raise ValueError("KEY")\nsee()\n',
  'a required variable, by name': 'import os, sys\nif "KEY" not in os.environ:\n    sys.exit(1)\nsee()\n',
  'a requirement in a function':
    'import os\ndef f():\n    if os.getenv("KEY") is None:\n        raise ValueError\n    see()\n',
  'a setting that is something else': under('getattr(settings, "COLOUR", False)'),
  "a default's text": under('getattr(settings, "COLOUR", "debug")'),
  'before the return': 'def f():\n    see()\n    if not settings.DEBUG:\n        return\n',
  'a branch without return': 'def f():\n    if not settings.DEBUG:\n        x = 1\n    see()\n',
  'the other arm':
    'def f():\n    if x:\n        if not settings.DEBUG:\n            return\n    else:\n        see()\n',
  or: 'settings.DEBUG or see()\n',
  'a case that matches anything': 'match ENV:\n    case _:\n        see()\n',
  'the default case': 'import os\nmatch os.getenv("ENV", "dev"):\n    case "dev":\n        see()\n',
  'a case on something else': 'match x:\n    case "blue":\n        see()\n',
  'a case on production': 'match x:\n    case "production":\n        see()\n',
  'production by name alone': under('config_name == "production"'),
  'another word': under('colour == "blue"'),
  'a loop': 'while settings.DEBUG == 1 or True:\n    see()\n',
};

for (const [name, code] of Object.entries(GUARDS)) test(`a guard: ${name}`, () => assert.equal(guarded(code), true));
for (const [name, code] of Object.entries(NO_GUARDS))
  test(`not a guard: ${name}`, () => assert.equal(guarded(code), false));
