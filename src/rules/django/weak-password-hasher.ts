import { WEAK_HASHERS } from '../../data/django-security.ts';
import { deployedSettings, isOverridden } from '../../python/deployed-settings.ts';
import type { Expression } from '../../python/nodes.ts';
import { defineRule } from '../../rule.ts';

export const weakPasswordHasher = defineRule({
  id: 'weak-password-hasher',
  kinds: ['python'],
  triggers: ['PASSWORD_HASHERS'],
  examplePath: 'mysite/settings.py',
  // Whether a module is one of settings may hang on manage.py beside it.
  looksAround: true,
  severity: 'error',
  fix: null,
  summary: 'Passwords stored with a fast hash',
  why: 'The first hasher stores every new password; a graphics card guesses MD5 and SHA-1 by the billions a second.',
  details:
    'Only the first entry is judged: the others read old passwords. Settings of tests, where fast hashing is good practice, are silent. See https://docs.djangoproject.com/en/5.2/topics/auth/passwords/.',
  bad: 'PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]\n',
  good: 'PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]\n',

  *check(doc) {
    for (const setting of deployedSettings(doc, NAMES)) {
      const { value, form } = setting;
      if (form !== 'assign') continue;
      const first = firstItem(value);
      if (first?.kind !== 'String' || !WEAK_HASHERS.has(first.value)) continue;
      const name = first.value.slice(first.value.lastIndexOf('.') + 1);
      yield {
        span: { start: first.start, end: first.end },
        message: `${name} stores every new password with a hash that is guessed by the billions a second`,
        severity: isOverridden(setting, doc) ? 'warning' : 'error',
        help: 'put django.contrib.auth.hashers.Argon2PasswordHasher or PBKDF2PasswordHasher first, and keep this one behind it to read old passwords',
      };
    }
  },
});

const NAMES = new Set(['PASSWORD_HASHERS']);

function firstItem(value: Expression): Expression | undefined {
  if (value.kind === 'List' || value.kind === 'Tuple') return value.items[0];
  return value.kind === 'BinOp' && value.op === '+' ? firstItem(value.left) : undefined;
}
