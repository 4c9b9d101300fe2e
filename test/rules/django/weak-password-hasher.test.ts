import { WEAK_HASHERS } from '../../../src/data/django-security.ts';
import { weakPasswordHasher } from '../../../src/rules/django/weak-password-hasher.ts';
import type { FileCase } from '../rule-run.ts';
import { type ReportCase, ruleTest } from '../rule-test.ts';
import { everywhere } from './settings-rules.ts';

const allows: Record<string, string | FileCase> = {};
const reports: Record<string, ReportCase> = {};
for (const hasher of WEAK_HASHERS) {
  const tables = everywhere(
    { line: `PASSWORD_HASHERS = ["${hasher}"]`, at: `"${hasher}"` },
    { severity: 'error', fixed: null },
  );
  Object.assign(allows, tables.allows);
  Object.assign(reports, tables.reports);
}

ruleTest(weakPasswordHasher, {
  allows: {
    ...allows,
    'a weak one after a good one':
      'PASSWORD_HASHERS = [\n    "django.contrib.auth.hashers.Argon2PasswordHasher",\n    "django.contrib.auth.hashers.MD5PasswordHasher",\n]\n',
    "the project's own": 'PASSWORD_HASHERS = ["shop.hashers.MD5PasswordHasher"]\n',
    'inserted last': 'PASSWORD_HASHERS.append("django.contrib.auth.hashers.MD5PasswordHasher")\n',
    'inserted second': 'PASSWORD_HASHERS.insert(1, "django.contrib.auth.hashers.MD5PasswordHasher")\n',
  },
  reports: {
    ...reports,
    'inserted first': {
      code: 'PASSWORD_HASHERS.insert(0, "django.contrib.auth.hashers.MD5PasswordHasher")\n',
      at: ['1:28'],
    },
    'first in a name': {
      code: 'FAST = ["django.contrib.auth.hashers.MD5PasswordHasher"]\nPASSWORD_HASHERS = [*FAST, "a.B"]\n',
      at: ['1:9'],
    },
  },
});
