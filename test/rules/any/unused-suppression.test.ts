import { unusedSuppression } from '../../../src/rules/any/unused-suppression.ts';
import { ruleTest } from '../rule-test.ts';

// Whether a suppression silences anything is known to the engine alone: test/suppressions.test.ts.
ruleTest(unusedSuppression, {
  allows: {
    'one that names a rule': 'x = 1  # antivenom: ignore[debug-setting] reason\n',
    'one for the file': '# antivenom: ignore-file[debug-setting]\n',
    'the words in a string': 'x = "# antivenom: ignore"\n',
    "another tool's": 'x = 1  # noqa\ny = 2  # nosec\n',
    'talk about it': '# antivenom: see CONTRIBUTING\n',
  },
  reports: {
    'one without a rule': { code: 'x = 1  # antivenom: ignore\n', at: ['1:8-1:27'], message: 'names no rule' },
    'one with empty brackets': { code: 'x = 1  # antivenom: ignore[ ] later\n', at: ['1:8-1:30'] },
    'one for a file': { code: '# antivenom: ignore-file because\nx = 1\n', at: ['1:1-1:25'] },
    'in another format': { path: '.env', code: '# antivenom: ignore\nDEBUG=1\n', at: ['1:1-1:20'] },
  },
});
