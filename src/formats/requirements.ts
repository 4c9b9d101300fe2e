import { type MappedText, mapText, sliceText } from './mapped-text.ts';
import { type PipOption, parsePipOptions } from './pip-options.ts';
import { parseRequirement, type Requirement } from './requirement.ts';

/**
 * A logical line that is neither a comment nor empty. Backslashes at line ends join lines. Offsets are relative to the
 * text.
 */
export interface RequirementLine {
  readonly start: number;
  /** After the last character that counts, so without comment and white space. */
  readonly end: number;
  readonly requirement: Requirement | null;
  /** `-e`. The requirement is what follows it. */
  readonly editable: boolean;
  /** In source order: options of a requirement (`--hash`) as well as of the file (`-r`, `--index-url`). */
  readonly options: readonly PipOption[];
  /** Why pip refuses the line, in words. */
  readonly problem: string | null;
}

export interface RequirementsFile {
  readonly lines: readonly RequirementLine[];
}

/**
 * Reads a requirements or constraints file as pip does
 * (https://pip.pypa.io/en/stable/reference/requirements-file-format/), with positions. Environment variables are kept
 * as written. Never throws: what pip would refuse becomes the line's problem, and the rest is read.
 */
export function parseRequirements(text: string): RequirementsFile {
  const lines: RequirementLine[] = [];
  for (const logical of logicalLines(text)) {
    const line = readLine(logical);
    if (line !== null) lines.push(line);
  }
  return { lines };
}

/** Cuts where `str.splitlines` does. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are line breaks to Python
const LINE_BREAK = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g;

function* logicalLines(text: string): Iterable<MappedText> {
  let pieces: { start: number; end: number }[] = [];
  const joined = (): MappedText => {
    const parts = pieces;
    pieces = [];
    return join(text, parts);
  };
  LINE_BREAK.lastIndex = 0;
  let start = 0;
  while (start <= text.length) {
    LINE_BREAK.lastIndex = start;
    const found = LINE_BREAK.exec(text);
    const end = found === null ? text.length : found.index;
    const next = found === null ? text.length + 1 : LINE_BREAK.lastIndex;
    const isComment = /^\s*#/.test(text.slice(start, end));
    if (text.charAt(end - 1) === '\\' && end > start && !isComment) {
      let from = start;
      let to = end;
      while (to > from && text.charAt(to - 1) === '\\') to -= 1;
      while (from < to && text.charAt(from) === '\\') from += 1;
      pieces.push({ start: from, end: to });
    } else if (isComment) {
      // A comment ends the line that it would continue.
      if (pieces.length > 0) yield joined();
    } else {
      pieces.push({ start, end });
      yield joined();
    }
    start = next;
  }
  if (pieces.length > 0) yield joined();
}

function join(text: string, pieces: readonly { start: number; end: number }[]): MappedText {
  const only = pieces.length === 1 ? pieces[0]! : null;
  if (only !== null) return sliceText(text, only.start, only.end);
  const offsets: number[] = [];
  let whole = '';
  for (const { start, end } of pieces) {
    whole += text.slice(start, end);
    for (let at = start; at < end; at += 1) offsets.push(at);
  }
  return mapText(whole, offsets, pieces.at(-1)!.end);
}

function readLine(mapped: MappedText): RequirementLine | null {
  let end = findComment(mapped.text);
  let start = 0;
  while (start < end && /\s/.test(mapped.text.charAt(start))) start += 1;
  while (end > start && /\s/.test(mapped.text.charAt(end - 1))) end -= 1;
  if (start === end) return null;
  const optionsAt = findOptions(mapped.text, start, end);
  const { options, problem: optionProblem } = parsePipOptions(mapped, optionsAt, end);
  const editable = options.find((option) => option.name === '--editable');
  let requirement: Requirement | null = null;
  if (mapped.text.slice(start, optionsAt).trim() !== '') {
    requirement = parseRequirement(mapped, start, optionsAt, true);
  } else if (editable?.mapped != null) {
    requirement = parseRequirement(editable.mapped, 0, editable.mapped.text.length, true);
    if (requirement.url === null) {
      // A bare word after -e is a folder.
      const { name, problem, ...rest } = requirement;
      const folder = { url: editable.value, urlStart: editable.valueStart, urlEnd: editable.valueEnd };
      requirement = { ...rest, ...folder, name: null, clauses: [], problem: null };
    }
  }
  return {
    start: mapped.offset(start),
    end: mapped.offset(end - 1) + 1,
    requirement,
    editable: editable !== undefined && mapped.text.slice(start, optionsAt).trim() === '',
    options,
    problem: requirement?.problem ?? optionProblem,
  };
}

/** Where a comment starts: at a number sign that is first or follows white space. The length if there is none. */
function findComment(text: string): number {
  for (let at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at + 1)) {
    if (at === 0 || /\s/.test(text.charAt(at - 1))) return at;
  }
  return text.length;
}

/** Where the options start: at the first word that begins with a dash. Words are separated by spaces only. */
function findOptions(text: string, start: number, end: number): number {
  for (let at = start; at < end; at += 1) {
    if (text.charAt(at) === '-' && (at === start || text.charAt(at - 1) === ' ')) return at;
  }
  return end;
}
