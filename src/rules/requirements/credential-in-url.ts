import { isFixture } from '../../declared/fixtures.ts';
import { indexesIn } from '../../declared/indexes.ts';
import { requirementsIn } from '../../declared/requirements.ts';
import { type UrlCredential, urlCredentials } from '../../declared/url-credentials.ts';
import type { Document } from '../../engine/document.ts';
import { CI_SERVICES, type Role } from '../../engine/role.ts';
import { defineRule } from '../../engine/rule.ts';
import { REQUIREMENT_KINDS } from './shared/requirement-kinds.ts';

export const credentialInUrl = defineRule({
  id: 'credential-in-url',
  kinds: REQUIREMENT_KINDS.filter((kind) => kind !== 'python'),
  triggers: ['@'],
  appliesTo: 'everywhere',
  guarded: 'counts',
  severity: 'error',
  fix: null,
  summary: 'A password in the URL of an index or repository',
  why: 'Anyone who reads the repository, now or later, can use the password; pip also prints it into logs.',
  details: `\`https://user:secret@host\` and tokens in place of the user (\`https://ghp_…@github.com\`) in
requirements, pip.conf, Pipfile, pyproject.toml, lock files, Dockerfiles and CI files. \`\${TOKEN}\` and placeholders
are not reported. The secret is masked in every report.`,
  examplePath: 'requirements.txt',
  bad: '--index-url https://deploy:hunter2@pypi.corp.example/simple\n',
  good: '--index-url https://deploy:${PYPI_TOKEN}@pypi.corp.example/simple\n',

  *check(doc) {
    for (const { host, start, span, secrets } of credentials(doc)) {
      if (isInComment(doc, start)) continue;
      yield {
        span,
        secrets,
        ...(isFixture(doc.path) ? { severity: 'warning' } : {}),
        message: `The URL for ${host} holds a password that everyone with the repository can read`,
        help: 'revoke it, and take the new one from the environment (https://user:${TOKEN}@host), or from keyring or a .netrc outside the repository',
      };
    }
  },
});

/** All URLs in a file about packages; in others (dotenv, compose, scripts) those of indexes and requirements. */
function* credentials(doc: Document): Iterable<UrlCredential> {
  if (isManifest(doc)) return yield* urlCredentials(doc.text);
  for (const { span } of indexesIn(doc)) yield* urlCredentials(doc.text, span.start, span.end);
  for (const { urlSpan } of requirementsIn(doc)) {
    if (urlSpan !== null) yield* urlCredentials(doc.text, urlSpan.start, urlSpan.end);
  }
}

const ROLES: ReadonlySet<Role> = new Set<Role>([
  'pyproject',
  'setup-cfg',
  'tox',
  'pipfile',
  'pipfile-lock',
  'poetry-lock',
  'uv-lock',
  'pylock',
  'conda-environment',
  'pre-commit-config',
  'pip-conf',
  'pypirc',
  'readthedocs',
  ...CI_SERVICES,
]);

function isManifest(doc: Document): boolean {
  return (
    doc.kind === 'requirements' ||
    doc.kind === 'dockerfile' ||
    ROLES.has(doc.role) ||
    /(?:^|\/)(?:pdm\.lock|uv\.toml)$/.test(doc.path)
  );
}

function isInComment(doc: Document, offset: number): boolean {
  if (doc.kind === 'json') return false;
  const line = doc.text.slice(doc.text.lastIndexOf('\n', offset - 1) + 1, offset);
  return (doc.kind === 'ini' ? /^\s*[#;]|\s#/ : /(?:^|\s)#/).test(line);
}
