import { isWordCode } from './word-code.ts';

/** A name that an import binds. */
export interface ImportedName {
  readonly module: string;
  /** Null for the module itself; `*` for everything in it. */
  readonly name: string | null;
  readonly local: string;
}

/** Jumps from one `import` to the next, which is much faster than running a regular expression for the first time. */
export function importsIn(text: string): readonly ImportedName[] {
  const found: ImportedName[] = [];
  for (let at = text.indexOf(KEYWORD); at >= 0; ) {
    const end = at + KEYWORD.length;
    const next = text.charCodeAt(end);
    const module = isWordCode(next) || next === DOT ? null : moduleBefore(text, at);
    if (module === null) {
      at = text.indexOf(KEYWORD, end);
      continue;
    }
    const last = endOfList(text, end);
    addNames(found, module, text.slice(end, last));
    at = text.indexOf(KEYWORD, last);
  }
  return found;
}

const KEYWORD = 'import';
const DOT = 46;
const RETURN = 13;
const BACKSLASH = 92;

/** More lines than this are not put together to find one `from`. */
const MAX_CONTINUED = 3;

const FROM = /^from\s+([\w.]+)$/;

/** What is between `from` and `import`; empty without `from`, null if no statement begins there. */
function moduleBefore(text: string, at: number): string | null {
  const start = text.lastIndexOf('\n', at) + 1;
  const before = text.slice(start, at).trim();
  const module = before === '' ? '' : FROM.exec(before)?.[1];
  if (module || start === 0 || !isContinued(text, start - 1)) return module ?? null;
  let first = start;
  for (let lines = 0; lines < MAX_CONTINUED && first > 0 && isContinued(text, first - 1); lines += 1) {
    first = text.lastIndexOf('\n', first - 2) + 1;
  }
  const line = text
    .slice(first, at)
    .replaceAll(/\\\r?\n/g, ' ')
    .trim();
  // A comment may end in a backslash too.
  return FROM.exec(line)?.[1] ?? module ?? null;
}

/** Whether the line that ends there goes on in the next one. */
function isContinued(text: string, end: number): boolean {
  const before = text.charCodeAt(end - 1) === RETURN ? end - 2 : end - 1;
  return text.charCodeAt(before) === BACKSLASH;
}

/** What is no part of a name in a list. */
const BETWEEN = /#[^\n]*|[\\()]/g;
const ITEM = /^\s*([\w.]+|\*)(?:\s+as\s+(\w+))?\s*$/;

function addNames(found: ImportedName[], module: string, list: string): void {
  for (const item of list.replace(BETWEEN, '').split(',')) {
    const match = ITEM.exec(item);
    if (match === null) continue;
    const name = match[1]!;
    const local = match[2] ?? name;
    // `import a.b` binds a, but is used by its full name.
    found.push(module === '' ? { module: name, name: null, local } : { module, name, local });
  }
}

/** The end of what is imported: of the brackets, or of the logical line. */
function endOfList(text: string, start: number): number {
  if (text.charAt(start) === '(' || text.startsWith(' (', start) || /^\s*\(/.test(text.slice(start, start + 20))) {
    const end = text.indexOf(')', start);
    return end < 0 ? text.length : end;
  }
  for (let from = start; ; ) {
    const end = text.indexOf('\n', from);
    if (end < 0) return text.length;
    if (!isContinued(text, end)) return end;
    from = end + 1;
  }
}
