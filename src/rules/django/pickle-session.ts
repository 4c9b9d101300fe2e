import { JSON_SERIALIZER, PICKLE_SERIALIZER } from '../../data/django-security.ts';
import { defineRule } from '../../engine/rule.ts';
import { knownValue } from '../../python/worth/index.ts';
import { isOnlyFor } from '../../settings/only-for.ts';
import { isOverridden } from '../../settings/overrides.ts';

const NAMES = new Set(['SESSION_SERIALIZER']);

export const pickleSession = defineRule({
  id: 'pickle-session',
  kinds: ['python'],
  triggers: [],
  on: { settings: NAMES },
  appliesTo: 'deployed',
  guarded: 'silent',
  examplePath: 'mysite/settings.py',
  severity: 'error',
  fix: 'safe',
  summary: 'Sessions read with pickle',
  why: 'With the secret key, or with write access to the session store, an attacker can send a session that runs code on the server.',
  details:
    'Django removed the serializer in 5.0. See https://docs.djangoproject.com/en/5.2/topics/http/sessions/#session-serialization.',
  bad: `SESSION_SERIALIZER = "${PICKLE_SERIALIZER}"\n`,
  good: `SESSION_SERIALIZER = "${JSON_SERIALIZER}"\n`,

  *setting(setting, doc) {
    const { value } = setting;
    if (knownValue(value, doc.names) !== PICKLE_SERIALIZER) return;
    const at = value.start + doc.text.slice(value.start, value.end).indexOf(PICKLE_SERIALIZER);
    const edit = { start: at, end: at + PICKLE_SERIALIZER.length, text: JSON_SERIALIZER };
    yield {
      span: value,
      message: 'Sessions are read with pickle: anyone who can write one runs code on the server',
      severity: isOverridden(setting, doc) ? 'warning' : 'error',
      help: `write SESSION_SERIALIZER = "${JSON_SERIALIZER}"`,
      fix:
        value.kind === 'String' && at >= value.start && isOnlyFor(setting, NAMES)
          ? { title: 'Use the JSONSerializer', safety: 'safe', edits: [edit] }
          : null,
    };
  },
});
