import type { Document } from '../../engine/document.ts';
import { memo } from '../../engine/memo.ts';
import { defineRule } from '../../engine/rule.ts';
import { isExplicitlyOff } from '../../settings/explicitly-off.ts';
import { settingsOf } from '../../settings/reader.ts';
import { isSetAgain } from '../../settings/set-again.ts';
import { watchSettings } from '../../settings/watched.ts';

const WORDS: ReadonlyMap<string, { readonly message: string; readonly help: string }> = new Map([
  [
    'SECURE_SSL_REDIRECT',
    {
      message: 'SECURE_SSL_REDIRECT is off: pages are served over plain HTTP too',
      help: 'write SECURE_SSL_REDIRECT = True, or set SECURE_PROXY_SSL_HEADER where a proxy redirects',
    },
  ],
  [
    'SECURE_HSTS_SECONDS',
    {
      message: 'SECURE_HSTS_SECONDS is 0: browsers keep trying plain HTTP first',
      help: 'start with a short time, SECURE_HSTS_SECONDS = 3600, and raise it once HTTPS is known to work everywhere',
    },
  ],
]);

watchSettings(['SECURE_PROXY_SSL_HEADER']);

export const transportSecurityOff = defineRule({
  id: 'transport-security-off',
  kinds: ['python'],
  triggers: [],
  on: { settings: WORDS },
  appliesTo: 'deployed',
  guarded: 'silent',
  examplePath: 'mysite/settings.py',
  severity: 'warning',
  fix: null,
  summary: 'HTTPS not enforced',
  why: 'Without the redirect and HSTS a browser talks plain HTTP first, and anyone on the network can read along.',
  details:
    'Not reported where SECURE_PROXY_SSL_HEADER says that a proxy does it. No fix switches HSTS on, because it cannot be undone quickly. See https://docs.djangoproject.com/en/5.2/ref/middleware/#http-strict-transport-security.',
  bad: 'SECURE_SSL_REDIRECT = False\n',
  good: 'SECURE_SSL_REDIRECT = True\n',

  *setting(setting, doc) {
    const { name, value, form } = setting;
    if (form === 'add' || !isExplicitlyOff(value, doc.names) || isSetAgain(setting, doc)) return;
    if (!memo(doc, isProxied)) yield { span: value, ...WORDS.get(name)! };
  },
});

const isProxied = (doc: Document): boolean =>
  settingsOf(doc).some(
    ({ name, value }) => name === 'SECURE_PROXY_SSL_HEADER' && !(value.kind === 'Constant' && value.value === null),
  );
