import { type Constructs, file, numbered, python, repeat } from './construct.ts';

/** What a project requires, and which Python. */
export const MANIFESTS: Constructs = {
  placeholders: file(
    'requirements.txt',
    (size) => `--index-url https://u:an${repeat(size, 'h_token')}n!@pypi.example/simple\n`,
  ),
  requirements: file('requirements.txt', (size) => numbered(size, (i) => `a${i}>=1\n`)),
  'joined requirements': file(
    'requirements.txt',
    (size) =>
      `${repeat(size / 2, 'a==1 \\\n')}\n${repeat(size / 2, 'b # antivenom: ignore[unpinned-requirement] x\n')}`,
  ),
  'wheel names': file('requirements.txt', (size) => `https://x.example/${repeat(size, 'a-')}1.whl\n`),
  'requirement brackets': file('requirements.txt', (size) => `a${repeat(size, '[b')}\n`),
  'index options': file('requirements.txt', (size) =>
    repeat(size, '--extra-index-url http://u:pppp@x.example/simple\n'),
  ),
  'tox environments': file(
    'tox.ini',
    (size) => `[tox]\nenvlist = ${repeat(size, 'py{37,38}-a,')}\n[testenv]\nbasepython = ${repeat(size, 'a')}\n`,
  ),
  'setup.cfg range': file('setup.cfg', (size) => `[options]\npython_requires = >=3.7${repeat(size, ' ')}x\n`),
  'pyproject dependencies': file(
    'pyproject.toml',
    (size) => `[project]\nname = "a"\ndependencies = [${numbered(size, (i) => `"a${i}>=1",`)}]\n`,
  ),
  'runtime.txt': file('runtime.txt', (size) => `python-3.8${repeat(size, '.')}\n`),
  '.python-version': file('.python-version', (size) => repeat(size, '3.8.1\n')),
  'poetry.lock': file('poetry.lock', (size) =>
    numbered(size, (i) => `[[package]]\nname = "a${i}"\nversion = "1"\nfiles = [{file = "a", hash = "md5:1"}]\n`),
  ),
  Pipfile: file('Pipfile', (size) => `[packages]\n${numbered(size, (i) => `a${i} = "*"\n`)}`),
  'conda environment': file(
    'environment.yml',
    (size) =>
      `dependencies:\n${numbered(size, (i) => `  - a${i}\n`)}  - pip:\n${numbered(size, (i) => `    - b${i}\n`)}`,
  ),
  'requirements of one name': file('requirements.txt', (size) => repeat(size, 'django==4.2.1\n')),
  'pinned requirements with hashes': file('requirements.txt', (size) =>
    numbered(size, (i) => `a${i}==1.0 \\\n    --hash=sha256:${'0'.repeat(64)}\n`),
  ),
  'hashes of one requirement': file('requirements.txt', (size) => `a==1 ${repeat(size, '\\\n  --hash=sha256:00')}\n`),
  'requirements with markers': file('requirements.txt', (size) =>
    repeat(size, 'a>=1; python_version < "3.8" and sys_platform == "win32"\n'),
  ),
  'one long marker': file(
    'requirements.txt',
    (size) => `a>=1; ${repeat(size, 'python_version < "3.8" and ')}os_name == "a"\n`,
  ),
  'nested markers': file(
    'requirements.txt',
    (size) => `a>=1; ${repeat(size / 2, '(')}os_name == "a"${repeat(size / 2, ')')}\n`,
  ),
  'one long version': file('requirements.txt', (size) => `a==1${repeat(size, '.0')}\n`),
  'long version numbers': file('requirements.txt', (size) => `django==${repeat(size, '1')}\n`),
  'one long range': file('requirements.txt', (size) => `django>=1${repeat(size, ',!=1.7')}\n`),
  'one long name': file('requirements.txt', (size) => `${repeat(size, 'a-')}b>=1\n`),
  'names that resemble others': file('requirements.txt', (size) =>
    numbered(size, (i) => `reqeusts${i}\ndjnago-${i}>=1\n`),
  ),
  'direct addresses': file('requirements.txt', (size) =>
    numbered(size, (i) => `a${i} @ git+http://user:pass@host/a${i}.git@main#egg=a${i}\n`),
  ),
  'nested requirements': file('requirements.txt', (size) =>
    numbered(size, (i) => `-r other${i}.txt\n-c limits${i}.txt\n`),
  ),
  'requirement comments': file('requirements.txt', (size) => repeat(size, '# a comment\n')),
  'requirements in one line': file('requirements.txt', (size) => `a ${repeat(size, '\\\n')}\n`),
  'environment references': file('requirements.txt', (size) => `--index-url https://${repeat(size, '${A}')}@x\n`),
  'Pipfile sources': file('Pipfile', (size) =>
    numbered(size, (i) => `[[source]]\nurl = "http://u:pppp${i}@x/simple"\nverify_ssl = false\nname = "s${i}"\n`),
  ),
  'Pipfile.lock': file(
    'Pipfile.lock',
    (size) =>
      `{"default": {${numbered(size, (i) => `"a${i}": {"version": "==1.0", "hashes": ["md5:1"]},\n`)}"z": {"version": "==1"}}}\n`,
  ),
  'uv.lock': file(
    'uv.lock',
    (size) =>
      `version = 1\n${numbered(size, (i) => `[[package]]\nname = "a${i}"\nversion = "1"\nsource = { registry = "http://x/simple" }\ndependencies = [{ name = "a${i + 1}" }]\n`)}`,
  ),
  'a lock of one graph': file('poetry.lock', (size) =>
    numbered(
      size,
      (i) => `[[package]]\nname = "a${i}"\nversion = "1"\n[package.dependencies]\na${i + 1} = "*"\na${i + 2} = "*"\n`,
    ),
  ),
  'a lock of vulnerable packages': file('poetry.lock', (size) =>
    repeat(size, '[[package]]\nname = "django"\nversion = "1.11"\n'),
  ),
  'pylock.toml': file('pylock.toml', (size) =>
    numbered(size, (i) => `[[packages]]\nname = "a${i}"\nversion = "1"\n[[packages.wheels]]\nurl = "http://x/a.whl"\n`),
  ),
  'poetry dependencies': file(
    'pyproject.toml',
    (size) => `[tool.poetry.dependencies]\n${numbered(size, (i) => `a${i} = "^1"\n`)}`,
  ),
  'dependency groups': file(
    'pyproject.toml',
    (size) => `[dependency-groups]\n${numbered(size, (i) => `g${i} = ["a${i}>=1", {include-group = "g${i + 1}"}]\n`)}`,
  ),
  'uv indexes': file('pyproject.toml', (size) =>
    numbered(size, (i) => `[[tool.uv.index]]\nname = "i${i}"\nurl = "http://u:pppp@x${i}/simple"\n`),
  ),
  'setup.cfg requirements': file(
    'setup.cfg',
    (size) => `[options]\ninstall_requires =\n${numbered(size, (i) => `    a${i}>=1\n`)}`,
  ),
  'setup.cfg extras': file(
    'setup.cfg',
    (size) => `[options.extras_require]\n${numbered(size, (i) => `e${i} = a${i}>=1; b\n`)}`,
  ),
  'setup.py calls': python(
    (size) =>
      `from setuptools import setup\n${repeat(size, 'setup(install_requires=["a>=1"], python_requires=">=3.7")\n')}`,
    'setup.py',
  ),
  'setup.py that reads': python(
    (size) => `from setuptools import setup\nR = []\n${repeat(size, 'R.append("a>=1")\n')}setup(install_requires=R)\n`,
    'setup.py',
  ),
  'tox sections': file('tox.ini', (size) =>
    numbered(size, (i) => `[testenv:py38-a${i}]\nbasepython = python3.8\ndeps = a>=${i}\ncommands = pip install b\n`),
  ),
  'tox dependencies': file('tox.ini', (size) => `[testenv]\ndeps =\n${numbered(size, (i) => `    py38: a${i}>=1\n`)}`),
  'tox references': file('tox.ini', (size) => `[testenv]\ndeps = ${repeat(size, '{[testenv]deps} ')}\n`),
  '.tool-versions': file('.tool-versions', (size) => `python ${repeat(size, '3.8.1 ')}\n`),
  'mise tools': file('mise.toml', (size) => `[tools]\npython = [${repeat(size, '"3.8", ')}]\n`),
  'pip.conf': file(
    'pip.conf',
    (size) => `[global]\nextra-index-url =\n${repeat(size, '    http://u:pppp@x/simple\n')}`,
  ),
  '.pypirc': file('.pypirc', (size) => numbered(size, (i) => `[a${i}]\nrepository: http://x/\npassword: hunter${i}\n`)),
  '.netrc': file('.netrc', (size) => numbered(size, (i) => `machine a${i}\nlogin b\npassword hunter${i}\n`)),
};
