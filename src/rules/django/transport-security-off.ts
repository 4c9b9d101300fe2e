import { defineRule } from '../../engine/rule.ts';
import { deployedSettings, isExplicitlyOff } from '../../settings/deployed.ts';
import { settingsOf } from '../../settings/settings-module.ts';

export const transportSecurityOff = defineRule({
  id: 'transport-security-off',
  kinds: ['python'],
  triggers: ['SECURE_SSL_REDIRECT', 'SECURE_HSTS_SECONDS'],
  examplePath: 'mysite/settings.py',
  // Whether a module is one of settings may hang on manage.py beside it.
  severity: 'warning',
  fix: null,
  summary: 'HTTPS not enforced',
  why: 'Without the redirect and HSTS a browser talks plain HTTP first, where anybody on the way reads along.',
  details:
    'Silent where SECURE_PROXY_SSL_HEADER says that a proxy does it. HSTS is never switched on by a fix: it cannot be taken back soon. See https://docs.djangoproject.com/en/5.2/ref/middleware/#http-strict-transport-security.',
  bad: 'SECURE_SSL_REDIRECT = False\n',
  good: 'SECURE_SSL_REDIRECT = True\n',

  *check(doc) {
    const isProxied = settingsOf(doc).some(
      ({ name, value }) => name === 'SECURE_PROXY_SSL_HEADER' && !(value.kind === 'Constant' && value.value === null),
    );
    if (isProxied) return;
    for (const { name, value, form } of deployedSettings(doc, WORDS)) {
      if (form !== 'assign' || !isExplicitlyOff(value, doc.names)) continue;
      yield { span: { start: value.start, end: value.end }, ...(WORDS.get(name) as { message: string; help: string }) };
    }
  },
});

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
      message: 'SECURE_HSTS_SECONDS is 0: browsers go on trying plain HTTP first',
      help: 'start with a short time, SECURE_HSTS_SECONDS = 3600, and raise it once HTTPS is known to work everywhere',
    },
  ],
]);
