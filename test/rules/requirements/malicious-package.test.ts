import { maliciousPackage } from '../../../src/rules/requirements/malicious-package.ts';
import { factsOfRecords } from '../../advisories/facts.ts';
import { recordOf } from '../../advisories/zip.ts';
import { ruleTest } from '../rule-test.ts';

const facts = factsOfRecords(
  [
    recordOf({ id: 'MAL-2026-1', name: 'evil-kit', events: [{ introduced: '0' }] }),
    recordOf({ id: 'MAL-2026-2', name: 'hijacked', versions: ['8.3.41', '8.3.42'] }),
    recordOf({ id: 'MAL-2026-3', name: 'rare', versions: ['1.0', '1.1'] }),
    recordOf({
      id: 'MAL-2026-4',
      name: 'pardoned',
      events: [{ introduced: '0' }],
      more: { withdrawn: '2026-01-01T00:00:00Z' },
    }),
    recordOf({ id: 'PYSEC-2026-1', name: 'honest', events: [{ introduced: '0' }] }),
  ],
  { popular: ['hijacked', 'requests'] },
);

ruleTest(maliciousPackage, {
  allows: {
    'honest releases of a hijacked package': { code: 'hijacked==8.3.40\nhijacked>=8.3\nhijacked\n', facts },
    'other versions': { code: 'rare==1.2\nrare>=1.2\n', facts },
    'a withdrawn record': { code: 'pardoned==1.0\n', facts },
    'packages that are only vulnerable': { code: 'honest==1.0\n', facts },
    'a private package': { code: './evil-kit\nevil-kit @ file:///src/evil-kit\n', facts },
    'the project itself': {
      path: 'uv.lock',
      code: '[[package]]\nname = "evil-kit"\nversion = "1"\nsource = { virtual = "." }\n',
      facts,
    },
    'other names': 'colorama==0.4.6\nrequests==2.32.5\n',
  },
  reports: {
    'a name, whatever the version': {
      code: 'Evil_Kit\nevil-kit==1.0\nevil.kit>=2\n',
      facts,
      at: ['1:1-1:9', '2:1-2:9', '3:1-3:9'],
      severity: 'error',
      message: "Evil_Kit is known to be malicious (MAL-2026-1): installing it runs an attacker's code",
      fixed: null,
    },
    "a hijacked package's bad releases": {
      code: 'hijacked==8.3.41\n',
      facts,
      at: ['1:1'],
      message: 'hijacked 8.3.41 is known to be malicious (MAL-2026-2)',
    },
    'a range that allows bad releases of an unpopular package': {
      code: 'rare\nrare<2\n',
      facts,
      at: ['1:1', '2:1'],
      severity: 'warning',
      message: /^rare allows version 1\.0, 1\.1 that are known to be malicious \(MAL-2026-3\)/,
    },
    "requirements for tests and development, which run with a developer's credentials": {
      path: 'tests/requirements-dev.txt',
      code: 'evil-kit\n',
      facts,
      at: ['1:1'],
      severity: 'error',
    },
    'an existing line as a warning': {
      code: 'evil-kit==1.0\nother==2\n',
      base: 'evil-kit==1.0\nother==1\n',
      facts,
      at: ['1:1'],
      severity: 'warning',
    },
    'a lock': {
      path: 'poetry.lock',
      code: '[[package]]\nname = "evil-kit"\nversion = "1.0"\n',
      facts,
      at: ['2:9-2:17'],
    },
    'a command': { path: 'Dockerfile', code: 'FROM python\nRUN pip install evil-kit\n', facts, at: ['2:17'] },
    'with the built-in index': {
      code: 'colourama==0.1.6\n',
      at: ['1:1-1:10'],
      severity: 'error',
      message: /^colourama is known to be malicious:/,
    },
  },
});
