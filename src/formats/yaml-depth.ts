import { lineEnd } from './line-bounds.ts';

/**
 * True if YAML nests deeper than `levels`: by indentation, by `- - -` on one line, or by brackets. Text and comments do
 * not count.
 */
export function yamlNestsDeeper(text: string, levels: number): boolean {
  const scan = { text, at: 0, brackets: 0, columns: [] as number[] };
  while (scan.at < text.length) {
    const lineStart = scan.at;
    const indent = skipSpaces(scan) - lineStart;
    const first = text[scan.at];
    if (first === undefined || first === '\n' || first === '\r' || first === '#') {
      scan.at = nextLine(text, scan.at);
      continue;
    }
    if (scan.brackets === 0 && openColumns(scan, lineStart) > levels) return true;
    const end = scanLine(scan, levels);
    if (scan.brackets + scan.columns.length > levels) return true;
    scan.at = nextLine(text, end);
    if (
      scan.brackets === 0 &&
      /(?:^|[\s:-])[|>][-+0-9]{0,2}[ \t\r]*$/.test(text.slice(Math.max(lineStart, end - 80), end))
    )
      scan.at = blockScalarEnd(text, scan.at, indent);
  }
  return false;
}

interface Scan {
  readonly text: string;
  at: number;
  brackets: number;
  /** The columns at which the open block collections begin. */
  readonly columns: number[];
}

/** Records the columns at which a line opens levels: its own, and one for each leading `- ` and `? `. */
function openColumns(scan: Scan, lineStart: number): number {
  const { text, columns } = scan;
  let column = scan.at - lineStart;
  while ((columns.at(-1) ?? -1) >= column) columns.pop();
  columns.push(column);
  while ((text[scan.at] === '-' || text[scan.at] === '?' || text[scan.at] === ':') && text[scan.at + 1] === ' ') {
    scan.at++;
    column = skipSpaces(scan) - lineStart;
    columns.push(column);
  }
  return columns.length;
}

/** Reads to the end of a line, past strings that span lines, and returns that offset. */
function scanLine(scan: Scan, levels: number): number {
  const { text } = scan;
  let startsToken = true;
  for (; scan.at < text.length; scan.at++) {
    const char = text[scan.at] as string;
    if (char === '\n') return scan.at;
    if (char === '#' && /[\s]/.test(text[scan.at - 1] ?? ' ')) return lineEnd(text, scan.at);
    if (startsToken && (char === '"' || char === "'")) scan.at = quotedEnd(text, scan.at, char);
    else if ((char === '[' || char === '{') && (startsToken || scan.brackets > 0)) {
      if (++scan.brackets > levels) return scan.at;
      continue;
    } else if ((char === ']' || char === '}') && scan.brackets > 0) scan.brackets--;
    startsToken = char === ' ' || char === '\t' ? startsToken : /[,:?-]/.test(char) && isSpace(text[scan.at + 1]);
  }
  return text.length;
}

const isSpace = (char: string | undefined): boolean => char === undefined || /[\s]/.test(char);

function quotedEnd(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) {
      if (quote === '"' || text[at + 1] !== quote) return at;
      at++;
    }
  }
  return text.length;
}

/** The end of the lines that are indented more than the one with the `|`. */
function blockScalarEnd(text: string, start: number, indent: number): number {
  let at = start;
  while (at < text.length) {
    let content = at;
    while (text[content] === ' ') content++;
    const isBlank = text[content] === '\n' || text[content] === '\r';
    if (!isBlank && content - at <= indent) return at;
    at = nextLine(text, content);
  }
  return at;
}

function skipSpaces(scan: Scan): number {
  while (scan.text[scan.at] === ' ') scan.at++;
  return scan.at;
}

const nextLine = (text: string, at: number): number => Math.min(lineEnd(text, at) + 1, text.length);
