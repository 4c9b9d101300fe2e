import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { problemsOf } from '../../src/engine/dispatch.ts';
import { applyEdits } from '../../src/engine/fix.ts';
import type { Names } from '../../src/python/names/names.ts';
import type { Expression } from '../../src/python/syntax/nodes.ts';
import { evaluate } from '../../src/python/worth/index.ts';
import { debugDefault } from '../../src/rules/debug/debug-default.ts';
import { insecureCookie } from '../../src/rules/django/insecure-cookie.ts';
import { settingsOf } from '../../src/settings/reader.ts';
import { IS_THOROUGH } from '../is-ci.ts';
import { documentOf } from '../virtual-files.ts';

/** Ways to a lookup that several settings may share. `get(NAME)` is how a setting uses it. */
const HELPERS: readonly { readonly code: string; readonly get: (name: string) => string }[] = [
  {
    code: 'def env(name, default=None):\n    return os.environ.get(name, default)\n',
    get: (n) => `env("${n}", "True")`,
  },
  {
    code: 'def flag(name, default):\n    value = os.getenv(name, default)\n    return value\n',
    get: (n) => `flag("${n}", default="True")`,
  },
  { code: 'def on(name):\n    return os.environ.get(name, "True")\n', get: (n) => `on("${n}")` },
  { code: 'def by(name, default="True"):\n    return os.environ.get(name, default)\n', get: (n) => `by("${n}")` },
  { code: 'read = lambda name, default="True": os.getenv(name, default)\n', get: (n) => `read("${n}")` },
  { code: 'look = lambda name, default: os.getenv(name, default)\n', get: (n) => `look("${n}", "True")` },
  { code: 'YES = "True"\n', get: (n) => `os.environ.get("${n}", YES)` },
  { code: 'yes = "True"\n', get: (n) => `os.environ.get("${n}", yes)` },
  { code: 'DEFAULTS = {"SWITCH": "True"}\n', get: (n) => `os.getenv("${n}", DEFAULTS["SWITCH"])` },
  { code: 'get = os.environ.get\n', get: (n) => `get("${n}", "True")` },
  { code: 'shared = os.environ.get("SHARED", "True")\n', get: () => 'shared' },
  { code: 'class Defaults:\n    on = "True"\n', get: (n) => `os.environ.get("${n}", Defaults.on)` },
  { code: '', get: (n) => `os.environ.get("${n}", "True")` },
];
const TESTS: readonly ((text: string) => string)[] = [
  (text) => `${text} == "True"`,
  (text) => `${text}.lower() == "true"`,
  (text) => `${text} in ("True", "1")`,
  (text) => `${text}.lower() in ["1", "true", "yes"]`,
  (text) => `bool(${text} == "True")`,
];
const OTHERS = ['USE_TZ', 'SECURE_SSL_REDIRECT', 'OPEN', 'CACHE', 'FEATURE_X'];

const settingsFile = fc
  .record({
    helper: fc.constantFrom(...HELPERS),
    compare: fc.constantFrom(...TESTS),
    others: fc.subarray(OTHERS),
    at: fc.nat(5),
    local: fc.boolean(),
  })
  .map(({ helper, compare, others, at, local }) => {
    const lines = others.map((name) => `${name} = ${compare(helper.get(name))}\n`);
    const own = local
      ? `switch = ${compare(helper.get('DEBUG'))}\nDEBUG = switch\n`
      : `DEBUG = ${compare(helper.get('DEBUG'))}\n`;
    lines.splice(Math.min(at, lines.length), 0, own);
    return `import os\n\n${helper.code}${lines.join('')}connect(${helper.get('DATABASE')})\n`;
  });

const ENVIRONMENTS = [null, 'True', 'False', '0', '1', 'x'];

function worth(expression: Expression, names: Names): string {
  return JSON.stringify(
    ENVIRONMENTS.map((text) => {
      const result = evaluate(expression, names, () => text);
      return result.state === 'known' ? [result.value] : [result.state];
    }),
  );
}

/** Everything that the file assigns, except the switch and names that only the switch uses. */
function everythingElse(code: string): ReadonlyMap<string, string> {
  const { python, names } = documentOf(code, 'shop/settings.py');
  const found = new Map<string, string>();
  for (const { targets, value } of python.nodes('Assign')) {
    const [target] = targets;
    if (target?.kind !== 'Name' || target.name === 'DEBUG' || target.name === 'switch') continue;
    found.set(target.name, worth(value, names));
  }
  for (const { func, args } of python.nodes('Call')) {
    if (func.kind === 'Name' && func.name === 'connect') found.set('connect()', worth(args[0]!, names));
  }
  return found;
}

/** Names that only the switch uses may change with it. */
function isOnlyForSwitch(code: string, name: string): boolean {
  return (code.match(new RegExp(`\\b${name}\\b`, 'g')) ?? []).length <= 2;
}

test('a safe fix turns the switch off and leaves everything else as it was', () => {
  let fixes = 0;
  fc.assert(
    fc.property(settingsFile, (code) => {
      const doc = documentOf(code, 'shop/settings.py');
      const before = everythingElse(code);
      for (const { fix } of problemsOf(debugDefault, doc)) {
        if (fix == null || fix.safety !== 'safe') continue;
        fixes += 1;
        const after = applyEdits(code, fix.edits);
        const now = everythingElse(after);
        for (const [name, value] of before) {
          if (!isOnlyForSwitch(code, name))
            assert.equal(now.get(name), value, `${name} in\n${code}\nbecomes\n${after}`);
        }
        assert.deepEqual([...problemsOf(debugDefault, documentOf(after, 'shop/settings.py'))], [], after);
      }
    }),
    { numRuns: IS_THOROUGH ? 400 : 150 },
  );
  assert.ok(fixes > (IS_THOROUGH ? 100 : 35), `only ${fixes} safe fixes were made`);
});

test('equal expressions get equal fixes, wherever they are and however long the file is', () => {
  const padding = `NOTES = """${'x'.repeat(4000)}"""\n`;
  const one = (name: string): string =>
    `class ${name}Config:\n    DEBUG = os.environ.get("DEBUG", "True") == "True"\n    ${padding}`;
  const code = `import os\n${Array.from({ length: 40 }, (_, index) => one(`Shop${index}`)).join('')}`;
  const problems = [...problemsOf(debugDefault, documentOf(code, 'shop/settings.py'))];
  assert.equal(problems.length, 40);
  assert.deepEqual(new Set(problems.map(({ fix }) => fix?.safety)), new Set(['safe']));
});

test('a value that another name also gets is not edited in place', () => {
  const fixOf = (code: string): unknown => {
    const doc = documentOf(code, 'settings.py');
    const [first] = settingsOf(doc);
    return [...insecureCookie.setting!(first!, doc)][0]?.fix;
  };
  assert.equal(fixOf('SESSION_COOKIE_SECURE = USE_X_FORWARDED_PORT = False\n'), null);
  assert.notEqual(fixOf('SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False\n'), null);
});
