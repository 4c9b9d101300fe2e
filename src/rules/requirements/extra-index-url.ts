import { PUBLIC_INDEX_HOSTS } from '../../data/package-indexes.ts';
import { isFixture } from '../../declared/fixtures.ts';
import { hostOf, isAllowedIndex, isPyPI } from '../../declared/index-url.ts';
import { indexesIn } from '../../declared/indexes.ts';
import { maskedSecrets } from '../../declared/url-credentials.ts';
import { defineRule } from '../../engine/rule.ts';
import { REQUIREMENT_KINDS } from './shared/requirement-kinds.ts';

export const extraIndexUrl = defineRule({
  id: 'extra-index-url',
  kinds: REQUIREMENT_KINDS.filter((kind) => kind !== 'python'),
  triggers: ['index', 'source'],
  on: { indexes: true },
  appliesTo: 'everywhere',
  guarded: 'counts',
  severity: 'error',
  fix: null,
  summary: 'Packages from two indexes at once',
  why: 'pip takes the highest version from any index: a stranger who registers your private package’s name on PyPI is installed in its place (dependency confusion).',
  details: `An error for a private host, a warning for the known public ones. The configuration's \`allowed-indexes\`
names those that are meant. uv's \`explicit = true\` and poetry's \`priority = "explicit"\` are silent.`,
  examplePath: 'requirements.txt',
  bad: '--extra-index-url https://pypi.corp.example/simple\nrequests==2.32.5\n',
  good: '--index-url https://pypi.corp.example/simple\nrequests==2.32.5\n',

  *index({ role, text, span }, doc) {
    if (role !== 'extra' || isAllowedIndex(text, doc.project.settings.allowedIndexes)) return;
    // Beside other extra indexes PyPI is not the stranger.
    if (isPyPI(text) && !indexesIn(doc).some((other) => other.role === 'index' && !isPyPI(other.text))) return;
    const host = hostOf(text);
    const isPublic = host === null ? /[$%{]/.test(text) : isPublicHost(host);
    yield {
      span,
      ...maskedSecrets(doc.text, span),
      ...(isPublic || isFixture(doc.path) ? { severity: 'warning' } : {}),
      message: `Packages are taken from ${host ?? 'an extra index'} or from another index, whichever has the higher version`,
      help: 'use one index that serves both (--index-url), or bind packages to theirs: uv’s explicit = true, poetry’s priority = "explicit"',
    };
  },
});

const isPublicHost = (host: string): boolean => PUBLIC_INDEX_HOSTS.has(host) || host.endsWith('.pypi.org');
