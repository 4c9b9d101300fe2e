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
  for (let at = text.indexOf('import'); at >= 0; ) {
    const before = text.slice(text.lastIndexOf('\n', at) + 1, at).trim();
    const end = at + 6;
    const module = before === '' ? '' : /^from\s+([\w.]+)$/.exec(before)?.[1];
    if (module === undefined || /[\w.]/.test(text.charAt(end))) {
      at = text.indexOf('import', end);
      continue;
    }
    const last = endOfList(text, end);
    for (const item of text
      .slice(end, last)
      .replaceAll(/#[^\n]*|[\\()]/g, '')
      .split(',')) {
      const [, name, as] = /^\s*([\w.]+|\*)(?:\s+as\s+(\w+))?\s*$/.exec(item) ?? [];
      if (name === undefined) continue;
      // `import a.b` binds a, but is used by its full name.
      if (module === '') found.push({ module: name, name: null, local: as ?? name });
      else found.push({ module, name, local: as ?? name });
    }
    at = text.indexOf('import', last);
  }
  return found;
}

/** The end of what is imported: of the brackets, or of the logical line. */
function endOfList(text: string, start: number): number {
  if (
    text
      .slice(start, start + 20)
      .trimStart()
      .startsWith('(')
  ) {
    const end = text.indexOf(')', start);
    return end < 0 ? text.length : end;
  }
  for (let from = start; ; ) {
    const end = text.indexOf('\n', from);
    if (end < 0) return text.length;
    if (!/\\\r?$/.test(text.slice(Math.max(start, end - 2), end))) return end;
    from = end + 1;
  }
}
