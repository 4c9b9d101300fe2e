import {
  compareVersions,
  isPrerelease,
  isVersion,
  orderVersions,
  parseVersion,
  type Version,
} from '../formats/pep440.ts';
import type { SpecifierClause } from '../formats/requirement.ts';

/** Versions from `from` on, up to `below` (exclusive) or `upTo` (inclusive). Null means that side has no bound. */
export interface Interval {
  readonly from: string | null;
  readonly below: string | null;
  readonly upTo: string | null;
}

/** The versions that an advisory calls affected: those in an interval or in the list. */
export interface Affected {
  readonly intervals: readonly Interval[];
  readonly versions: readonly string[];
}

export type Clause = Pick<SpecifierClause, 'operator' | 'version'>;

const EMPTY: Interval = { from: null, below: null, upTo: null };

/** `3.2<3.2.5`, `<1.0`, `1.0<=1.4`, `2.0`, '' for every version. */
export function writeInterval({ from, below, upTo }: Interval): string {
  return (from ?? '') + (below !== null ? `<${below}` : upTo !== null ? `<=${upTo}` : '');
}

export function readInterval(text: string): Interval {
  const at = text.indexOf('<');
  const from = (at < 0 ? text : text.slice(0, at)) || null;
  if (at < 0) return { ...EMPTY, from };
  const isInclusive = text.charAt(at + 1) === '=';
  return isInclusive
    ? { from, below: null, upTo: text.slice(at + 2) }
    : { from, below: text.slice(at + 1), upTo: null };
}

/**
 * Tells whether an exact version is affected. A local version (`2.0+cu118`) is judged as the public version that it was
 * built from, unless a list names it. Text that is not a version is affected if a list has exactly that text.
 */
export function matcherOf(text: string): (affected: Affected) => boolean {
  const version = parseVersion(text);
  if (version === null) {
    const folded = text.toLowerCase();
    return ({ versions }) => versions.some((other) => other.toLowerCase() === folded);
  }
  const plain = { ...version, local: null };
  return ({ intervals, versions }) =>
    intervals.some((interval) => isInside(plain, readBounds(interval, parseVersion))) ||
    versions.some((other) => {
      const listed = parseVersion(other);
      return listed !== null && [version, plain].some((own) => orderVersions(own, listed) === 0);
    });
}

/** Tells whether intervals contain a version. For many versions: the bounds are only read once. */
export function containmentTester(intervals: readonly Interval[]): (text: string) => boolean {
  const holds = boundsHolder(intervals);
  return (text) => {
    const version = parseVersion(text);
    return version !== null && holds({ ...version, local: null });
  };
}

/** The same for what an advisory calls affected. For public versions (no local part) that are already read. */
export function affectedTester(
  { intervals, versions }: Affected,
  read: (text: string) => Version | null = parseVersion,
): (version: Version) => boolean {
  const holds = boundsHolder(intervals, read);
  const listed = versions.flatMap((text) => read(text) ?? []);
  return (version) => holds(version) || listed.some((one) => orderVersions(version, one) === 0);
}

/** Reads each text only once: the advisories of a package keep naming the same few versions. */
export function versionReader(): (text: string) => Version | null {
  const known = new Map<string, Version | null>();
  return (text) => {
    let version = known.get(text);
    if (version === undefined) {
      version = parseVersion(text);
      known.set(text, version);
    }
    return version;
  };
}

function boundsHolder(
  intervals: readonly Interval[],
  read: (text: string) => Version | null = parseVersion,
): (version: Version) => boolean {
  const bounds = intervals.map((interval) => readBounds(interval, read));
  return (version) => bounds.some((one) => isInside(version, one));
}

type Bounds = readonly [from: Version | null, below: Version | null, upTo: Version | null] | null;

/** Null if a bound is not a version: then nothing is known to be inside. */
function readBounds({ from, below, upTo }: Interval, read: (text: string) => Version | null): Bounds {
  const [low, high, last] = [from, below, upTo].map((bound) => (bound === null ? null : (read(bound) ?? undefined)));
  return low === undefined || high === undefined || last === undefined ? null : [low, high, last];
}

function isInside(version: Version, bounds: Bounds): boolean {
  if (bounds === null) return false;
  const [from, below, upTo] = bounds;
  return (
    (from === null || orderVersions(version, from) >= 0) &&
    (below === null || orderVersions(version, below) < 0) &&
    (upTo === null || orderVersions(version, upTo) <= 0)
  );
}

export const withoutLocal = (version: string): string => version.replace(/\+.*$/s, '');

/**
 * The smallest interval that contains every version that the clauses allow; null if they cannot be read. Ignores `!=`,
 * which only makes the interval larger. Like pip, it excludes pre-releases at the lower end of `==1.2.*`.
 */
export function allowedInterval(clauses: readonly Clause[]): Interval | null {
  let whole = EMPTY;
  for (const clause of clauses) {
    const next = intervalOf(clause);
    if (next === null) return null;
    whole = intersect(whole, next);
  }
  return whole;
}

function intervalOf({ operator, version }: Clause): Interval | null {
  const text = withoutLocal(version.trim());
  const isPrefix = text.endsWith('.*');
  const bound = isPrefix ? text.slice(0, -2) : text;
  if (operator === '!=') return EMPTY;
  if (operator === '===' || !isVersion(bound)) return null;
  switch (operator) {
    case '==':
      return isPrefix ? prefixInterval(bound, bound, 0) : { from: bound, below: null, upTo: bound };
    case '~=':
      return isPrefix ? null : prefixInterval(bound, bound, 1);
    case '>=':
    case '>':
      return { ...EMPTY, from: bound };
    case '<=':
      return { ...EMPTY, upTo: bound };
    case '<':
      // Pre-releases of the bound are not below it, unless it is one itself.
      return { ...EMPTY, below: isPrerelease(bound) ? bound : `${bound}.dev0` };
  }
}

/** From a version up to the next one, counted in the part that is `dropped` parts before the last. */
function prefixInterval(from: string, version: string, dropped: number): Interval | null {
  const [, epoch = '', release = ''] = /^v?(\d+!)?(\d+(?:\.\d+)*)/i.exec(version) ?? [];
  const parts = release.split('.');
  const kept = parts.slice(0, parts.length - dropped);
  const last = kept.pop();
  if (last === undefined) return null;
  return { from, below: `${epoch}${[...kept, BigInt(last) + 1n].join('.')}.dev0`, upTo: null };
}

function intersect(a: Interval, b: Interval): Interval {
  const from =
    a.from === null ? b.from : b.from === null ? a.from : compareVersions(a.from, b.from) >= 0 ? a.from : b.from;
  const upper = compareUpper(a, b) <= 0 ? a : b;
  return { from, below: upper.below, upTo: upper.upTo };
}

/** Compares the upper ends of two intervals. */
function compareUpper(a: Interval, b: Interval): number {
  const [left, right] = [a.below ?? a.upTo, b.below ?? b.upTo];
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return compareVersions(left, right) || Number(a.below === null) - Number(b.below === null);
}

/** Whether it contains no version: `>2,<1`. */
export function isEmpty({ from, below, upTo }: Interval): boolean {
  if (from === null) return false;
  return (below !== null && compareVersions(from, below) >= 0) || (upTo !== null && compareVersions(from, upTo) > 0);
}

/**
 * Whether the others together contain every version of an interval. Two of them only join if one begins at or before
 * the end of the other: which versions lie between is unknown.
 */
export function covers(intervals: readonly Interval[], wanted: Interval): boolean {
  const sorted = [...intervals].sort((a, b) => compareLower(a, b));
  let reached: Interval | null = null;
  for (const interval of sorted) {
    if (reached === null) {
      if (compareLower(interval, wanted) > 0) return false;
      // An interval that ends before the wanted versions begin does not reach them.
      if (!isEmpty({ ...interval, from: wanted.from })) reached = interval;
    } else if (joins(reached, interval)) {
      if (compareUpper(reached, interval) < 0) reached = interval;
    } else break;
    if (reached !== null && compareUpper(reached, wanted) >= 0) return true;
  }
  return false;
}

/** Whether some version may be in both. */
export function overlaps(a: Interval, b: Interval): boolean {
  return !isEmpty(intersect(a, b));
}

function compareLower(a: Interval, b: Interval): number {
  if (a.from === null || b.from === null) return Number(a.from !== null) - Number(b.from !== null);
  return compareVersions(a.from, b.from);
}

function joins({ below, upTo }: Interval, next: Interval): boolean {
  const end = below ?? upTo;
  return end === null || next.from === null || compareVersions(next.from, end) <= 0;
}
