import type { Document } from './document.ts';
import type { Kind } from './kind.ts';
import { groupLines, type LineGroups } from './line-groups.ts';
import type { Span } from './span.ts';

/** How a finding is silenced. */
export type Silence =
  /** A comment at the end of the line, or alone on a line of its own above it. */
  | { readonly where: 'end' | 'above'; readonly line: number; readonly text: string }
  /** A line of the configuration. */
  | { readonly where: 'config'; readonly text: string };

/** Files without comments, or with nobody to read them. */
const WITHOUT_COMMENTS: ReadonlySet<string> = new Set([
  'python-version',
  'runtime-txt',
  'poetry-lock',
  'uv-lock',
  'pylock',
]);

/** In these a `#` behind white space ends a line; elsewhere it may be a part of the value. */
export const COMMENT_ENDS_LINE: ReadonlySet<Kind> = new Set<Kind>(['python', 'yaml', 'toml', 'requirements']);

/** Texts of other sorts in which `#` at the start of a line is known to begin a comment. */
const HASH_COMMENTS =
  /\.(?:sh|bash|zsh|fish|ksh|conf|mk|tf|rb|pl|r|cmake)$|(?:^|\/)(?:makefile|gemfile|crontab)[^/]*$/i;
const HASH_ROLES: ReadonlySet<string> = new Set(['tool-versions', 'netrc', 'terraform']);

/** Tells how findings of a document are silenced; null where nothing but a repair helps. */
export function createSilencer(doc: Document, configFolder: string): (rule: string, span: Span) => Silence | null {
  let groups: LineGroups | null = null;
  return (rule, span) => {
    // To silence the complaint about a suppression, take the suppression away.
    if (rule === 'unused-suppression') return null;
    const text = `# antivenom: ignore[${rule}] reason`;
    // Where lines end is not known for sure in a file that cannot be read.
    if (rule === 'unparsable-file' || !takesComments(doc)) return silenceByConfig(doc.path, rule, configFolder);
    // A comment behind a shebang is an argument of the interpreter, and above it there is no line.
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

/** @param folder of the configuration in force, with its slash: its globs are relative to it */
export function silenceByConfig(path: string, rule: string, folder: string): Silence {
  const glob = path.slice(folder.length).replace(/[\\*?[\]{}]/g, '\\$&');
  return { where: 'config', text: `per-file-ignores = { ${JSON.stringify(glob)} = [${JSON.stringify(rule)}] }` };
}
