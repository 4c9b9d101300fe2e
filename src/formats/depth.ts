import { lineEnd } from './line-bounds.ts';
import type { TreeNode } from './tree.ts';
import { itemsOf } from './tree-walk.ts';

/**
 * The problem of a file nested so deeply that its recursive parser would overflow the stack: it was not checked at all.
 */
export function nestedTooDeep(levels: number): { start: number; end: number; message: string; unchecked: true } {
  return { start: 0, end: 0, message: `nested more than ${levels} levels deep`, unchecked: true };
}

/** True if the brackets of JSON or TOML nest deeper than `levels`. Brackets in strings and comments do not count. */
export function nestsDeeper(text: string, levels: number, language: 'json' | 'toml'): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22 || (code === 0x27 && language === 'toml')) at = stringEnd(text, at, language);
    else if (code === 0x23 && language === 'toml') at = lineEnd(text, at);
    else if (code === 0x2f && language === 'json') at = commentEnd(text, at);
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > levels) return true;
    } else if ((code === 0x5d || code === 0x7d) && depth > 0) depth--;
  }
  return false;
}

/** The offset of the last character of the string that begins here. An unclosed string ends with its line. */
function stringEnd(text: string, start: number, language: 'json' | 'toml'): number {
  const quote = text.charAt(start);
  if (language === 'toml' && text.startsWith(quote.repeat(3), start)) {
    for (let at = start + 3; at < text.length; at++) {
      if (text[at] === '\\' && quote === '"') at++;
      else if (text.startsWith(quote.repeat(3), at)) return at + 2;
    }
    return text.length;
  }
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote || text[at] === '\n') return at;
  }
  return text.length;
}

function commentEnd(text: string, start: number): number {
  if (text[start + 1] === '/') return lineEnd(text, start);
  if (text[start + 1] !== '*') return start;
  const end = text.indexOf('*/', start + 2);
  return end === -1 ? text.length : end + 1;
}

/** True if the lists and mappings of a tree nest deeper than `levels`. */
export function treeNestsDeeper(root: TreeNode, levels: number): boolean {
  let level: readonly TreeNode[] = [root];
  for (let depth = 0; depth <= levels; depth++) {
    level = level.flatMap(partsOf);
    if (level.length === 0) return false;
  }
  return true;
}

/** The lists and mappings in one. */
function partsOf(node: TreeNode): readonly TreeNode[] {
  const parts = node.kind === 'mapping' ? node.entries.flatMap(({ value }) => value ?? []) : itemsOf(node);
  return parts.filter(({ kind }) => kind !== 'scalar');
}
