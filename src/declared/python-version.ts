/** A Python version in any common spelling: `3.8`, `3.8.10`, `py38`, `python3.8`, `3`. */
export interface PythonVersion {
  readonly major: number;
  /** Null if only the major version is given. */
  readonly minor: number | null;
}

/** Reads an exact version. Null for text that does not name one (`3.x`, `pypy3.9`, `latest`, `>=3.8`). */
export function readPythonVersion(text: string): PythonVersion | null {
  const dotted =
    /^(?:c?python[-_ @]?|py|v|==?)?\s*([23])(?:\.(\d{1,2})(?:\.(?:\d+|[xX*])(?:(?:a|b|rc)\d+)?|(?:a|b|rc)\d+)?)?t?(?:-(?:dev|rc\d*|arm64|x64|x86|amd64)(?:-\w+)?|-(?:linux|macos|windows)-[\w-]+)?(?:\/envs\/\S+)?$/i.exec(
      text.trim(),
    );
  if (dotted !== null) return { major: Number(dotted[1]), minor: dotted[2] === undefined ? null : Number(dotted[2]) };
  const joined = /^(?:python|py|cp)-?([23])(\d{1,2})$/i.exec(text.trim());
  return joined === null ? null : { major: Number(joined[1]), minor: Number(joined[2]) };
}

export const versionText = (version: PythonVersion): string =>
  version.minor === null ? `${version.major}` : `${version.major}.${version.minor}`;

/** The syntax of a range: PEP 440 (`>=3.8,<4`), poetry's (`^3.8 || ~3.11`), conda's (`3.8.*|3.9`, `=3.8`). */
export type RangeDialect = 'pep440' | 'poetry' | 'conda';

type Version = readonly number[];
type Test = (version: Version) => boolean;

export interface PythonRange {
  /** True if the set contains some patch release of the minor version. */
  admits(major: number, minor: number): boolean;
  /** The smallest explicit lower bound; null if there is none. */
  readonly floor: PythonVersion | null;
}

/** Reads a range. A clause that cannot be read does not narrow it. Null if none can be read. */
export function readPythonRange(text: string, dialect: RangeDialect): PythonRange | null {
  const alternatives: { tests: Test[]; patches: Set<number> }[] = [];
  let floor: PythonVersion | null = null;
  for (const alternative of text.split(dialect === 'pep440' ? /(?!)/ : /(?<!\s)\s*\|\|?\s*/)) {
    const tests: Test[] = [];
    const patches = new Set<number>([0, 98]);
    let lowest: PythonVersion | null = null;
    const clauses = clausesOf(alternative, dialect).map((clause) => readClause(clause, dialect));
    if (clauses.length > 0 && clauses.every((clause) => clause === null)) return null;
    for (const read of clauses) {
      if (read === null) continue;
      tests.push(read.test);
      for (const patch of [-1, 0, 1]) patches.add(Math.max(0, (read.version[2] ?? 0) + patch));
      if (read.lower && (lowest === null || compareMinors(read.version, lowest) > 0)) {
        lowest = { major: read.version[0] ?? 0, minor: read.version[1] ?? null };
      }
    }
    if (lowest !== null && (floor === null || compareMinors([lowest.major, lowest.minor ?? 0], floor) < 0)) {
      floor = lowest;
    }
    alternatives.push({ tests, patches });
  }
  return {
    floor,
    admits: (major, minor) =>
      alternatives.some(({ tests, patches }) =>
        [...patches].some((patch) => tests.every((test) => test([major, minor, patch]))),
      ),
  };
}

function compareMinors(a: Version, b: PythonVersion): number {
  return (a[0] ?? 0) - b.major || (a[1] ?? 0) - (b.minor ?? 0);
}

function clausesOf(text: string, dialect: RangeDialect): string[] {
  const cut = dialect === 'poetry' ? /(?<!\s)\s*,\s*|(?<!\s)\s+(?=[\^~<>=!\d])/ : /(?<!\s)\s*,\s*/;
  // White space may separate an operator from its version.
  return text
    .trim()
    .replace(/([\^~<>=!]=?=?)\s+/g, '$1')
    .split(cut)
    .filter((clause) => clause !== '');
}

interface Clause {
  readonly test: Test;
  readonly version: Version;
  readonly lower: boolean;
}

function readClause(clause: string, dialect: RangeDialect): Clause | null {
  if (clause === '*' || clause === 'any') return { test: () => true, version: [], lower: false };
  const parts =
    /^(===|~=|==|!=|<=|>=|<|>|\^|~|=)?\s*v?(\d+(?:\.\d+)*)(\.?\*)?(?:\.?(?:a|b|rc|dev|alpha|beta)\d*)*$/i.exec(clause);
  if (parts === null) return null;
  const version = parts[2]!.split('.').map(Number);
  const operator = parts[1] ?? '';
  const wild = parts[3] !== undefined;
  const prefix: Test = (other) => version.every((part, index) => (other[index] ?? 0) === part);
  const is = (test: Test, lower: boolean): Clause => ({ test, version, lower });
  switch (operator) {
    case '>=':
      return is((other) => compare(other, version) >= 0, true);
    case '>':
      return is((other) => compare(other, version) > 0, true);
    case '<=':
      return is((other) => compare(other, version) <= 0 || (wild && prefix(other)), false);
    case '<':
      return is((other) => compare(other, version) < 0, false);
    case '!=':
      return is((other) => (wild ? !prefix(other) : compare(other, version) !== 0), false);
    case '~=':
      return is((other) => compare(other, version) >= 0 && startsLike(other, version, version.length - 1), true);
    case '~':
      return is(
        (other) => compare(other, version) >= 0 && startsLike(other, version, Math.min(2, version.length)),
        true,
      );
    case '^':
      return is((other) => compare(other, version) >= 0 && startsLike(other, version, 1), true);
    case '=':
      return is(dialect === 'conda' ? prefix : (other) => compare(other, version) === 0, true);
    case '':
      // A bare `3.8` in poetry and conda is read as 3.8 with its patches; `3.8.1` is exact.
      return dialect === 'pep440'
        ? null
        : is(wild || version.length < 3 ? prefix : (other) => compare(other, version) === 0, true);
    default:
      // Strictly, `==3.8` is only 3.8.0, but people who write it mean 3.8.
      return is(wild || version.length < 3 ? prefix : (other) => compare(other, version) === 0, true);
  }
}

function compare(a: Version, b: Version): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function startsLike(version: Version, like: Version, length: number): boolean {
  for (let index = 0; index < length; index += 1) if ((version[index] ?? 0) !== like[index]) return false;
  return true;
}
