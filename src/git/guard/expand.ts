import { basename, dirname } from 'node:path';

/** What a script knows while it runs. Unknown values are null. */
export interface ShellValues {
  /** Undefined if it is not set. */
  variable(name: string): string | null | undefined;
  /** The output of a command in `$(…)`. */
  output(command: string): string | null;
}

/**
 * A word as the shell sees it: quotes removed, variables and commands expanded. Null if part of it is unknown. Does not
 * split or glob.
 */
export function expandWord(source: string, values: ShellValues): string | null {
  let result = '';
  let inQuotes = false;
  for (let at = 0; at < source.length; ) {
    const char = source[at] as string;
    if (char === '"') {
      inQuotes = !inQuotes;
      at += 1;
    } else if (char === "'" && !inQuotes) {
      const end = source.indexOf("'", at + 1);
      if (end === -1) return null;
      result += source.slice(at + 1, end);
      at = end + 1;
    } else if (char === '\\') {
      const next = source[at + 1] ?? '';
      result += inQuotes && !/["\\$`]/.test(next) ? char + next : next;
      at += 2;
    } else if (char === '$' || char === '`') {
      const taken = readExpansion(source, at, values);
      if (taken.value === null) return null;
      result += taken.value;
      at = taken.end;
    } else {
      result += char;
      at += 1;
    }
  }
  return result;
}

interface Taken {
  readonly value: string | null;
  readonly end: number;
}

function readExpansion(source: string, at: number, values: ShellValues): Taken {
  if (source[at] === '`') {
    const end = source.indexOf('`', at + 1);
    return end === -1 ? unknown(source) : { value: values.output(source.slice(at + 1, end)), end: end + 1 };
  }
  const next = source[at + 1];
  if (next === '(') {
    const end = closing(source, at + 1, '(', ')');
    if (end === -1 || source[at + 2] === '(') return unknown(source);
    return { value: values.output(source.slice(at + 2, end)), end: end + 1 };
  }
  if (next === '{') {
    const end = closing(source, at + 1, '{', '}');
    return end === -1 ? unknown(source) : { value: parameter(source.slice(at + 2, end), values), end: end + 1 };
  }
  const name = /^(?:[A-Za-z_]\w*|[0-9?@*#])/.exec(source.slice(at + 1, at + 200))?.[0];
  if (name === undefined) return { value: '$', end: at + 1 };
  const value = values.variable(name);
  return { value: value === undefined ? '' : value, end: at + 1 + name.length };
}

const unknown = (source: string): Taken => ({ value: null, end: source.length });

/** `NAME`, `NAME:-word`, `NAME-word`, `NAME:+word`. Other forms are unknown. */
function parameter(text: string, values: ShellValues): string | null {
  const match = /^([A-Za-z_]\w*|[0-9?@*])(?:(:?)([-+=])([\s\S]*))?$/.exec(text);
  if (match === null) return null;
  const [, name = '', colon, operator, word = ''] = match;
  const value = values.variable(name);
  if (value === null) return null;
  const isSet = value !== undefined && (colon !== ':' || value !== '');
  if (operator === '+') return isSet ? expandWord(word, values) : '';
  if (operator !== undefined && !isSet) return expandWord(word, values);
  return value ?? '';
}

function closing(source: string, from: number, open: string, close: string): number {
  let depth = 0;
  for (let at = from; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === open) depth += 1;
    else if (source[at] === close) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

/** Paths that a script computes itself, with `dirname` or `basename`; null for other commands. */
export function pathCommand(words: readonly string[]): string | null {
  const [program, ...rest] = words;
  const operands = rest.filter((word) => word !== '--');
  const [path, suffix] = operands;
  if (path === undefined) return null;
  if (program === 'dirname') return dirname(path);
  return program === 'basename' ? basename(path, suffix) : null;
}
