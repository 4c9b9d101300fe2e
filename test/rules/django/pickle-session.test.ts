import { pickleSession } from '../../../src/rules/django/pickle-session.ts';
import type { FileCase } from '../rule-run.ts';
import { type ReportCase, ruleTest } from '../rule-test.ts';
import { everywhere } from './settings-rules.ts';

const allows: Record<string, string | FileCase> = {};
const reports: Record<string, ReportCase> = {};
{
  const tables = everywhere(
    { line: 'SESSION_SERIALIZER = "django.contrib.sessions.serializers.PickleSerializer"', at: '"django' },
    { safety: 'safe' },
  );
  Object.assign(allows, tables.allows);
  Object.assign(reports, tables.reports);
}

ruleTest(pickleSession, {
  allows: {
    ...allows,
    JSON: 'SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"\n',
    "the project's own": 'SESSION_SERIALIZER = "shop.PickleSerializer"\n',
  },
  reports: {
    ...reports,
    'in single quotes': {
      code: "SESSION_SERIALIZER = 'django.contrib.sessions.serializers.PickleSerializer'\n",
      at: ['1:22-1:76'],
      severity: 'error',
      fixed: "SESSION_SERIALIZER = 'django.contrib.sessions.serializers.JSONSerializer'\n",
    },
  },
});
