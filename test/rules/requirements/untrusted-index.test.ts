import { untrustedIndex } from '../../../src/rules/requirements/untrusted-index.ts';
import { ruleTest } from '../rule-test.ts';

ruleTest(untrustedIndex, {
  allows: {
    https: { path: 'requirements.txt', code: '--index-url https://pypi.corp.example/simple\n' },
    'local URLs': {
      path: 'requirements.txt',
      code: '--index-url http://localhost:3141/simple\n--trusted-host localhost:3141\n-i http://127.0.0.1/x\n',
    },
    'a comment': { path: 'requirements.txt', code: '# --trusted-host a.example http://\n' },
    'a page that is not an index': { path: 'requirements.txt', code: 'a==1 # http://a.example\n' },
    'a checked certificate': '[[source]]\nurl = "https://a.example/simple"\nverify_ssl = true\n',
    'a proxy in a Dockerfile': {
      path: 'Dockerfile',
      code: 'FROM python\nENV HTTP_PROXY=http://proxy.corp.example:3128 trusted=1\n',
    },
  },
  reports: {
    'a trusted host': {
      path: 'requirements.txt',
      code: '--trusted-host pypi.corp.example\n',
      at: ['1:16-1:33'],
      severity: 'error',
    },
    'indexes over http': {
      path: 'requirements.txt',
      code: '-i http://a.example/simple\n--extra-index-url http://b.example/simple\n--find-links http://c.example/\n',
      at: ['1:4-1:27', '2:19', '3:14'],
    },
    'a Pipfile': {
      code: '[[source]]\nurl = "http://a.example/simple"\nverify_ssl = false # no\n',
      at: ['2:8-2:31', '3:14-3:19'],
      fixed: '[[source]]\nurl = "http://a.example/simple"\nverify_ssl = true # no\n',
      safety: 'safe',
    },
    'pip.conf': {
      path: 'etc/pip.conf',
      code: '[global]\nindex-url = http://a.example/simple\ntrusted-host = a.example\n    b.example\n',
      at: ['2:13', '4:5'],
    },
    'the trusted host of an index over http, once': {
      path: 'requirements.txt',
      code: '--trusted-host PyPI.corp.example:8080\n-i http://me:secret@pypi.corp.example:8080/simple\n',
      at: ['2:4'],
    },
    'the trusted host of an index over https': {
      path: 'Dockerfile',
      code: 'FROM python\nRUN pip install -i https://pypi.corp.example/simple --trusted-host pypi.corp.example a==1\n',
      at: ['2:68-2:85'],
    },
    'a command that trusts the host of its index over http': {
      path: 'Dockerfile',
      code: 'FROM python\nRUN pip install -i http://pypi.corp.example/simple --trusted-host pypi.corp.example a==1\n',
      at: ['2:20-2:51'],
    },
    'a Dockerfile': {
      path: 'Dockerfile',
      code: 'FROM python\nRUN pip install --trusted-host a.example -r requirements.txt\nENV PIP_TRUSTED_HOST=a.example\nRUN pip config set global.trusted-host a.example\n',
      at: ['2:32-2:41', '3:22', '4:40'],
    },
    uv: { path: 'pyproject.toml', code: '[tool.uv]\nallow-insecure-host = ["a.example"]\n', at: ['2:25'] },
    tox: {
      path: 'tox.ini',
      code: '[testenv]\nsetenv =\n    PIP_INDEX_URL = http://a.example/simple\ndeps =\n    -i http://b.example/\n    a==1\n',
      at: ['3:21', '5:8'],
    },
    'pip in a GitHub workflow': {
      path: '.gitlab-ci.yml',
      code: 'a:\n  script:\n    - pip install -i http://a.example/simple x==1\n',
      at: ['3:22-3:45'],
    },
  },
});
