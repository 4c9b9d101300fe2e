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
  summary: 'Any host name accepted',
  why: 'With "*" Django accepts any Host header, so attackers can make links in password-reset emails and caches point to their own site.',
  details:
    'An error in production settings, a warning in base settings; not reported under `if DEBUG`. See https://docs.djangoproject.com/en/5.2/ref/settings/#allowed-hosts.',
  bad: 'ALLOWED_HOSTS = ["*"]\n',
  good: 'ALLOWED_HOSTS = ["www.example.com", ".example.org"]\n',

  *setting({ value }, { names }) {
    const element = textElements(value, names).find(({ text }) => text.split(',').some((one) => one.trim() === '*'));
    if (element === undefined) return;
    // A value that comes through a name is reported where it takes effect.
    const isInside = element.node.start >= value.start && element.node.end <= value.end;
    yield {
      span: isInside ? element.node : value,
      message: element.isFromEnvironment
        ? 'ALLOWED_HOSTS accepts any host name when the environment sets none'
        : "ALLOWED_HOSTS accepts any host name, so links that Django builds can point to an attacker's site",
      help: `list your hosts, for example [".example.com"]${element.isFromEnvironment ? ', and give the environment variable no default' : ''}`,
    };
  },
});
