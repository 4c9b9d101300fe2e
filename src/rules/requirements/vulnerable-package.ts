import type { Vulnerability } from '../../advisories/entry.ts';
import type { FactsState, VulnerablePackage } from '../../advisories/package-facts.ts';
import { chainTo, lockGraphOf, type Paths, pathsIn } from '../../declared/lock-graph.ts';
import type { RequirementPlace } from '../../declared/requirement-place.ts';
import { requirementsIn } from '../../declared/requirements.ts';
import type { Document } from '../../engine/document.ts';
import { memo } from '../../engine/memo.ts';
import { folderOf } from '../../engine/path-parts.ts';
import { type Advisory, defineRule, type Fix } from '../../engine/rule.ts';
import type { Severity } from '../../engine/severity.ts';
import {
  atMostWarning,
  contextOfGroup,
  INSTALL_TRIGGERS,
  packageRequirements,
  REQUIREMENT_TRIGGERS,
} from './shared/package-requirements.ts';
import { REQUIREMENT_KINDS } from './shared/requirement-kinds.ts';

export const vulnerablePackage = defineRule({
  id: 'vulnerable-package',
  kinds: REQUIREMENT_KINDS,
  triggers: INSTALL_TRIGGERS,
  triggersOf: REQUIREMENT_TRIGGERS,
  appliesTo: 'everywhere',
  guarded: 'counts',
  weakerIn: ['test', 'development', 'sample'],
  severity: 'error',
  fix: 'unsafe',
  summary: 'A package with known vulnerabilities',
  why: 'The attacks are public, and scanners look for vulnerable versions everywhere.',
  details: `Pins and the entries of lock files are compared with the advisories of the PyPI ecosystem (OSV), offline:
with those that come with antivenom, or those that \`antivenom advisories update\` fetched. A range is reported only
when every version that it allows is affected. One finding per requirement: an error when a CVSS score is 7 or more or
is not known, else a warning; one degree less in groups and files for development, and a warning at most on lines that
the change did not touch or for Pythons that are past their end of life. Withdrawn advisories do not count, and aliases
(PYSEC, GHSA, CVE) count once. \`--fix --unsafe-fixes\` writes the first version of the same major that no known advisory
affects, where no hash is involved.`,
  examplePath: 'requirements.txt',
  bad: 'django==3.2.1\n',
  good: 'django==5.2.8\n',

  *check(doc) {
    const facts = doc.project.packages;
    for (const { place, wanted, isOld, isForEndedPythons } of packageRequirements(doc)) {
      const found = facts().vulnerable(wanted);
      if (found === null) continue;
      const severity = severityOf(found);
      yield {
        span: place.span,
        severity: isOld || isForEndedPythons ? atMostWarning(severity) : severity,
        ...contextOfGroup(place),
        message: messageOf(place, found, facts().state),
        help: helpOf(doc, place, found),
        fix: fixOf(doc, place, found.fixed),
        advisories: found.vulnerabilities.map((one) => memo(one, advisoryOf)),
      };
    }
  },
});

function severityOf({ vulnerabilities }: VulnerablePackage): Severity {
  return vulnerabilities.some(({ score }) => score === null || score >= 7) ? 'error' : 'warning';
}

/** More do not fit into a sentence. JSON has all of them. */
const MAX_NAMED = 3;

function messageOf(place: RequirementPlace, { vulnerabilities }: VulnerablePackage, state: FactsState): string {
  const [worst, ...others] = vulnerabilities as [Vulnerability, ...Vulnerability[]];
  const subject =
    place.version === null
      ? `Every version that ${place.name}${place.specifier === '' ? '' : ` ${place.specifier}`} allows has`
      : `${place.name} ${place.version} has`;
  const names = [...worst.aliases, ...(worst.score === null ? [] : [`CVSS ${worst.score.toFixed(1)}`])];
  const known = `${worst.id}${names.length === 0 ? '' : ` (${names.join(', ')})`}`;
  const meaning = worst.summary === '' ? '' : `: ${worst.summary}`;
  const named = others.slice(0, MAX_NAMED).map(({ id }) => id);
  const unnamed = others.length - named.length;
  const more = others.length === 0 ? '' : `; also ${named.join(', ')}${unnamed === 0 ? '' : ` and ${unnamed} more`}`;
  const head =
    others.length === 0
      ? `${subject} a known vulnerability, ${known}`
      : `${subject} ${vulnerabilities.length} known vulnerabilities, the worst of them ${known}`;
  const age = state.isOld ? ` (according to advisories that are ${state.age} days old)` : '';
  return `${head}${meaning}${more}${age}`;
}

function helpOf(doc: Document, place: RequirementPlace, { fixed, laterFixed }: VulnerablePackage): string {
  const version = fixed ?? laterFixed;
  if (version === null) return `no fixed version is known: use another package, or remove ${place.name}`;
  const which =
    fixed === null
      ? `${version}, the first version without known vulnerabilities (another major version)`
      : `${version}, the first version without known vulnerabilities (same major version)`;
  if (place.origin !== 'lock') return `require ${place.name} ${which}`;
  const chain = chainTo(memo(doc, lockPaths), place.normalized);
  if (chain === null) return `require ${place.name} ${which}, and lock again`;
  return `it comes with ${chain[0]} (${chain.join(' → ')}): move ${chain[0]} to a version that accepts ${place.name} ${version}, and lock again`;
}

const lockPaths = (doc: Document): Paths => pathsIn(lockGraphOf(doc), manifestNames(doc));

/** What the manifest next to a lock requires. */
function manifestNames(doc: Document): ReadonlySet<string> {
  const manifest = doc.sibling(`${folderOf(doc.path)}pyproject.toml`);
  if (manifest === null || manifest.role !== 'pyproject') return new Set();
  return new Set(requirementsIn(manifest).map(({ normalized }) => normalized));
}

/** The pin rewritten in place; null if a hash would no longer match or the version is not found in the text. */
function fixOf(doc: Document, place: RequirementPlace, fixed: string | null): Fix | null {
  const { version, versionSpan, origin } = place;
  if (fixed === null || version === null || versionSpan === null || origin === 'lock' || isHashed(doc, place))
    return null;
  const at = doc.text.slice(versionSpan.start, versionSpan.end).lastIndexOf(version);
  if (at < 0) return null;
  const start = versionSpan.start + at;
  return {
    title: `Require ${place.name} ${fixed}`,
    safety: 'unsafe',
    edits: [{ start, end: start + version.length, text: fixed }],
  };
}

/** One hash makes pip ask for the others. */
const isHashed = (doc: Document, { hashes }: RequirementPlace): boolean =>
  hashes > 0 || (doc.kind === 'requirements' && memo(doc, hasHashes));

const hasHashes = (doc: Document): boolean => requirementsIn(doc).some(({ hashes }) => hashes > 0);

function advisoryOf({ id, aliases, summary, score, intervals }: Vulnerability): Advisory {
  const fixed = [...new Set(intervals.flatMap(({ below }) => below ?? []))];
  return { id, aliases, summary, score, fixed };
}
