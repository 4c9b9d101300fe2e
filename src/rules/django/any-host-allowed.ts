import { defineRule } from '../../engine/rule.ts';
import { textElements } from '../../settings/text-elements.ts';

const NAMES = new Set(['ALLOWED_HOSTS']);

export const anyHostAllowed = defineRule({
  id: 'any-host-allowed',
  kinds: ['python'],
  triggers: [],
  on: { settings: NAMES },
  appliesTo: 'deployed',
  guarded: 'silent',
  examplePath: 'mysite/settings/production.py',
  severity: 'error',
  weakerIn: ['base'],
  fix: null,
  summary: 'Every host name accepted',
  why: 'With "*" Django answers under any Host header, so that links in password-reset mails and caches can be made to point to a stranger.',
  details:
    'An error in production settings, a warning in base settings; silent under `if DEBUG`. See https://docs.djangoproject.com/en/5.2/ref/settings/#allowed-hosts.',
  bad: 'ALLOWED_HOSTS = ["*"]\n',
  good: 'ALLOWED_HOSTS = ["www.example.com", ".example.org"]\n',

  *setting({ value }, { names }) {
    const element = textElements(value, names).find(({ text }) => text.split(',').some((one) => one.trim() === '*'));
    if (element === undefined) return;
    // What travels through a name is reported where it takes effect.
    const isInside = element.node.start >= value.start && element.node.end <= value.end;
    yield {
      span: isInside ? element.node : value,
      message: element.isFromEnvironment
        ? 'ALLOWED_HOSTS accepts any host name where the environment sets none'
        : 'ALLOWED_HOSTS accepts any host name, so links that Django builds can point to a stranger',
      help: 'list your hosts, as in [".example.com"], and give the environment variable no default',
    };
  },
});
