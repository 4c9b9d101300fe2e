import { memo } from '../engine/memo.ts';
import { isVersion, orderVersions, parseVersion, type Version } from '../formats/pep440.ts';
import { ageInDays, OLD_AFTER } from './age.ts';
import { openAdvisories } from './cache-folder.ts';
import type { Malware, PackageEntry, Vulnerability } from './entry.ts';
import {
  type Affected,
  affectedTester,
  allowedInterval,
  type Clause,
  covers,
  isEmpty,
  matcherOf,
  overlaps,
  versionReader,
} from './intervals.ts';
import { type LookAlike, lookAlikeOf } from './look-alike.ts';
import { type AdvisoryIndex, BrokenIndexError } from './read-index.ts';

/** A requirement to judge. The name is normalised. */
export interface WantedPackage {
  readonly name: string;
  /** The version if only one is possible; null for a range. */
  readonly version: string | null;
  /** The other conditions on the version; null if they cannot be read. */
  readonly clauses: readonly Clause[] | null;
}

export interface VulnerablePackage {
  /** Worst first. */
  readonly vulnerabilities: readonly Vulnerability[];
  /** The smallest version of the same major without a known vulnerability; null if none is known. */
  readonly fixed: string | null;
  /** The smallest such version of any major, if the same major has none. */
  readonly laterFixed: string | null;
}

export interface MaliciousPackage {
  readonly malware: readonly Malware[];
  /** `all`: every allowed version is malicious. `some`: a range allows malicious versions among others. */
  readonly extent: 'all' | 'some';
}

/** How complete and recent the data is. */
export interface FactsState {
  readonly isBuiltIn: boolean;
  /** Days since the advisories were up to date. */
  readonly age: number;
  readonly isOld: boolean;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** Why the user's own index is not used, in words. */
  readonly problem: string | null;
}

/** What is known about packages, without any network access. */
export interface PackageFacts {
  readonly state: FactsState;
  /** Null if it is not known to be vulnerable. */
  vulnerable(wanted: WantedPackage): VulnerablePackage | null;
  malicious(wanted: WantedPackage): MaliciousPackage | null;
  /** Null for a popular name, and for one that does not look like a popular one. */
  lookAlike(name: string): LookAlike | null;
}

/**
 * Opens the index in use on a day (YYYY-MM-DD).
 * @throws BrokenIndexError if even the built-in one cannot be read
 */
export function openPackageFacts(
  env: Readonly<Record<string, string | undefined>>,
  builtIn: string,
  day: string,
): PackageFacts {
  let opened = openAdvisories(env, builtIn);
  let entries = new Map<string, PackageEntry | null>();
  let targets: readonly string[] | null = null;
  const targetNames = (): readonly string[] => {
    targets ??= ask((index) => index.targets());
    return targets;
  };
  const lookAlikes = new Map<string, LookAlike | null>();
  /** Damage inside the user's index only shows when that part is read; then the built-in index answers. */
  const ask = <T>(question: (index: AdvisoryIndex) => T): T => {
    try {
      return question(opened.index);
    } catch (error) {
      if (!(error instanceof BrokenIndexError) || opened.isBuiltIn) throw error;
      opened = { ...openAdvisories({}, builtIn), problem: error.message };
      entries = new Map();
      targets = null;
      return question(opened.index);
    }
  };
  const entryOf = (name: string): PackageEntry | null => {
    let entry = entries.get(name);
    if (entry === undefined) {
      entry = ask((index) => index.entry(name));
      entries.set(name, entry);
    }
    return entry;
  };
  const stateNow = (): FactsState => {
    const { isBuiltIn, problem, index } = opened;
    const { date } = index.header.advisories;
    const age = ageInDays(date, day);
    return { isBuiltIn, age, isOld: age > OLD_AFTER, date, problem };
  };
  return {
    get state() {
      return stateNow();
    },
    vulnerable(wanted) {
      const entry = entryOf(wanted.name);
      if (entry === null) return null;
      const { answers } = memo(entry, judgedSoFar);
      const key = JSON.stringify([wanted.version, wanted.clauses?.map(({ operator, version }) => operator + version)]);
      let answer = answers.get(key);
      if (answer === undefined) {
        answer = judgeVulnerable(entry, wanted, stateNow().isOld);
        answers.set(key, answer);
      }
      return answer;
    },
    malicious(wanted) {
      const malware = entryOf(wanted.name)?.malware ?? [];
      const known =
        malware.length === 0
          ? null
          : judgeMalicious(
              malware,
              wanted,
              ask((index) => index.isPopular(wanted.name)),
            );
      if (known !== null || !ask((index) => index.isListedMalicious(wanted.name))) return known;
      return { malware: [{ id: '', aliases: [], intervals: [], versions: [] }], extent: 'all' };
    },
    lookAlike(name) {
      let known = lookAlikes.get(name);
      if (known === undefined) {
        known = ask((index) => index.isPopular(name)) ? null : lookAlikeOf(name, targetNames());
        lookAlikes.set(name, known);
      }
      return known;
    },
  };
}

/** A package's advisories, read once, and the answers so far: several files of a project require the same versions. */
function judgedSoFar({ vulnerabilities }: PackageEntry): {
  readonly read: (text: string) => Version | null;
  readonly testers: readonly Tester[];
  readonly answers: Map<string, VulnerablePackage | null>;
} {
  const read = versionReader();
  return { read, testers: vulnerabilities.map((one) => affectedTester(one, read)), answers: new Map() };
}

function judgeVulnerable(
  entry: PackageEntry,
  { version, clauses }: WantedPackage,
  isOld: boolean,
): VulnerablePackage | null {
  const { read, testers } = memo(entry, judgedSoFar);
  const all = entry.vulnerabilities;
  const found = version === null ? affectingRange(all, clauses, isOld) : all.filter(exactTest(version, testers));
  if (found.length === 0) return null;
  const vulnerabilities = [...found].sort((a, b) => weight(b) - weight(a) || (a.id < b.id ? 1 : -1));
  // What affects this version also affects most later versions, so ask that first.
  const isFound = new Set(found);
  const sorted = testers
    .map((tester, index) => ({ tester, rank: isFound.has(all[index] as Vulnerability) ? 0 : 1 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ tester }) => tester);
  return { vulnerabilities, ...fixesFor(all, version ?? lowerBound(clauses), sorted, read) };
}

type Tester = (version: Version) => boolean;

/** Tests members of a list by their position. Local versions and text that is not a version take the slow path. */
function exactTest(text: string, testers: readonly Tester[]): (one: Vulnerability, index: number) => boolean {
  const version = parseVersion(text);
  if (version === null || version.local !== null) return matcherOf(text);
  return (_, index) => testers[index]?.(version) === true;
}

/** A vulnerability without a score counts as severe. */
const weight = ({ score }: Vulnerability): number => score ?? 7;

/**
 * The vulnerabilities of a range in which every version is affected: each one that affects all of it, or if there are
 * none, those that do so together. In old data, "no known fix" does not count for ranges: there may be one by now.
 */
function affectingRange(
  all: readonly Vulnerability[],
  clauses: readonly Clause[] | null,
  isOld: boolean,
): readonly Vulnerability[] {
  const allowed = clauses === null ? null : allowedInterval(clauses);
  if (allowed === null || isEmpty(allowed)) return [];
  const bounded = ({ intervals }: Affected): Affected['intervals'] =>
    isOld ? intervals.filter(({ below, upTo }) => below !== null || upTo !== null) : intervals;
  const whole = all.filter((one) => covers(bounded(one), allowed));
  if (whole.length > 0) return whole;
  if (!covers(all.flatMap(bounded), allowed)) return [];
  return all.filter((one) => bounded(one).some((interval) => overlaps(interval, allowed)));
}

function lowerBound(clauses: readonly Clause[] | null): string | null {
  return clauses === null ? null : (allowedInterval(clauses)?.from ?? null);
}

/** The first versions above another, in its major and in any, that fix something and have no known vulnerability. */
function fixesFor(
  all: readonly Vulnerability[],
  above: string | null,
  testers: readonly Tester[],
  readVersion: (text: string) => Version | null,
): Pick<VulnerablePackage, 'fixed' | 'laterFixed'> {
  const least = above === null ? null : parseVersion(above);
  const texts = new Set(all.flatMap(({ intervals }) => intervals.flatMap(({ below }) => below ?? [])));
  const candidates = [...texts]
    .flatMap((text) => {
      const read = readVersion(text);
      const isRelease = read !== null && read.pre === null && read.dev === null && read.local === null;
      return isRelease && (least === null || orderVersions(read, least) > 0) ? [{ text, read }] : [];
    })
    .sort((a, b) => orderVersions(a.read, b.read));
  // They are sorted, so if the first unaffected one is not of the same major, no later one is.
  const first = candidates.find(({ read }) => !testers.some((affects) => affects(read)));
  if (first === undefined) return { fixed: null, laterFixed: null };
  const isSameMajor = least === null || majorOf(first.read) === majorOf(least);
  return isSameMajor ? { fixed: first.text, laterFixed: null } : { fixed: null, laterFixed: first.text };
}

/** The epoch and the first number. */
const majorOf = ({ epoch, release }: Version): string => `${epoch}!${release[0]}`;

/**
 * A pin is malicious if a record contains its version, a range if a record contains all of it. A range that allows
 * malicious versions among others is only reported for packages with few users: bad releases of popular packages were
 * taken down.
 */
function judgeMalicious(
  all: readonly Malware[],
  { version, clauses }: WantedPackage,
  isPopular: boolean,
): MaliciousPackage | null {
  if (version !== null) {
    const malware = all.filter(matcherOf(version));
    return malware.length === 0 ? null : { malware, extent: 'all' };
  }
  const allowed = allowedInterval(clauses ?? []);
  if (allowed === null || isEmpty(allowed)) return null;
  const whole = all.filter(({ intervals }) => covers(intervals, allowed));
  if (whole.length > 0) return { malware: whole, extent: 'all' };
  if (isPopular) return null;
  const some = all.filter(
    ({ intervals, versions }) =>
      intervals.some((interval) => overlaps(interval, allowed)) ||
      versions.some((one) => isVersion(one) && overlaps({ from: one, below: null, upTo: one }, allowed)),
  );
  return some.length === 0 ? null : { malware: some, extent: 'some' };
}
