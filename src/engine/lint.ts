import { suggestionFor } from '../config/catalogue.ts';
import { problemsOf, type SettledProblem } from './dispatch.ts';
import type { Document } from './document.ts';
import { compareFindings } from './finding.ts';
import { withLineEnds } from './fix.ts';
import { leftOutOf } from './left-out.ts';
import type { LintScope } from './lint-scope.ts';
import { ENDLESS, type Patience } from './patience.ts';
import type { Rule } from './rule.ts';
import type { Span } from './span.ts';
import { createStamp, type Found, type Placed } from './stamp.ts';
import { indexSuppressions } from './suppression-index.ts';
import { FILE_LINES, removal, type Suppression, suppressionsOf } from './suppressions.ts';
import { tooLong } from './too-long.ts';

export interface RuleFailure {
  readonly rule: string;
  readonly path: string;
  readonly error: unknown;
}

export interface DocumentResult {
  readonly placed: readonly Placed[];
  /** What a comment silenced. */
  readonly silenced: readonly Placed[];
  readonly suppressions: readonly Suppression[];
  /** Where secrets are, according to the rules. */
  readonly secrets: readonly Span[];
  readonly failures: readonly RuleFailure[];
  /** Why the file was not judged to its end; empty if it was. */
  readonly leftOut: readonly string[];
}

/** Of a file in which no rule found anything. */
export const NOTHING: DocumentResult = {
  placed: [],
  silenced: [],
  suppressions: [],
  secrets: [],
  failures: [],
  leftOut: [],
};

/** A file with more findings of one rule was made to have them, and each takes time. */
export const MOST_FINDINGS = 50_000;

const tooMany = ({ id }: Rule): string => `it has more than ${MOST_FINDINGS} findings of ${id}`;

/** Runs the chosen rules on a document. If a rule throws, it is reported, and the others still run. */
export function lintDocument(
  doc: Document,
  rules: readonly Rule[],
  scope: LintScope,
  patience: Patience = ENDLESS,
): DocumentResult {
  if (rules.length === 0) return NOTHING;
  const reason = tooLong(doc);
  if (reason !== null) return { ...NOTHING, leftOut: [reason] };
  const failures: RuleFailure[] = [];
  const found: Found[] = [];
  const leftOut: string[] = [];
  for (const rule of rules) {
    if (patience.isOver()) break;
    const most = found.length + MOST_FINDINGS;
    try {
      for (const problem of problemsOf(rule, doc, patience)) {
        if (found.length === most) {
          leftOut.push(tooMany(rule));
          break;
        }
        found.push(toFound(doc, rule, problem));
      }
    } catch (error) {
      failures.push({ rule: rule.id, path: doc.path, error });
    }
  }
  if (patience.isOver()) leftOut.push('judging it takes too long');
  leftOut.push(...leftOutOf(doc), ...(doc.kind === 'python' ? leftOutOf(doc.python) : []));
  const { kept, silenced, used, suppressions } = silence(doc, found);
  const judge = rules.find(({ about }) => about === 'suppressions');
  if (judge !== undefined && failures.length + leftOut.length === 0) {
    const most = kept.length + MOST_FINDINGS;
    for (const unused of unusedSuppressions(judge, doc, suppressions, used, scope)) {
      if (kept.length === most) {
        leftOut.push(tooMany(judge));
        break;
      }
      kept.push(unused);
    }
  }
  if (kept.length + silenced.length === 0) return { ...NOTHING, failures, leftOut };
  const stamp = createStamp(doc, found, scope);
  const stampAll = (problems: readonly Found[]): Placed[] =>
    problems
      .map(stamp)
      .sort((a, b) => compareFindings(a.finding, b.finding))
      .filter(isFirst);
  const secrets = found.flatMap((problem) => problem.secrets ?? []);
  return { placed: stampAll(kept), silenced: stampAll(silenced), suppressions, secrets, failures, leftOut };
}

function toFound(doc: Document, rule: Rule, problem: SettledProblem): Found {
  const { fix } = problem;
  return { ...problem, rule, fix: fix == null ? null : withLineEnds(fix, doc) };
}

/** The same place, rule and message is one finding, however often it is reported. */
function isFirst({ finding }: Placed, index: number, all: readonly Placed[]): boolean {
  const before = all[index - 1]?.finding;
  return before === undefined || compareFindings(before, finding) !== 0;
}

interface Silenced {
  readonly kept: Found[];
  readonly silenced: readonly Found[];
  readonly suppressions: readonly Suppression[];
  /** The places in suppressions that silenced something. */
  readonly used: ReadonlySet<Span>;
}

function silence(doc: Document, found: readonly Found[]): Silenced {
  if (found.length === 0 && !doc.text.includes('antivenom:')) {
    return { kept: [], silenced: [], suppressions: [], used: new Set() };
  }
  const suppressions = suppressionsOf(doc);
  const used = new Set<Span>();
  if (suppressions.length === 0) return { kept: [...found], silenced: [], suppressions, used };
  const kept: Found[] = [];
  const silenced: Found[] = [];
  const covering = indexSuppressions(suppressions);
  for (const problem of found) {
    const named = covering(problem.rule.id, problem.span);
    for (const one of named) used.add(one);
    (named.length > 0 ? silenced : kept).push(problem);
  }
  return { kept, silenced, suppressions, used };
}

function* unusedSuppressions(
  rule: Rule,
  doc: Document,
  suppressions: readonly Suppression[],
  used: ReadonlySet<Span>,
  scope: LintScope,
): Iterable<Found> {
  const ignored = scope.ignoredFor(doc.path);
  for (const suppression of suppressions) {
    if (!suppression.own) continue;
    const judged = ({ id }: { id: string }): boolean =>
      !scope.knownIds.has(id) || (scope.inForce.has(id) && !ignored.has(id));
    const unused = suppression.rules.filter((named) => judged(named) && !used.has(named));
    if (unused.length === 0) continue;
    const edits = [removal(doc, suppression, new Set(unused))];
    for (const named of unused) {
      const known = scope.knownIds.has(named.id);
      if (known && suppression.isLate) {
        yield {
          rule,
          severity: rule.severity,
          span: named,
          message: `ignore-file is below line ${FILE_LINES}, so it silences nothing`,
          help: `move it into the first ${FILE_LINES} lines`,
          fix: null,
        };
        continue;
      }
      yield {
        rule,
        severity: rule.severity,
        span: named,
        message: known
          ? `This suppression of ${named.id} silences nothing`
          : `There is no rule ${named.id}${suggestionFor(named.id, scope.knownIds)}; this suppression silences nothing`,
        help: known ? 'remove it' : 'use one of the ids that `antivenom rules` prints, or remove it',
        fix: known ? { title: 'Remove the suppression', safety: 'safe', edits } : null,
      };
    }
  }
}
