/**
 * Versions and specifiers of PEP 440, as `packaging` reads them
 * (https://packaging.python.org/en/latest/specifications/version-specifiers/). We wrote our own because the only
 * library differs from `packaging` in `<` and `>` between versions of one release or of several epochs (`1!3.1 > 3.1`),
 * in `==10.0.*` for `10` and in local versions. Without its specifiers, the rest of that library is this small.
 */
import type { SpecifierClause } from './requirement.ts';

/** A parsed version. */
export interface Version {
  readonly epoch: number;
  /** Without trailing zeros. */
  readonly release: readonly number[];
  /** The number of parts as written. */
  readonly length: number;
  readonly pre: readonly [string, number] | null;
  readonly post: number | null;
  readonly dev: number | null;
  readonly local: readonly (string | number)[] | null;
}

const VERSION =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(?:post|rev|r)[-_.]?(\d*))?(?:[-_.]?dev[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/;
const PRE: Readonly<Record<string, string>> = {
  alpha: 'a',
  a: 'a',
  beta: 'b',
  b: 'b',
  preview: 'rc',
  pre: 'rc',
  c: 'rc',
  rc: 'rc',
};

/** Null for text that is not a version. */
export function parseVersion(text: string): Version | null {
  const found = VERSION.exec(text.trim().toLowerCase());
  if (found === null) return null;
  const [whole, epoch, numbers = '', preName, preNumber, dashPost, post, dev, local] = found;
  const release = numbers.split('.').map(Number);
  const { length } = release;
  while (release.length > 1 && release.at(-1) === 0) release.pop();
  const hasPost = dashPost !== undefined || post !== undefined;
  return {
    epoch: Number(epoch ?? 0),
    release,
    length,
    pre: preName === undefined ? null : [PRE[preName] ?? preName, Number(preNumber ?? 0)],
    post: hasPost ? Number(dashPost ?? post) : null,
    dev: dev === undefined || whole === undefined ? null : Number(dev),
    local: local?.split(/[-_.]/).map((part) => (/^\d+$/.test(part) ? Number(part) : part)) ?? null,
  };
}

/** Negative if `a` is older. */
export function orderVersions(a: Version, b: Version): number {
  return (
    a.epoch - b.epoch ||
    compareReleases(a.release, b.release) ||
    comparePre(a, b) ||
    (a.post ?? -1) - (b.post ?? -1) ||
    // A final release is newer than its development releases.
    order(a.dev ?? Number.POSITIVE_INFINITY, b.dev ?? Number.POSITIVE_INFINITY) ||
    compareLocal(a.local, b.local)
  );
}

/** Most versions differ here, and lists of advisories compare thousands, so this uses no closures. */
function compareReleases(a: readonly number[], b: readonly number[]): number {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const order = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

/**
 * A development release that is neither a pre- nor a post-release sorts before all pre-releases; a final release sorts
 * after them.
 */
function comparePre(a: Version, b: Version): number {
  const rank = ({ pre, post, dev }: Version): string =>
    pre !== null ? `1${pre[0]}` : post === null && dev !== null ? '0' : '2';
  const [left, right] = [rank(a), rank(b)];
  if (left !== right) return left < right ? -1 : 1;
  return (a.pre?.[1] ?? 0) - (b.pre?.[1] ?? 0);
}

function compareLocal(a: Version['local'], b: Version['local']): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return compareLists(
    a,
    b,
    (x, y) => {
      if (typeof x === 'number' && typeof y === 'number') return x - y;
      if (typeof x === 'number' || typeof y === 'number') return typeof x === 'number' ? 1 : -1;
      return x < y ? -1 : Number(x > y);
    },
    () => 1,
  );
}

function compareLists<T>(
  a: readonly T[],
  b: readonly T[],
  each: (x: T, y: T) => number,
  rest: (x: T) => number,
): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const [x, y] = [a[index], b[index]];
    const difference = x === undefined ? -rest(y as T) : y === undefined ? rest(x) : each(x, y);
    if (difference !== 0) return difference;
  }
  return 0;
}

export function isVersion(text: string): boolean {
  return parseVersion(text) !== null;
}

/** Negative if `a` is older. Texts that are not versions are older than all versions. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  if (left === null || right === null)
    return Number(left !== null) - Number(right !== null) || order(a < b ? 0 : 1, a > b ? 0 : 1);
  return Math.sign(orderVersions(left, right));
}

/** True for an alpha, beta, release candidate or development release; false for text that is not a version. */
export function isPrerelease(text: string): boolean {
  const version = parseVersion(text);
  return version !== null && (version.pre !== null || version.dev !== null);
}

/** Whether a specifier (`>=1.2,!=1.5`) allows a version, counting pre-releases. False if either cannot be read. */
export function isIn(version: string, clauses: readonly Pick<SpecifierClause, 'operator' | 'version'>[]): boolean {
  return clauses.every((clause) => holds(version, clause));
}

function holds(text: string, { operator, version: written }: Pick<SpecifierClause, 'operator' | 'version'>): boolean {
  if (operator === '===') return text.toLowerCase() === written.trim().toLowerCase();
  const own = parseVersion(text);
  const isPrefix = written.trim().endsWith('.*');
  const bound = parseVersion(isPrefix ? written.trim().slice(0, -2) : written);
  if (own === null || bound === null) return false;
  if (isPrefix) return startsWith(own, bound, bound.length) === (operator === '==');
  const ownPublic = withoutLocal(own);
  switch (operator) {
    case '==':
    case '!=':
      return (orderVersions(bound.local === null ? ownPublic : own, bound) === 0) === (operator === '==');
    case '<=':
      return orderVersions(ownPublic, bound) <= 0;
    case '>=':
      return orderVersions(ownPublic, bound) >= 0;
    case '<': {
      // A pre-release of the bound is not below it, unless the bound is itself a pre-release.
      const isPre = bound.pre !== null || bound.dev !== null;
      return orderVersions(own, isPre ? bound : { ...withoutLocal(bound), dev: 0 }) < 0;
    }
    case '>': {
      // A local version or post-release of the bound is not above it, unless the bound is itself one.
      if (orderVersions(ownPublic, withoutLocal(bound)) <= 0) return false;
      const isFinalOrPre = bound.post === null && bound.dev === null;
      return !(
        isFinalOrPre &&
        own.post !== null &&
        orderVersions({ ...ownPublic, post: null, dev: null }, bound) === 0
      );
    }
    case '~=':
      return (
        bound.length > 1 &&
        orderVersions(ownPublic, bound) >= 0 &&
        startsWith(own, { ...bound, pre: null }, bound.length - 1)
      );
  }
}

const withoutLocal = (version: Version): Version => ({ ...version, local: null });

/** `==1.2.*`: missing parts of the version count as zero. A pre-release in the prefix must be the same. */
function startsWith(version: Version, prefix: Version, length: number): boolean {
  if (version.epoch !== prefix.epoch) return false;
  for (let index = 0; index < length; index += 1) {
    if ((version.release[index] ?? 0) !== (prefix.release[index] ?? 0)) return false;
  }
  if (prefix.pre === null) return true;
  const isSame = version.pre?.[0] === prefix.pre[0] && version.pre[1] === prefix.pre[1];
  return isSame && version.release.slice(length).every((part) => part === 0);
}
