import { defineRule } from '../../engine/rule.ts';
import { textElements } from '../../settings/text-elements.ts';

const NAMES = new Set(['SILENCED_SYSTEM_CHECKS']);

export const silencedSecurityCheck = defineRule({
  id: 'silenced-security-check',
  kinds: ['python'],
  triggers: [],
  on: { settings: NAMES },
  appliesTo: 'deployed',
  guarded: 'silent',
  examplePath: 'mysite/settings.py',
  severity: 'warning',
  fix: null,
  summary: 'A Django security check switched off',
  why: '`check --deploy` would have reported a real gap every time; now nobody hears about it.',
  details: 'See https://docs.djangoproject.com/en/5.2/ref/checks/#security for what each number means.',
  bad: 'SILENCED_SYSTEM_CHECKS = ["security.W019"]\n',
  good: 'SILENCED_SYSTEM_CHECKS = ["models.W042"]\n',

  *setting({ value }, { names }) {
    for (const { text, node } of textElements(value, names)) {
      if (!/^security\.[A-Z]\d+$/.test(text)) continue;
      yield {
        span: node,
        message: `${text} is silenced: check --deploy no longer reports this gap`,
        help: `fix what ${text} is about, then remove it from the list`,
      };
    }
  },
});
