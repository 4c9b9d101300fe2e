import { daysBetween } from '../engine/days-between.ts';

/**
 * When each Python was first released and when it gets its last fix.
 *
 * Sources: https://devguide.python.org/versions/ (with the release PEPs that it names: 373 for 2.7, 790 for 3.15) and
 * https://endoflife.date/python. If they only name a month, its last day counts. 3.15.0 came out on 2026-10-09,
 * eight days after the date planned in PEP 790 (https://www.python.org/downloads/release/python-3150/).
 */
export interface PythonRelease {
  readonly major: number;
  readonly minor: number;
  /** First stable release, YYYY-MM-DD. */
  readonly released: string;
  /** The last day with fixes, YYYY-MM-DD. */
  readonly endOfLife: string;
}

/** The day on which this table was last checked. */
export const PYTHON_RELEASES_DATE = '2026-11-23';

export const PYTHON_RELEASES: readonly PythonRelease[] = [
  release(2, 7, '2010-07-03', '2020-01-01'),
  release(3, 0, '2008-12-03', '2009-06-27'),
  release(3, 1, '2009-06-27', '2012-04-09'),
  release(3, 2, '2011-02-20', '2016-02-20'),
  release(3, 3, '2012-09-29', '2017-09-29'),
  release(3, 4, '2014-03-16', '2019-03-18'),
  release(3, 5, '2015-09-13', '2020-09-30'),
  release(3, 6, '2016-12-23', '2021-12-23'),
  release(3, 7, '2018-06-27', '2023-06-27'),
  release(3, 8, '2019-10-14', '2024-10-07'),
  release(3, 9, '2020-10-05', '2025-10-31'),
  release(3, 10, '2021-10-04', '2026-10-31'),
  release(3, 11, '2022-10-24', '2027-10-31'),
  release(3, 12, '2023-10-02', '2028-10-31'),
  release(3, 13, '2024-10-07', '2029-10-31'),
  release(3, 14, '2025-10-07', '2030-10-31'),
  release(3, 15, '2026-10-09', '2031-10-31'),
];

function release(major: number, minor: number, released: string, endOfLife: string): PythonRelease {
  return { major, minor, released, endOfLife };
}

export type PythonStatus =
  /** Newer than the table, or not a Python at all: nothing is known, so nothing is reported. */
  | { readonly state: 'unknown' }
  | { readonly state: 'supported'; readonly endOfLife: string; readonly daysLeft: number }
  /** `endOfLife` is null for versions before the table (2.6, 2.5). */
  | { readonly state: 'ended'; readonly endOfLife: string | null };

/** The status of a Python version on a day (YYYY-MM-DD). On the last day it is still supported. */
export function pythonStatus(major: number, minor: number, date: string): PythonStatus {
  const found = PYTHON_RELEASES.find((candidate) => candidate.major === major && candidate.minor === minor);
  if (found === undefined) return major === 2 ? { state: 'ended', endOfLife: null } : { state: 'unknown' };
  if (date > found.endOfLife) return { state: 'ended', endOfLife: found.endOfLife };
  return { state: 'supported', endOfLife: found.endOfLife, daysLeft: daysBetween(date, found.endOfLife) };
}

/** The newest Python that is released by that day, such as '3.15'. */
export function newestPython(date: string): string {
  const out = PYTHON_RELEASES.filter((candidate) => candidate.released <= date);
  const newest = out.at(-1) ?? PYTHON_RELEASES[0]!;
  return `${newest.major}.${newest.minor}`;
}

/** The versions that get fixes on a day, oldest first, without those that are not released yet. */
export function supportedPythons(date: string): readonly PythonRelease[] {
  return PYTHON_RELEASES.filter((candidate) => candidate.released <= date && date <= candidate.endOfLife);
}
