import type { Span } from '../engine/span.ts';
import { type MappedText, mappedSpan, mapText, sliceMapped } from './mapped-text.ts';
import type { Scalar } from './tree.ts';

/** A Dockerfile as BuildKit reads it. https://docs.docker.com/reference/dockerfile/ */
export interface Dockerfile {
  /** The character that continues a line and escapes: `\`, or a backtick after `# escape=`. */
  readonly escape: string;
  /** All instructions in source order, including those before the first FROM. */
  readonly instructions: readonly Instruction[];
  /** ARGs before the first FROM. They count in FROM lines, and in a stage that repeats the name without a default. */
  readonly globalArgs: readonly Variable[];
  readonly stages: readonly Stage[];
}

export interface Stage {
  readonly index: number;
  readonly from: Instruction;
  /** The image as written, with its variables. */
  readonly image: Scalar;
  /** The name after AS. */
  readonly name: Scalar | null;
  /** The earlier stage that it is built from; null if FROM names an image. */
  readonly parent: Stage | null;
  /** Without its FROM. */
  readonly instructions: readonly Instruction[];
}

export interface Instruction extends Span {
  /** Upper-case. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  /** True for an instruction after ONBUILD. The keyword is then the inner one. */
  readonly onbuild: boolean;
  /** `--platform=…`, `--mount=…`, `--from=…`. */
  readonly flags: readonly Scalar[];
  /** What follows the keyword and its flags, with continued lines joined and comments removed. */
  readonly body: MappedText;
  /** The strings of the exec form (`CMD ["python", "app.py"]`); null for the shell form. */
  readonly exec: readonly Scalar[] | null;
  /** What ENV, ARG and LABEL set. */
  readonly variables: readonly Variable[];
  readonly heredocs: readonly Heredoc[];
}

export interface Variable {
  readonly name: Scalar;
  /** Null for `ARG NAME`. */
  readonly value: Scalar | null;
}

export interface Heredoc extends Span {
  readonly name: string;
  /** The lines between the markers. */
  readonly body: MappedText;
}

interface Line {
  readonly start: number;
  /** Without the line ending. */
  readonly end: number;
  readonly next: number;
}

/** Never fails: a line that is not an instruction becomes an instruction with an unknown keyword. */
export function parseDockerfile(text: string): Dockerfile {
  const mark = escapeDirective(text);
  const instructions: Instruction[] = [];
  const terminators = linesOf(text);
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const line = lineAt(text, at);
    const first = firstNonBlank(text, line.start, line.end);
    if (first === line.end || text[first] === '#') {
      at = line.next;
      continue;
    }
    const { joined, end, next } = joinLines(text, line, mark);
    const { instruction, after } = readInstruction(text, joined, end, next, mark, terminators);
    instructions.push(instruction);
    at = after;
  }
  return { escape: mark, instructions, ...splitStages(instructions) };
}

/** The stage and those that it is built from, nearest first. COPY --from copies files, not variables. */
export function lineageOf(stage: Stage): Stage[] {
  const lineage: Stage[] = [];
  for (let current: Stage | null = stage; current; current = current.parent) lineage.push(current);
  return lineage;
}

// https://docs.docker.com/reference/dockerfile/#escape: only in the first lines, before any other comment
function escapeDirective(text: string): string {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const directives = /[ \t]*#[ \t]*([a-zA-Z][a-zA-Z0-9]*)[ \t]*=[ \t]*(?![ \t])([^\r\n]*)(?:\r?\n|$)/y;
  directives.lastIndex = start;
  for (let match = directives.exec(text); match; match = directives.exec(text)) {
    if (match[1]!.toLowerCase() === 'escape') return match[2]!.trimEnd() === '`' ? '`' : '\\';
    if (match[0] === '') break;
  }
  return '\\';
}

/** Every line that could end a heredoc, without leading tabs. Computed at the first heredoc. */
function linesOf(text: string): () => ReadonlySet<string> {
  let lines: ReadonlySet<string> | null = null;
  return () => {
    lines ??= new Set(text.split(/\r?\n/).flatMap((line) => (line.length > 100 ? [] : [line.replace(/^\t+/, '')])));
    return lines;
  };
}

function lineAt(text: string, start: number): Line {
  const newline = text.indexOf('\n', start);
  if (newline < 0) return { start, end: text.length, next: text.length };
  return { start, end: newline > start && text[newline - 1] === '\r' ? newline - 1 : newline, next: newline + 1 };
}

function firstNonBlank(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** Joins a line with those that continue it. Comments and empty lines in between do not end it. */
function joinLines(text: string, line: Line, mark: string): { joined: MappedText; end: number; next: number } {
  const pieces: { start: number; end: number }[] = [];
  let current = line;
  let { end } = line;
  for (;;) {
    const first = firstNonBlank(text, current.start, current.end);
    const skipped = pieces.length > 0 && (first === current.end || text[first] === '#');
    let open = skipped;
    if (!skipped) {
      let stop = current.end;
      while (stop > current.start && isBlank(text.charCodeAt(stop - 1))) stop--;
      open = stop > current.start && text[stop - 1] === mark;
      if (open) stop--;
      pieces.push({ start: current.start, end: open ? stop : current.end });
      end = open ? stop : current.end;
    }
    if (!open || current.next >= text.length) return { joined: joinPieces(text, pieces), end, next: current.next };
    current = lineAt(text, current.next);
  }
}

function joinPieces(text: string, pieces: readonly { start: number; end: number }[]): MappedText {
  const last = pieces.at(-1)!;
  if (pieces.length === 1) {
    const { start } = last;
    return { text: text.slice(start, last.end), offset: (index) => start + index };
  }
  const joined = pieces.map((piece) => text.slice(piece.start, piece.end)).join('');
  const offsets = new Int32Array(joined.length);
  let index = 0;
  for (const piece of pieces) for (let at = piece.start; at < piece.end; at++) offsets[index++] = at;
  return mapText(joined, offsets, last.end);
}

function readInstruction(
  text: string,
  joined: MappedText,
  end: number,
  next: number,
  mark: string,
  terminators: () => ReadonlySet<string>,
): { instruction: Instruction; after: number } {
  const source = joined.text;
  let at = firstNonBlank(source, 0, source.length);
  const start = joined.offset(at);
  let wordEnd = endOfWord(source, at);
  let keyword = source.slice(at, wordEnd).toUpperCase();
  const onbuild = keyword === 'ONBUILD';
  if (onbuild) {
    at = firstNonBlank(source, wordEnd, source.length);
    wordEnd = endOfWord(source, at);
    keyword = source.slice(at, wordEnd).toUpperCase();
  }
  const keywordSpan = mappedSpan(joined, at, wordEnd);
  at = firstNonBlank(source, wordEnd, source.length);
  const flags: Scalar[] = [];
  while (source.startsWith('--', at) && FLAGGED.has(keyword)) {
    const flagEnd = endOfWord(source, at);
    flags.push(plainScalar(joined, at, flagEnd));
    at = firstNonBlank(source, flagEnd, source.length);
  }
  let bodyEnd = source.length;
  while (bodyEnd > at && isBlank(source.charCodeAt(bodyEnd - 1))) bodyEnd--;
  const body = sliceMapped(joined, at, bodyEnd);
  const { heredocs, after } = HEREDOC_KEYWORDS.has(keyword)
    ? readHeredocs(text, body, next, terminators)
    : { heredocs: [], after: next };
  const instruction: Instruction = {
    keyword,
    keywordSpan,
    onbuild,
    flags,
    body,
    exec: EXEC_KEYWORDS.has(keyword) ? readExec(body) : null,
    variables: readVariables(keyword, body, mark),
    heredocs,
    start,
    end,
  };
  return { instruction, after };
}

const FLAGGED: ReadonlySet<string> = new Set(['FROM', 'RUN', 'COPY', 'ADD', 'HEALTHCHECK']);
const EXEC_KEYWORDS: ReadonlySet<string> = new Set(['CMD', 'ENTRYPOINT', 'RUN', 'SHELL', 'COPY', 'ADD', 'VOLUME']);
const HEREDOC_KEYWORDS: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD']);

function readHeredocs(
  text: string,
  body: MappedText,
  next: number,
  terminators: () => ReadonlySet<string>,
): { heredocs: Heredoc[]; after: number } {
  const heredocs: Heredoc[] = [];
  let after = next;
  if (!body.text.includes('<<')) return { heredocs, after };
  const markers = /(?:^|[\s;&|])\d*<<(-?)[ \t]*(["']?)([^\s<>"'|;&()]+)\2/g;
  for (let match = markers.exec(body.text); match; match = markers.exec(body.text)) {
    const name = match[3]!;
    const dashed = match[1] === '-';
    // Check this first: searching the rest of the file for every unterminated name would be quadratic.
    if (!terminators().has(name)) continue;
    let line = lineAt(text, after);
    let found = false;
    while (line.start < text.length) {
      const content = text.slice(line.start, line.end);
      if ((dashed ? content.replace(/^\t+/, '') : content) === name) {
        found = true;
        break;
      }
      line = lineAt(text, line.next);
    }
    if (!found) continue;
    const start = after;
    heredocs.push({
      name,
      start,
      end: line.start,
      body: { text: text.slice(start, line.start), offset: (index) => start + index },
    });
    after = line.next;
  }
  return { heredocs, after };
}

/** The exec form is a JSON array. Anything else is the shell form, even an array in single quotes. */
function readExec(body: MappedText): Scalar[] | null {
  const { text } = body;
  if (!text.startsWith('[') || !text.endsWith(']')) return null;
  const items: Scalar[] = [];
  const tokens = /[ \t]*("(?:[^"\\]|\\.)*")[ \t]*(,|\]$)/y;
  tokens.lastIndex = 1;
  if (/^\[[ \t]*\]$/.test(text)) return items;
  for (let match = tokens.exec(text); match; match = tokens.exec(text)) {
    const from = match.index + match[0].indexOf('"');
    const to = from + match[1]!.length;
    let value: unknown;
    try {
      value = JSON.parse(match[1]!);
    } catch {
      return null;
    }
    items.push(quotedScalar(body, from, to, String(value)));
    if (match[2] !== ',') return items;
  }
  return null;
}

function readVariables(keyword: string, body: MappedText, mark: string): Variable[] {
  if (keyword !== 'ENV' && keyword !== 'ARG' && keyword !== 'LABEL') return [];
  const words = splitWords(body.text, mark);
  const first = words[0];
  if (!first) return [];
  const firstWord = body.text.slice(first.start, first.end);
  if (keyword !== 'ARG' && !firstWord.includes('=')) {
    // The legacy form: one name, and the rest of the line is the value.
    const valueStart = firstNonBlank(body.text, first.end, body.text.length);
    const value = valueStart < body.text.length ? valueScalar(body, valueStart, body.text.length, mark) : null;
    return [{ name: plainScalar(body, first.start, first.end), value }];
  }
  const variables: Variable[] = [];
  for (const word of words) {
    const raw = body.text.slice(word.start, word.end);
    const equals = raw.indexOf('=');
    if (equals < 0 && keyword !== 'ARG') continue;
    const nameEnd = equals < 0 ? word.end : word.start + equals;
    variables.push({
      name: plainScalar(body, word.start, nameEnd),
      value: equals < 0 ? null : valueScalar(body, nameEnd + 1, word.end, mark),
    });
  }
  return variables;
}

/** Splits words as BuildKit's parseWords does: at white space outside quotes. */
function splitWords(text: string, mark: string): Span[] {
  const words: Span[] = [];
  let at = 0;
  while (at < text.length) {
    at = firstNonBlank(text, at, text.length);
    if (at >= text.length) break;
    const start = at;
    let quote = '';
    while (at < text.length) {
      const char = text[at]!;
      if (quote === '' && isBlank(text.charCodeAt(at))) break;
      if (char === mark && quote !== "'") at++;
      else if (quote === '' && (char === '"' || char === "'")) quote = char;
      else if (char === quote) quote = '';
      at++;
    }
    at = Math.min(at, text.length);
    words.push({ start, end: at });
  }
  return words;
}

function valueScalar(body: MappedText, from: number, to: number, mark: string): Scalar {
  const raw = body.text.slice(from, to);
  const quote = raw[0];
  if ((quote === '"' || quote === "'") && raw.length > 1 && raw.indexOf(quote, 1) === raw.length - 1) {
    return quotedScalar(body, from, to, raw.slice(1, -1));
  }
  let text = '';
  let inside = '';
  for (let index = 0; index < raw.length; index++) {
    const char = raw[index]!;
    if (char === mark && inside !== "'") {
      const escaped = raw[++index];
      // `\$` must not look like a variable.
      if (escaped !== undefined) text += escaped === '$' ? `\\${escaped}` : escaped;
    } else if (inside === '' && (char === '"' || char === "'")) inside = char;
    else if (char === inside) inside = '';
    else text += char;
  }
  return { ...plainScalar(body, from, to), text, value: text };
}

function plainScalar(body: MappedText, from: number, to: number): Scalar {
  const text = body.text.slice(from, to);
  const { start, end } = mappedSpan(body, from, to);
  return { kind: 'scalar', start, end, outerStart: start, outerEnd: end, text, quote: null, value: text };
}

function quotedScalar(body: MappedText, from: number, to: number, text: string): Scalar {
  const outer = mappedSpan(body, from, to);
  const start = outer.start + 1;
  const end = Math.max(start, outer.end - 1);
  const quote = body.text[from] ?? '"';
  return { kind: 'scalar', start, end, outerStart: outer.start, outerEnd: outer.end, text, quote, value: text };
}

function splitStages(instructions: readonly Instruction[]): { globalArgs: Variable[]; stages: Stage[] } {
  const globalArgs: Variable[] = [];
  const stages: { -readonly [K in keyof Stage]: Stage[K] }[] = [];
  let current: Instruction[] | null = null;
  const byName = new Map<string, Stage>();
  for (const instruction of instructions) {
    if (instruction.keyword !== 'FROM' || instruction.onbuild) {
      if (current) current.push(instruction);
      else if (instruction.keyword === 'ARG') for (const item of instruction.variables) globalArgs.push(item);
      continue;
    }
    const { body } = instruction;
    const parts = /^(\S+)(?:[ \t]+as[ \t]+(\S+))?/i.exec(body.text);
    const imageEnd = parts ? parts[1]!.length : 0;
    const image = plainScalar(body, 0, imageEnd);
    const name =
      parts?.[2] === undefined ? null : plainScalar(body, parts[0].length - parts[2].length, parts[0].length);
    current = [];
    const stage: Stage = {
      index: stages.length,
      from: instruction,
      image,
      name,
      parent: byName.get(expandArgs(image.text, globalArgs).toLowerCase()) ?? null,
      instructions: current,
    };
    stages.push(stage);
    if (name) byName.set(name.text.toLowerCase(), stage);
  }
  return { globalArgs, stages };
}

/** A FROM's image with the defaults of the ARGs before it filled in. */
export function expandArgs(text: string, args: readonly Variable[]): string {
  if (!text.includes('$')) return text;
  return text.replace(/\$(?:(\w+)|\{(\w+)(?::?-([^}$]*))?\})/g, (_whole, bare, braced, fallback) => {
    const name: string = bare ?? braced;
    const known = args.findLast((arg) => arg.name.text === name)?.value?.text;
    return known !== undefined && known !== '' ? known : (fallback ?? '');
  });
}

function endOfWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isBlank(text.charCodeAt(at))) at++;
  return at;
}

const isBlank = (code: number) => code === 0x20 || code === 0x09 || code === 0x0b || code === 0x0c || code === 0x0d;
