import { newestPython } from '../../data/python-releases.ts';
import type { VersionPlace } from '../../declared/version-place.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule, type Problem } from '../../engine/rule.ts';
import { DECLARING, judge, VERSION_KINDS } from './shared/version-verdict.ts';

export const eolPython = defineRule({
  id: 'eol-python',
  kinds: VERSION_KINDS,
  triggers: [],
  triggersOf: { python: DECLARING },
  on: { versions: true },
  appliesTo: 'everywhere',
  guarded: 'counts',
  // Images and version files in tests and samples do not run anything that is deployed.
  weakerIn: ['test', 'sample'],
  severity: 'error',
  fix: null,
  summary: 'A Python version past its end of life',
  why: 'It gets no security fixes any more: a hole found in it today stays open for good.',
  details: `What runs the program (an image, a Lambda or App Engine runtime, \`.python-version\`, a Pipfile) is an
error, or a warning on a line that the change did not touch, so that a date alone blocks nobody. An upper cap that
leaves no supported version, and a CI, tox or Read the Docs list of only such versions, is a warning. A library's
floor (\`>=3.8\`), a linter's target, and lists that also have supported versions are infos.

A version that is newer than the table is never reported. The dates are those of
<https://devguide.python.org/versions/>; \`--as-of YYYY-MM-DD\` sets the day. For Python 2 there is \`python2-code\`.`,
  examplePath: 'Dockerfile',
  bad: 'FROM python:3.8-slim\n',
  good: 'FROM python:3.14-slim\n',

  *versions(group, doc) {
    const problem = yaml10(group, doc) ?? judgeGroup(group, doc);
    if (problem !== null) yield problem;
  },
});

function judgeGroup(group: readonly VersionPlace[], doc: Document): Problem | null {
  const { date } = doc.project;
  const threes = group.filter(({ version, range }) => version === null || version.major === 3 || range !== null);
  const verdicts = threes.map((place) => ({ place, verdict: judge(place, date) }));
  const dead = verdicts.filter(({ verdict }) => verdict.state === 'ended' || verdict.state === 'capped');
  const first = dead[0];
  if (first === undefined || first.verdict.state === 'fine') return null;
  const { place, verdict } = first;
  const only = dead.length === verdicts.length;
  const severity = severityOf(place, only, verdict.state === 'capped', doc);
  return {
    span: place.span,
    ...severity,
    message: messageOf(dead, place, verdict, newestPython(date)),
    help: helpOf(place, doc),
  };
}

type Dead = Extract<ReturnType<typeof judge>, { endOfLife: string }>;

function messageOf(
  dead: readonly { readonly verdict: ReturnType<typeof judge> }[],
  place: VersionPlace,
  verdict: Dead,
  newest: string,
): string {
  const names = [...new Set(dead.flatMap(({ verdict: each }) => ('name' in each ? [each.name] : [])))];
  const others = names.filter((name) => name !== verdict.name);
  const also = others.length === 0 ? '' : ` (so have ${others.join(', ')})`;
  const ended = `reached its end of life on ${verdict.endOfLife}${also} and gets no security fixes (newest stable: ${newest})`;
  if (verdict.state === 'capped') {
    return `${place.what} ${place.text} allows no supported Python: ${verdict.name}, the newest it allows, ${ended}`;
  }
  return place.range === null
    ? `Python ${verdict.name} (${place.what}) ${ended}`
    : `${place.what} ${place.text} still allows Python ${verdict.name}, which ${ended}`;
}

/** On a line that the change did not touch it is at most a warning: a date alone must not block anybody. */
function severityOf(place: VersionPlace, only: boolean, capped: boolean, doc: Document): Weight {
  if (place.strength === 'runs') {
    return doc.isChanged(place.span) ? { severity: 'error' } : { severity: 'warning', weakerIn: [] };
  }
  if (capped) return { severity: 'warning', weakerIn: [] };
  return { severity: place.strength === 'tests' && only ? 'warning' : 'info', weakerIn: [] };
}

type Weight = Pick<Problem, 'severity' | 'weakerIn'>;

function helpOf(place: VersionPlace, doc: Document): string {
  const { date } = doc.project;
  if (place.range !== null) return 'raise the range so that it allows only supported versions';
  if (place.strength === 'tests') return 'test with versions that still get fixes';
  if (place.strength === 'allows') return 'name versions that still get fixes';
  return `move to Python ${newestPython(date)}, or to another version that still gets fixes`;
}

/** An unquoted 3.10 in YAML is the number 3.1. */
function yaml10(group: readonly VersionPlace[], doc: Document): Problem | null {
  const place = group.find(({ readAs, version }) => readAs !== null && version?.major === 3);
  if (place === undefined) return null;
  const severity = severityOf(place, true, false, doc);
  return {
    span: place.span,
    ...severity,
    message: `YAML reads the unquoted ${place.text} as the number ${place.readAs}, and Python ${place.readAs} reached its end of life long ago (newest stable: ${newestPython(doc.project.date)})`,
    help: `put it in quotes: "${place.text}"`,
  };
}
