import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vulnerablePackage } from '../../../src/rules/requirements/vulnerable-package.ts';
import { factsOfRecords } from '../../advisories/facts.ts';
import { recordOf } from '../../advisories/zip.ts';
import { judgeFile } from '../../virtual-files.ts';
import { ruleTest } from '../rule-test.ts';

const SEVERE = { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }] };
const MILD = { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:H/PR:L/UI:R/S:U/C:L/I:N/A:N' }] };

const RECORDS = [
  recordOf({
    id: 'PYSEC-2026-1',
    name: 'Web_Kit',
    events: [{ introduced: '0' }, { fixed: '1.4.2' }, { introduced: '2.0' }, { fixed: '2.0.3' }],
    more: { ...SEVERE, aliases: ['CVE-2026-1', 'GHSA-aaaa-bbbb-cccc'], summary: 'SQL injection in search' },
  }),
  recordOf({
    id: 'GHSA-aaaa-bbbb-cccc',
    name: 'web.kit',
    events: [{ introduced: '0' }, { fixed: '1.4.2' }],
    more: { aliases: ['CVE-2026-1'] },
  }),
  recordOf({
    id: 'PYSEC-2026-2',
    name: 'web-kit',
    events: [{ introduced: '1.4' }, { fixed: '1.5' }],
    more: { ...MILD, summary: 'Slow regex' },
  }),
  recordOf({ id: 'PYSEC-2026-3', name: 'mild', events: [{ introduced: '0' }, { fixed: '1.1' }], more: MILD }),
  recordOf({ id: 'PYSEC-2026-4', name: 'hopeless', events: [{ introduced: '0' }] }),
  recordOf({ id: 'PYSEC-2026-5', name: 'major', events: [{ introduced: '0' }, { fixed: '2.0' }] }),
  recordOf({
    id: 'PYSEC-2026-6',
    name: 'withdrawn',
    events: [{ introduced: '0' }],
    more: { withdrawn: '2026-01-01T00:00:00Z' },
  }),
  recordOf({ id: 'PYSEC-2026-7', name: 'epoch', events: [{ introduced: '1!0' }, { fixed: '1!1.5' }] }),
];
const facts = factsOfRecords(RECORDS);
const old = factsOfRecords(RECORDS, { date: '2026-10-01' });

const POETRY_LOCK = `[[package]]
name = "app-kit"
version = "1.0"
groups = ["main"]

[package.dependencies]
middle = ">=1"

[[package]]
name = "middle"
version = "1.2"
groups = ["main"]

[package.dependencies]
Web-Kit = ">=1"

[[package]]
name = "web-kit"
version = "1.4.1"
groups = ["main"]

[[package]]
name = "mild"
version = "1.0"
groups = ["dev"]

[metadata]
lock-version = "2.1"
python-versions = "^3.12"
`;

const UV_LOCK = `version = 1
requires-python = ">=3.12"

[[package]]
name = "web-kit"
version = "1.4.1"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "hopeless"
version = "1.0"
source = { editable = "." }
dependencies = [{ name = "middle" }]

[package.dev-dependencies]
dev = [{ name = "major" }]

[[package]]
name = "middle"
version = "1.2"
source = { registry = "https://pypi.org/simple" }
dependencies = [{ name = "web-kit", marker = "sys_platform == 'linux'" }]

[[package]]
name = "major"
version = "1.9"
source = { registry = "https://pypi.org/simple" }
`;

ruleTest(vulnerablePackage, {
  allows: {
    'fixed versions': { code: 'web-kit==1.5\nWeb.Kit==2.0.3\nweb_kit==3\nmild==1.1.post1\n', facts },
    'ranges that allow a fixed version': {
      code: 'web-kit>=1.4\nweb-kit<1.5.1\nweb-kit~=1.4\nweb-kit!=1.4\nweb-kit\nmild<=1.1\n',
      facts,
    },
    'unreadable requirements': { code: 'web-kit===banana\nmild>=x\n', facts },
    'withdrawn advisories': { code: 'withdrawn==1.0\n', facts },
    'other packages': { code: 'web-kit-extras==1.0\nwebkit==1.0\n', facts },
    'epochs that are not affected': { code: 'epoch==5.0\nepoch==1!2.0\n', facts },
    'packages from elsewhere': {
      code: 'web-kit @ https://host/web-kit-1.0.tar.gz\n-e git+https://host/web-kit@1.0#egg=web-kit\n',
      facts,
    },
    'a comment': { code: '# web-kit==1.0\n', facts },
    'markers that no Python of the project satisfies': {
      path: 'pyproject.toml',
      code: '[project]\nrequires-python = ">=3.10"\ndependencies = ["web-kit==1.0; python_version < \'3.8\'", "mild==1.0; python_version in \'2.7, 3.4\' and sys_platform == \'linux\'"]\n',
      facts,
    },
    'the project itself in its lock': {
      path: 'uv.lock',
      code: UV_LOCK.replaceAll('1.4.1', '1.5').replace('"1.9"', '"2.0"'),
      facts,
    },
    'no known fix in old data, for an open range': { code: 'hopeless>=1\nhopeless\n', facts: old },
    'a poetry range with alternatives': {
      path: 'pyproject.toml',
      code: '[tool.poetry.dependencies]\nmild = "^0.1 || ^0.2"\n',
      facts,
    },
  },
  reports: {
    'a pin, by the worst advisory and with all of them': {
      code: 'web-kit==1.4.1\n',
      facts,
      at: ['1:1-1:15'],
      severity: 'error',
      message:
        'web-kit 1.4.1 has 2 known vulnerabilities, the worst of them PYSEC-2026-1 (GHSA-aaaa-bbbb-cccc, CVE-2026-1, CVSS 9.8): SQL injection in search; also PYSEC-2026-2',
      help: 'require web-kit 1.5, the first version without known vulnerabilities (same major version)',
      fixed: 'web-kit==1.5\n',
      safety: 'unsafe',
    },
    'every spelling of a name and a version': {
      code: 'Web_Kit[x]==v1.0.0\nWEB.KIT===1.0 # why\nweb-kit == 2.0.0.post1 ; python_version > "3"\nweb-kit==1.4+cpu\nepoch==1!1.0\n',
      facts,
      at: ['1:1-1:19', '2:1-2:14', '3:1', '4:1', '5:1'],
      fixed:
        'Web_Kit[x]==1.5\nWEB.KIT===1.5 # why\nweb-kit == 2.0.3 ; python_version > "3"\nweb-kit==1.5\nepoch==1!1.5\n',
    },
    'a low score as a warning': { code: 'mild==1.0\n', facts, at: ['1:1'], severity: 'warning' },
    'no score as an error, without a fix where none is known': {
      code: 'hopeless==1.0\n',
      facts,
      at: ['1:1'],
      severity: 'error',
      help: /no fixed version is known/,
      fixed: null,
    },
    'a fix in another major, only in words': {
      code: 'major==1.9\n',
      facts,
      at: ['1:1'],
      help: /2\.0, .*another major version/,
      fixed: null,
    },
    'ranges in which every version is affected': {
      code: 'web-kit>=1.4,<1.4.2\nweb-kit<1.5\nmild~=1.0.1\nhopeless\n',
      facts,
      at: ['1:1-1:20', '2:1', '3:1', '4:1'],
      severity: ['error', 'error', 'warning', 'error'],
      message: /^Every version that web-kit >=1\.4,<1\.4\.2 allows has 2 known/,
      fixed: null,
    },
    'old data with their age': {
      code: 'mild==1.0\n',
      facts: old,
      at: ['1:1'],
      severity: 'warning',
      message: /\(according to advisories that are 53 days old\)$/,
    },
    'hashes without a fix': {
      code: `web-kit==1.0 --hash=sha256:${'0'.repeat(64)}\n`,
      facts,
      at: ['1:1'],
      fixed: null,
    },
    'one line without a hash among others with one': {
      code: `web-kit==1.0\nother==1 --hash=sha256:${'0'.repeat(64)}\n`,
      facts,
      at: ['1:1'],
      fixed: null,
    },
    'development requirements, one degree less': {
      path: 'requirements-dev.txt',
      code: 'web-kit==1.0\nmild==1.0\n',
      facts,
      at: ['1:1', '2:1'],
      severity: ['warning', 'info'],
    },
    'groups for development, one degree less': {
      path: 'pyproject.toml',
      code: '[project]\ndependencies = ["web-kit==1.0"]\n[project.optional-dependencies]\npostgres = ["web-kit==1.1"]\ntest = ["web-kit==1.2"]\n[dependency-groups]\ndev = ["web-kit==1.3"]\n[tool.poetry.group.lint-tools.dependencies]\nmild = "1.0"\n',
      facts,
      at: ['2:18', '4:14', '5:10', '7:9', '9:1'],
      severity: ['error', 'error', 'warning', 'warning', 'info'],
    },
    'an untouched line, as a warning at most': {
      code: 'web-kit==1.0\nmild==1.0\nmajor==1.0\n',
      base: 'web-kit==1.0\nmild==1.0\n',
      facts,
      at: ['1:1', '2:1', '3:1'],
      severity: ['warning', 'warning', 'error'],
    },
    'a moved line, as a warning at most': {
      code: 'mild==2.0\nweb-kit==1.0\n',
      base: 'web-kit==1.0\nmild==1.0\n',
      facts,
      at: ['2:1'],
      severity: 'warning',
    },
    'another vulnerable version, as an error': {
      code: 'web-kit==1.1\n',
      base: 'web-kit==1.0\n',
      facts,
      at: ['1:1'],
      severity: 'error',
    },
    'Pythons past their end of life, as a warning': {
      code: 'web-kit==1.0; python_version < "3"\nweb-kit==1.0; python_full_version < "3.7.1" or python_version == "2.7"\nweb-kit==1.0; python_version < "3.12"\n',
      facts,
      at: ['1:1', '2:1', '3:1'],
      severity: ['warning', 'warning', 'error'],
    },
    "poetry's lock with the path to the package": {
      path: 'poetry.lock',
      code: POETRY_LOCK,
      files: { 'pyproject.toml': '[tool.poetry.dependencies]\npython = "^3.12"\napp-kit = "^1"\n' },
      facts,
      at: ['19:12-19:17', '24:12-24:15'],
      severity: ['error', 'info'],
      help: 'it comes with app-kit (app-kit → middle → web-kit): move app-kit to a version that accepts web-kit 1.5, and lock again',
      fixed: null,
    },
    "poetry's lock without its manifest": {
      path: 'poetry.lock',
      code: POETRY_LOCK,
      facts,
      at: ['19:12', '24:12'],
      severity: ['error', 'info'],
      help: /^require web-kit 1\.5.*lock again$/,
    },
    'uv’s lock': {
      path: 'uv.lock',
      code: UV_LOCK,
      facts,
      at: ['6:12', '26:12'],
      severity: ['error', 'warning'],
      help: /middle \(middle → web-kit\): move middle/,
    },
    'pdm’s lock': {
      path: 'pdm.lock',
      code: '[metadata]\ngroups = ["default", "test"]\n\n[[package]]\nname = "middle"\nversion = "1.0"\ngroups = ["default"]\ndependencies = ["web-kit<2,>=1"]\n\n[[package]]\nname = "web-kit"\nversion = "1.4.1"\ngroups = ["default"]\n\n[[package]]\nname = "major"\nversion = "1.0"\ngroups = ["test"]\n',
      files: { 'pyproject.toml': '[project]\ndependencies = ["middle"]\n' },
      facts,
      at: ['12:12', '17:12'],
      severity: ['error', 'warning'],
      help: /middle → web-kit/,
    },
    'pylock.toml': {
      path: 'pylock.toml',
      code: "lock-version = '1.0'\n[[packages]]\nname = 'web-kit'\nversion = '1.4.1'\n[[packages]]\nname = 'major'\nversion = '1.0'\nmarker = \"'dev' in dependency_groups\"\n[[packages]]\nname = 'hopeless'\nversion = '1'\ndirectory = { path = '.' }\n",
      facts,
      at: ['4:12', '7:12'],
      severity: ['error', 'warning'],
    },
    'Pipfile.lock': {
      path: 'Pipfile.lock',
      code: '{"_meta": {}, "default": {"web-kit": {"hashes": ["sha256:0"], "version": "==1.0"}},\n "develop": {"major": {"version": "==1.0"}}}\n',
      facts,
      at: ['1:75-1:80', '2:36'],
      severity: ['error', 'warning'],
      fixed: null,
    },
    'a Pipfile': {
      path: 'Pipfile',
      code: '[packages]\nweb-kit = "==1.0"\n[dev-packages]\nmajor = "==1.0"\n',
      facts,
      at: ['2:1', '4:1'],
      severity: ['error', 'warning'],
      fixed: '[packages]\nweb-kit = "==1.5"\n[dev-packages]\nmajor = "==1.0"\n',
    },
    "poetry's own ranges": {
      path: 'pyproject.toml',
      code: '[tool.poetry.dependencies]\nweb-kit = "~1.4.0"\nmild = "^0.1"\nmajor = {version = "1.0", extras = ["x"]}\n',
      facts: factsOfRecords([
        ...RECORDS,
        recordOf({ id: 'PYSEC-2026-9', name: 'web-kit', events: [{ introduced: '0' }, { fixed: '1.5' }] }),
      ]),
      at: ['2:1', '3:1', '4:1'],
      severity: ['error', 'warning', 'error'],
    },
    'setup.cfg, tox.ini and conda': {
      path: 'environment.yml',
      code: 'dependencies:\n  - pip:\n    - web-kit==1.0\n',
      facts,
      at: ['3:7'],
      fixed: 'dependencies:\n  - pip:\n    - web-kit==1.5\n',
    },
    'setup.py': {
      path: 'setup.py',
      code: 'from setuptools import setup\nsetup(install_requires=["web-kit==1.0"])\n',
      facts,
      at: ['2:26-2:38'],
    },
    'a Dockerfile': {
      path: 'Dockerfile',
      code: 'FROM python:3.14\nRUN pip install "web-kit==1.0" other\n',
      facts,
      at: ['2:18'],
      fixed: 'FROM python:3.14\nRUN pip install "web-kit==1.5" other\n',
    },
    'a workflow': {
      path: '.github/workflows/a.yml',
      code: 'jobs:\n  a:\n    steps:\n      - run: pip install web-kit==1.0\n',
      facts,
      at: ['4:26'],
      severity: 'error',
    },
    'the built-in index, in a fresh clone': {
      code: 'flask==0.12\ndjango==3.2.1\n',
      at: ['1:1-1:12', '2:1-2:14'],
      severity: 'error',
      help: /2\.2\.5.*another major/,
      fixed: 'flask==0.12\ndjango==3.2.25\n',
    },
  },
});

test('JSON has every advisory with its names, score and fixes', async () => {
  const argv = ['--select', vulnerablePackage.id];
  const { judged } = await judgeFile('requirements.txt', 'web-kit==1.4.1\n', { facts, argv });
  assert.deepEqual(judged.result.placed[0]?.finding.advisories, [
    {
      id: 'PYSEC-2026-1',
      aliases: ['GHSA-aaaa-bbbb-cccc', 'CVE-2026-1'],
      summary: 'SQL injection in search',
      score: 9.8,
      fixed: ['1.4.2', '2.0.3'],
    },
    { id: 'PYSEC-2026-2', aliases: [], summary: 'Slow regex', score: 2.6, fixed: ['1.5'] },
  ]);
});
