import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { compareVersions, isIn } from '../../src/formats/pep440.ts';
import type { SpecifierClause } from '../../src/formats/requirement.ts';
import { IS_CI } from '../is-ci.ts';
import { PACKAGES, ROOT } from './corpus.ts';

test('random versions and specifiers are judged as packaging judges them', {
  skip: existsSync(`${PACKAGES}/packaging`) || IS_CI ? false : 'not installed: npm run oracles',
}, () => {
  for (const seed of ['1', '2', '3']) {
    const { stdout, stderr, status } = spawnSync('python3', [`${ROOT}/test/oracles/versions_dump.py`, seed], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
      env: { ...process.env, PYTHONPATH: PACKAGES },
    });
    assert.equal(status, 0, stderr);
    const answers = JSON.parse(stdout) as [string, string, string, number | boolean][];
    assert.ok(answers.length > 30_000);
    const differences = answers.filter(([question, a, b, expected]) => {
      if (question === 'compare') return compareVersions(a, b) !== expected;
      const [operator = '=='] = /^(?:===|~=|==|!=|<=|>=|<|>)/.exec(b) ?? [];
      const clause = { operator: operator as SpecifierClause['operator'], version: b.slice(operator.length) };
      return isIn(a, [clause]) !== expected;
    });
    assert.deepEqual(differences.slice(0, 20), []);
  }
});
