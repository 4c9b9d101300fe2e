import { staleLockfile } from '../../../src/rules/requirements/stale-lockfile.ts';
import { ruleTest } from '../rule-test.ts';

const pipfile = '[packages]\nrequests = "*"\n';
const pipfileLock = (hash: string) => `{"_meta": {"hash": {"sha256": "${hash}"}}, "default": {}}\n`;
const REQUESTS = '70e8bf6bc774f5ca177467cab4e67d4264d0536857993326abc13ff43063bec0';

ruleTest(staleLockfile, {
  allows: {
    'a lock that matches': pipfile,
    'no lock': { code: pipfile, files: {} },
    'a lock without a hash': { code: '[packages]\nflask = "*"\n', files: { 'Pipfile.lock': '{}\n' } },
    'another spelling of a name': '[packages]\nRequests = "*"\n',
    'a script, which is not locked': `${pipfile}[scripts]\na = "b"\n`,
    'a manifest that cannot be read': '[packages]\nrequests = "*"\nflask = \n',
    uv: { path: 'pyproject.toml', code: '[project]\ndependencies = ["a"]\n', files: { 'uv.lock': 'version = 1\n' } },
  },
  reports: {
    'another requirement': {
      code: `${pipfile}flask = "*"\n`,
      at: ['2:1-2:15'],
      severity: 'warning',
      help: /pipenv lock/,
    },
    'an added requirement': {
      code: `${pipfile}flask = "*"\n`,
      base: pipfile,
      path: 'Pipfile',
      at: ['3:1-3:12'],
    },
    'in a folder': {
      path: 'app/Pipfile',
      code: '[packages]\nflask = "*"\n',
      files: { 'app/Pipfile.lock': pipfileLock(REQUESTS), 'Pipfile.lock': pipfileLock('0') },
      at: ['2:1'],
    },
    poetry: {
      path: 'pyproject.toml',
      code: '[tool.poetry.dependencies]\npython = "^3.12"\nrequests = "^2.32"\n',
      files: { 'poetry.lock': '[metadata]\ncontent-hash = "0000"\n' },
      at: ['2:1-2:17'],
      help: /poetry lock/,
    },
  },
});
