import { silencedSecurityCheck } from '../../../src/rules/django/silenced-security-check.ts';
import type { FileCase } from '../rule-run.ts';
import { type ReportCase, ruleTest } from '../rule-test.ts';
import { everywhere } from './settings-rules.ts';

const allows: Record<string, string | FileCase> = {};
const reports: Record<string, ReportCase> = {};
{
  const tables = everywhere(
    { line: 'SILENCED_SYSTEM_CHECKS = ["security.W004"]', at: '"security.W004"' },
    { severity: 'warning' },
  );
  Object.assign(allows, tables.allows);
  Object.assign(reports, tables.reports);
}

ruleTest(silencedSecurityCheck, {
  allows: {
    ...allows,
    'another check': 'SILENCED_SYSTEM_CHECKS = ["models.W042", "fields.W342"]\n',
  },
  reports: {
    ...reports,
    'each of several': {
      code: 'SILENCED_SYSTEM_CHECKS = [\n    "models.W042",\n    "security.W004",\n    "security.W008",\n]\n',
      at: ['3:5-3:20', '4:5-4:20'],
    },
    'an addition': { code: 'SILENCED_SYSTEM_CHECKS += ["security.W019"]\n', at: ['1:28'] },
  },
});
