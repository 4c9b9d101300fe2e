/**
 * Globs of the configuration: `*` and `?` stay inside a folder, `**` crosses folders, `[a-z]`, `[!a]` and `{a,b}`
 * as in a shell. As in .gitignore, a pattern without a slash matches at any depth, and one that matches a folder
 * takes in everything below.
 */
export type PathMatcher = (path: string) => boolean;

export function compileGlobs(patterns: readonly string[]): PathMatcher {
  const sources = patterns.map(globSource);
  if (sources.length === 0) return () => false;
  const expression = new RegExp(`^(?:${sources.join('|')})(?:/.*)?$`, 's');
  return (path) => expression.test(path);
}

/** @throws SyntaxError for a pattern with a range that is none */
function globSource(pattern: string): string {
  const anchored = pattern.replace(/\/+$/, '').includes('/');
  const trimmed = pattern.replace(/^\.?\/+/, '').replace(/\/+$/, '');
  return (anchored ? '' : '(?:.*/)?') + translate(trimmed);
}

function translate(glob: string): string {
  let source = '';
  let depth = 0;
  for (let index = 0; index < glob.length; index += 1) {
    const char = glob[index] as string;
    if (char === '*') {
      const star = /^\*\*+(\/?)/.exec(glob.slice(index));
      if (star === null) {
        source += '[^/]*';
      } else {
        source += star[1] === '/' ? '(?:.*/)?' : '.*';
        index += star[0].length - 1;
      }
    } else if (char === '?') {
      source += '[^/]';
    } else if (char === '[') {
      const set = /^\[([!^]?)(\]?[^\]]*)\]/.exec(glob.slice(index));
      if (set === null) {
        source += '\\[';
      } else {
        source += `[${set[1] === '' ? '' : '^'}${(set[2] as string).replace(/[\\\]]/g, '\\$&')}]`;
        index += set[0].length - 1;
      }
    } else if (char === '{' && glob.indexOf('}', index) !== -1) {
      source += '(?:';
      depth += 1;
    } else if (char === '}' && depth > 0) {
      source += ')';
      depth -= 1;
    } else if (char === ',' && depth > 0) {
      source += '|';
    } else if (char === '\\' && index + 1 < glob.length) {
      index += 1;
      source += escapeChar(glob[index] as string);
    } else {
      source += escapeChar(char);
    }
  }
  return source + ')'.repeat(depth);
}

function escapeChar(char: string): string {
  return char.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
