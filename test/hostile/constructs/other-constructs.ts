import { type Constructs, file, numbered, repeat } from './construct.ts';

const EVAL = { 'shop/app.py': 'eval(input())\n' };

/** Settings files, any text, and what configures the program itself. */
export const OTHERS: Constructs = {
  'JSON members on one line': file(
    'settings.json',
    (size) => `{${numbered(size, (i) => `"a${i}": {"debug": true},`)}"z": 1}`,
  ),
  'YAML members': file('settings.yaml', (size) => numbered(size, (i) => `a${i}:\n  debug: true\n`)),
  'YAML on one line': file('settings.yaml', (size) => `a: {${numbered(size, (i) => `a${i}: {debug: true},`)}}`),
  'YAML documents': file('settings.yaml', (size) => repeat(size, '---\ndebug: true\n')),
  'TOML tables': file('settings.toml', (size) => numbered(size, (i) => `[a${i}]\ndebug = true\n`)),
  'TOML inline': file('settings.toml', (size) => `a = [${repeat(size, '{debug = true},')}]`),
  'INI sections': file('uwsgi.ini', (size) => numbered(size, (i) => `[a${i}]\ndebug = true\n`)),
  'text lines': file('notes.txt', (size) => repeat(size, '<<<<<<< HEAD\n=======\n>>>>>>> x\n')),
  'one long line': file('settings.yaml', (size) => `debug: ${repeat(size, 'a')}`),
  'JSON members': file(
    'settings.json',
    (size) => `{\n${numbered(size, (i) => `  "debug": true,\n  "a${i}": 1,\n`)}  "z": 1\n}\n`,
  ),
  'JSON arrays': file('settings.json', (size) => `{"a": [${repeat(size, '[{"debug": true}], ')}1]}`),
  'JSON levels': file('settings.json', (size) => `${repeat(size / 2, '{"debug":')}1${repeat(size / 2, '}')}`),
  'one long JSON text': file('settings.json', (size) => `{"debug": true, "a": "${repeat(size, '\\u0041')}"}`),
  'JSON with comments': file('settings.json', (size) => `{${repeat(size, '/* a */ // b\n')}"debug": true}`),
  'YAML lists': file('settings.yaml', (size) => `debug: true\na:\n${repeat(size, '  - {debug: true}\n')}`),
  'YAML levels': file('settings.yaml', (size) => `${repeat(size, '- ')}debug: true\n`),
  'YAML ever deeper': file('settings.yaml', (size) =>
    Array.from({ length: Math.ceil(Math.sqrt(2 * size)) }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
  ),
  'YAML texts': file('settings.yaml', (size) => `debug: true\na: |\n${repeat(size, '  debug: true\n')}`),
  'YAML folded texts': file('settings.yaml', (size) => `debug: true\na: >\n${repeat(size, '  b\n\n')}`),
  'YAML plain text over lines': file('settings.yaml', (size) => `debug: true\na: b\n${repeat(size, '  c\n')}`),
  'YAML quoted text over lines': file('settings.yaml', (size) => `debug: true\na: "${repeat(size, 'c\n  ')}"\n`),
  'YAML anchors': file('settings.yaml', (size) =>
    numbered(size, (i) => `a${i}: &a${i} {debug: true, b: *a${i - 1}}\n`),
  ),
  'YAML merges': file(
    'settings.yaml',
    (size) => `a0: &a0 {debug: true}\n${numbered(size, (i) => `a${i + 1}: &a${i + 1}\n  <<: *a${i}\n  b: 1\n`)}`,
  ),
  'YAML comments': file(
    'settings.yaml',
    (size) => `${repeat(size, '# antivenom: ignore[debug-in-config] x\n')}debug: true\n`,
  ),
  'YAML members without findings': file('settings.yaml', (size) => numbered(size, (i) => `a${i}: b\n`)),
  'broken YAML': file('settings.yaml', (size) => `debug: true\n${repeat(size, '  a: b: c\n- ]\n')}`),
  'YAML tabs': file('settings.yaml', (size) => `debug: true\n${repeat(size, '\ta: 1\n')}`),
  'TOML members': file('settings.toml', (size) => numbered(size, (i) => `a${i} = true\n`)),
  'TOML arrays of tables': file('settings.toml', (size) => repeat(size, '[[a]]\ndebug = true\n')),
  'TOML dotted names': file('settings.toml', (size) => numbered(size, (i) => `a.b.c${i}.debug = true\n`)),
  'one long TOML name': file('settings.toml', (size) => `a${repeat(size, '.b')}.debug = true\n`),
  'TOML names in names': file('settings.toml', (size) =>
    numbered(size, (i) => `a${i}${'.b'.repeat(400)}.debug = true\n`),
  ),
  'TOML texts': file('settings.toml', (size) => `debug = true\na = """\n${repeat(size, 'debug = true\n')}"""\n`),
  'broken TOML': file('settings.toml', (size) => repeat(size, 'debug = = true\n')),
  'INI members': file('settings.ini', (size) => `[a]\n${numbered(size, (i) => `debug${i} = true\ndebug = true\n`)}`),
  'INI values over lines': file('settings.ini', (size) => `[a]\ndebug = true\nb =\n${repeat(size, '    c\n')}`),
  'one long dotenv value': file('.env', (size) => `A="${repeat(size, 'a')}"\nFLASK_DEBUG=1\n`),
  'dotenv secrets': file('.env', (size) => numbered(size, (i) => `A${i}_PASSWORD=hunter2-${i}\n`)),
  'dotenv values over lines': file('.env', (size) => `A="${repeat(size, 'a\n')}"\nFLASK_DEBUG=1\n`),
  'open dotenv quotes': file('.env', (size) => repeat(size, `A="\nB='\nFLASK_DEBUG=1\n`)),
  notebook: file(
    'a.ipynb',
    (size) => `{"cells": [${repeat(size, '{"cell_type": "code", "source": ["eval(input())\\n"]},')}{}]}`,
  ),
  template: file('templates/a.html', (size) => repeat(size, '<p>{{ x|safe }}{% if a %}{% endif %}</p>\n')),
  'template of settings': file(
    '{{cookiecutter.a}}/settings.py',
    (size) => `{% if a %}\n${repeat(size, 'DEBUG = {{ x }}\n')}{% endif %}\n`,
  ),
  'a path file': file('a.pth', (size) => repeat(size, 'import os; eval(x)\n')),
  'SQL lines': file('dump.sql', (size) => repeat(size, 'INSERT INTO a VALUES (1, "debug");\n')),
  'one long line of text': file('notes.md', (size) => repeat(size, '<<<<<<< debug \u202e ')),
  'excludes of our configuration': file(
    'antivenom.toml',
    (size) => `exclude = [${numbered(size, (i) => `"a${i}/**/*b*", `)}]\n`,
    { beside: EVAL },
  ),
  'one long glob': file(
    'antivenom.toml',
    (size) => `exclude = ["${repeat(size, '*a')}z", "${repeat(size, '**/')}z"]\n`,
    {
      beside: { [`shop/${'a'.repeat(200)}.py`]: 'eval(input())\n', ...EVAL },
    },
  ),
  'braces of a glob': file(
    'antivenom.toml',
    (size) => `exclude = ["${repeat(size, '{a,b}')}", "${repeat(size, '[!a]')}"]\n`,
    { beside: EVAL },
  ),
  'ignores for files': file(
    'antivenom.toml',
    (size) => `[per-file-ignores]\n${numbered(size, (i) => `"a${i}/**" = ["dynamic-code"]\n`)}`,
    { beside: EVAL },
  ),
  'severities of our configuration': file(
    'antivenom.toml',
    (size) => `select = [${repeat(size, '"dynamic-code", ')}]\n`,
    { beside: EVAL },
  ),
  'contexts of our configuration': file(
    'antivenom.toml',
    (size) => `contexts = { development = [${numbered(size, (i) => `"a${i}/**", `)}] }\n`,
    { beside: EVAL },
  ),
  'allowed packages': file('antivenom.toml', (size) => `allowed-packages = [${numbered(size, (i) => `"a${i}", `)}]\n`, {
    beside: { 'requirements.txt': 'a\nb>=1\nreqeusts\n' },
  }),
  'unknown keys': file('antivenom.toml', (size) => numbered(size, (i) => `key${i} = 1\n`), { beside: EVAL }),
  'a table in pyproject.toml': file(
    'pyproject.toml',
    (size) => `[tool.antivenom]\nexclude = [${numbered(size, (i) => `"a${i}/*", `)}]\n`,
    { beside: EVAL },
  ),
  'a baseline': file(
    'antivenom-baseline.json',
    (size) =>
      `{"version": 1, "findings": [${numbered(size, (i) => `{"rule": "dynamic-code", "path": "a${i}.py", "line": "eval(x)", "count": 1},\n`)}{"rule": "dynamic-code", "path": "z.py", "line": "eval(y)", "count": 1}]}\n`,
    { beside: EVAL, argv: ['--baseline', 'antivenom-baseline.json'] },
  ),
  'a baseline of one file': file(
    'antivenom-baseline.json',
    (size) =>
      `{"version": 1, "findings": [${numbered(size, (i) => `{"rule": "dynamic-code", "path": "shop/app.py", "line": "eval(x${i})", "count": 1},\n`)}{"rule": "dynamic-code", "path": "z.py", "line": "eval(y)", "count": 1}]}\n`,
    { beside: EVAL, argv: ['--baseline', 'antivenom-baseline.json'] },
  ),
};
