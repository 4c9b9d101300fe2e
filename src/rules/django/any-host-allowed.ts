import { defineRule } from '../../engine/rule.ts';
import { deployedSettings, textElements } from '../../settings/deployed.ts';

export const anyHostAllowed = defineRule({
  id: 'any-host-allowed',
  kinds: ['python'],
  triggers: ['ALLOWED_HOSTS'],
  examplePath: 'mysite/settings/production.py',
  // Whether a module is one of settings may hang on manage.py beside it.
  severity: 'error',
  fix: null,
  summary: 'Every host name accepted',
  why: 'With "*" Django answers under any Host header, so that links in password-reset mails and caches can be made to point to a stranger.',
  details:
    'An error in production settings, a warning in base settings; silent under `if DEBUG`. See https://docs.djangoproject.com/en/5.2/ref/settings/#allowed-hosts.',
  bad: 'ALLOWED_HOSTS = ["*"]\n',
  good: 'ALLOWED_HOSTS = ["www.example.com", ".example.org"]\n',

  *check(doc) {
    for (const { value, context } of deployedSettings(doc, NAMES)) {
      const element = textElements(value, doc.names).find(({ text }) =>
        text.split(',').some((one) => one.trim() === '*'),
      );
      if (element === undefined) continue;
      // What travels through a name is reported where it takes effect.
      const isInside = element.node.start >= value.start && element.node.end <= value.end;
      const at = isInside ? element.node : value;
      yield {
        span: { start: at.start, end: at.end },
        message: element.isFromEnvironment
          ? 'ALLOWED_HOSTS accepts any host name where the environment sets none'
          : 'ALLOWED_HOSTS accepts any host name, so links that Django builds can point to a stranger',
        help: 'name the hosts, as in [".example.com"]; without a default for what comes from the environment',
        severity: context === 'production' ? 'error' : 'warning',
      };
    }
  },
});

const NAMES = new Set(['ALLOWED_HOSTS']);
