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
  why: "pip takes the highest version from any index: when a stranger registers your private package's name on PyPI, theirs gets installed (dependency confusion).",
  details: `An error for a private host, a warning for the known public ones. List the ones you trust in \`allowed-indexes\`.
uv's \`explicit = true\` and poetry's \`priority = "explicit"\` are not reported.`,
  examplePath: 'requirements.txt',
  bad: '--extra-index-url https://pypi.corp.example/simple\nrequests==2.32.5\n',
  good: '--index-url https://pypi.corp.example/simple\nrequests==2.32.5\n',

  *index({ role, text, span }, doc) {
    if (role !== 'extra' || isAllowedIndex(text, doc.project.settings.allowedIndexes)) return;
    // Next to other extra indexes, PyPI is not the odd one out.
    if (isPyPI(text) && !indexesIn(doc).some((other) => other.role === 'index' && !isPyPI(other.text))) return;
    const host = hostOf(text);
    const isPublic = host === null ? /[$%{]/.test(text) : isPublicHost(host);
    yield {
      span,
      ...maskedSecrets(doc.text, span),
      ...(isPublic || isFixture(doc.path) ? { severity: 'warning' } : {}),
      message: `Packages come from ${host ?? 'an extra index'} or from another index, whichever has the higher version`,
      help: 'use one index that serves both (--index-url), or tie each package to its index (uv: explicit = true, poetry: priority = "explicit")',
    };
  },
});

const isPublicHost = (host: string): boolean => PUBLIC_INDEX_HOSTS.has(host) || host.endsWith('.pypi.org');
