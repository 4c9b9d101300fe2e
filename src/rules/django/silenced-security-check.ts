import { defineRule } from '../../engine/rule.ts';
import { deployedSettings, textElements } from '../../settings/deployed.ts';

export const silencedSecurityCheck = defineRule({
  id: 'silenced-security-check',
  kinds: ['python'],
  triggers: ['SILENCED_SYSTEM_CHECKS'],
  examplePath: 'mysite/settings.py',
  // Whether a module is one of settings may hang on manage.py beside it.
  severity: 'warning',
  fix: null,
  summary: 'A security check of Django switched off',
  why: 'The check would have named a real gap at every `check --deploy`; now nobody hears of it.',
  details: 'See https://docs.djangoproject.com/en/5.2/ref/checks/#security for what each number means.',
  bad: 'SILENCED_SYSTEM_CHECKS = ["security.W019"]\n',
  good: 'SILENCED_SYSTEM_CHECKS = ["models.W042"]\n',

  *check(doc) {
    for (const { value } of deployedSettings(doc, NAMES)) {
      for (const { text, node } of textElements(value, doc.names)) {
        if (!/^security\.[A-Z]\d+$/.test(text)) continue;
        yield {
          span: { start: node.start, end: node.end },
          message: `${text} is silenced: check --deploy no longer names this gap`,
          help: `repair what ${text} is about, then take it off the list`,
        };
      }
    }
  },
});

const NAMES = new Set(['SILENCED_SYSTEM_CHECKS']);
