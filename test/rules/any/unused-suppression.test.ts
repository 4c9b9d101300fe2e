import { unusedSuppression } from '../../../src/rules/any/unused-suppression.ts';
import { ruleTest } from '../rule-test.ts';

// Only the engine knows whether a suppression silences anything: test/suppressions.test.ts.
ruleTest(unusedSuppression, {
  allows: {
    'one that names a rule': 'x = 1  # antivenom: ignore[debug-setting] reason\n',
    'one for the file': '# antivenom: ignore-file[debug-setting]\n',
    'the words in a string': 'x = "# antivenom: ignore"\n',
    "another tool's": 'x = 1  # noqa\ny = 2  # nosec\n',
    'prose about it': '# antivenom: see CONTRIBUTING\n',
    'prose with brackets': '# antivenom: see [the docs], or antivenom (the tool)\n',
    'prose that begins like one': '# antivenom ignores this folder\n# antivenom: the ignore comment is below\n',
    'a dash in prose': '# antivenom - see notes (and more)\n# antivenom-fix(es) what it can\n',
    'only the name': '# antivenom\n# runs antivenom: every commit\n',
  },
  reports: {
    'one without a rule': { code: 'x = 1  # antivenom: ignore\n', at: ['1:8-1:27'], message: 'names no rule' },
    'one with empty brackets': { code: 'x = 1  # antivenom: ignore[ ] later\n', at: ['1:8-1:30'] },
    'one for a file': { code: '# antivenom: ignore-file because\nx = 1\n', at: ['1:1-1:25'] },
    'another spelling': {
      code: 'x = 1  # antivenom: Ignore[dynamic-code] why\n',
      at: ['1:8-1:41'],
      message: 'looks like a suppression, but silences nothing: # antivenom: Ignore[dynamic-code]',
      help: 'write # antivenom: ignore[dynamic-code] reason',
    },
    'another word': { code: 'x = 1  # antivenom: disable[a-b, c-d]\n', at: ['1:8-1:38'], help: /ignore\[a-b, c-d\]/ },
    'another place': { code: '# antivenom: ignore-next-line[dynamic-code]\nx = 1\n', at: ['1:1-1:44'] },
    'several words': { code: 'x = 1  # antivenom: ignore next line[dynamic-code]\n', at: ['1:8-1:51'] },
    'no colon': { code: 'x = 1  # antivenom ignore\n', at: ['1:8-1:26'], help: /ignore\[rule-id\]/ },
    'no brackets': { code: 'x = 1  # antivenom ignore dynamic-code\n', at: ['1:8-1:26'] },
    'a dash for the colon': {
      code: 'x = 1  # antivenom - ignore[dynamic-code]\n',
      at: ['1:8-1:42'],
      help: /ignore\[dynamic-code\]/,
    },
    'a capital in the name': { code: 'x = 1  # Antivenom: ignore[dynamic-code]\n', at: ['1:8-1:41'] },
    'round brackets': { code: 'x = 1  # antivenom: ignore(dynamic-code)\n', at: ['1:8-1:41'] },
    "a peer's code": { code: 'x = 1  # antivenom: disable[S605]\n', at: ['1:8-1:34'], help: /ignore\[shell-command\]/ },
    'a whole file': { code: '# antivenom: disable-file[dynamic-code]\n', at: ['1:1-1:40'], help: /ignore-file\[/ },
    'in another format': { path: '.env', code: '# antivenom: ignore\nDEBUG=1\n', at: ['1:1-1:20'] },
  },
});
