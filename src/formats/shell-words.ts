import type { Span } from '../engine/span.ts';
import { type MappedText, mappedSpan, sliceMapped } from './mapped-text.ts';

/** One word of a command, with quotes and escapes removed. Variables are not expanded. */
export interface ShellWord extends Span {
  readonly text: string;
  /** True if any part of it was quoted. */
  readonly quoted: boolean;
  /** The range in the text that was split, quotes included. */
  readonly from: number;
  readonly to: number;
}

/** `NAME=value` before a command. The value's span is inside its quotes. */
export interface ShellAssignment extends Span {
  readonly name: string;
  readonly value: ShellWord;
}

export interface ShellCommand extends Span {
  /** The words before it that open or test a block: `if`, `then`, `{`, `!`. */
  readonly openers: readonly string[];
  readonly assignments: readonly ShellAssignment[];
  readonly words: readonly ShellWord[];
  /** What ends it: `&&`, `||`, `;`, `;;`, `|`, `&`, a newline or a bracket; empty at the end of the text. */
  readonly separator: string;
  /** The lines of its `<<EOF`. */
  readonly heredocs: readonly MappedText[];
}

/**
 * Splits a shell command line into simple commands. It handles quotes, escapes, comments, redirections (dropped),
 * separators, brackets and heredocs. `$(...)` and backticks stay inside their word. A `;;` without a command before it
 * becomes a command without words; with `every`, all separators do. Never fails.
 */
export function splitShell(source: MappedText, every = false): ShellCommand[] {
  const { text } = source;
  const commands: ShellCommand[] = [];
  let words: ShellWord[] = [];
  /** The heredocs announced on this line, each with the list of its command. */
  let pending: { readonly marker: Heredoc; readonly into: MappedText[] }[] = [];
  let heredocs: MappedText[] = [];
  const ends = makeLineIndex(text);
  let at = 0;
  const finish = (separator: string) => {
    if (words.length > 0) commands.push(toCommand(words, separator, heredocs, source));
    else if (separator === ';;' || every) commands.push(emptyCommand(separator, source.offset(at)));
    words = [];
    heredocs = [];
  };
  const redirect = () => {
    const marker = heredocAt(source, at);
    at = marker === null ? skipRedirection(source, at) : marker.end;
    if (marker !== null) pending.push({ marker, into: heredocs });
  };
  while (at < text.length) {
    const char = text[at]!;
    if (char === '\n' || char === '\r') {
      finish('\n');
      at++;
      if (char === '\r' && text[at] === '\n') at++;
      for (const { marker, into } of pending) {
        const end = ends(marker, at);
        if (end === null) continue;
        into.push(sliceMapped(source, at, end.bodyEnd));
        at = end.next;
      }
      pending = [];
    } else if (char === ' ' || char === '\t') at++;
    else if (char === '\\' && (text[at + 1] === '\n' || text[at + 1] === '\r')) at += 2;
    else if (char === '#') while (at < text.length && text[at] !== '\n') at++;
    else if (char === ';' || char === '&' || char === '|') {
      const isRedirection = char === '&' && text[at + 1] === '>';
      const double = text[at + 1] === char;
      if (isRedirection) redirect();
      else {
        finish(double ? char + char : char);
        at += double ? 2 : 1;
      }
    } else if (char === '(' || char === ')') {
      finish(char);
      at++;
    } else if (char === '>' || char === '<' || (isDigit(char) && /[<>]/.test(text.charAt(at + 1)))) {
      redirect();
    } else {
      const word = readWord(source, at);
      words.push(word);
      at = word.to;
    }
  }
  finish('');
  return commands;
}

const emptyCommand = (separator: string, at: number): ShellCommand => ({
  openers: [],
  assignments: [],
  words: [],
  separator,
  heredocs: [],
  start: at,
  end: at,
});

interface Heredoc {
  readonly name: string;
  /** `<<-`: tabs may indent its lines, including the last. */
  readonly isDashed: boolean;
  /** After the name. */
  readonly end: number;
}

/** `<<EOF`, `<<-'EOF'`; null for other redirections. */
function heredocAt(source: MappedText, at: number): Heredoc | null {
  HEREDOC.lastIndex = at;
  const operator = HEREDOC.exec(source.text);
  if (operator === null) return null;
  const name = readWord(source, HEREDOC.lastIndex);
  return { name: name.text, isDashed: operator[1] === '-', end: name.to };
}

const HEREDOC = /\d*<<(-?)[ \t]*(?=[^\s<;&|()])/y;

/**
 * Finds the line that ends a heredoc. It first looks up where the last line of that name is: searching the rest of the
 * text for each unterminated name would be quadratic.
 */
function makeLineIndex(text: string): (heredoc: Heredoc, from: number) => { bodyEnd: number; next: number } | null {
  let last: { readonly plain: Map<string, number>; readonly dashed: Map<string, number> } | null = null;
  const indexLines = () => {
    const found = { plain: new Map<string, number>(), dashed: new Map<string, number>() };
    for (const { line, start } of linesFrom(text, 0)) {
      found.plain.set(line, start);
      found.dashed.set(line.replace(/^\t+/, ''), start);
    }
    return found;
  };
  return ({ name, isDashed }, from) => {
    last ??= indexLines();
    if (((isDashed ? last.dashed : last.plain).get(name) ?? -1) < from) return null;
    for (const { line, start, end } of linesFrom(text, from)) {
      if ((isDashed ? line.replace(/^\t+/, '') : line) === name) return { bodyEnd: start, next: end };
    }
    return null;
  };
}

function* linesFrom(text: string, from: number): Iterable<{ line: string; start: number; end: number }> {
  for (let start = from; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    yield { line: text.slice(start, text[end - 1] === '\r' ? end - 1 : end), start, end };
    start = end + 1;
  }
}

function toCommand(
  words: readonly ShellWord[],
  separator: string,
  heredocs: readonly MappedText[],
  source: MappedText,
): ShellCommand {
  const assignments: ShellAssignment[] = [];
  let index = 0;
  // `{` and words such as `then` open a block: the command follows.
  while (index < words.length && !words[index]!.quoted && OPENERS.has(words[index]!.text)) index++;
  const openers = words.slice(0, index).map(({ text }) => text);
  for (; index < words.length; index++) {
    const assignment = assignmentOf(words[index]!, source);
    if (!assignment) break;
    assignments.push(assignment);
  }
  const { start } = words[0]!;
  const { end } = words.at(-1)!;
  return { openers, assignments, words: words.slice(index), separator, heredocs, start, end };
}

const OPENERS: ReadonlySet<string> = new Set(['{', '!', 'then', 'do', 'else', 'if', 'elif', 'while', 'until']);

/** Reads `NAME=value`. */
function assignmentOf(word: ShellWord, source: MappedText): ShellAssignment | null {
  const raw = source.text.slice(word.from, word.to);
  const match = /^[A-Za-z_]\w*=/.exec(raw);
  if (!match) return null;
  const value = readWord(source, word.from + match[0].length, word.to);
  return { name: match[0].slice(0, -1), value, start: word.start, end: word.end };
}

const REDIRECTION = /\d*(?:&>>?|<<<|<<-?|<>|>>|>\||[<>]&?)/y;

/** Returns the offset after `> file`, `2>&1`, `<<EOF`: the operator and its word. */
function skipRedirection(source: MappedText, from: number): number {
  const { text } = source;
  REDIRECTION.lastIndex = from;
  const operator = REDIRECTION.exec(text)?.[0] ?? text.charAt(from);
  let at = from + operator.length;
  while (at < text.length && (text[at] === ' ' || text[at] === '\t')) at++;
  return at >= text.length || /[\s;&|()<>]/.test(text[at]!) ? at : readWord(source, at).to;
}

function readWord(source: MappedText, from: number, limit = source.text.length): ShellWord {
  const { text } = source;
  let at = from;
  let value = '';
  let quoted = false;
  while (at < limit) {
    const char = text[at]!;
    if (char === "'") {
      const close = text.indexOf("'", at + 1);
      const stop = close < 0 || close >= limit ? limit : close;
      value += text.slice(at + 1, stop);
      quoted = true;
      at = Math.min(stop + 1, limit);
    } else if (char === '"') {
      quoted = true;
      at++;
      const pieceStart = value.length;
      let piece = '';
      while (at < limit && text[at] !== '"') {
        if (text[at] === '\\' && at + 1 < limit && /["\\$`\n]/.test(text[at + 1]!)) {
          if (text[at + 1] === '$') piece += '\\';
          if (text[at + 1] !== '\n') piece += text[at + 1];
          at += 2;
        } else piece += text[at++];
      }
      value = value.slice(0, pieceStart) + piece;
      at = Math.min(at + 1, limit);
    } else if (char === '\\' && at + 1 < limit) {
      if (text[at + 1] !== '\n' && text[at + 1] !== '\r') value += text[at + 1];
      quoted = true;
      at += 2;
    } else if (char === '$' && (text[at + 1] === '(' || text[at + 1] === '{')) {
      const stop = closing(text, at + 1, limit);
      value += text.slice(at, stop);
      at = stop;
    } else if (char === '`') {
      const close = text.indexOf('`', at + 1);
      const stop = close < 0 || close >= limit ? limit : close + 1;
      value += text.slice(at, stop);
      at = stop;
    } else if (/[\s;&|()<>]/.test(char)) break;
    else {
      value += char;
      at++;
    }
  }
  if (at === from && at < limit) at++;
  // A word that is a single quoted piece lies inside its quotes, whatever they escape.
  const isOnePiece = quoted && at - from >= 2 && closesAt(text, from) === at - 1;
  const span = isOnePiece ? mappedSpan(source, from + 1, at - 1) : mappedSpan(source, from, at);
  return { text: value, quoted, from, to: at, start: span.start, end: span.end };
}

/** The offset of the quote that closes the one at the start of a word; -1 if the word does not start with a quote. */
function closesAt(text: string, from: number): number {
  const quote = text[from];
  if (quote === "'") return text.indexOf("'", from + 1);
  if (quote !== '"') return -1;
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return -1;
}

/** The offset after the bracket that closes the one at an index. Quotes inside are ignored. */
function closing(text: string, from: number, limit: number): number {
  const open = text[from]!;
  const close = open === '(' ? ')' : '}';
  let depth = 0;
  for (let at = from; at < limit; at++) {
    if (text[at] === open) depth++;
    else if (text[at] === close && --depth === 0) return at + 1;
  }
  return limit;
}

const isDigit = (char: string) => char >= '0' && char <= '9';
