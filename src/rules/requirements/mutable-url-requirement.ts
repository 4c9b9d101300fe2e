import { isFixture } from '../../declared/fixtures.ts';
import { withoutCredentials } from '../../declared/index-url.ts';
import type { RequirementPlace } from '../../declared/requirement-place.ts';
import { requirementsIn } from '../../declared/requirements.ts';
import { maskedSecrets } from '../../declared/url-credentials.ts';
import { defineRule } from '../../engine/rule.ts';
import { REQUIREMENT_KINDS } from './shared/requirement-kinds.ts';

export const mutableUrlRequirement = defineRule({
  id: 'mutable-url-requirement',
  kinds: REQUIREMENT_KINDS,
  triggers: ['://', 'git@'],
  severity: 'error',
  fix: null,
  summary: 'A requirement whose content can change',
  why: 'A branch or tag can be moved and a file replaced: the same commit of yours then installs other code.',
  details: `A VCS address without a full commit, or an archive without a hash: a warning. Over \`git+http://\` or
\`git://\`, which anyone on the way can change: an error. Tags, branches and short hashes are mutable.`,
  examplePath: 'requirements.txt',
  bad: 'app @ git+http://github.com/org/app@main\n',
  good: `app @ git+https://github.com/org/app@${'0a'.repeat(20)}\n`,

  *check(doc) {
    for (const place of requirementsIn(doc)) {
      if (place.url === null || place.urlSpan === null || place.origin === 'lock') continue;
      const verdict = judge(place.url, place);
      if (verdict === null) continue;
      const shown = withoutCredentials(place.url);
      yield {
        span: place.urlSpan,
        ...maskedSecrets(doc.text, place.urlSpan),
        severity: verdict === 'plain' && !isFixture(doc.path) ? 'error' : 'warning',
        message:
          verdict === 'plain'
            ? `${shown} is fetched without encryption: anyone on the way can change it`
            : verdict === 'revision'
              ? `${shown}${place.revision === null ? '' : ` at ${place.revision}`} is no full commit: what is installed can change`
              : `${shown} has no hash: what is installed can change`,
        help:
          verdict === 'file'
            ? 'add the hash: #sha256=… behind the URL, or --hash'
            : 'name the full commit (40 hex digits), over https or ssh',
      };
    }
  },
});

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;

function judge(url: string, place: RequirementPlace): 'plain' | 'revision' | 'file' | null {
  const bare = url.replace(/[#?].*$/s, '');
  if (/^(?:git\+)?(?:file|ssh\+file):/i.test(url)) return null;
  const vcs = /^(git|hg|svn|bzr)(?:\+([a-z]+))?:|^git@/i.exec(url) ?? (/^git\+/i.test(url) ? ['', 'git', 'ssh'] : null);
  if (vcs !== null) {
    const address = bare.replace(/^(?:git|hg|svn|bzr)\+/i, '');
    // Without a transport it is a path.
    if (!/:\/\/|@[^/]*:/.test(address)) return null;
    if (/^(?:https?|ssh|git|svn):\/\/(?:[^/]*@)?(?:localhost|127\.0\.0\.1)(?=[:/])/i.test(address)) return null;
    if (/^(?:http|git):\/\//i.test(address)) return 'plain';
    const revision = place.revision ?? /^(?:[^/]*\/\/)?[^/]*\/.*@([^@/]+(?:\/[^@]*)?)$/.exec(address)?.[1] ?? '';
    if (/[${]/.test(revision)) return null;
    return COMMIT.test(revision) ? null : 'revision';
  }
  if (!/^(?:https?|ftps?):\/\//i.test(url)) return null;
  if (place.hashes > 0 || /[#&](?:sha\d+|md5)=[0-9a-f]+/i.test(url)) return null;
  // GitHub's and GitLab's archives of a full commit.
  if (/[/-]([0-9a-f]{40})(?:\.(?:zip|tar\.gz|tgz))?$|\/([0-9a-f]{40})\//i.test(bare)) return null;
  return 'file';
}
