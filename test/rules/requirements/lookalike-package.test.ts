import { lookalikePackage } from '../../../src/rules/requirements/lookalike-package.ts';
import { factsOfRecords } from '../../advisories/facts.ts';
import { recordOf } from '../../advisories/zip.ts';
import { ruleTest } from '../rule-test.ts';

const facts = factsOfRecords([recordOf({ id: 'MAL-2026-1', name: 'requestss', events: [{ introduced: '0' }] })], {
  popular: ['requests', 'toml', 'attrs', 'colorama', 'python-dateutil', 'cattrs', 'tomli'],
});

ruleTest(lookalikePackage, {
  allows: {
    'popular names and words that are only similar': {
      code: 'cattrs\ntomli\nauthlib\naiofile\nhttpx\nattrs\nrequests[socks]\n',
      facts,
    },
    'real packages, with the built-in index':
      'tomli\ncattrs\nauthlib\naiofile\nwebsocket-client\npyyaml\nrequests-toolbelt\nflask-api\n',
    'an allowed name': { code: 'reqeusts==1\n', facts, allowedPackages: ['Reqeusts'] },
    'a name that was required before': { code: 'reqeusts==2\n', base: 'reqeusts==1\n', facts },
    'a line that the change did not touch': { code: 'reqeusts==1\nb==2\n', base: 'reqeusts==1\nb==1\n', facts },
    'known malicious packages, which another rule reports': { code: 'requestss\n', facts },
    'known misnamed packages': { code: 'python-dateutils\n', facts },
    'a private package': {
      path: 'uv.lock',
      code: '[[package]]\nname = "reqeusts"\nversion = "1"\nsource = { editable = "." }\n',
      facts,
    },
    'a distance of one letter, with the built-in index': 'reqests==1.0\n',
  },
  reports: {
    'slips, with the full list': {
      code: 'reqeusts==1.0\nc0lorama\npython_dateutill\nreqests\n',
      facts,
      at: ['1:1-1:9', '2:1-2:9', '3:1-3:17', '4:1-4:8'],
      severity: 'error',
      message: /^reqeusts looks like requests \(swapped letters\)/,
      help: /write requests .*allowed-packages/,
      fixed: null,
    },
    'known confusions as a warning, with the built-in index': {
      code: 'reqeusts==1.0\n',
      at: ['1:1'],
      severity: 'warning',
    },
    'the one line that the change adds': { code: 'b==1\nreqeusts\n', base: 'b==1\n', facts, at: ['2:1'] },
    'a manifest': {
      path: 'pyproject.toml',
      code: '[project]\ndependencies = [\n  "reqeusts>=2",\n]\n',
      facts,
      at: ['3:4-3:12'],
    },
    'a command': { path: '.gitlab-ci.yml', code: 'a:\n  script:\n    - pip install reqeusts\n', facts, at: ['3:19'] },
  },
});
