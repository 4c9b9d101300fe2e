/** How a name differs from another that it could be mistaken for. */
export type Slip =
  | 'swapped letters'
  | 'a doubled letter'
  | 'a letter that looks alike'
  | 'a hyphen left out'
  | 'py or python added'
  | 'one letter added'
  | 'one letter left out'
  | 'one letter changed';

export interface LookAlike {
  readonly target: string;
  readonly slip: Slip;
  /** True for known confusions, false for a distance of one letter. */
  readonly isConfusion: boolean;
}

/**
 * The target that a name could be mistaken for, or null. Which slips count at which length was measured
 * (bench/look-alikes.ts): with the 5 000 most popular names as targets, fewer than one in a thousand of the next 10 000
 * count as look-alikes.
 * @param targets most popular first: the first match is returned
 */
export function lookAlikeOf(name: string, targets: Iterable<string>): LookAlike | null {
  let near: LookAlike | null = null;
  for (const target of targets) {
    if (target === name) return null;
    const slip = slipBetween(name, target);
    if (slip === null) continue;
    const isConfusion = !DISTANCES.has(slip);
    if (isConfusion) return { target, slip, isConfusion };
    near ??= { target, slip, isConfusion };
  }
  return near;
}

const DISTANCES: ReadonlySet<Slip> = new Set<Slip>(['one letter added', 'one letter left out', 'one letter changed']);

function slipBetween(name: string, target: string): Slip | null {
  const longer = name.length - target.length;
  if (longer === 0) return sameLength(name, target);
  if ((longer === 1 || longer === -1) && isGlyphPair(name, target)) return 'a letter that looks alike';
  if (longer === 1) return oneMore(name, target);
  if (longer === -1) return oneLess(name, target);
  if (longer < 0) return isWithoutHyphens(name, target) ? 'a hyphen left out' : null;
  return isAffixed(name, target) ? 'py or python added' : null;
}

/** `requests-py`, `pythonrequests`: forms that few real packages use. */
const isAffixed = (name: string, target: string): boolean =>
  target.length >= 4 &&
  name.includes(target) &&
  (name === `${target}-py` || name === `python${target}` || name === `${target}python`);

const isWithoutHyphens = (name: string, target: string): boolean =>
  target.length >= 8 && name.charAt(0) === target.charAt(0) && target.replaceAll('-', '') === name;

function sameLength(name: string, target: string): Slip | null {
  const at = firstDifference(name, target);
  const length = target.length;
  const [was, is] = [target.charAt(at), name.charAt(at)];
  if (name.slice(at + 1) === target.slice(at + 1)) {
    if (length >= 5 && GLYPHS.has(was + is)) return 'a letter that looks alike';
    return isChange(was, is, at, length) ? 'one letter changed' : null;
  }
  const isSwap =
    is === target.charAt(at + 1) && was === name.charAt(at + 1) && name.slice(at + 2) === target.slice(at + 2);
  return isSwap && length >= 5 ? 'swapped letters' : null;
}

function isChange(was: string, is: string, at: number, length: number): boolean {
  if (at === length - 1 && isDigit(was) && !isDigit(is)) return length >= 5;
  if (isDigit(was) || isDigit(is) || was === '-' || is === '-' || at === 0) return false;
  const isVowels = VOWELS.includes(was) && VOWELS.includes(is);
  if (at === length - 1) return length >= 7 || (length === 6 && isVowels);
  return KEYS.has(was + is) ? length >= 6 : isVowels && length === 7;
}

function oneMore(name: string, target: string): Slip | null {
  const at = firstDifference(name, target);
  if (name.slice(at + 1) !== target.slice(at)) return null;
  const { length } = target;
  const is = name.charAt(at);
  // Ports to C add a `c` before the whole name: cchardet.
  const isDoubled = at > 0 && is === name.charAt(at - 1) && !(at === 1 && is === 'c');
  if (isDoubled && length >= 4) return 'a doubled letter';
  if (isDigit(is) || is === '-') return null;
  const isNear = KEYS.has(name.charAt(at - 1) + is) || KEYS.has(name.charAt(at + 1) + is);
  if (at === 0 || (at === 1 && is === name.charAt(0))) return isNear && length >= 9 ? 'one letter added' : null;
  if (isNear) return length >= 5 ? 'one letter added' : null;
  return length >= (at === length ? 6 : 8) ? 'one letter added' : null;
}

function oneLess(name: string, target: string): Slip | null {
  const at = firstDifference(name, target);
  if (target.slice(at + 1) !== name.slice(at)) return null;
  const { length } = target;
  const was = target.charAt(at);
  if (was === '-') return length >= 8 ? 'a hyphen left out' : null;
  if (at > 0 && was === target.charAt(at - 1) && length >= 5) return 'a doubled letter';
  if (isDigit(was)) return null;
  const least = at === 0 ? 9 : at < length - 1 ? 6 : was === 's' ? 8 : 6;
  return length >= least ? 'one letter left out' : null;
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return at;
}

const isDigit = (char: string): boolean => char >= '0' && char <= '9';
const VOWELS = 'aeiouy';

/** Letters that look like each other, in both directions. */
const GLYPHS: ReadonlySet<string> = new Set(
  ['o0', 'l1', 'i1', 'il', 's5', 'e3', 'b8', 'g9', 'uv'].flatMap((pair) => [pair, pair.charAt(1) + pair.charAt(0)]),
);

/** `rn` for `m` and `vv` for `w`. */
function isGlyphPair(name: string, target: string): boolean {
  if (target.length < 5) return false;
  return (
    (target.includes('m') && name.includes('rn') && target.replaceAll('m', 'rn') === name.replaceAll('m', 'rn')) ||
    (target.includes('w') && name.includes('vv') && target.replaceAll('w', 'vv') === name.replaceAll('w', 'vv'))
  );
}

/** Pairs of neighbours on a QWERTY keyboard, including diagonals and each key with itself. */
const KEYS: ReadonlySet<string> = neighbours(['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']);

function neighbours(rows: readonly string[]): ReadonlySet<string> {
  const pairs = new Set<string>();
  rows.forEach((row, index) => {
    for (const other of [rows[index - 1], row, rows[index + 1]]) {
      for (let at = 0; at < row.length; at += 1) {
        for (const near of other?.slice(Math.max(0, at - 1), at + 2) ?? '') pairs.add(row.charAt(at) + near);
      }
    }
  });
  return pairs;
}
