import { isFixture } from '../../declared/fixtures.ts';
import { hostOf, isLocalHost, withoutCredentials } from '../../declared/index-url.ts';
import { isLocked } from '../../declared/locks.ts';
import type { RequirementPlace } from '../../declared/requirement-place.ts';
import { maskedSecrets } from '../../declared/url-credentials.ts';
import { commandsOf } from '../../deployment/file-commands.ts';
import { pipInstallOf } from '../../deployment/pip-install.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule, type Problem } from '../../engine/rule.ts';
import type { Severity } from '../../engine/severity.ts';
import type { Span } from '../../engine/span.ts';
import { INSTALL_KEYWORDS, REQUIREMENT_KINDS } from './shared/requirement-kinds.ts';

export const mutableUrlRequirement = defineRule({
  id: 'mutable-url-requirement',
  kinds: REQUIREMENT_KINDS,
  triggers: ['://', 'git@'],
  triggersOf: { python: INSTALL_KEYWORDS },
  on: { requirements: true },
  appliesTo: 'everywhere',
  guarded: 'counts',
  severity: 'error',
  fix: null,
  summary: 'A requirement whose content can change',
  why: 'A branch or tag can be moved and a file replaced: the same commit of your project then installs different code.',
  details: `A VCS address without a full commit, or an archive without a hash, is a warning. Over \`git+http://\`,
\`git://\` or \`http://\`, which anyone on the network can change, it is an error, and so is \`-r http://…\`. Tags,
branches and short hashes can change. Not reported where the tracked lock of a pyproject.toml or Pipfile pins the commit or the hashes.`,
  examplePath: 'requirements.txt',
  bad: 'app @ git+http://github.com/org/app@main\n',
  good: `app @ git+https://github.com/org/app@${'0a'.repeat(20)}\n`,

  *requirement(place, doc) {
    if (place.url === null || place.urlSpan === null || place.origin === 'lock') return;
    const verdict = judge(place.url, place);
    if (verdict === null) return;
    if (verdict !== 'plain' && LOCKED.has(place.origin) && isLocked(doc, place.normalized)) return;
    yield problemOf(doc, place.urlSpan, wordsOf(verdict, withoutCredentials(place.url), place.revision));
  },

  *check(doc) {
    for (const { text, span } of plainLists(doc)) {
      yield problemOf(doc, span, {
        severity: 'error',
        message: `${withoutCredentials(text)} is downloaded without encryption: anyone on the network can change what gets installed`,
        help: 'keep the list in the repository, or use https',
      });
    }
  },
});

/** What pyproject.toml and a Pipfile name is installed as their lock says. */
const LOCKED: ReadonlySet<string> = new Set(['metadata', 'poetry', 'pipfile']);

function problemOf(doc: Document, span: Span, words: Words): Problem {
  const severity = isFixture(doc.path) ? 'warning' : words.severity;
  return { span, ...maskedSecrets(doc.text, span), ...words, severity };
}

type Verdict = 'plain' | 'plain-file' | 'revision' | 'file';
type Words = Pick<Problem, 'message' | 'help'> & { readonly severity: Severity };

function wordsOf(verdict: Verdict, shown: string, revision: string | null): Words {
  switch (verdict) {
    case 'plain':
      return {
        severity: 'error',
        message: `${shown} is downloaded without encryption: anyone on the network can change it`,
        help: 'pin the full commit (40 hex digits), and use https or ssh',
      };
    case 'plain-file':
      return {
        severity: 'error',
        message: `${shown} is downloaded without encryption and without a hash: anyone on the network can change it`,
        help: 'use https, and add the hash: #sha256=… after the URL, or --hash',
      };
    case 'revision':
      return {
        severity: 'warning',
        message: `${shown}${revision === null ? '' : ` at ${revision}`} is not a full commit: what gets installed can change`,
        help: 'pin the full commit (40 hex digits), and use https or ssh',
      };
    case 'file':
      return {
        severity: 'warning',
        message: `${shown} has no hash: what gets installed can change`,
        help: 'add the hash: #sha256=… after the URL, or --hash',
      };
  }
}

const LISTS: ReadonlySet<string> = new Set(['--requirement', '--constraint']);

/** `-r http://…`, `-c http://…` */
function* plainLists(doc: Document): Iterable<{ readonly text: string; readonly span: Span }> {
  if (!/http:/i.test(doc.text)) return;
  if (doc.kind === 'requirements') {
    for (const { name, value, valueStart: start, valueEnd: end } of doc.requirements.lines.flatMap(
      (line) => line.options,
    )) {
      if (LISTS.has(name) && value !== null && isPlain(value)) yield { text: value, span: { start, end } };
    }
    return;
  }
  for (const { name, value, valueSpan } of commandsOf(doc).flatMap((command) => pipInstallOf(command)?.options ?? [])) {
    if (LISTS.has(name) && value !== null && valueSpan !== null && isPlain(value))
      yield { text: value, span: valueSpan };
  }
}

function isPlain(url: string): boolean {
  const host = /^http:\/\//i.test(url) ? hostOf(url) : null;
  return host !== null && !isLocalHost(host);
}

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;

function judge(url: string, place: RequirementPlace): Verdict | null {
  const bare = url.replace(/[#?].*$/s, '');
  if (/^(?:git\+)?(?:file|ssh\+file):/i.test(url)) return null;
  const vcs = /^(git|hg|svn|bzr)(?:\+([a-z]+))?:|^git@/i.exec(url) ?? (/^git\+/i.test(url) ? ['', 'git', 'ssh'] : null);
  if (vcs !== null) {
    const address = bare.replace(/^(?:git|hg|svn|bzr)\+/i, '');
    // Without a transport, it is a path.
    if (!/:\/\/|@[^/@]*:/.test(address)) return null;
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
  return isPlain(url) ? 'plain-file' : 'file';
}
