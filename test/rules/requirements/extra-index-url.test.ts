// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables
import { extraIndexUrl } from '../../../src/rules/requirements/extra-index-url.ts';
import { ruleTest } from '../rule-test.ts';

const url = 'https://pypi.corp.example/simple';

ruleTest(extraIndexUrl, {
  allows: {
    'PyPI as the index': {
      path: 'Dockerfile',
      code: 'FROM python:3.14-slim\nRUN uv pip install --index https://pypi.org/simple flask==3.1.3\nRUN uv pip install --index pypi=https://pypi.org/simple flask==3.1.3\nENV UV_INDEX=https://pypi.org/simple\n',
    },
    'PyPI named twice': '--index-url https://pypi.org/simple\n--extra-index-url https://pypi.org/simple/\n',
    'one index': `--index-url ${url}\n-i ${url}\n`,
    'a comment': `# --extra-index-url ${url}\n`,
    'an index allowed by host': {
      code: `--extra-index-url ${url}\n`,
      allowedIndexes: ['pypi.corp.example'],
    },
    'an index allowed by URL': {
      code: `--extra-index-url https://u:p@pypi.corp.example/simple/\n`,
      allowedIndexes: [url],
    },
    "uv's explicit index": {
      path: 'pyproject.toml',
      code: `[[tool.uv.index]]\nname = "a"\nurl = "${url}"\nexplicit = true\n`,
    },
    "uv's default index": { path: 'pyproject.toml', code: `[[tool.uv.index]]\nurl = "${url}"\ndefault = true\n` },
    "poetry's explicit source": {
      path: 'pyproject.toml',
      code: `[[tool.poetry.source]]\nname = "a"\nurl = "${url}"\npriority = "explicit"\n`,
    },
    "poetry's primary source": { path: 'pyproject.toml', code: `[[tool.poetry.source]]\nname = "a"\nurl = "${url}"\n` },
    "a Pipfile's sources": {
      path: 'Pipfile',
      code: `[[source]]\nurl = "https://pypi.org/simple"\n[[source]]\nurl = "${url}"\n`,
    },
    'another command': { path: 'Dockerfile', code: `FROM a\nRUN echo --extra-index-url ${url}\n` },
  },
  reports: {
    "one of uv's indexes": {
      path: 'Dockerfile',
      code: 'FROM python:3.14-slim\nRUN uv pip install --index https://pypi.org/simple --index «https://pypi.shop.invalid/simple» flask==3.1.3\n',
      severity: 'error',
    },
    'another index next to PyPI': {
      code: '--index-url https://pypi.org/simple\n--extra-index-url «https://pypi.shop.invalid/simple»\n--extra-index-url https://pypi.org/simple\n',
      severity: 'error',
    },
    'PyPI next to a private index': {
      code: '--index-url https://pypi.shop.invalid/simple\n--extra-index-url «https://pypi.org/simple»\n',
      severity: 'warning',
    },
    'uv.toml': {
      path: 'uv.toml',
      code: `extra-index-url = ["${url}"]\n[[index]]\nurl = "${url}/a"\n[[index]]\nurl = "${url}/b"\nexplicit = true\n`,
      at: ['1:21', '3:8'],
      severity: 'error',
    },
    'a private host with GitHub secrets': {
      path: '.github/workflows/a.yml',
      code: 'jobs:\n  a:\n    steps:\n      - run: pip install --extra-index-url https://${{ secrets.U }}:${{ secrets.P }}@pypi.corp.example/simple x\n',
      at: ['4:44'],
      severity: 'error',
      message: /pypi\.corp\.example/,
    },
    'a private host': {
      code: `--extra-index-url ${url}\n`,
      at: ['1:19-1:51'],
      severity: 'error',
      message: /pypi\.corp\.example/,
    },
    'with an equals sign and credentials': {
      code: '--extra-index-url=https://u:${T}@pypi.corp.example/simple\n',
      at: ['1:19'],
      severity: 'error',
    },
    'a public host': {
      code: '--extra-index-url https://download.pytorch.org/whl/cpu\n',
      at: ['1:19'],
      severity: 'warning',
    },
    'a host in a variable': { code: '--extra-index-url ${INDEX}\n', at: ['1:19'], severity: 'warning' },
    'one of two is not allowed': {
      code: `--extra-index-url ${url}\n--extra-index-url https://other.example/\n`,
      allowedIndexes: ['pypi.corp.example'],
      at: ['2:19'],
    },
    'development requirements': {
      path: 'requirements-dev.txt',
      code: `--extra-index-url ${url}\n`,
      at: ['1:19'],
      severity: 'error',
    },
    'a Dockerfile': {
      path: 'Dockerfile',
      code: `FROM python\nENV PIP_EXTRA_INDEX_URL=${url}\nRUN pip install --extra-index-url ${url} a==1\n`,
      at: ['2:25-2:57', '3:35-3:67'],
    },
    'a workflow': {
      path: '.github/workflows/a.yml',
      code: `env:\n  PIP_EXTRA_INDEX_URL: ${url}\njobs:\n  a:\n    steps:\n      - run: |\n          pip install -r a.txt \\\n            --extra-index-url=${url}\n`,
      at: ['2:24', '8:31-8:63'],
    },
    'pip.conf, several': {
      path: 'pip.conf',
      code: `[global]\nextra-index-url =\n    ${url}\n    https://b.example/simple\n`,
      at: ['3:5-3:37', '4:5'],
    },
    uv: {
      path: 'pyproject.toml',
      code: `[[tool.uv.index]]\nname = "a"\nurl = "${url}"\n[tool.uv.pip]\nextra-index-url = ["${url}"]\n`,
      at: ['3:8', '5:21'],
    },
    "poetry's supplemental source": {
      path: 'pyproject.toml',
      code: `[[tool.poetry.source]]\nname = "a"\nurl = "${url}"\npriority = "supplemental"\n`,
      at: ['3:8'],
    },
    "conda's pip list": {
      path: 'environment.yml',
      code: `dependencies:\n  - pip:\n      - --extra-index-url ${url}\n`,
      at: ['3:27-3:59'],
    },
  },
});
