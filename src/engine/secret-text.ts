import { isPlaceholder } from '../data/placeholders.ts';
import { wordsIn } from '../data/words-in.ts';
import type { Kind } from './kind.ts';
import type { Span } from './span.ts';

/** In names of secrets, in lower case without separators. A list: to compile an expression takes longer than a search. */
const NAMES = wordsIn(`
  password passwd passphrase passcode pwd secret token apikey privatekey accesskey authkey encryptionkey signingkey
  masterkey credential connectionstring authorization`);
/** Names of facts about a secret: `password_hashers`, `TOKEN_URL`. */
const FACTS =
  /[_.-](?:length|len|size|hashers?|url|uri|path|file|name|fields?|min|max|timeout|age|expir[a-z]*(?:_[a-z]{1,8})?|minutes|seconds|hours|days|ttl|type|algorithm|enabled|required|validators?|class|backend|header|prefix)$/i;
/** Tokens that are recognised by their form. */
const TOKENS =
  /\b(?:gh[pousr]_\w{20,255}|github_pat_\w{20,255}|glpat-[\w-]{20,255}|[sr]k_live_\w{16,255}|xox[abeprs]-[\w-]{10,255}|A[KS]IA[0-9A-Z]{16}|AIza[\w-]{30,255}|pypi-[\w-]{40,999}|eyJ[\w-]{10,999}\.[\w-]{10,999})/g;
/** How these begin; hardly any line has one. */
const TOKEN_STARTS = 'ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- sk_live_ rk_live_ xox AKIA ASIA AIza pypi- eyJ'.split(
  ' ',
);
const MAX_NAME_LENGTH = 80;

/**
 * The secrets in a line of a file, judging by their surroundings: after a key that names one, in a URL, or recognised
 * by their form. Masking one value too many is better than one too few. Variables and placeholders are left alone.
 */
export function secretsInLine(line: string, kind: Kind): Span[] {
  const found: Span[] = [];
  const isCode = kind === 'python';
  let from = 0;
  const separators = mayNameSecret(line) ? line.matchAll(/[:=,]| (?! )/g) : [];
  for (const { index } of separators) {
    if (index < from) continue;
    const name = nameBefore(line, index);
    if (name === null || !separates(line, index, name, isCode)) continue;
    const value = valueBehind(line, index, isCode);
    if (value === null || !isSecret(name.text, line.slice(value.start, value.end))) continue;
    found.push(value);
    from = value.end;
  }
  const tokens = TOKEN_STARTS.some((start) => line.includes(start)) ? line.matchAll(TOKENS) : [];
  for (const { 0: text, index } of tokens) found.push({ start: index, end: index + text.length });
  return [...found, ...passwordsOfUrls(line)];
}

/** Asked first, since hardly any line does. */
function mayNameSecret(line: string): boolean {
  const letters = lettersOf(line);
  return letters.includes('pass') || letters.includes('key') || hasSecretName(letters);
}

const lettersOf = (text: string): string => text.toLowerCase().replaceAll(/[_.-]/g, '');
const hasSecretName = (letters: string): boolean => NAMES.some((name) => letters.includes(name));

interface Name {
  readonly text: string;
  readonly start: number;
  readonly isQuoted: boolean;
}

/** The word before a separator, quoted or not: `"password":`, `os.environ["TOKEN"] =`. */
function nameBefore(line: string, separator: number): Name | null {
  let end = separator;
  const limit = Math.max(0, separator - MAX_NAME_LENGTH);
  while (end > limit && ' \t]?+:!='.includes(line.charAt(end - 1))) end -= 1;
  const isQuoted = end > limit && '"\''.includes(line.charAt(end - 1));
  if (isQuoted) end -= 1;
  let start = end;
  while (start > limit && /[\w.-]/.test(line.charAt(start - 1))) start -= 1;
  const text = line.slice(start, end);
  return namesSecret(text) ? { text, start, isQuoted } : null;
}

function namesSecret(name: string): boolean {
  if (name === '' || FACTS.test(name)) return false;
  return hasSecretName(lettersOf(name)) || /(?:^|[_.-])(?:pass|key)$/i.test(name);
}

/** A comma only counts after a quoted name (`get("TOKEN", "x")`), a blank only after `ENV` and `--`. */
function separates(line: string, at: number, { start, isQuoted }: Name, isCode: boolean): boolean {
  const separator = line.charAt(at);
  if (separator === ',') return isCode && isQuoted;
  if (separator !== ' ') return line.slice(at, at + 3) !== '://';
  const before = line.slice(Math.max(0, start - 12), start);
  return (
    !isCode &&
    (line.startsWith('--', start) || /(?:^|\s)(?:ENV|machine|login|set)\s$/i.test(before) || before.trim() === '')
  );
}

function valueBehind(line: string, separator: number, isCode: boolean): Span | null {
  let start = separator;
  while (start < line.length && ' \t=:>,'.includes(line.charAt(start))) start += 1;
  if (isCode) {
    // `token: str = "x"`, `b"x"`
    const more =
      /^(?:[\w[\], .|]{1,60}=[ \t]*)?(?:[rbuf]{1,2}(?=["']))?/i.exec(line.slice(start, start + 80))?.[0] ?? '';
    start += more.length;
  }
  const quote = line.charAt(start);
  if (quote === '"' || quote === "'") {
    const opened = line.startsWith(quote.repeat(3), start) ? start + 3 : start + 1;
    let end = opened;
    while (end < line.length && line.charAt(end) !== quote) end += line.charAt(end) === '\\' ? 2 : 1;
    return { start: opened, end: Math.min(end, line.length) };
  }
  if (isCode) return null;
  const isFirst = /^(?!.*--)[\s\w.-]*$/.test(line.slice(Math.max(0, separator - MAX_NAME_LENGTH), separator));
  const rest = isFirst
    ? line.slice(start).trimEnd()
    : (/^(?:(?:Bearer|Basic|Token)\s{1,9})?[^\s,;&)}\]"']*/i.exec(line.slice(start))?.[0] ?? '');
  return { start, end: start + rest.length };
}

function isSecret(name: string, value: string): boolean {
  if (
    value.length < 2 ||
    isPlaceholder(value) ||
    /^(?:true|false|yes|no|on|off|null|none|\d{1,3}|[|>][+-]?)$/i.test(value)
  ) {
    return false;
  }
  // `cache_key: users` is not a secret.
  const isKey = /(?:^|[_.-])key$/i.test(name) && !hasSecretName(lettersOf(name));
  return !isKey || (value.length >= 16 && /\d/.test(value) && /[A-Za-z]/.test(value));
}

/** Between the user's name and the `@` of `scheme://user:password@host`. */
function passwordsOfUrls(line: string): Span[] {
  const found: Span[] = [];
  for (let at = line.indexOf('://'); at !== -1; at = line.indexOf('://', at + 3)) {
    const authority = /^[^\s/"'<>]{0,999}/.exec(line.slice(at + 3, at + 1002))?.[0] ?? '';
    const end = authority.lastIndexOf('@');
    const colon = authority.indexOf(':');
    if (colon < 0 || end <= colon + 1) continue;
    const password = authority.slice(colon + 1, end);
    if (!/^\$|^[{%<]/.test(password)) found.push({ start: at + 3 + colon + 1, end: at + 3 + end });
  }
  return found;
}

/**
 * The same for every line of a text, plus secrets that span lines: private keys, YAML's block values, triple-quoted
 * strings. By the index of the line.
 */
export function secretsByLine(lines: readonly string[], kind: Kind): readonly (readonly Span[])[] {
  let isInside: ((line: string) => boolean) | null = null;
  return lines.map((line): readonly Span[] => {
    const whole = [{ start: 0, end: line.length }];
    if (isInside !== null) {
      if (isInside(line)) return whole;
      isInside = null;
      if (!/^(?:-----END|.{0,9999}(?:"""|'''))/.test(line)) return secretsInLine(line, kind);
      return whole;
    }
    isInside = opensSecret(line, kind);
    return secretsInLine(line, kind);
  });
}

/** Tells whether the following lines belong to a secret that begins here. */
function opensSecret(line: string, kind: Kind): ((line: string) => boolean) | null {
  if (/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/.test(line) && !line.includes('-----END')) {
    return (next) => !next.includes('-----END');
  }
  const [, indent = '', name = '', block] =
    /^([ \t-]*)["']?([\w.-]{1,80})["']?[ \t]*[:=][ \t]*([|>][+-]?\s*$|[rbuf]{0,2}(?:"""|'''))?/i.exec(line) ?? [];
  if (block === undefined || !namesSecret(name)) return null;
  if (kind === 'yaml') return (next) => next.trim() === '' || next.length - next.trimStart().length > indent.length;
  const quotes = block.slice(-3);
  return line.indexOf(quotes, line.indexOf(quotes) + 3) >= 0 ? null : (next) => !next.includes(quotes);
}

/** The line with an asterisk for each character of a secret. */
export function masked(line: string, secrets: readonly Span[]): string {
  if (secrets.length === 0) return line;
  let text = '';
  let at = 0;
  for (const { start, end } of secrets.toSorted((a, b) => a.start - b.start)) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    text += line.slice(at, from) + '*'.repeat(end - from);
    at = end;
  }
  return text + line.slice(at);
}
