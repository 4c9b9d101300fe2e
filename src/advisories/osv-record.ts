import { compareVersions, isVersion } from '../formats/pep440.ts';
import { normalizeName } from '../formats/requirement.ts';
import { type Affected, containmentTester, type Interval } from './intervals.ts';

/** One OSV record (https://ossf.github.io/osv-schema/), reduced to what concerns PyPI. */
export interface OsvRecord {
  readonly id: string;
  readonly aliases: readonly string[];
  /** When it was last modified, YYYY-MM-DD. */
  readonly modified: string | null;
  readonly isWithdrawn: boolean;
  readonly summary: string;
  readonly details: string;
  /** CVSS vectors of any CVSS version. */
  readonly vectors: readonly string[];
  readonly packages: readonly AffectedPackage[];
}

export interface AffectedPackage extends Affected {
  /** PEP 503. */
  readonly name: string;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textsOf = (value: unknown): readonly string[] =>
  listOf(value).filter((item): item is string => typeof item === 'string');

/** Null for anything but an OSV record, that is without an id or a list of affected packages. */
export function readOsvRecord(value: unknown): OsvRecord | null {
  if (!isFields(value)) return null;
  const { id, affected, modified } = value;
  if (typeof id !== 'string' || !/^[\w.:-]{1,100}$/.test(id) || !Array.isArray(affected)) return null;
  const vectors = [value.severity, ...affected.map((item) => (isFields(item) ? item.severity : null))];
  return {
    id,
    aliases: textsOf(value.aliases).filter((alias) => /^[\w.:-]{1,100}$/.test(alias)),
    modified: typeof modified === 'string' && /^\d{4}-\d\d-\d\d/.test(modified) ? modified.slice(0, 10) : null,
    isWithdrawn: typeof value.withdrawn === 'string',
    summary: typeof value.summary === 'string' ? value.summary : '',
    details: typeof value.details === 'string' ? value.details : '',
    vectors: vectors.flatMap((list) =>
      listOf(list).flatMap((item) => (isFields(item) && typeof item.score === 'string' ? [item.score] : [])),
    ),
    packages: affected.flatMap((item) => affectedPackage(item)),
  };
}

function affectedPackage(value: unknown): readonly AffectedPackage[] {
  if (!isFields(value) || !isFields(value.package)) return [];
  const { name, ecosystem } = value.package;
  if (ecosystem !== 'PyPI' || typeof name !== 'string' || !/^[A-Za-z0-9](?:[\w.-]{0,200})$/.test(name)) return [];
  const intervals = listOf(value.ranges).flatMap((range) => {
    if (!isFields(range) || range.type === 'GIT') return [];
    return intervalsOf(listOf(range.events).filter(isFields));
  });
  const isInside = containmentTester(intervals);
  const versions = textsOf(value.versions).filter((version) => version.length <= 100 && !isInside(version));
  return [{ name: normalizeName(name), intervals, versions }];
}

interface Event {
  readonly kind: 'introduced' | 'fixed' | 'last_affected';
  readonly version: string;
}

/**
 * The events of one range as intervals (https://ossf.github.io/osv-schema/#evaluation). They may be unsorted: each
 * introduction lasts until the next fix or last affected version. Events whose version is not a PEP 440 version are
 * dropped, with the interval that they begin.
 */
function intervalsOf(fields: readonly Fields[]): readonly Interval[] {
  const events = fields.flatMap((event): Event[] =>
    (['introduced', 'fixed', 'last_affected'] as const).flatMap((kind) => {
      const version = event[kind];
      return typeof version === 'string' ? [{ kind, version }] : [];
    }),
  );
  const ends = events.filter(({ kind, version }) => kind !== 'introduced' && isVersion(version));
  const hasUnreadableEnd = events.some(({ kind, version }) => kind !== 'introduced' && !isVersion(version));
  return events.flatMap(({ kind, version }): Interval[] => {
    if (kind !== 'introduced' || !isVersion(version)) return [];
    const from = version === '0' ? null : version;
    const end = firstAfter(version, ends);
    if (end === null) return hasUnreadableEnd ? [] : [{ from, below: null, upTo: null }];
    return end.kind === 'fixed'
      ? [{ from, below: end.version, upTo: null }]
      : [{ from, below: null, upTo: end.version }];
  });
}

function firstAfter(from: string, ends: readonly Event[]): Event | null {
  let first: Event | null = null;
  for (const end of ends) {
    if (from !== '0' && compareVersions(end.version, from) < 0) continue;
    if (first === null || compareVersions(end.version, first.version) < 0) first = end;
  }
  return first;
}
