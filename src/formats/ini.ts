import type { ConfigTree, Entry, Mapping, Scalar } from './tree.ts';

/**
 * `configparser`: indented lines continue a value, `=` or `:`, comments at the start of a line.
 * `systemd`: a backslash at the end of a line continues it, `=` only, indentation means nothing.
 * https://docs.python.org/3/library/configparser.html#supported-ini-file-structure
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.syntax.html
 */
export type IniDialect = 'configparser' | 'systemd';

interface Draft {
  readonly key: Scalar;
  readonly indent: number;
  readonly pieces: { start: number; end: number }[];
  readonly hasValue: boolean;
}

/**
 * Sections are entries of the root whose value is a mapping; keys before the first section are entries of the root
 * itself. Repeated sections and keys are kept. Values are strings as they are in the file, quotes included.
 */
export function parseIni(text: string, dialect: IniDialect = 'configparser'): ConfigTree {
  const root: Entry[] = [];
  const problems: { start: number; end: number; message: string }[] = [];
  let section = root;
  let draft: Draft | null = null;
  let continued = false;
  const blanks: { start: number; end: number }[] = [];

  const finish = () => {
    if (draft) section.push({ key: draft.key, value: draft.hasValue ? joinedValue(text, draft, dialect) : null });
    draft = null;
  };
  const openSections: { header: Scalar; entries: Entry[]; start: number }[] = [];

  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at <= text.length) {
    const lineStart = at;
    let lineEnd = at;
    while (lineEnd < text.length && text[lineEnd] !== '\n' && text[lineEnd] !== '\r') lineEnd++;
    at = text[lineEnd] === '\r' && text[lineEnd + 1] === '\n' ? lineEnd + 2 : lineEnd + 1;

    let start = lineStart;
    while (start < lineEnd && isBlank(text.charCodeAt(start))) start++;
    let end = lineEnd;
    while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
    const first = text[start];
    if (start === end) {
      continued = false;
      // A blank line belongs to the value if the value continues after it.
      if (dialect === 'configparser') blanks.push({ start: lineStart, end: lineStart });
      continue;
    }
    if (first === '#' || first === ';') continue;

    if (dialect === 'systemd') {
      const backslash = text[end - 1] === '\\';
      const stop = backslash ? end - 1 : end;
      if (continued && draft) {
        (draft as Draft).pieces.push({ start, end: stop });
        continued = backslash;
        continue;
      }
      continued = backslash;
      end = stop;
    } else if (draft !== null && (draft as Draft).hasValue && start - lineStart > (draft as Draft).indent) {
      for (const blank of blanks.splice(0)) (draft as Draft).pieces.push(blank);
      (draft as Draft).pieces.push({ start, end });
      continue;
    }

    blanks.length = 0;
    finish();
    if (first === '[') {
      const close = text.lastIndexOf(']', end - 1);
      if (close > start) {
        const header = plain(text, start + 1, close);
        section = [];
        openSections.push({ header, entries: section, start });
        const mapping: { kind: 'mapping'; start: number; end: number; entries: Entry[] } = {
          kind: 'mapping',
          start,
          end: text.length,
          entries: section,
        };
        const previous = root.at(-1)?.value;
        if (previous?.kind === 'mapping') (previous as { end: number }).end = start;
        root.push({ key: header, value: mapping });
        continue;
      }
      problems.push({ start, end, message: 'this section header is not closed' });
      continue;
    }
    let delimiter = start;
    while (delimiter < end && text[delimiter] !== '=' && (dialect === 'systemd' || text[delimiter] !== ':'))
      delimiter++;
    let keyEnd = delimiter;
    while (keyEnd > start && isBlank(text.charCodeAt(keyEnd - 1))) keyEnd--;
    let valueStart = Math.min(delimiter + 1, end);
    while (valueStart < end && isBlank(text.charCodeAt(valueStart))) valueStart++;
    draft = {
      key: plain(text, start, keyEnd),
      indent: start - lineStart,
      pieces: delimiter < end ? [{ start: valueStart, end }] : [],
      hasValue: delimiter < end,
    };
  }
  finish();
  const whole: Mapping = { kind: 'mapping', start: 0, end: text.length, entries: root };
  return { roots: [whole], problems };
}

function joinedValue(text: string, draft: Draft, dialect: IniDialect): Scalar {
  const first = draft.pieces[0]!;
  const last = draft.pieces.at(-1)!;
  const joined = draft.pieces
    .map((piece) => text.slice(piece.start, piece.end))
    .join(dialect === 'systemd' ? ' ' : '\n');
  return {
    kind: 'scalar',
    start: first.start,
    end: last.end,
    outerStart: first.start,
    outerEnd: last.end,
    text: joined,
    quote: null,
    value: joined,
  };
}

function plain(text: string, start: number, end: number): Scalar {
  const value = text.slice(start, end);
  return { kind: 'scalar', start, end, outerStart: start, outerEnd: end, text: value, quote: null, value };
}

const isBlank = (code: number) => code === 0x20 || code === 0x09 || code === 0x0b || code === 0x0c;
