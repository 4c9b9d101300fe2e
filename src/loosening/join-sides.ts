import type { Change } from '../change.ts';
import { scopeOf } from '../config/selection.ts';
import type { Baseline } from '../engine/baseline.ts';
import type { Checker, Judged } from '../engine/checker.ts';
import { collectFindings } from '../engine/collect-findings.ts';
import { compareFindings, type Finding } from '../engine/finding.ts';
import { isAtLeast } from '../engine/severity.ts';
import type { Placed } from '../engine/stamp.ts';
import type { Judgement } from '../judgement.ts';
import { placeKey } from './place-key.ts';

/**
 * Merges two judgements: what either reports is reported, with the higher severity. What the change's own configuration
 * silences belongs to the change, so it counts as new.
 */
export function joinSides(change: Change, own: Judgement, before: Judgement): Judgement {
  const join = createJoin(change, own, before);
  const ownByPath = new Map(own.judged.map((judged) => [judged.file.path, judged]));
  const beforeByPath = new Map(before.judged.map((judged) => [judged.file.path, judged]));
  const joinFile = (first: Judged | undefined, second: Judged | undefined): Judged => {
    const base = (first ?? second) as Judged;
    const placed = join(first?.result.placed ?? [], second?.result.placed ?? []);
    return { ...base, result: { ...base.result, placed } };
  };
  const paths = change.listing.entries
    .map(({ path }) => path)
    .filter((path) => ownByPath.has(path) || beforeByPath.has(path));
  const checker: Checker = {
    ...own.checker,
    wants: (path) => own.checker.wants(path) || before.checker.wants(path),
    recheck(path, bytes) {
      const again = (side: Judgement, known: ReadonlyMap<string, Judged>): Judged | undefined =>
        known.has(path) ? side.checker.recheck(path, bytes) : undefined;
      return joinFile(again(own, ownByPath), again(before, beforeByPath));
    },
  };
  const place = (finding: Finding): Placed => ({ finding, span: { start: 0, end: 0 }, fix: null });
  const pathFindings = join(own.pathFindings.map(place), before.pathFindings.map(place));
  return {
    configs: own.configs,
    checker,
    judged: paths.map((path) => joinFile(ownByPath.get(path), beforeByPath.get(path))),
    pathFindings: pathFindings.map(({ finding }) => finding),
    remarks: own.remarks,
    baseline: commonBaseline(own.baseline, before.baseline),
    failures: own.failures.length > 0 ? own.failures : before.failures,
    problems: distinct(own.problems, before.problems),
    skipped: own.skipped.filter(({ path }) => !beforeByPath.has(path)),
  };
}

type Join = (own: readonly Placed[], before: readonly Placed[]) => readonly Placed[];

function createJoin(change: Change, own: Judgement, before: Judgement): Join {
  const reported = (side: Judgement): ReadonlySet<string> =>
    new Set(collectFindings(side.judged, side).findings.map(placeKey));
  const byOwn = reported(own);
  const byBefore = reported(before);
  const blocks = (finding: Finding): boolean =>
    [own, before].some(({ configs }) => {
      const scope = scopeOf(change.catalogue.ids, change.options, configs.configFor(finding.path));
      return scope.blocks(finding.severity, finding.new);
    });
  return (ownPlaced, beforePlaced) => {
    const joined = new Map(numbered(ownPlaced));
    for (const [number, placed] of numbered(beforePlaced)) {
      const key = placeKey(placed.finding);
      const other = joined.get(number);
      const strict =
        other === undefined || !isAtLeast(other.finding.severity, placed.finding.severity) ? placed : other;
      const isOwn = !byOwn.has(key) && byBefore.has(key);
      const finding = { ...strict.finding, new: strict.finding.new || isOwn };
      joined.set(number, { ...strict, finding: { ...finding, blocks: blocks(finding) } });
    }
    return [...joined.values()].sort((a, b) => compareFindings(a.finding, b.finding));
  };
}

/** Pairs by place. If there are several at one place, the first goes with the first. */
function numbered(placed: readonly Placed[]): readonly (readonly [string, Placed])[] {
  const counts = new Map<string, number>();
  return placed.map((one) => {
    const key = placeKey(one.finding);
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return [`${key}\n${count}`, one];
  });
}

/** Only what both contain. */
function commonBaseline(own: Baseline | null, before: Baseline | null): Baseline | null {
  if (own === null || before === null) return null;
  return new Map(
    [...own].flatMap(([key, count]) => (before.has(key) ? [[key, Math.min(count, before.get(key) as number)]] : [])),
  );
}

function distinct<T extends { readonly path: string }>(own: readonly T[], before: readonly T[]): readonly T[] {
  const known = new Set(own.map(({ path }) => path));
  return [...own, ...before.filter(({ path }) => !known.has(path))];
}
