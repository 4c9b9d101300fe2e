import { isAscii } from '../syntax/index.ts';
import {
  elementsOf,
  equals,
  first,
  giveUp,
  kindOf,
  lookUp,
  type PyValue,
  raise,
  SPACES,
  strip,
  textOf,
} from './values.ts';

/**
 * Methods of Python's texts and containers that do not change anything; see
 * https://docs.python.org/3/library/stdtypes.html.
 */

export type Arguments = {
  readonly args: readonly PyValue[];
  readonly keywords: ReadonlyMap<string, PyValue>;
};

type Method<T> = (self: T, args: readonly PyValue[], keywords: ReadonlyMap<string, PyValue>) => PyValue;

const ascii = (text: string): string => (isAscii(text) ? text : giveUp());

const text = (value: PyValue | undefined): string => (typeof value === 'string' ? value : raise('TypeError'));

/** The characters that strip and its relatives remove. */
const stripSet = (args: readonly PyValue[]): string | null =>
  args[0] === undefined || args[0] === null ? null : text(args[0]);

const title = (value: string): string =>
  ascii(value).replace(/[A-Za-z]+/g, (word) => word[0]!.toUpperCase() + word.slice(1).toLowerCase());

function affix(args: readonly PyValue[], test: (part: string) => boolean): boolean {
  if (args.length !== 1) return args.length === 0 ? raise('TypeError') : giveUp();
  const part = args[0]!;
  if (part !== null && typeof part === 'object' && 'tuple' in part) return part.tuple.some((one) => test(text(one)));
  return test(text(part));
}

/** The characters at which str.splitlines also splits. */
const OTHER_BREAKS = '\x0b\x0c\x1c\x1d\x1e';

function words(trimmed: string): string[] {
  const found: string[] = [];
  let word = '';
  for (const character of `${trimmed} `) {
    if (!SPACES.includes(character)) word += character;
    else if (word !== '') {
      found.push(word);
      word = '';
    }
  }
  return found;
}

function split(self: string, args: readonly PyValue[], keywords: ReadonlyMap<string, PyValue>): PyValue {
  const separator = args[0] ?? keywords.get('sep') ?? null;
  const limit = args[1] ?? keywords.get('maxsplit') ?? -1;
  if (limit !== -1 && (typeof limit !== 'number' || limit < 0)) return giveUp();
  if (separator === null) {
    if (limit !== -1) return giveUp();
    const trimmed = strip(self, null, 'both');
    return { list: words(trimmed) };
  }
  const by = text(separator);
  if (by === '') return raise('ValueError');
  const parts = self.split(by);
  if (limit === -1 || parts.length <= limit + 1) return { list: parts };
  return { list: [...parts.slice(0, limit), parts.slice(limit).join(by)] };
}

function format(self: string, args: readonly PyValue[], keywords: ReadonlyMap<string, PyValue>): PyValue {
  let next = 0;
  const made = self.replace(/\{\{|\}\}|\{([^{}]*)\}|[{}]/g, (whole, field: string | undefined) => {
    if (whole === '{{' || whole === '}}') return whole[0]!;
    if (field === undefined) return raise('ValueError');
    if (field === '') return next < 0 ? raise('ValueError') : textOf(args[next++] ?? checked(args, next - 1));
    if (/^\d+$/.test(field)) {
      if (next > 0) return raise('ValueError');
      next = -1;
      return textOf(checked(args, Number(field)));
    }
    if (!/^[A-Za-z_]\w*$/.test(field)) return giveUp();
    return keywords.has(field) ? textOf(keywords.get(field)!) : raise('KeyError');
  });
  return made;
}

const checked = (args: readonly PyValue[], index: number): PyValue =>
  index < args.length ? args[index]! : raise('IndexError');

const isMade =
  (pattern: RegExp): Method<string> =>
  (self) =>
    pattern.test(ascii(self));

const TEXT_METHODS: Readonly<Record<string, Method<string>>> = {
  lower: (self) => ascii(self).toLowerCase(),
  casefold: (self) => ascii(self).toLowerCase(),
  upper: (self) => ascii(self).toUpperCase(),
  title: (self) => title(self),
  capitalize: (self) => ascii(self).slice(0, 1).toUpperCase() + self.slice(1).toLowerCase(),
  swapcase: (self) => ascii(self).replace(/[A-Za-z]/g, (one) => (one < 'a' ? one.toLowerCase() : one.toUpperCase())),
  strip: (self, args) => strip(self, stripSet(args), 'both'),
  lstrip: (self, args) => strip(self, stripSet(args), 'left'),
  rstrip: (self, args) => strip(self, stripSet(args), 'right'),
  startswith: (self, args) => affix(args, (part) => self.startsWith(part)),
  endswith: (self, args) => affix(args, (part) => self.endsWith(part)),
  removeprefix: (self, args) => {
    const part = text(args[0]);
    return part !== '' && self.startsWith(part) ? self.slice(part.length) : self;
  },
  removesuffix: (self, args) => {
    const part = text(args[0]);
    return part !== '' && self.endsWith(part) ? self.slice(0, -part.length) : self;
  },
  replace: (self, args) => {
    if (args.length !== 2) return args.length < 2 ? raise('TypeError') : giveUp();
    const from = text(args[0]);
    return from === '' ? giveUp() : self.replaceAll(from, () => text(args[1]));
  },
  split: (self, args, keywords) => split(self, args, keywords),
  splitlines: (self, args) => {
    if (args.length > 0 || !isAscii(self) || [...self].some((one) => OTHER_BREAKS.includes(one))) return giveUp();
    const lines = self.split(/\r\n|\n|\r/);
    if (lines.at(-1) === '') lines.pop();
    return { list: lines };
  },
  join: (self, args) => {
    const parts = first(args);
    // The order of a set is unknown, but elements that are not text raise nevertheless.
    if (kindOf(parts) === 'set') (parts as { readonly set: readonly PyValue[] }).set.map(text);
    return elementsOf(parts).map(text).join(self);
  },
  count: (self, args) => (args.length === 1 && text(args[0]) !== '' ? self.split(text(args[0])).length - 1 : giveUp()),
  find: (self, args) => (args.length === 1 ? ascii(self).indexOf(text(args[0])) : giveUp()),
  isdigit: isMade(/^[0-9]+$/),
  isdecimal: isMade(/^[0-9]+$/),
  isnumeric: isMade(/^[0-9]+$/),
  isalpha: isMade(/^[A-Za-z]+$/),
  isalnum: isMade(/^[A-Za-z0-9]+$/),
  isspace: (self) => self !== '' && [...ascii(self)].every((one) => SPACES.includes(one)),
  islower: (self) => /[a-z]/.test(ascii(self)) && !/[A-Z]/.test(self),
  isupper: (self) => /[A-Z]/.test(ascii(self)) && !/[a-z]/.test(self),
  format: (self, args, keywords) => format(self, args, keywords),
  encode: (self, args) => (args.length === 0 ? { bytes: ascii(self) } : giveUp()),
  __contains__: (self, args) => self.includes(text(args[0])),
  __eq__: (self, args) => (typeof args[0] === 'string' ? self === args[0] : giveUp()),
};

const DICT_METHODS: Readonly<Record<string, Method<PyValue & { readonly dict: unknown }>>> = {
  get: (self, args) => {
    const found = lookUp(self, first(args));
    return found === undefined ? (args[1] ?? null) : found;
  },
  keys: (self) => ({ list: elementsOf(self) }),
  values: (self) => ({ list: elementsOf(self).map((key) => lookUp(self, key)!) }),
  items: (self) => ({ list: elementsOf(self).map((key) => ({ tuple: [key, lookUp(self, key)!] })) }),
  copy: (self) => self,
};

const LIST_METHODS: Readonly<Record<string, Method<PyValue>>> = {
  count: (self, args) => elementsOf(self).filter((item) => equals(item, first(args))).length,
  index: (self, args) => {
    const at = elementsOf(self).findIndex((item) => equals(item, first(args)));
    return at < 0 ? raise('ValueError') : args.length > 1 ? giveUp() : at;
  },
  copy: (self) => self,
};

/** The maximum number of positional arguments of a method, if its code would accept more. */
const MAX_ARGUMENTS: Readonly<Record<string, number>> = {
  lower: 0,
  upper: 0,
  casefold: 0,
  title: 0,
  capitalize: 0,
  swapcase: 0,
  isdigit: 0,
  isalpha: 0,
  isalnum: 0,
  strip: 1,
  lstrip: 1,
  rstrip: 1,
  join: 1,
};

/** The result of a method. Raises and gives up like the operators. */
export function callMethod(self: PyValue, name: string, { args, keywords }: Arguments): PyValue {
  if (keywords.size > 0 && name !== 'format' && name !== 'split') return giveUp();
  const most = MAX_ARGUMENTS[name];
  if (most !== undefined && args.length > most) return raise('TypeError');
  const has = (methods: object): boolean => Object.hasOwn(methods, name);
  switch (kindOf(self)) {
    case 'str':
      return has(TEXT_METHODS) ? TEXT_METHODS[name]!(self as string, args, keywords) : unknownMethod(self, name);
    case 'dict':
      return has(DICT_METHODS)
        ? DICT_METHODS[name]!(self as PyValue & { readonly dict: unknown }, args, keywords)
        : unknownMethod(self, name);
    case 'list':
    case 'tuple':
      return has(LIST_METHODS) ? LIST_METHODS[name]!(self, args, keywords) : unknownMethod(self, name);
    case 'bytes':
      return name === 'decode' && args.length === 0 ? ascii((self as { readonly bytes: string }).bytes) : giveUp();
    case 'none':
      // None has no method that such a name could mean.
      return name.startsWith('__') ? giveUp() : raise('AttributeError');
    case 'bool':
    case 'int':
    case 'float':
      return Object.hasOwn(TEXT_METHODS, name) || Object.hasOwn(DICT_METHODS, name) ? numberMethod(name) : giveUp();
    default:
      return giveUp();
  }
}

const numberMethod = (name: string): never =>
  name.startsWith('__') || name === 'count' ? giveUp() : raise('AttributeError');

function unknownMethod(self: PyValue, name: string): never {
  const others = kindOf(self) === 'str' ? DICT_METHODS : TEXT_METHODS;
  const isCertain =
    Object.hasOwn(others, name) && !['copy', 'count', 'index', 'find', '__contains__', '__eq__'].includes(name);
  return isCertain ? raise('AttributeError') : giveUp();
}
