import type { Change } from '../change.ts';
import { scopeOf } from '../config/selection.ts';
import { NOSEC_RULES } from '../data/suppression-codes.ts';
import type { Judged } from '../engine/checker.ts';
import type { Document } from '../engine/document.ts';
import { compareFindings } from '../engine/finding.ts';
import { groupBy } from '../engine/group-by.ts';
import type { Loosening } from '../engine/loosening.ts';
import type { Placed } from '../engine/stamp.ts';
import { indexSuppressions } from '../engine/suppression-index.ts';
import type { Suppression } from '../engine/suppressions.ts';
import type { Judgement } from '../judgement.ts';
import type { CheckRun } from '../report/run.ts';
import { silenceWords } from './loosening-words.ts';

interface OwnComment {
  readonly suppression: Suppression;
  readonly hasReason: boolean;
  /** What only comments in the change silence. */
  readonly silenced: readonly Placed[];
}

/**
 * Names the comments in the change that silence findings. A comment with a reason after a single finding is what
 * suppressions are for, so it is not named.
 */
export function ownComments(change: Change, run: CheckRun, isStrict: boolean): Loosening[] {
  return run.judged.flatMap((judged) => {
    const found = commentsOf(change, judged);
    if (found.length === 0) return [];
    const { doc } = judged;
    const named = found.filter(
      ({ suppression, hasReason, silenced }) => !hasReason || silenced.length > 1 || suppression.covers === null,
    );
    const groups = groupBy(named, ({ suppression, hasReason }) => `${hasReason} ${suppression.covers === null}`);
    return [...groups.values()].map((group): Loosening => {
      const lines = group.map(({ suppression }) => doc.lines.lineAt(suppression.span.start));
      const [first] = group as [OwnComment];
      const isFile = first.suppression.covers === null;
      const findings = group.reduce((sum, { silenced }) => sum + silenced.length, 0);
      const isObeyed = first.hasReason || !isStrict;
      return {
        path: doc.path,
        line: lines[0] as number,
        by: isFile ? 'ignore-file' : 'comment',
        findings,
        isObeyed,
        message: silenceWords(findings, commentWords(isFile, first.hasReason, doc.path, lines), isObeyed),
      };
    });
  });
}

const MAX_LINES = 5;

function commentWords(isFile: boolean, hasReason: boolean, path: string, lines: readonly number[]): string {
  const without = hasReason ? '' : ' without a reason';
  if (isFile) return `by ignore-file${without} in ${path}`;
  const [only] = lines;
  if (lines.length === 1) return `by a comment${without} in ${path}:${only}`;
  const shown = [...new Set(lines)].slice(0, MAX_LINES).join(', ');
  return `by comments${without} in ${path} (lines ${shown}${lines.length > MAX_LINES ? ', …' : ''})`;
}

/** The same judgement, but comments in the change only count if they give a reason. */
export function obeyedComments<T extends Judgement>(change: Change, judgement: T): T {
  const judged = judgement.judged.map((one) => {
    const restored = commentsOf(change, one).flatMap(({ hasReason, silenced }) => (hasReason ? [] : silenced));
    return restored.length === 0 ? one : withRestored(change, judgement, one, new Set(restored));
  });
  return { ...judgement, judged };
}

function withRestored(change: Change, { configs }: Judgement, judged: Judged, restored: ReadonlySet<Placed>): Judged {
  const { result, file } = judged;
  const scope = scopeOf(change.catalogue.ids, change.options, configs.configFor(file.path));
  const placed = [...restored].map(({ finding, ...rest }) => ({
    ...rest,
    finding: { ...finding, new: true, blocks: scope.blocks(finding.severity, true) },
  }));
  return {
    ...judged,
    result: {
      ...result,
      placed: [...result.placed, ...placed].sort((a, b) => compareFindings(a.finding, b.finding)),
      silenced: result.silenced.filter((one) => !restored.has(one)),
    },
  };
}

/**
 * The comments that the change adds, each with the findings that nothing else silences, without those that silence
 * nothing.
 */
function commentsOf(change: Change, judged: Judged): readonly OwnComment[] {
  const { result } = judged;
  // Of files that an earlier run judged there may be nothing else.
  if (result.silenced.length === 0 || isUntouched(change, judged.file)) return [];
  const { doc } = judged;
  const isAdded = createIsAdded(doc);
  const added = result.suppressions.filter(isAdded);
  if (added.length === 0) return [];
  const older = indexSuppressions(result.suppressions.filter((suppression) => !added.includes(suppression)));
  const open = result.silenced.filter(({ finding, span }) => older(finding.rule, span).length === 0);
  const reasoned = new Set(added.filter((suppression) => hasReason(doc, suppression)));
  const ownerOf = new Map(
    added.flatMap((suppression) => suppression.rules.map((named) => [named, suppression] as const)),
  );
  const withReason = indexSuppressions([...reasoned]);
  const without = indexSuppressions(added.filter((suppression) => !reasoned.has(suppression)));
  const silenced = new Map<Suppression, Placed[]>();
  for (const placed of open) {
    const { finding, span } = placed;
    const [named] = [...withReason(finding.rule, span), ...without(finding.rule, span)];
    const owner = named === undefined ? undefined : ownerOf.get(named);
    if (owner === undefined) continue;
    const known = silenced.get(owner);
    if (known === undefined) silenced.set(owner, [placed]);
    else known.push(placed);
  }
  return [...silenced].map(([suppression, placed]) => ({
    suppression,
    hasReason: reasoned.has(suppression),
    silenced: placed,
  }));
}

/** An unchanged file is judged whole, but nothing in it belongs to the change. */
function isUntouched({ listing, snapshot }: Change, { path, bytes }: Judged['file']): boolean {
  const entry = listing.entries.find((candidate) => candidate.path === path);
  return entry !== undefined && snapshot.bases(entry).some((base) => base.path === path && base.bytes.equals(bytes));
}

/** A line that only moved or was indented does not count as added. */
function createIsAdded(doc: Document): (suppression: Suppression) => boolean {
  const before = new Set(doc.base?.text.split(/\r\n|\n|\r/).map((line) => line.trim()) ?? []);
  return ({ span }) => {
    if (!doc.isChanged(span)) return false;
    const { start, end } = doc.lines.lineSpan(doc.lines.lineAt(span.start));
    return !before.has(doc.text.slice(start, end).trim());
  };
}

/** Words after the list of rules, or after another tool's codes. */
function hasReason(doc: Document, { own, span }: Suppression): boolean {
  const { end } = doc.lines.lineSpan(doc.lines.lineAt(span.start));
  const [comment = ''] = doc.text.slice(span.start + 1, end).split('#', 1);
  if (own) return /[\p{L}\p{N}]/u.test(comment.slice(comment.indexOf(']') + 1));
  const words = comment.split(/[\s,:]+/).filter((word) => !isCode(word));
  return words.some((word) => /\p{L}/u.test(word));
}

const isCode = (word: string): boolean =>
  /^(?:nosec|noqa|[A-Z]+\d+)$/i.test(word) || Object.hasOwn(NOSEC_RULES, word.toUpperCase());
