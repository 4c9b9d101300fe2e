/** The text between the quotes of a string token, and how to read it. */
interface StringToken {
  readonly body: string;
  readonly raw: boolean;
  readonly bytes: boolean;
}

function stringToken(token: string): StringToken {
  let open = 0;
  while (token.charCodeAt(open) !== 34 && token.charCodeAt(open) !== 39) open++;
  const prefix = token.slice(0, open).toLowerCase();
  const quote = token.charAt(open);
  const triple = token.startsWith(quote.repeat(3), open) && token.length - open >= 6;
  const size = triple || token.startsWith(quote.repeat(3), open) ? 3 : 1;
  const end =
    token.endsWith(quote.repeat(size)) && token.length - open >= 2 * size ? token.length - size : token.length;
  return { body: token.slice(open + size, end), raw: prefix.includes('r'), bytes: prefix.includes('b') };
}

/** True for the token of a bytes literal. */
export function isBytesToken(token: string): boolean {
  const first = token.charCodeAt(0) | 32;
  return first === 98 || (first === 114 && (token.charCodeAt(1) | 32) === 98);
}

/** The value of a string or bytes token; bytes as characters U+0000 to U+00FF. */
export function stringValue(token: string): string {
  const quote = token.charAt(0);
  const isPlain = (quote === '"' || quote === "'") && token.indexOf(quote, 1) === token.length - 1;
  // As most are.
  if (isPlain && token.length > 2 && !token.includes('\\')) return token.slice(1, -1);
  const { body, raw, bytes } = stringToken(token);
  return raw ? newlines(body) : unescaped(body, bytes);
}

/** The value of the literal text in an f-string. Braces are doubled there, except in a format spec. */
export function middleValue(source: string, raw: boolean, inSpec: boolean): string {
  const text = inSpec || !/[{}]/.test(source) ? source : singleBraces(source, raw);
  return raw ? newlines(text) : unescaped(text, false);
}

/** Halves doubled braces, except those in `\N{…}`. */
function singleBraces(source: string, raw: boolean): string {
  const pattern = raw ? /\{\{|\}\}/g : /\\N\{[^{}\\]*\}|\{\{|\}\}/g;
  return source.replace(pattern, (found) => (found === '{{' ? '{' : found === '}}' ? '}' : found));
}

/** Line breaks in literals are `\n`, however the file spells them. */
const newlines = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);

const SIMPLE: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences */
const ESCAPE =
  /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|N\{([^}\n{\\]*)\}|([\n\\'"abfnrtv]))/g;
const BYTES_ESCAPE = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|(?!)()|(?!)()|(?!)()|([\n\\'"abfnrtv]))/g;

function unescaped(source: string, bytes: boolean): string {
  const text = newlines(source);
  if (!text.includes('\\')) return text;
  return text.replace(bytes ? BYTES_ESCAPE : ESCAPE, (whole, octal, x, u, long, name, simple) => {
    if (simple !== undefined) return SIMPLE[simple]!;
    if (octal !== undefined) {
      const code = Number.parseInt(octal, 8);
      return String.fromCharCode(bytes ? code & 255 : code);
    }
    // Characters by name would need Unicode's table of names, so we use the replacement character.
    if (name !== undefined) return '\ufffd';
    const code = Number.parseInt(x ?? u ?? long, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** CPython's own int() rejects longer integers: sys.set_int_max_str_digits. */
const MAX_DIGITS = 4300;

/** The value of a number token; null if it is not an exact JavaScript number or bigint. */
export function numberValue(token: string): number | bigint | null {
  // As most are.
  if (token.length === 1) return Number(token);
  const text = token.replaceAll('_', '').toLowerCase();
  if (text.endsWith('j')) return null;
  const digits = text.endsWith('l') ? text.slice(0, -1) : text;
  if (/^0[0-7]+$/.test(digits)) return integer(`0o${digits.slice(1)}`);
  if (/^(?:0[xob][0-9a-f]+|[0-9]+)$/.test(digits)) return integer(digits);
  const value = Number(digits);
  return Number.isFinite(value) ? value : null;
}

function integer(text: string): number | bigint | null {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  if (text.length > MAX_DIGITS && !text.startsWith('0')) return null;
  try {
    return BigInt(text);
  } catch {
    return null;
  }
}
