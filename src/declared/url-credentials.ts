import { isPlaceholder } from '../data/placeholders.ts';
import type { Span } from '../engine/span.ts';

/** A URL with a password or token in it. */
export interface UrlCredential {
  readonly host: string;
  /** The start of the URL. */
  readonly start: number;
  /** The user's name and the password, or whichever of them is secret. */
  readonly span: Span;
  /** What to mask. */
  readonly secrets: readonly Span[];
}

const URL_WITH_USER =
  /\b(?:(?:git|hg|svn)\+)?(?:https?|ssh|git)(?:\+\w+)?:\/\/([^\s"'<>@/:]*)(?::([^\s"'@/]*(?:@(?=[^\s"'@/]*@)[^\s"'@/]*)*))?@([^\s"'/<>]+)[^\s"'<>]*/g;
/** Tokens that are recognised by their prefix: GitHub's, GitLab's, PyPI's, Bitbucket's. */
const TOKEN = /^(?:gh[pousr]_\w{10,}|github_pat_\w{10,}|glpat-[\w-]{10,}|gldt-[\w-]{10,}|pypi-[\w-]{10,}|ATBB\w{10,})$/;

/** The passwords in the URLs of `text[from, to)`. Variables and placeholders do not count. */
export function* urlCredentials(text: string, from = 0, to = text.length): Iterable<UrlCredential> {
  const url = new RegExp(URL_WITH_USER);
  const part = from === 0 && to === text.length ? text : text.slice(from, to);
  for (let found = url.exec(part); found !== null; found = url.exec(part)) {
    const [whole, user = '', password, host = ''] = found;
    if (/^<|\{\{/.test(host)) continue;
    const isToken = TOKEN.test(user);
    const start = from + found.index;
    const userStart = start + whole.indexOf('://') + 3;
    const secrets: Span[] = [];
    if (isToken) secrets.push({ start: userStart, end: userStart + user.length });
    if (password !== undefined && !isToken && !isPlaceholder(password)) {
      const at = userStart + user.length + 1;
      secrets.push({ start: at, end: at + password.length });
    }
    const last = secrets.at(-1);
    if (last !== undefined) yield { host, start, span: { start: userStart, end: last.end }, secrets };
  }
}

/** What to mask when the lines of a span are shown. Spread it into a problem. */
export function maskedSecrets(text: string, span: Span): { readonly secrets?: readonly Span[] } {
  const from = text.lastIndexOf('\n', span.start - 1) + 1;
  const end = text.indexOf('\n', span.end);
  const secrets = [...urlCredentials(text, from, end < 0 ? text.length : end)].flatMap((found) => found.secrets);
  return secrets.length === 0 ? {} : { secrets };
}
