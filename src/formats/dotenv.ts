import type { ConfigTree, Entry, Scalar } from './tree.ts';

/**
 * Reads an environment file as python-dotenv, docker compose and systemd's EnvironmentFile do, taken together:
 * `export`, quotes (backticks too) that may span lines, inline comments after white space, `KEY: value`.
 * Never fails: a line that is not an assignment is skipped and reported as a problem.
 * https://github.com/theskumar/python-dotenv/blob/main/src/dotenv/parser.py
 */
export function parseDotenv(text: string): ConfigTree {
  const entries: Entry[] = [];
  const problems: { start: number; end: number; message: string }[] = [];
  const unclosed = new Map<string, number>();
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const lineStart = at;
    const lineEnd = endOfLine(text, at);
    at = skipBlanks(text, at, lineEnd);
    const first = text[at];
    if (at === lineEnd || first === '#') {
      at = nextLine(text, lineEnd);
      continue;
    }
    const exported = /^export[ \t]+/.exec(text.slice(at, Math.min(lineEnd, at + 64)));
    if (exported) at += exported[0].length;
    const key = readKey(text, at, lineEnd);
    if (key === null) {
      problems.push({ start: lineStart, end: lineEnd, message: 'this line is not an assignment' });
      at = nextLine(text, lineEnd);
      continue;
    }
    at = skipBlanks(text, key.outerEnd, lineEnd);
    if (text[at] !== '=' && text[at] !== ':') {
      const rest = text[at];
      if (at === lineEnd || rest === '#') entries.push({ key, value: null });
      else problems.push({ start: lineStart, end: lineEnd, message: 'this line is not an assignment' });
      at = nextLine(text, lineEnd);
      continue;
    }
    at = skipBlanks(text, at + 1, lineEnd);
    const quoted = readQuoted(text, at, unclosed);
    const value = quoted ?? readPlain(text, at, lineEnd);
    entries.push({ key, value });
    at = nextLine(text, endOfLine(text, value.outerEnd));
  }
  return { roots: [{ kind: 'mapping', start: 0, end: text.length, entries }], problems };
}

function readKey(text: string, at: number, lineEnd: number): Scalar | null {
  const quote = text[at];
  if (quote === "'") {
    const close = text.indexOf(quote, at + 1);
    if (close > at + 1 && close < lineEnd) return scalar(text.slice(at + 1, close), at + 1, close, quote);
  }
  let end = at;
  while (end < lineEnd && !/[\s=:#]/.test(text[end]!)) end++;
  return end === at ? null : scalar(text.slice(at, end), at, end, null);
}

function readQuoted(text: string, at: number, unclosed: Map<string, number>): Scalar | null {
  const quote = text[at];
  if (quote !== "'" && quote !== '"' && quote !== '`') return null;
  // If one search finds no closing quote, later ones will not either. Without this, many opening quotes make the scan
  // quadratic.
  const known = unclosed.get(quote);
  if (known !== undefined && at >= known) return null;
  let end = at + 1;
  let escaped = false;
  while (end < text.length && text[end] !== quote) {
    if (text[end] === '\\') {
      escaped = true;
      end++;
    }
    end++;
  }
  if (end >= text.length) {
    unclosed.set(quote, at);
    return null;
  }
  const raw = text.slice(at + 1, end);
  return scalar(escaped ? unescapeQuoted(raw, quote) : raw, at + 1, end, quote);
}

/** In single quotes only `\\` and `\'` are escapes; in double quotes all of C's are. */
function unescapeQuoted(raw: string, quote: string): string {
  if (quote !== '"') return raw.replace(/\\([\\'`])/g, '$1');
  return raw.replace(/\\(.)/gs, (whole, char: string) => {
    const plain = ESCAPES[char];
    return plain ?? whole;
  });
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\',
  '"': '"',
  "'": "'",
  $: '$',
  n: '\n',
  r: '\r',
  t: '\t',
};

function readPlain(text: string, at: number, lineEnd: number): Scalar {
  let end = at;
  while (end < lineEnd) {
    if (text[end] === '#' && isBlank(text.charCodeAt(end - 1))) break;
    end++;
  }
  while (end > at && isBlank(text.charCodeAt(end - 1))) end--;
  return scalar(text.slice(at, end), at, end, null);
}

function scalar(text: string, start: number, end: number, quote: string | null): Scalar {
  const outer = quote === null ? 0 : 1;
  return { kind: 'scalar', start, end, outerStart: start - outer, outerEnd: end + outer, text, quote, value: text };
}

function endOfLine(text: string, at: number): number {
  let end = at;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}

function nextLine(text: string, lineEnd: number): number {
  return text[lineEnd] === '\r' && text[lineEnd + 1] === '\n' ? lineEnd + 2 : lineEnd + 1;
}

function skipBlanks(text: string, at: number, end: number): number {
  let next = at;
  while (next < end && isBlank(text.charCodeAt(next))) next++;
  return next;
}

const isBlank = (code: number) => code === 0x20 || code === 0x09 || code === 0x0b || code === 0x0c || code === 0xa0;
