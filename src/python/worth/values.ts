/** Python values as plain data, and the results of Python's operators on them. */

import { isAscii } from '../syntax/index.ts';

/** A Python value as plain data. Integers beyond 2^53 are bigint; floats are { float }. */
export type PyValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | { readonly float: number }
  | { readonly bytes: string }
  | { readonly tuple: readonly PyValue[] }
  | { readonly list: readonly PyValue[] }
  | { readonly set: readonly PyValue[] }
  | { readonly dict: readonly (readonly [PyValue, PyValue])[] };

/** Python would raise here. `exception` is its qualified name; null if it is one of several. */
export class PythonRaise extends Error {
  readonly exception: string | null;
  constructor(exception: string | null) {
    super(exception ?? 'an exception');
    this.exception = exception;
  }
}

/** We do not follow Python here. */
export class NotKnown extends Error {}

export const raise = (exception: string): never => {
  throw new PythonRaise(`builtins.${exception}`);
};
export const giveUp = (): never => {
  throw new NotKnown();
};

/** The argument that a function requires. */
export const first = (args: readonly PyValue[]): PyValue => (args.length > 0 ? args[0]! : raise('TypeError'));

/** Longer texts and lists are not computed. */
const MAX_SIZE = 10_000;

type Kind = 'none' | 'bool' | 'int' | 'float' | 'str' | 'bytes' | 'tuple' | 'list' | 'set' | 'dict';

export function kindOf(value: PyValue): Kind {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number' || typeof value === 'bigint') return 'int';
  if (typeof value === 'string') return 'str';
  if ('float' in value) return 'float';
  if ('bytes' in value) return 'bytes';
  if ('tuple' in value) return 'tuple';
  if ('list' in value) return 'list';
  return 'set' in value ? 'set' : 'dict';
}

/** Python's bool(value). */
export function isTruthy(value: PyValue): boolean {
  if (value === null || typeof value !== 'object') return Boolean(value);
  if ('float' in value) return value.float !== 0;
  if ('bytes' in value) return value.bytes !== '';
  return sizeOf(value) > 0;
}

/** len(value) */
export function sizeOf(value: PyValue): number {
  if (typeof value === 'string') return [...value].length;
  if (value === null || typeof value !== 'object') return raise('TypeError');
  if ('bytes' in value) return value.bytes.length;
  if ('tuple' in value) return value.tuple.length;
  if ('list' in value) return value.list.length;
  if ('set' in value) return value.set.length;
  if ('dict' in value) return value.dict.length;
  return raise('TypeError');
}

export const integer = (value: bigint): PyValue =>
  value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;

/** The number in an int, bool or float; null for everything else. */
function numberOf(value: PyValue): bigint | { readonly float: number } | null {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'number') return BigInt(value);
  if (typeof value === 'bigint') return value;
  return value !== null && typeof value === 'object' && 'float' in value ? value : null;
}

const asFloat = (value: bigint | { readonly float: number }): number =>
  typeof value === 'bigint' ? Number(value) : value.float;

/** The elements of an iterable, in order. The order of a set with several is unknown. */
export function elementsOf(value: PyValue): readonly PyValue[] {
  if (typeof value === 'string') return [...value];
  if (value === null || typeof value !== 'object') return raise('TypeError');
  if ('tuple' in value) return value.tuple;
  if ('list' in value) return value.list;
  if ('dict' in value) return value.dict.map(([key]) => key);
  if ('set' in value) return value.set.length > 1 ? giveUp() : value.set;
  if ('bytes' in value) return [...value.bytes].map((character) => character.charCodeAt(0));
  return raise('TypeError');
}

export function equals(a: PyValue, b: PyValue, depth = 0): boolean {
  if (depth > 50) return giveUp();
  const x = numberOf(a);
  const y = numberOf(b);
  if (x !== null || y !== null) {
    if (x === null || y === null) return false;
    const left = asNumeric(x);
    const right = asNumeric(y);
    // Comparing a bigint with a float compares values, as in Python; `===` does not.
    return left >= right && left <= right;
  }
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  if ('bytes' in a || 'bytes' in b) return 'bytes' in a && 'bytes' in b && a.bytes === b.bytes;
  const all = (left: readonly PyValue[], right: readonly PyValue[]): boolean =>
    left.length === right.length && left.every((item, index) => equals(item, right[index]!, depth + 1));
  if ('tuple' in a) return 'tuple' in b && all(a.tuple, b.tuple);
  if ('list' in a) return 'list' in b && all(a.list, b.list);
  if ('set' in a) {
    return 'set' in b && a.set.length === b.set.length && a.set.every((item) => b.set.some((o) => equals(item, o)));
  }
  if (!('dict' in a) || !('dict' in b) || a.dict.length !== b.dict.length) return false;
  return a.dict.every(([key, value]) => {
    const other = lookUp(b, key);
    return other !== undefined && equals(value, other, depth + 1);
  });
}

const asNumeric = (value: bigint | { readonly float: number }): bigint | number =>
  typeof value === 'bigint' ? value : value.float;

function checkHashable(value: PyValue): void {
  const kind = kindOf(value);
  if (kind === 'list' || kind === 'dict' || kind === 'set') raise('TypeError');
  if (value !== null && typeof value === 'object' && 'tuple' in value) value.tuple.forEach(checkHashable);
}

/** The value under a key in a dict. */
export function lookUp(value: PyValue, key: PyValue): PyValue | undefined {
  checkHashable(key);
  if (value === null || typeof value !== 'object' || !('dict' in value)) return giveUp();
  return value.dict.find(([other]) => equals(other, key))?.[1];
}

export function makeSet(items: readonly PyValue[]): PyValue {
  if (items.length > 500) return giveUp();
  const set: PyValue[] = [];
  for (const item of items) {
    checkHashable(item);
    if (!set.some((other) => equals(other, item))) set.push(item);
  }
  return { set };
}

export function makeDict(entries: readonly (readonly [PyValue, PyValue])[]): PyValue {
  if (entries.length > 500) return giveUp();
  const dict: [PyValue, PyValue][] = [];
  for (const [key, value] of entries) {
    checkHashable(key);
    const known = dict.find(([other]) => equals(other, key));
    if (known === undefined) dict.push([key, value]);
    else known[1] = value;
  }
  return { dict };
}

export function contains(container: PyValue, item: PyValue): boolean {
  if (typeof container === 'string') return typeof item === 'string' ? container.includes(item) : raise('TypeError');
  if (container === null || typeof container !== 'object' || 'float' in container) return raise('TypeError');
  if ('bytes' in container) return giveUp();
  if ('set' in container || 'dict' in container) {
    // To find a set in a set, Python looks for its frozen version.
    if ('set' in container && kindOf(item) === 'set') return giveUp();
    checkHashable(item);
  }
  const items = 'set' in container ? container.set : elementsOf(container);
  return items.some((other) => equals(other, item));
}

function codePoints(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

export function order(a: PyValue, b: PyValue, op: '<' | '>' | '<=' | '>=', depth = 0): boolean {
  if (depth > 50) return giveUp();
  const x = numberOf(a);
  const y = numberOf(b);
  const decide = (sign: number): boolean =>
    op === '<' ? sign < 0 : op === '>' ? sign > 0 : op === '<=' ? sign <= 0 : sign >= 0;
  if (x !== null && y !== null) {
    const left = asNumeric(x);
    const right = asNumeric(y);
    return op === '<' ? left < right : op === '>' ? left > right : op === '<=' ? left <= right : left >= right;
  }
  if (typeof a === 'string' && typeof b === 'string') return decide(codePoints(a, b));
  const kind = kindOf(a);
  if (kind === kindOf(b) && (kind === 'list' || kind === 'tuple')) {
    const left = elementsOf(a);
    const right = elementsOf(b);
    for (let i = 0; i < left.length && i < right.length; i++) {
      if (!equals(left[i]!, right[i]!)) return order(left[i]!, right[i]!, op, depth + 1);
    }
    return decide(left.length - right.length);
  }
  if (kind === kindOf(b) && (kind === 'set' || kind === 'bytes')) return giveUp();
  return raise('TypeError');
}

/** Whether `a is b`. For equal numbers and texts, the interpreter decides. */
export function isSame(a: PyValue, b: PyValue): boolean {
  if (a === null || b === null || typeof a === 'boolean' || typeof b === 'boolean') return a === b;
  return kindOf(a) !== kindOf(b) ? false : giveUp();
}

function checkSize(length: number): void {
  if (length > MAX_SIZE) giveUp();
}

export function binary(a: PyValue, op: string, b: PyValue): PyValue {
  const x = numberOf(a);
  const y = numberOf(b);
  if (x !== null && y !== null) return arithmetic(a, x, op, b, y);
  if (op === '%' && typeof a === 'string') return percentFormat(a, b);
  if (op === '+') return concatenate(a, b);
  if (op === '*') {
    if (x !== null || y !== null) return repeat(x === null ? a : b, (x ?? y)!);
    return raise('TypeError');
  }
  if (kindOf(a) === 'set' && kindOf(b) === 'set') return giveUp();
  if (kindOf(a) === 'dict' && kindOf(b) === 'dict' && op === '|') return giveUp();
  if (op === '%' && kindOf(a) === 'bytes') return giveUp();
  return raise('TypeError');
}

function concatenate(a: PyValue, b: PyValue): PyValue {
  if (typeof a === 'string' && typeof b === 'string') {
    checkSize(a.length + b.length);
    return a + b;
  }
  if (a !== null && b !== null && typeof a === 'object' && typeof b === 'object') {
    if ('bytes' in a && 'bytes' in b) return { bytes: a.bytes + b.bytes };
    if ('list' in a && 'list' in b) return { list: [...a.list, ...b.list] };
    if ('tuple' in a && 'tuple' in b) return { tuple: [...a.tuple, ...b.tuple] };
  }
  return raise('TypeError');
}

function repeat(value: PyValue, times: bigint | { readonly float: number }): PyValue {
  if (typeof times !== 'bigint') return raise('TypeError');
  const count = times < 0n ? 0 : Number(times);
  if (typeof value === 'string') {
    checkSize(value.length * count);
    return value.repeat(count);
  }
  if (value !== null && typeof value === 'object') {
    if ('bytes' in value) return giveUp();
    if ('list' in value || 'tuple' in value) {
      checkSize(sizeOf(value) * count);
      const items = Array.from({ length: count }, () => elementsOf(value)).flat();
      return 'list' in value ? { list: items } : { tuple: items };
    }
  }
  return raise('TypeError');
}

type Numeric = bigint | { readonly float: number };

function arithmetic(a: PyValue, x: Numeric, op: string, b: PyValue, y: Numeric): PyValue {
  if (op === '&' || op === '|' || op === '^' || op === '<<' || op === '>>') {
    if (typeof x !== 'bigint' || typeof y !== 'bigint') return raise('TypeError');
    return bitwise(x, op, y, typeof a === 'boolean' && typeof b === 'boolean');
  }
  if (op === '@') return raise('TypeError');
  const isZero = typeof y === 'bigint' ? y === 0n : y.float === 0;
  if ((op === '/' || op === '//' || op === '%') && isZero) return raise('ZeroDivisionError');
  if (typeof x === 'bigint' && typeof y === 'bigint' && op !== '/') {
    if (op === '+') return integer(x + y);
    if (op === '-') return integer(x - y);
    if (op === '*') return magnitude(x) * magnitude(y) > 1e300 ? giveUp() : integer(x * y);
    if (op === '**') {
      if (y < 0n || y > 1000n || magnitude(x) > 1e9) return giveUp();
      return integer(x ** y);
    }
    // Python rounds towards minus infinity.
    const remainder = ((x % y) + y) % y;
    return integer(op === '%' ? remainder : (x - remainder) / y);
  }
  const left = asFloat(x);
  const right = asFloat(y);
  if (!Number.isFinite(left) || !Number.isFinite(right) || Math.abs(left) > 2 ** 53) return giveUp();
  if (op === '+') return { float: left + right };
  if (op === '-') return { float: left - right };
  if (op === '*') return { float: left * right };
  if (op === '/') return { float: left / right };
  return giveUp();
}

const magnitude = (value: bigint): number => Math.abs(Number(value));

function bitwise(x: bigint, op: string, y: bigint, booleans: boolean): PyValue {
  if (op === '<<' || op === '>>') {
    if (y < 0n) return raise('ValueError');
    if (y > 1000n) return giveUp();
    return integer(op === '<<' ? x << y : x >> y);
  }
  const result = op === '&' ? x & y : op === '|' ? x | y : x ^ y;
  return booleans ? result === 1n : integer(result);
}

export function unary(op: string, value: PyValue): PyValue {
  if (op === 'not') return !isTruthy(value);
  const x = numberOf(value);
  if (x === null) return raise('TypeError');
  if (typeof x === 'bigint') return integer(op === '-' ? -x : op === '~' ? ~x : x);
  return op === '~' ? raise('TypeError') : { float: op === '-' ? -x.float : x.float };
}

export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) return giveUp();
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** repr(value) */
export function represent(value: PyValue, depth = 0): string {
  if (depth > 20) return giveUp();
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'string') {
    if (!/^[\x20-\x7e]*$/.test(value)) return giveUp();
    const escaped = value.replaceAll('\\', '\\\\');
    return escaped.includes("'") && !escaped.includes('"') ? `"${escaped}"` : `'${escaped.replaceAll("'", "\\'")}'`;
  }
  if ('float' in value) return floatText(value.float);
  const list = (items: readonly PyValue[]): string => items.map((item) => represent(item, depth + 1)).join(', ');
  if ('list' in value) return `[${list(value.list)}]`;
  if ('tuple' in value) return value.tuple.length === 1 ? `(${list(value.tuple)},)` : `(${list(value.tuple)})`;
  if ('dict' in value) {
    return `{${value.dict.map(([key, item]) => `${represent(key, depth + 1)}: ${represent(item, depth + 1)}`).join(', ')}}`;
  }
  if ('set' in value && value.set.length < 2) return value.set.length === 0 ? 'set()' : `{${list(value.set)}}`;
  return giveUp();
}

/** str(value) */
export const textOf = (value: PyValue): string => (typeof value === 'string' ? value : represent(value));

function percentFormat(format: string, value: PyValue): PyValue {
  if (value !== null && typeof value === 'object' && ('dict' in value || 'list' in value)) return giveUp();
  const args = value !== null && typeof value === 'object' && 'tuple' in value ? [...value.tuple] : [value];
  const text = format.replace(/%(.?)/gs, (_, code: string) => {
    if (code === '%') return '%';
    if (args.length === 0) return raise('TypeError');
    const argument = args.shift()!;
    if (code === 's') return textOf(argument);
    if (code === 'r') return represent(argument);
    const kind = kindOf(argument);
    if (code === 'd' && kind === 'bool') return argument === true ? '1' : '0';
    if (code === 'd') return kind === 'int' ? String(argument) : kind === 'float' ? giveUp() : raise('TypeError');
    return giveUp();
  });
  if (args.length > 0) return raise('TypeError');
  checkSize(text.length);
  return text;
}

/** What str.isspace considers white space in ASCII. */
export const SPACES = ' \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f';

/** str.strip and its relatives: the characters are removed at one or both ends. */
export function strip(text: string, characters: string | null, where: 'both' | 'left' | 'right'): string {
  if (!isAscii(text) && characters === null) return giveUp();
  const set = new Set(characters === null ? SPACES : characters);
  const list = [...text];
  let start = 0;
  let end = list.length;
  if (where !== 'right') while (start < end && set.has(list[start]!)) start++;
  if (where !== 'left') while (end > start && set.has(list[end - 1]!)) end--;
  return list.slice(start, end).join('');
}

/** int(value) and int(text, base). */
export function toInteger(value: PyValue, base: PyValue | undefined): PyValue {
  if (base !== undefined)
    return typeof value === 'string' && typeof base === 'number' ? based(value, base) : raise('TypeError');
  const number = numberOf(value);
  if (typeof number === 'bigint') return integer(number);
  if (number !== null) {
    if (Number.isNaN(number.float)) return raise('ValueError');
    return Number.isFinite(number.float) ? integer(BigInt(Math.trunc(number.float))) : raise('OverflowError');
  }
  if (typeof value === 'string') return based(value, 10);
  return value !== null && typeof value === 'object' && 'bytes' in value ? giveUp() : raise('TypeError');
}

function based(text: string, base: number): PyValue {
  if (!isAscii(text)) return giveUp();
  if (base !== 10) return giveUp();
  const trimmed = strip(text, null, 'both');
  if (!/^[+-]?\d(?:_?\d)*$/.test(trimmed)) return raise('ValueError');
  // https://docs.python.org/3/library/stdtypes.html#integer-string-conversion-length-limitation
  if (trimmed.length > 4000) return giveUp();
  const digits = trimmed.replaceAll('_', '');
  return integer(digits.startsWith('-') ? -BigInt(digits.slice(1)) : BigInt(digits.replace('+', '')));
}

/** float(value) */
export function toFloat(value: PyValue): PyValue {
  const number = numberOf(value);
  if (typeof number === 'bigint') return magnitude(number) > 1e300 ? giveUp() : { float: Number(number) };
  if (number !== null) return number;
  if (typeof value !== 'string') return kindOf(value) === 'bytes' ? giveUp() : raise('TypeError');
  if (!isAscii(value)) return giveUp();
  const text = strip(value, null, 'both').toLowerCase();
  const special = /^([+-]?)(inf|infinity|nan)$/.exec(text);
  if (special !== null) return { float: special[2] === 'nan' ? Number.NaN : special[1] === '-' ? -Infinity : Infinity };
  const digits = String.raw`\d(?:_?\d)*`;
  if (!new RegExp(`^[+-]?(?:${digits}\\.?(?:${digits})?|\\.${digits})(?:e[+-]?${digits})?$`).test(text)) {
    return raise('ValueError');
  }
  return { float: Number(text.replaceAll('_', '')) };
}

/** value[index] for a single index. */
export function subscript(value: PyValue, index: PyValue): PyValue {
  if (kindOf(value) === 'dict') return lookUp(value, index) ?? raise('KeyError');
  const kind = kindOf(value);
  if (kind !== 'str' && kind !== 'list' && kind !== 'tuple' && kind !== 'bytes') return raise('TypeError');
  if (kindOf(index) !== 'int' && kindOf(index) !== 'bool') return raise('TypeError');
  const items = elementsOf(value);
  const at = Number(index);
  return items[at < 0 ? at + items.length : at] ?? missing(items, at);
}

/** None is an ordinary element. */
function missing(items: readonly PyValue[], at: number): PyValue {
  const place = at < 0 ? at + items.length : at;
  return place >= 0 && place < items.length ? null : raise('IndexError');
}

/** value[lower:upper:step] */
export function slice(value: PyValue, lower: PyValue, upper: PyValue, step: PyValue): PyValue {
  const kind = kindOf(value);
  if (kind !== 'str' && kind !== 'list' && kind !== 'tuple') return kind === 'bytes' ? giveUp() : raise('TypeError');
  for (const bound of [lower, upper, step]) {
    if (bound !== null && typeof bound !== 'number') return typeof bound === 'string' ? raise('TypeError') : giveUp();
  }
  const items = elementsOf(value);
  let taken: readonly PyValue[];
  if (step === null || step === 1)
    taken = items.slice((lower as number | null) ?? 0, (upper as number | null) ?? undefined);
  else if (step === -1 && lower === null && upper === null) taken = [...items].reverse();
  else return giveUp();
  return kind === 'str' ? taken.join('') : kind === 'list' ? { list: taken } : { tuple: taken };
}
