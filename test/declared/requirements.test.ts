import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requirementsIn } from '../../src/declared/requirements.ts';
import { documentOf } from '../virtual-files.ts';

const read = (path: string, code: string) =>
  requirementsIn(documentOf(code, path)).map(({ normalized, clauses, version, origin }) => [
    normalized,
    clauses.map((clause) => clause.operator + clause.version).join(','),
    version,
    origin,
  ]);

test('pyproject.toml in every dialect', () => {
  assert.deepEqual(
    read(
      'pyproject.toml',
      `[build-system]
requires = ["hatchling"]
[project]
dependencies = ["Zope.Interface>=5,<6 ; python_version > '3.8'"]
optional-dependencies = { x = ["a==1.0"] }
[dependency-groups]
dev = ["pytest~=8.0", { include-group = "lint" }]
[tool.poetry.dependencies]
python = "^3.12"
b = "^1.2.3"
c = "~1.2"
d = "1.0.1"
e = { version = "^0.2", extras = ["x"] }
f = [{ version = "<2", python = "<3.12" }, { version = ">=2" }]
g = "*"
h = ">=1.0 <2.0"
[tool.poetry.group.dev.dependencies]
i = "==1.0"
[tool.uv]
dev-dependencies = ["j"]
[tool.pdm.dev-dependencies]
t = ["k!=1"]
[tool.hatch.envs.x]
dependencies = ["l"]
`,
    ),
    [
      ['hatchling', '', null, 'metadata'],
      ['zope-interface', '>=5,<6', null, 'metadata'],
      ['a', '==1.0', '1.0', 'metadata'],
      ['pytest', '~=8.0', null, 'metadata'],
      ['b', '>=1.2.3,<2', null, 'poetry'],
      ['c', '>=1.2,<1.3', null, 'poetry'],
      ['d', '==1.0.1', '1.0.1', 'poetry'],
      ['e', '>=0.2,<0.3', null, 'poetry'],
      ['f', '<2', null, 'poetry'],
      ['f', '>=2', null, 'poetry'],
      ['g', '', null, 'poetry'],
      ['h', '>=1.0,<2.0', null, 'poetry'],
      ['i', '==1.0', '1.0', 'poetry'],
      ['j', '', null, 'metadata'],
      ['k', '!=1', null, 'metadata'],
      ['l', '', null, 'metadata'],
    ],
  );
});

test('lock files', () => {
  assert.deepEqual(read('poetry.lock', '[[package]]\nname = "A_b"\nversion = "1.0"\n'), [
    ['a-b', '==1.0', '1.0', 'lock'],
  ]);
  assert.deepEqual(
    read('uv.lock', 'version = 1\n[[package]]\nname = "a"\nversion = "1.0"\nsource = { registry = "x" }\n'),
    [['a', '==1.0', '1.0', 'lock']],
  );
  assert.deepEqual(read('pylock.toml', '[[packages]]\nname = "a"\nversion = "1.0"\n'), [['a', '==1.0', '1.0', 'lock']]);
  assert.deepEqual(
    read('Pipfile.lock', '{"_meta": {}, "default": {"a": {"version": "==1.0", "hashes": []}}, "develop": {}}'),
    [['a', '==1.0', '1.0', 'lock']],
  );
});

test('where a requirement is written', () => {
  const code = '[packages]\n"zope.interface" = {version = "==5.0", extras = ["x"]}\n';
  const [place] = requirementsIn(documentOf(code, 'Pipfile'));
  assert.ok(place);
  assert.equal(code.slice(place.nameSpan.start, place.nameSpan.end), 'zope.interface');
  assert.equal(code.slice(place.versionSpan?.start, place.versionSpan?.end), '==5.0');
  assert.deepEqual(place.extras, ['x']);
});
