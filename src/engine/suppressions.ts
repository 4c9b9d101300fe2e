import { NOQA_RULES, NOSEC_RULES } from '../data/suppression-codes.ts';
import type { Document } from './document.ts';
import { groupLines, type LineGroups, lineText } from './line-groups.ts';
import { COMMENT_ENDS_LINE } from './silence.ts';
import type { Edit, Span } from './span.ts';

/** A comment that silences some rules in a range of the file or in all of it. */
export interface Suppression {
  /** We check that our own are used. Another tool's (`# nosec B201`) are only respected. */
  readonly own: boolean;
  /** The rules that it names (for another tool, those that its codes mean), each with its place. */
  readonly rules: readonly (Span & { readonly id: string })[];
  /** From its `#` to its end. */
  readonly span: Span;
  /** The range that it covers; null for the whole file. */
  readonly covers: Span | null;
  /** It is for the whole file, but comes too late to count. */
  readonly isLate: boolean;
}

const OWN = /#[ \t]*antivenom:[ \t]*ignore(-file)?(?![\w-])[ \t]*(?:\[([^\]\r\n#]*)\])?/dg;
const NOSEC = /#[ \t]*nosec\b:?[ \t]*((?:[A-Za-z_][A-Za-z_0-9]*[ \t,]*)*)/dgi;
const NOQA = /#[ \t]*noqa:[ \t]*((?:[A-Z]+[0-9]+[ \t,]*)+)/dgi;
const CODE = /^[A-Z]+\d+$/;
/** What a bare `# nosec` covers: for its authors all of Bandit's tests, so every rule with a counterpart there. */
const BANDITS: readonly string[] = [...new Set(Object.values(NOSEC_RULES).flat())];
const WORTH_LOOKING = /antivenom:|nosec|noqa/i;
/** A comment for the whole file only counts in its first lines, where readers see it. */
export const FILE_LINES = 10;

export function suppressionsOf(doc: Document): Suppression[] {
  if (!WORTH_LOOKING.test(doc.text)) return [];
  let made: LineGroups | null = null;
  const groups = (): LineGroups => {
    made ??= groupLines(doc);
    return made;
  };
  const coveredBy = createCover(doc, groups);
  const found: Suppression[] = [];
  for (const comment of commentSpans(doc)) readComment(doc, comment, coveredBy, found);
  return found;
}

type Cover = (comment: Span) => Span;

/**
 * Python's comments. In other formats, every line from its first `#` that one of our comments may follow. In
 * Dockerfiles, INI and systemd files a `#` after something else is part of the value (for `docker run --env-file`, in
 * dotenv files too). JSON only has strings.
 */
function commentSpans(doc: Document): readonly Span[] {
  if (doc.kind === 'python') return doc.python.comments;
  if (doc.kind === 'json') return [];
  const spans: Span[] = [];
  for (const match of doc.text.matchAll(/#[ \t]*antivenom:/g)) {
    const line = doc.lines.lineSpan(doc.lines.lineAt(match.index));
    if (spans.at(-1)?.end === line.end) continue;
    const isAfter = match.index > line.start && /\S/.test(doc.text.charAt(match.index - 1));
    // A `#` without white space before it does not start a comment in YAML or requirements.
    if (COMMENT_ENDS_LINE.has(doc.kind)) {
      if (isAfter && doc.kind !== 'toml') continue;
    } else if (isAfter || firstNonSpace(doc.text, line) < match.index) continue;
    spans.push({ start: match.index, end: line.end });
  }
  return spans;
}

function firstNonSpace(text: string, { start, end }: Span): number {
  let at = start;
  while (at < end && /\s/.test(text.charAt(at))) at += 1;
  return at;
}

function readComment(doc: Document, comment: Span, coveredBy: Cover, found: Suppression[]): void {
  const text = doc.text.slice(comment.start, comment.end);
  if (!WORTH_LOOKING.test(text)) return;
  const breaks = [...text.matchAll(/\s#/g)].map(({ index }) => index);
  let nextBreak = 0;
  let covers: Span | null = null;
  const covered = (): Span => {
    covers ??= coveredBy(comment);
    return covers;
  };
  const at = (span: readonly [number, number]): Span => ({
    start: comment.start + span[0],
    end: comment.start + span[1],
  });
  for (const match of text.matchAll(OWN)) {
    const indices = match.indices as RegExpIndicesArray;
    const listed = indices[2] === undefined ? [] : wordsIn(doc.text, at(indices[2]));
    // A reason extends to the end of the line, or to the next comment.
    while ((breaks[nextBreak] ?? text.length) < match.index + match[0].length) nextBreak += 1;
    const end = comment.start + (breaks[nextBreak] ?? text.length);
    const file = match[1] !== undefined;
    const line = doc.lines.lineAt(comment.start);
    found.push({
      own: true,
      rules: listed,
      span: { start: comment.start + match.index, end },
      covers: file ? null : covered(),
      isLate: file && line > FILE_LINES,
    });
  }
  if (doc.kind !== 'python') return;
  for (const one of otherTools(comment, text, covered, NOSEC, NOSEC_RULES, BANDITS)) found.push(one);
  for (const one of otherTools(comment, text, covered, NOQA, NOQA_RULES)) found.push(one);
}

function otherTools(
  comment: Span,
  text: string,
  covered: () => Span,
  pattern: RegExp,
  table: Readonly<Record<string, readonly string[]>>,
  bare: readonly string[] = [],
): Suppression[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const codes = (match[1] as string).split(/[ \t,]+/).map((code) => code.toUpperCase());
    const isBare = !codes.some((code) => CODE.test(code) || Object.hasOwn(table, code));
    const ids = isBare
      ? bare
      : codes.flatMap((code) => (Object.hasOwn(table, code) ? (table[code] as readonly string[]) : []));
    if (ids.length === 0) return [];
    const span = { start: comment.start + match.index, end: comment.start + match.index + match[0].length };
    return [
      {
        own: false,
        rules: ids.map((id) => ({ ...span, id })),
        span,
        covers: covered(),
        isLate: false,
      },
    ];
  });
}

function wordsIn(text: string, span: Span): (Span & { id: string })[] {
  return [...text.slice(span.start, span.end).matchAll(/[^\s,]+/g)].map((match) => ({
    id: match[0],
    start: span.start + match.index,
    end: span.start + match.index + match[0].length,
  }));
}

/** Finds the statement or line that a comment is on. If it is alone on its line, it is about what comes next. */
function createCover(doc: Document, groups: () => LineGroups): Cover {
  const { lines, text } = doc;
  const nextCode = createNextCode(doc);
  const groupAt = (number: number): Span => {
    const { first, last } = groups().around(number);
    return { start: lines.lineSpan(first).start, end: lines.lineSpan(last).end };
  };
  return (comment) => {
    const line = lines.lineAt(comment.start);
    const own = lines.lineSpan(line);
    const isAlone = firstNonSpace(text, own) >= comment.start;
    if (doc.kind === 'python') {
      const around = doc.python.logicalLine(comment.start);
      if (!isAlone || around.start < own.start) return around;
    } else if (!isAlone || (doc.kind === 'requirements' && groups().around(line).first < line)) {
      // pip joins lines before it removes comments: one after a backslash ends the requirement's last line.
      return groupAt(line);
    }
    const next = nextCode(line + 1);
    if (next === null) return own;
    const covered =
      doc.kind === 'python' ? doc.python.logicalLine(firstNonSpace(text, lines.lineSpan(next))) : groupAt(next);
    // Starts at its own line, since the next line may be another comment.
    return { start: own.start, end: covered.end };
  };
}

/** Finds the first line from a number on that is neither blank nor a comment; null if there is none. */
function createNextCode(doc: Document): (line: number) => number | null {
  const { lines } = doc;
  const known = new Map<number, number | null>();
  return (line) => {
    const seen: number[] = [];
    let next = line;
    let answer: number | null | undefined;
    for (; answer === undefined; next += 1) {
      answer = known.get(next);
      if (answer !== undefined) break;
      seen.push(next);
      if (next > lines.lineCount) answer = null;
      else if (!/^\s*(?:[#;].*)?$/.test(lineText(doc, next))) answer = next;
    }
    for (const number of seen) known.set(number, answer ?? null);
    return answer ?? null;
  };
}

/** Removes the comment (and its line, if nothing else is on it), or only some of its ids. */
export function removal(doc: Document, suppression: Suppression, unused: ReadonlySet<Span>): Edit {
  const { rules, span } = suppression;
  if (unused.size < rules.length) {
    const kept = rules.filter((rule) => !unused.has(rule)).map((rule) => rule.id);
    const first = rules[0] as Span;
    const last = rules.at(-1) as Span;
    return { start: first.start, end: last.end, text: kept.join(', ') };
  }
  const { text, lines } = doc;
  const line = lines.lineAt(span.start);
  const whole = lines.lineSpan(line);
  const before = text.slice(whole.start, span.start);
  const after = text.slice(span.end, whole.end);
  if (after.trim() !== '') return { start: span.start, end: span.end + after.search(/\S/), text: '' };
  if (before.trim() !== '') return { start: whole.start + before.trimEnd().length, end: whole.end, text: '' };
  if (line < lines.lineCount) return { start: whole.start, end: lines.lineSpan(line + 1).start, text: '' };
  return { start: whole.start, end: whole.end, text: '' };
}
