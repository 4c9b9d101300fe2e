import { missingHash } from '../../../src/rules/requirements/missing-hash.ts';
import { ruleTest } from '../rule-test.ts';

const hash = `--hash=sha256:${'0'.repeat(64)}`;

ruleTest(missingHash, {
  allows: {
    'no hashes at all': 'a==1\nb==2\n# --hash=sha256:00\n',
    'hashes on all lines': `a==1 ${hash}\nb==2 \\\n    ${hash} \\\n    ${hash}\n`,
    'a URL with its hash': `a==1 ${hash}\nb @ https://host/b.whl#sha256=${'0'.repeat(64)}\n`,
    'options and includes': `--index-url https://pypi.org/simple\n-r other.txt\na==1 ${hash}\n`,
    'a commented requirement': `a==1 ${hash}\n# setuptools==1\n`,
  },
  reports: {
    'a line without a hash': { code: `a==1 ${hash}\nb==2\nc==3 # x\n`, at: ['2:1-2:5', '3:1-3:5'], severity: 'error' },
    'a line without a hash, among continued lines': {
      code: `a==1 \\\n    ${hash}\nb==2 ; python_version > "3" \\\n\nc==1 ${hash}\n`,
      at: ['3:1'],
    },
    'if hashes are required': { code: '--require-hashes\na==1\n', at: ['2:1'] },
    'a VCS requirement': { code: `a==1 ${hash}\nb @ git+https://host/b@0a\n`, at: ['2:1'] },
    'an editable requirement': { code: `a==1 ${hash}\n-e ./b\n`, at: ['2:4'], message: /editable/ },
  },
});
