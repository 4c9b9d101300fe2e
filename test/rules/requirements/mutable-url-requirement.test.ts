import { mutableUrlRequirement } from '../../../src/rules/requirements/mutable-url-requirement.ts';
import { ruleTest } from '../rule-test.ts';

const commit = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';

ruleTest(mutableUrlRequirement, {
  allows: {
    'a wheel over http with its hash, and local lists': {
      code: `http://files.invalid/a-1.0-py3-none-any.whl --hash=sha256:${'0'.repeat(64)}\n-r http://localhost/a.txt\n-r https://files.invalid/a.txt\n-r http.txt\n`,
    },
    'a project that uv locked': {
      path: 'packages/web/pyproject.toml',
      code: '[project]\nname = "shop"\nversion = "1"\ndependencies = ["shop-tools @ git+https://git.invalid/shop/tools.git@v1"]\n',
      files: {
        'uv.lock':
          'version = 1\n\n[[package]]\nname = "shop-tools"\nversion = "1.0"\nsource = { git = "https://git.invalid/shop/tools.git?rev=v1#0123456789abcdef0123456789abcdef01234567" }\n',
      },
    },
    'a project that poetry locked': {
      path: 'pyproject.toml',
      code: '[tool.poetry.dependencies]\nShop_Tools = {git = "https://git.invalid/a.git", branch = "main"}\nb = {url = "https://a.invalid/b.zip"}\n',
      files: {
        'poetry.lock': `[[package]]\nname = "shop-tools"\nversion = "1"\n[package.source]\ntype = "git"\nresolved_reference = "0123456789abcdef0123456789abcdef01234567"\n\n[[package]]\nname = "b"\nfiles = [{file = "b.zip", hash = "sha256:${'0'.repeat(64)}"}]\n`,
      },
    },
    'a locked Pipfile': {
      path: 'Pipfile',
      code: '[packages]\na = {git = "https://git.invalid/a.git", ref = "main"}\n',
      files: {
        'Pipfile.lock':
          '{"default": {"a": {"git": "https://git.invalid/a.git", "ref": "0123456789abcdef0123456789abcdef01234567"}}}',
      },
    },
    'a full commit': `a @ git+https://github.com/o/a@${commit}\n-e git+ssh://git@github.com/o/a.git@${commit}#egg=a\n`,
    'an archive with its hash': `a @ https://host/a.whl#sha256=${'0'.repeat(64)}\nhttps://host/b-1.0.tar.gz --hash=sha256:00\n`,
    "a commit's archive": `a @ https://github.com/o/a/archive/${commit}.zip\n`,
    paths: './a\n-e .\nfile:///srv/a.whl\ngit+file:///srv/a\n# https://host/\n--find-links https://host/\n',
    "poetry's commit": {
      path: 'pyproject.toml',
      code: `[tool.poetry.dependencies]\na = {git = "https://github.com/o/a.git", rev = "${commit}"}\n`,
    },
    "a lock's tag": {
      path: 'poetry.lock',
      code: `[[package]]\nname = "a"\nversion = "1"\n[package.source]\nurl = "https://github.com/o/a"\n`,
    },
    'a home page': { path: 'pyproject.toml', code: '[project]\nurls = {a = "https://github.com/o/a"}\n' },
    'local URLs': 'a @ git+http://localhost/a@main\n',
  },
  reports: {
    'a wheel over plain http': {
      code: '«http://files.invalid/shop-1.0-py3-none-any.whl»\n',
      severity: 'error',
      message: /without encryption and without a hash/,
    },
    'lists over plain http': {
      path: 'Dockerfile',
      code: 'FROM python:3.14-slim\nRUN pip install -r «http://files.invalid/requirements.txt»\nRUN uv pip install --constraints=«http://files.invalid/c.txt» a==1\n',
      severity: 'error',
    },
    'a nested list': {
      code: '-r «http://files.invalid/a.txt»\n-c «http://files.invalid/b.txt»\n',
      severity: 'error',
    },
    'a project whose lock pins another package': {
      path: 'pyproject.toml',
      code: '[project]\ndependencies = ["shop-tools @ «git+https://git.invalid/shop/tools.git@v1»"]\n',
      files: {
        'uv.lock':
          '[[package]]\nname = "shop"\nsource = { git = "https://git.invalid/shop.git#0123456789abcdef0123456789abcdef01234567" }\n\n[[package]]\nname = "shop-tools"\nsource = { git = "https://git.invalid/shop/tools.git?rev=v1" }\n',
      },
      severity: 'warning',
    },
    'a list, whatever lock is next to it': {
      code: 'shop-tools @ «git+https://git.invalid/shop/tools.git@v1»\n',
      files: {
        'uv.lock':
          '[[package]]\nname = "shop-tools"\nsource = { git = "https://git.invalid/a.git#0123456789abcdef0123456789abcdef01234567" }\n',
      },
      severity: 'warning',
    },
    'branches, tags and short commits': {
      code: 'a @ git+https://github.com/o/a@main\nb @ git+https://github.com/o/b@v1.0\nc @ git+https://github.com/o/c@da39a3e\nd @ git+https://github.com/o/d\n-e git+ssh://git@github.com/o/e.git#egg=e\n',
      at: ['1:5-1:36', '2:5', '3:5', '4:5', '5:4'],
      severity: 'warning',
    },
    'a branch with a slash': { code: 'a @ git+https://github.com/o/a@feature/x\n', at: ['1:5'], severity: 'warning' },
    'without encryption': {
      code: `a @ git+http://github.com/o/a@${commit}\n-e git://github.com/o/b#egg=b\n`,
      at: ['1:5', '2:4'],
      severity: 'error',
    },
    'an archive without a hash': {
      code: 'https://host/a-1.0.tar.gz\nb @ http://host/b.whl ; python_version > "3"\n',
      at: ['1:1', '2:5-2:22'],
      severity: ['warning', 'error'],
    },
    poetry: {
      path: 'pyproject.toml',
      code: '[tool.poetry.dependencies]\na = {git = "https://github.com/o/a.git", branch = "main"}\n[tool.poetry.group.x.dependencies.b]\nurl = "https://host/b.whl"\n',
      at: ['2:13', '4:8'],
      severity: 'warning',
    },
    "uv's source": {
      path: 'pyproject.toml',
      code: '[tool.uv.sources]\na = { git = "https://github.com/o/a", tag = "v1" }\n',
      at: ['2:14'],
      severity: 'warning',
    },
    'PEP 621': {
      path: 'pyproject.toml',
      code: '[project]\ndependencies = ["a @ git+https://github.com/o/a@main"]\n',
      at: ['2:22-2:53'],
      severity: 'warning',
    },
    'a Pipfile': {
      path: 'Pipfile',
      code: '[packages]\na = {git = "https://github.com/o/a.git", ref = "v1"}\n',
      at: ['2:13'],
      severity: 'warning',
    },
    'a Dockerfile': {
      path: 'Dockerfile',
      code: 'FROM python\nRUN pip install git+https://github.com/o/a.git@main\n',
      at: ['2:17-2:52'],
      severity: 'warning',
    },
    'development requirements': {
      path: 'requirements-dev.txt',
      code: '-e git://github.com/o/b#egg=b\n',
      at: ['1:4'],
      severity: 'error',
    },
    tox: {
      path: 'tox.ini',
      code: '[testenv]\ndeps =\n    django: git+https://github.com/o/a@main\n',
      at: ['3:13'],
      severity: 'warning',
    },
  },
});
