import { newestPython, PYTHON_RELEASES, pythonStatus, supportedPythons } from '../../../data/python-releases.ts';
import type { VersionPlace } from '../../../declared/version-place.ts';
import type { Kind } from '../../../engine/kind.ts';
import type { Trigger } from '../../../engine/rule.ts';

/** The kinds of files that declare Python versions. */
export const VERSION_KINDS: readonly Kind[] = [
  'python',
  'toml',
  'ini',
  'yaml',
  'json',
  'dockerfile',
  'procfile',
  'text',
];

/** How a Python file declares versions: a shebang, setup(), a nox session, a CDK runtime. */
export const DECLARING: readonly Trigger[] = [/^#!/, /\bsetup\s*\(/, /\bnox\b/, 'Runtime.PYTHON_'];

/** Only Python 2, or Python 2 next to 3; null if only Python 3 is meant. */
export function python2In(places: readonly VersionPlace[]): 'only' | 'beside' | null {
  const twos = places.filter((place) => allows2(place));
  if (twos.length === 0) return null;
  return places.some((place) => allows3(place)) ? 'beside' : 'only';
}

export function allows2(place: VersionPlace): boolean {
  const { version, range } = place;
  if (version !== null) return version.major === 2;
  if (range === null || !TWOS.some((minor) => range.admits(2, minor))) return false;
  // `<4` has no floor and says nothing about Python 2; `<3` allows nothing else.
  return range.floor?.major === 2 || !allows3(place);
}

const TWOS = [7, 6, 5, 4, 3, 2, 1, 0];

function allows3({ version, range }: VersionPlace): boolean {
  if (version !== null) return version.major === 3;
  return (
    range !== null &&
    (PYTHON_RELEASES.some(({ major, minor }) => major === 3 && range.admits(3, minor)) || range.admits(3, 99))
  );
}

/** The verdict on a place on a day, as far as Python 3 is concerned. */
export type Verdict =
  | { readonly state: 'ended'; readonly name: string; readonly endOfLife: string }
  | { readonly state: 'soon'; readonly name: string; readonly endOfLife: string; readonly daysLeft: number }
  /** A range in which no version gets fixes any more. */
  | { readonly state: 'capped'; readonly name: string; readonly endOfLife: string }
  | { readonly state: 'fine' };

const FINE: Verdict = { state: 'fine' };
/** How many days before its end a version is worth mentioning. */
export const SOON_DAYS = 90;

export function judge(place: VersionPlace, date: string): Verdict {
  const { version, range } = place;
  if (version !== null) return version.minor === null ? FINE : judgeMinor(version.major, version.minor, date);
  if (range === null) return FINE;
  const known = PYTHON_RELEASES.filter(({ major, minor }) => range.admits(major, minor));
  const last = known.at(-1);
  if (last === undefined) return FINE;
  const newer =
    range.admits(3, 99) ||
    (PYTHON_RELEASES.at(-1)!.minor + 1 < 99 && range.admits(3, PYTHON_RELEASES.at(-1)!.minor + 1));
  const supported = supportedPythons(date);
  if (!newer && last.endOfLife < date && !supported.some(({ major, minor }) => range.admits(major, minor))) {
    return last.major === 2 ? FINE : { state: 'capped', name: `3.${last.minor}`, endOfLife: last.endOfLife };
  }
  const { floor } = range;
  if (floor === null || floor.minor === null || floor.major !== 3) return FINE;
  const lowest = known.find(({ major }) => major === 3);
  return lowest === undefined ? FINE : judgeMinor(3, lowest.minor, date);
}

function judgeMinor(major: number, minor: number, date: string): Verdict {
  if (major !== 3) return FINE;
  const status = pythonStatus(major, minor, date);
  const name = `${major}.${minor}`;
  if (status.state === 'ended' && status.endOfLife !== null)
    return { state: 'ended', name, endOfLife: status.endOfLife };
  if (status.state === 'supported' && status.daysLeft <= SOON_DAYS) {
    return { state: 'soon', name, endOfLife: status.endOfLife, daysLeft: status.daysLeft };
  }
  return FINE;
}

export function newestAdvice(date: string): string {
  return `the newest stable Python is ${newestPython(date)}`;
}
