import { JSON_SERIALIZER, PICKLE_SERIALIZER } from '../../data/django-security.ts';
import { defineRule } from '../../engine/rule.ts';
import { knownValue } from '../../python/worth/index.ts';
import { deployedSettings, isOverridden } from '../../settings/deployed.ts';

export const pickleSession = defineRule({
  id: 'pickle-session',
  kinds: ['python'],
  triggers: ['SESSION_SERIALIZER'],
  examplePath: 'mysite/settings.py',
  // Whether a module is one of settings may hang on manage.py beside it.
  severity: 'error',
  fix: 'safe',
  summary: 'Sessions read with pickle',
  why: 'With the secret key, or with write access to the session store, a stranger sends a session that runs code in the server.',
  details:
    'Django removed the serializer in 5.0. See https://docs.djangoproject.com/en/5.2/topics/http/sessions/#session-serialization.',
  bad: `SESSION_SERIALIZER = "${PICKLE_SERIALIZER}"\n`,
  good: `SESSION_SERIALIZER = "${JSON_SERIALIZER}"\n`,

  *check(doc) {
    for (const setting of deployedSettings(doc, NAMES)) {
      const { value } = setting;
      if (knownValue(value, doc.names) !== PICKLE_SERIALIZER) continue;
      const source = doc.text.slice(value.start, value.end);
      const at = source.indexOf(PICKLE_SERIALIZER);
      yield {
        span: { start: value.start, end: value.end },
        message: 'Sessions are read with pickle: whoever can write one runs code in the server',
        severity: isOverridden(setting, doc) ? 'warning' : 'error',
        help: `write SESSION_SERIALIZER = "${JSON_SERIALIZER}"`,
        ...(value.kind === 'String' && at >= 0
          ? {
              fix: {
                title: 'Use the JSONSerializer',
                safety: 'safe' as const,
                edits: [
                  {
                    start: value.start + at,
                    end: value.start + at + PICKLE_SERIALIZER.length,
                    text: JSON_SERIALIZER,
                  },
                ],
              },
            }
          : {}),
      };
    }
  },
});

const NAMES = new Set(['SESSION_SERIALIZER']);
