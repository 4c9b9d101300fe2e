import { COOKIE_SETTINGS } from '../../data/django-security.ts';
import { defineRule } from '../../engine/rule.ts';
import { deployedSettings, isExplicitlyOff } from '../../settings/deployed.ts';

export const insecureCookie = defineRule({
  id: 'insecure-cookie',
  kinds: ['python'],
  triggers: [...COOKIE_SETTINGS.keys()],
  examplePath: 'mysite/settings.py',
  // Whether a module is one of settings may hang on manage.py beside it.
  severity: 'warning',
  fix: 'safe',
  summary: 'A cookie without its protection',
  why: 'A session cookie that travels over plain HTTP, or that scripts can read, is a session for whoever listens.',
  details:
    'Only an explicit False is reported, not a missing setting; `not DEBUG` and look-ups in the environment are silent. CSRF_COOKIE_HTTPONLY is False by default and by design. See https://docs.djangoproject.com/en/5.2/ref/settings/#session-cookie-secure.',
  bad: 'SESSION_COOKIE_SECURE = False\n',
  good: 'SESSION_COOKIE_SECURE = True\n',

  *check(doc) {
    const off = [...deployedSettings(doc, COOKIE_SETTINGS)].filter(
      ({ value, form }) => form === 'assign' && isExplicitlyOff(value, doc.names),
    );
    for (const [index, { name, value }] of off.entries()) {
      // A = B = False is one value: the first name stands for all.
      if (off[index - 1]?.value.id === value.id) continue;
      const isLiteral = value.kind === 'Constant' || value.kind === 'Number';
      const text = value.kind === 'Number' ? '1' : 'True';
      yield {
        span: { start: value.start, end: value.end },
        message: `${name} is off: ${COOKIE_SETTINGS.get(name)}`,
        help: `write ${name} = True`,
        ...(isLiteral || value.kind === 'UnaryOp'
          ? {
              fix: {
                title: `Set ${name} to True`,
                safety: 'safe' as const,
                edits: [{ start: value.start, end: value.end, text }],
              },
            }
          : {}),
      };
    }
  },
});
