// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from '../../../src/engine/dispatch.ts';
import { credentialInUrl } from '../../../src/rules/requirements/credential-in-url.ts';
import { extraIndexUrl } from '../../../src/rules/requirements/extra-index-url.ts';
import { untrustedIndex } from '../../../src/rules/requirements/untrusted-index.ts';
import { documentOf } from '../../virtual-files.ts';
import { ruleTest } from '../rule-test.ts';

ruleTest(credentialInUrl, {
  allows: {
    'a variable': '-i https://${USER}:${TOKEN}@host/simple\n-i https://u:$TOKEN@host/simple\n',
    'only a name': '-i https://user@host/simple\n-e git+ssh://git@github.com/o/a#egg=a\n',
    'a placeholder':
      '-i https://user:<password>@host/\n-i https://user:{{ token }}@host/\n-i https://user:****@host/\n-i https://user:YOUR_TOKEN@host/\n',
    'a comment': 'a==1 # https://user:hunter2@host/\n',
    'an email address': 'a==1\n# mail joe@example.org\n',
    'a GitHub expression': {
      path: '.github/workflows/a.yml',
      code: 'a: https://x:${{ secrets.TOKEN }}@github.com/o/a\n',
    },
    'another file': { path: 'compose.txt', code: 'https://user:hunter2@host/\n' },
    'another dotenv variable': {
      path: '.env',
      code: 'SENTRY_DSN=https://public:private@sentry.example/1\nPIP_INDEX_URL=https://host/simple\n',
    },
    'a port': '-i https://host:8080/simple/@x\n',
  },
  reports: {
    'a shell script in compose': {
      path: 'compose.yml',
      code: 'services:\n  a:\n    command: sh -c "pip install flask --extra-index-url https://u:hunter2@pypi.corp.example/simple"\n',
      at: ['3:65-3:74'],
    },
    'an index': { code: '--index-url https://joe:hunter2@host/simple\n', at: ['1:21-1:32'] },
    'a repository': { code: 'a @ git+https://joe:hunter2@github.com/o/a@main\n', at: ['1:17-1:28'] },
    'a token instead of the user': {
      code: '-e git+https://ghp_0123456789abcdefABCDEF@github.com/o/a#egg=a\n',
      at: ['1:16-1:42'],
    },
    'a token and a variable name': { code: '-i https://${USER}:hunter2@host/\n', at: ['1:12'] },
    'pip.conf': { path: 'pip.conf', code: '[global]\nindex-url = https://joe:p%40ss@host/simple\n', at: ['2:21-2:31'] },
    'a Pipfile': { path: 'Pipfile', code: '[[source]]\nurl = "https://joe:hunter2@host/simple"\n', at: ['2:16-2:27'] },
    uv: { path: 'pyproject.toml', code: '[[tool.uv.index]]\nurl = "https://joe:hunter2@host/simple"\n', at: ['2:16'] },
    'a lock': {
      path: 'Pipfile.lock',
      code: '{"_meta": {"sources": [{"url": "https://joe:hunter2@host/simple"}]}}\n',
      at: ['1:41'],
    },
    dotenv: { path: '.env', code: 'PIP_INDEX_URL=https://joe:hunter2@host/simple\n', at: ['1:23-1:34'] },
    'a shell script': {
      path: 'a.sh',
      code: 'pip install -i https://joe:hunter2@host/simple a==1\n',
      at: ['1:24-1:35'],
    },
    compose: {
      path: 'docker-compose.yml',
      code: 'services:\n  a:\n    environment:\n      - PIP_EXTRA_INDEX_URL=https://joe:hunter2@host/simple\n',
      at: ['4:37-4:48'],
    },
    'a Dockerfile': {
      path: 'Dockerfile',
      code: 'FROM python\nRUN pip install -i https://joe:hunter2@host/simple a==1\n',
      at: ['2:28'],
    },
  },
});

test('rules about the same line mask the password too', () => {
  const doc = documentOf('--extra-index-url http://joe:hunter2@host/simple\n', 'requirements.txt');
  for (const rule of [extraIndexUrl, untrustedIndex]) {
    const [problem] = problemsOf(rule, doc);
    assert.deepEqual(problem?.secrets, [{ start: 29, end: 36 }]);
    assert.doesNotMatch(`${problem?.message} ${problem?.help}`, /hunter2/);
  }
});

test('credential-in-url masks only the secret, and keeps it out of its message', () => {
  const [problem] = problemsOf(credentialInUrl, documentOf('-i https://joe:hunter2@host/simple\n', 'requirements.txt'));
  assert.deepEqual(problem?.secrets, [{ start: 15, end: 22 }]);
  assert.doesNotMatch(`${problem?.message} ${problem?.help}`, /hunter2/);
});
