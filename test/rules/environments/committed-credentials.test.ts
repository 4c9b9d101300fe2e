// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from '../../../src/engine/dispatch.ts';
import { committedCredentials } from '../../../src/rules/environments/committed-credentials.ts';
import { documentOf } from '../../virtual-files.ts';
import { ruleTest } from '../rule-test.ts';

ruleTest(committedCredentials, {
  allows: {
    'only a name': '[pypi]\nusername = __token__\n',
    'an empty password': '[pypi]\npassword =\n',
    'a variable': '[pypi]\npassword = ${PYPI_TOKEN}\n',
    'an interpolation': '[pypi]\npassword = %(token)s\n',
    'a template': '[pypi]\npassword = {{ pypi_token }}\n',
    'angle brackets': '[pypi]\npassword = <your token>\n',
    'words from documentation': '[a]\npassword = your-password\n[b]\npassword = xxxxxxxx\n[c]\npassword = changeme\n',
    'a comment': '[pypi]\n# password = hunter2\n',
    'a netrc without a password': { path: '.netrc', code: 'machine example.org login joe # password\n' },
    'a netrc with a variable': { path: '.netrc', code: 'machine example.org login joe password $TOKEN\n' },
    'a comment in a netrc': { path: '.netrc', code: '# machine a login b password hunter2\nmachine a login b\n' },
    'a macro in a netrc': { path: '.netrc', code: 'macdef init\nput password x\n\nmachine a login b\n' },
    'a URL, which another rule reports': {
      path: 'pip.conf',
      code: '[global]\nindex-url = https://u:password@host/simple\n',
    },
    'another file': { path: 'settings.ini', code: '[db]\npassword = hunter2\n' },
  },
  reports: {
    'a token': {
      code: '[distutils]\nindex-servers = pypi\n[pypi]\nusername = __token__\npassword = pypi-AgEI\n',
      at: ['5:12-5:21'],
    },
    'a password with a colon': { code: '[pypi]\npassword: hunter2\n', at: ['2:11-2:18'] },
    'pip.conf': { path: 'pip.conf', code: '[global]\npassword = hunter2\n', at: ['2:12-2:19'] },
    'a netrc in one line': {
      path: '.netrc',
      code: 'machine example.org login joe password hunter2\n',
      at: ['1:40-1:47'],
    },
    'a netrc on several lines': {
      path: 'home/.netrc',
      code: 'machine example.org\n  login joe\n  password hunter2\n\ndefault login anonymous password joe@example.org\n',
      at: ['3:12-3:19', '5:34'],
    },
    'a password that starts with a number sign': {
      path: '_netrc',
      code: 'machine a login b password #hunter2\n',
      at: ['1:28-1:36'],
    },
    'a password in quotes': { path: '.netrc', code: 'machine a login b password "hunter 2"\n', at: ['1:29-1:37'] },
    'a fixture': {
      path: 'tests/fixtures/.netrc',
      code: 'machine a login b password c\n',
      at: ['1:28'],
      severity: 'warning',
    },
  },
});

test('committed-credentials names the characters to mask', () => {
  const doc = documentOf('machine a login b password hunter2\n', '.netrc');
  const [problem] = problemsOf(committedCredentials, doc);
  assert.deepEqual(problem?.secrets, [{ start: 27, end: 34 }]);
  assert.doesNotMatch(`${problem?.message} ${problem?.help}`, /hunter2/);
});
