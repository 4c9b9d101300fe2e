import { isFixture } from '../../declared/fixtures.ts';
import { hostOf, isLocalHost } from '../../declared/index-url.ts';
import { type IndexPlace, indexesIn } from '../../declared/indexes.ts';
import { maskedSecrets } from '../../declared/url-credentials.ts';
import type { Document } from '../../engine/document.ts';
import { memo } from '../../engine/memo.ts';
import { defineRule, type Problem } from '../../engine/rule.ts';
import { REQUIREMENT_KINDS } from './shared/requirement-kinds.ts';

export const untrustedIndex = defineRule({
  id: 'untrusted-index',
  kinds: REQUIREMENT_KINDS.filter((kind) => kind !== 'python'),
  triggers: ['http:', 'trusted', 'verify_ssl', 'insecure'],
  on: { indexes: true },
  appliesTo: 'everywhere',
  guarded: 'counts',
  severity: 'error',
  fix: 'safe',
  summary: 'Packages over a connection that is not verified',
  why: 'Anyone between you and the index can put code into every package that is installed.',
  details: `\`--trusted-host\`, an index over \`http://\` (not on this machine), \`verify_ssl = false\`, and the same in
pip.conf, uv, pdm, \`PIP_TRUSTED_HOST\` and \`pip config set\`.`,
  examplePath: 'Pipfile',
  bad: '[[source]]\nname = "pypi"\nurl = "https://pypi.org/simple"\nverify_ssl = false\n',
  good: '[[source]]\nname = "pypi"\nurl = "https://pypi.org/simple"\nverify_ssl = true\n',

  *index(place, doc) {
    const problem = problemOf(place, doc);
    if (problem === null) return;
    const masked = { ...problem, ...maskedSecrets(doc.text, problem.span) };
    yield isFixture(doc.path) ? { ...masked, severity: 'warning' } : masked;
  },
});

function problemOf({ role, text, span }: IndexPlace, doc: Document): Problem | null {
  if (role === 'unverified') {
    return {
      span,
      message: 'verify_ssl = false takes packages from anyone who answers: the certificate of the index is not checked',
      help: 'write verify_ssl = true, and name a private certificate authority in REQUESTS_CA_BUNDLE',
      ...(doc.role === 'pipfile' || doc.kind === 'toml'
        ? { fix: { title: 'Check the certificate', safety: 'safe', edits: [{ ...span, text: 'true' }] } }
        : {}),
    };
  }
  if (role === 'trusted-host') {
    const host = text.replace(/:\d+$/, '');
    if (isLocalHost(host) || isPlainHost(host, doc)) return null;
    return {
      span,
      message: `The certificate of ${text} is not checked: packages come from anyone who answers`,
      help: 'remove the option, serve the index over https, and name a private certificate authority with --cert',
    };
  }
  if (!isPlainHttp(text)) return null;
  const host = hostOf(text);
  if (host !== null && isLocalHost(host)) return null;
  return {
    span,
    message: `Packages come over plain http from ${host ?? 'this index'}: anyone on the network can change them`,
    help: 'use https',
  };
}

const isPlainHttp = (url: string): boolean => /^http:\/\//i.test(url);

/** True if an index of the file has that host and no certificate: the index is the finding. */
const isPlainHost = (host: string, doc: Document): boolean => memo(doc, plainHosts).has(host.toLowerCase());

const plainHosts = (doc: Document): ReadonlySet<string | null> =>
  new Set(indexesIn(doc).flatMap(({ text }) => (isPlainHttp(text) ? [hostOf(text)] : [])));
