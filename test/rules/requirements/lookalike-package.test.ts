import { lookalikePackage } from '../../../src/rules/requirements/lookalike-package.ts';
import { factsOfRecords } from '../../advisories/facts.ts';
import { recordOf } from '../../advisories/zip.ts';
import { ruleTest } from '../rule-test.ts';

const facts = factsOfRecords([recordOf({ id: 'MAL-2026-1', name: 'requestss', events: [{ introduced: '0' }] })], {
  popular: ['requests', 'toml', 'attrs', 'colorama', 'python-dateutil', 'cattrs', 'tomli'],
});

ruleTest(lookalikePackage, {
  allows: {
    'popular names and words that are only near': {
      code: 'cattrs\ntomli\nauthlib\naiofile\nhttpx\nattrs\nrequests[socks]\n',
      facts,
    },
    'real packages, by what is built in':
      'tomli\ncattrs\nauthlib\naiofile\nwebsocket-client\npyyaml\nrequests-toolbelt\nflask-api\n',
    'a name that is allowed': { code: 'reqeusts==1\n', facts, allowedPackages: ['Reqeusts'] },
    'a name that was required before': { code: 'reqeusts==2\n', base: 'reqeusts==1\n', facts },
    'a line that the change did not touch': { code: 'reqeusts==1\nb==2\n', base: 'reqeusts==1\nb==1\n', facts },
    'what is known to be malicious, which says more': { code: 'requestss\n', facts },
    'what is known to be misnamed': { code: 'python-dateutils\n', facts },
    'a package of one’s own': {
      path: 'uv.lock',
      code: '[[package]]\nname = "reqeusts"\nversion = "1"\nsource = { editable = "." }\n',
      facts,
    },
    'a distance of one letter by what is built in': 'reqests==1.0\n',
  },
  reports: {
    'slips, by the full list': {
      code: 'reqeusts==1.0\nc0lorama\npython_dateutill\nreqests\n',
      facts,
      at: ['1:1-1:9', '2:1-2:9', '3:1-3:17', '4:1-4:8'],
      severity: 'error',
      message: /^reqeusts looks like requests \(swapped letters\)/,
      help: /write requests .*allowed-packages/,
      fixed: null,
    },
    'known confusions as a warning, by what is built in': { code: 'reqeusts==1.0\n', at: ['1:1'], severity: 'warning' },
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
