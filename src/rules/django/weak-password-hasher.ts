import { WEAK_HASHERS } from '../../data/django-security.ts';
import { defineRule } from '../../engine/rule.ts';
import type { Names } from '../../python/names/index.ts';
import type { Expression } from '../../python/syntax/index.ts';
import { isOverridden } from '../../settings/overrides.ts';
import type { Setting } from '../../settings/setting.ts';

const NAMES = new Set(['PASSWORD_HASHERS']);

export const weakPasswordHasher = defineRule({
  id: 'weak-password-hasher',
  kinds: ['python'],
  triggers: [],
  on: { settings: NAMES },
  appliesTo: 'deployed',
  guarded: 'silent',
  examplePath: 'mysite/settings.py',
  severity: 'error',
  fix: null,
  summary: 'Passwords stored with a fast hash',
  why: 'The first hasher in the list stores every new password, and a graphics card tries billions of MD5 or SHA-1 hashes per second.',
  details:
    'Only the first entry is checked: the others read old passwords. Test settings, where fast hashing is good practice, are not reported. See https://docs.djangoproject.com/en/5.2/topics/auth/passwords/.',
  bad: 'PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]\n',
  good: 'PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]\n',

  *setting(setting, doc) {
    if (setting.form === 'add' && !isPutFirst(setting)) return;
    const first = firstItem(setting.value, doc.names);
    if (first?.kind !== 'String' || !WEAK_HASHERS.has(first.value)) return;
    const name = first.value.slice(first.value.lastIndexOf('.') + 1);
    yield {
      span: first,
      message: `${name} stores every new password with a fast hash: a graphics card tries billions per second`,
      severity: isOverridden(setting, doc) ? 'warning' : 'error',
      help: 'put django.contrib.auth.hashers.Argon2PasswordHasher or PBKDF2PasswordHasher first, and keep this one behind it to read old passwords',
    };
  },
});

/** `PASSWORD_HASHERS.insert(0, "…")`. */
function isPutFirst({ node }: Setting): boolean {
  if (node.kind !== 'ExpressionStatement' || node.value.kind !== 'Call' || node.value.func.kind !== 'Attribute')
    return false;
  const [index] = node.value.args;
  return node.value.func.attr === 'insert' && index?.kind === 'Number' && index.value === 0;
}

function firstItem(value: Expression, names: Names): Expression | undefined {
  switch (value.kind) {
    case 'String':
      return value;
    case 'List':
    case 'Tuple': {
      const [first] = value.items;
      return first?.kind === 'Starred' || first?.kind === 'Name' ? named(first, names) : first;
    }
    case 'BinOp':
      return value.op === '+' ? firstItem(value.left, names) : undefined;
    default:
      return named(value, names);
  }
}

/** The value of a name that is bound once. */
function named(value: Expression, names: Names): Expression | undefined {
  const name = value.kind === 'Starred' ? value.value : value;
  if (name.kind !== 'Name') return undefined;
  const [only, ...more] = names.bindings(name.name, name);
  if (more.length > 0 || only === undefined || only.value === null || only.value.kind === 'Name') return undefined;
  return firstItem(only.value, names);
}
