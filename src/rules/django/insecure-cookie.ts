import { COOKIE_SETTINGS } from '../../data/django-security.ts';
import type { Document } from '../../engine/document.ts';
import { memo } from '../../engine/memo.ts';
import { defineRule } from '../../engine/rule.ts';
import { isOn } from '../../python/worth/index.ts';
import { isExplicitlyOff } from '../../settings/explicitly-off.ts';
import { isOnlyFor } from '../../settings/only-for.ts';
import { settingsOf } from '../../settings/reader.ts';
import { isSetAgain } from '../../settings/set-again.ts';
import { watchSettings } from '../../settings/watched.ts';

watchSettings(['CSRF_USE_SESSIONS']);

export const insecureCookie = defineRule({
  id: 'insecure-cookie',
  kinds: ['python'],
  triggers: [],
  on: { settings: COOKIE_SETTINGS },
  appliesTo: 'deployed',
  guarded: 'silent',
  examplePath: 'mysite/settings.py',
  severity: 'warning',
  fix: 'safe',
  summary: 'A cookie without its protection',
  why: 'A session cookie that travels over plain HTTP, or that scripts can read, gives the session to anyone who listens.',
  details:
    'Only an explicit False is reported, not a missing setting, `not DEBUG` or a value from the environment. CSRF_COOKIE_HTTPONLY is False by default and by design, and with CSRF_USE_SESSIONS there is no CSRF cookie. See https://docs.djangoproject.com/en/5.2/ref/settings/#session-cookie-secure.',
  bad: 'SESSION_COOKIE_SECURE = False\n',
  good: 'SESSION_COOKIE_SECURE = True\n',

  *setting(setting, doc) {
    const { name, value, form } = setting;
    if (form === 'add' || !isExplicitlyOff(value, doc.names) || isSetAgain(setting, doc)) return;
    // A = B = False is one value, reported for the first name.
    if (memo(doc, firstNames).get(value.id) !== name) return;
    if (name === 'CSRF_COOKIE_SECURE' && memo(doc, isCookieless)) return;
    const isLiteral = value.kind === 'Constant' || value.kind === 'Number' || value.kind === 'UnaryOp';
    const text = value.kind === 'Number' ? '1' : 'True';
    yield {
      span: value,
      message: `${name} is off: ${COOKIE_SETTINGS.get(name)}`,
      help: `write ${name} = True`,
      fix:
        isLiteral && isOnlyFor(setting, COOKIE_SETTINGS)
          ? { title: `Set ${name} to True`, safety: 'safe', edits: [{ start: value.start, end: value.end, text }] }
          : null,
    };
  },
});

/** The token is stored in the session: https://docs.djangoproject.com/en/5.2/ref/settings/#csrf-use-sessions */
const isCookieless = (doc: Document): boolean =>
  settingsOf(doc).some(({ name, value }) => name === 'CSRF_USE_SESSIONS' && isOn(value, doc.names));

/** For each value, the first of these settings that has it. */
function firstNames(doc: Document): ReadonlyMap<number, string> {
  const own = settingsOf(doc).filter(({ name }) => COOKIE_SETTINGS.has(name));
  return new Map(own.toReversed().map(({ name, value }) => [value.id, name]));
}
