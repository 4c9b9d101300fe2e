import type { Document } from './document.ts';
import type { Kind } from './kind.ts';
import { groupLines, type LineGroups } from './line-groups.ts';
import type { Span } from './span.ts';

/** How a finding is silenced. */
export type Silence =
  /** A comment at the end of the line, or alone on the line above it. */
  | { readonly where: 'end' | 'above'; readonly line: number; readonly text: string }
  /** A line of the configuration. */
  | { readonly where: 'config'; readonly text: string };

/** Files without comments, or whose comments nobody reads. */
const WITHOUT_COMMENTS: ReadonlySet<string> = new Set([
  'python-version',
  'runtime-txt',
  'poetry-lock',
  'uv-lock',
  'pylock',
]);

/** In these, a `#` after white space ends a line. In others it may be part of the value. */
export const COMMENT_ENDS_LINE: ReadonlySet<Kind> = new Set<Kind>(['python', 'yaml', 'toml', 'requirements']);

/** Other texts in which a `#` at the start of a line is known to start a comment. */
const HASH_COMMENTS =
  /\.(?:sh|bash|zsh|fish|ksh|conf|mk|tf|rb|pl|r|cmake)$|(?:^|\/)(?:makefile|gemfile|crontab)[^/]*$/i;
const HASH_ROLES: ReadonlySet<string> = new Set(['tool-versions', 'netrc', 'terraform']);

/** Tells how to silence findings in a document; null if only a repair helps. */
export function createSilencer(doc: Document, configFolder: string): (rule: string, span: Span) => Silence | null {
  let groups: LineGroups | null = null;
  return (rule, span) => {
    // To silence a complaint about a suppression, remove the suppression.
    if (rule === 'unused-suppression') return null;
    const text = `# antivenom: ignore[${rule}] reason`;
    // In a file that cannot be read, we do not know for certain where lines end.
    if (rule === 'unparsable-file' || !takesComments(doc)) return silenceByConfig(doc.path, rule, configFolder);
    // A comment after a shebang would be an argument of the interpreter, and there is no line above it.
    if (doc.text.startsWith('#!') && doc.lines.lineAt(span.start) === 1) {
      return silenceByConfig(doc.path, rule, configFolder);
    }
    if (doc.kind === 'python') {
      const end = doc.python.logicalLine(span.start).end;
      return { where: 'end', line: doc.lines.lineAt(end), text };
    }
    groups ??= groupLines(doc);
    const { first, commentEnds } = groups.around(doc.lines.lineAt(span.start));
    if (COMMENT_ENDS_LINE.has(doc.kind) && commentEnds !== null) return { where: 'end', line: commentEnds, text };
    return { where: 'above', line: first, text };
  };
}

function takesComments({ kind, role, path }: Document): boolean {
  if (kind === 'json' || WITHOUT_COMMENTS.has(role)) return false;
  return kind !== 'text' || HASH_ROLES.has(role) || HASH_COMMENTS.test(path);
}

/** @param folder the active configuration's, with its slash: globs are relative to it */
export function silenceByConfig(path: string, rule: string, folder: string): Silence {
  const glob = path.slice(folder.length).replace(/[\\*?[\]{}]/g, '\\$&');
  return { where: 'config', text: `per-file-ignores = { ${JSON.stringify(glob)} = [${JSON.stringify(rule)}] }` };
}
