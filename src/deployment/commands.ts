import type { Span } from '../engine/span.ts';
import { alignText, type MappedText, mappedSpan } from '../formats/mapped-text.ts';
import { type ShellCommand, splitShell } from '../formats/shell-words.ts';
import type { Scalar } from '../formats/tree.ts';

/** A word of a command; the span is inside its quotes, the outer one with them. */
export interface CommandWord extends Span {
  readonly text: string;
  readonly outerStart: number;
  readonly outerEnd: number;
}

export interface CommandAssignment extends Span {
  readonly name: string;
  readonly value: CommandWord;
}

/** One program with its arguments, taken out of what starts it: shells, `env`, `exec`, `poetry run`, `tini --`… */
export interface Command {
  /** `NAME=value` in front of it, also behind `env` and `export`. */
  readonly assignments: readonly CommandAssignment[];
  /** Empty for assignments that stand alone (`export A=1`). */
  readonly words: readonly CommandWord[];
}

/** Nested `sh -c "sh -c …"` deeper than this is left alone. */
const MAX_NESTING = 5;

/** The commands of a shell command line. `source` is the whole file, which the mapped text is a part of. */
export function commandsOfText(source: string, text: MappedText, depth = 0): Command[] {
  return splitShell(text).flatMap((command) => {
    const assignments = command.assignments.map((assignment) => ({
      name: assignment.name,
      value: wordOf(text, assignment.value),
      start: assignment.start,
      end: assignment.end,
    }));
    return unwrap(source, assignments, wordsOf(text, command), depth);
  });
}

/** The commands of a list of words (exec form): no shell splits them. */
export function commandsOfWords(source: string, words: readonly CommandWord[]): Command[] {
  return words.length > 0 ? unwrap(source, [], words, 0) : [];
}

/** The last part of a path, without `.exe`: `/usr/bin/python3` is `python3`. */
export function programName(word: CommandWord | undefined): string {
  return (word?.text ?? '').replace(/^.*[/\\]/, '').replace(/\.exe$/i, '');
}

/** True for `python`, `python3`, `python3.12`, `pypy3`. */
export const isPython = (word: CommandWord | undefined) => /^(?:python|pypy)[\d.]*$/.test(programName(word));

function wordsOf(text: MappedText, command: ShellCommand): CommandWord[] {
  return command.words.map((word) => wordOf(text, word));
}

function wordOf(text: MappedText, word: { text: string; start: number; end: number; from: number; to: number }) {
  const outer = mappedSpan(text, word.from, word.to);
  return { text: word.text, start: word.start, end: word.end, outerStart: outer.start, outerEnd: outer.end };
}

/** Programs that run the command behind them, with how many words of their own (beside options) come first. */
const WRAPPERS: ReadonlyMap<string, number> = new Map([
  ['exec', 0],
  ['command', 0],
  ['nohup', 0],
  ['sudo', 0],
  ['setsid', 0],
  ['nice', 0],
  ['dumb-init', 0],
  ['tini', 0],
  ['catatonit', 0],
  ['gosu', 1],
  ['su-exec', 1],
  ['timeout', 1],
  ['stdbuf', 0],
  ['xvfb-run', 0],
  ['ddtrace-run', 0],
  ['opentelemetry-instrument', 0],
  ['chamber', 2],
  ['with-contenv', 0],
]);

/** `poetry run python …`: a tool and the word that makes it a wrapper. */
const RUNNERS: ReadonlyMap<string, string> = new Map([
  ['poetry', 'run'],
  ['pipenv', 'run'],
  ['uv', 'run'],
  ['pdm', 'run'],
  ['rye', 'run'],
  ['hatch', 'run'],
  ['conda', 'run'],
  ['mamba', 'run'],
  ['micromamba', 'run'],
  ['doppler', 'run'],
  ['newrelic-admin', 'run-program'],
]);

const OPTIONS_WITH_VALUE: ReadonlySet<string> = new Set(['-n', '-u', '-g', '-p', '--name', '--prefix', '--env', '-C']);
const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh']);

function unwrap(
  source: string,
  assignments: readonly CommandAssignment[],
  words: readonly CommandWord[],
  depth: number,
): Command[] {
  const set = [...assignments];
  let at = 0;
  for (;;) {
    const program = programName(words[at]);
    if (program === 'env' || program === 'export') {
      at++;
      for (; at < words.length; at++) {
        const assignment = inWord(words[at]!);
        if (assignment) set.push(assignment);
        else if (!words[at]!.text.startsWith('-')) break;
      }
      if (program === 'export') return [{ assignments: set, words: [] }];
      continue;
    }
    if (SHELLS.has(program)) {
      const inner = shellText(source, words.slice(at + 1));
      if (inner === null || depth >= MAX_NESTING) break;
      const commands = commandsOfText(source, inner, depth + 1);
      return set.length > 0 ? [{ assignments: set, words: [] }, ...commands] : commands;
    }
    const own = WRAPPERS.get(program);
    const runner = RUNNERS.get(program);
    if (own === undefined && (runner === undefined || !words.slice(at, at + 4).some((word) => word.text === runner))) {
      const dashes = indexOfWord(words, '--', at + 1);
      // `wait-for-it.sh db:5432 -- python app.py`
      if (dashes < 0 || dashes + 1 >= words.length || isPython(words[at])) break;
      at = dashes + 1;
      continue;
    }
    at = runner === undefined ? at + 1 : indexOfWord(words, runner, at + 1) + 1;
    at = skipOptions(words, at) + (own ?? 0);
    if (at >= words.length) break;
  }
  return [{ assignments: set, words: words.slice(at) }];
}

function indexOfWord(words: readonly CommandWord[], text: string, from: number): number {
  for (let index = from; index < words.length; index++) if (words[index]!.text === text) return index;
  return -1;
}

function skipOptions(words: readonly CommandWord[], from: number): number {
  let at = from;
  while (at < words.length) {
    const { text } = words[at]!;
    if (text === '--') return at + 1;
    if (!text.startsWith('-')) return at;
    at += OPTIONS_WITH_VALUE.has(text) ? 2 : 1;
  }
  return at;
}

/** The text that `sh -c` runs: options may stand before and be joined (`-lc`, `-euxc`). */
function shellText(source: string, words: readonly CommandWord[]): MappedText | null {
  for (let index = 0; index < words.length; index++) {
    const { text } = words[index]!;
    if (!/^[-+]/.test(text)) return null;
    if (/^-[a-z]*c$/.test(text)) return index + 1 < words.length ? mappedWord(source, words[index + 1]!) : null;
    if (text === '-o' || text === '+o') index++;
  }
  return null;
}

function mappedWord(source: string, word: CommandWord): MappedText {
  const aligned = alignText(source, word.start, word.end, word.text);
  // Where it cannot be told, every part stands where the whole word does.
  return aligned ?? { text: word.text, offset: (index) => (index >= word.text.length ? word.end : word.start) };
}

/** `NAME=value` as one word of a list. */
function inWord(word: CommandWord): CommandAssignment | null {
  const text: MappedText = { text: word.text, offset: (index) => word.start + index };
  if (word.end - word.start !== word.text.length) return shellAssignment(word);
  const match = /^([A-Za-z_]\w*)=/.exec(word.text);
  if (!match) return null;
  const value = mappedSpan(text, match[0].length, word.text.length);
  return {
    name: match[1]!,
    value: { text: word.text.slice(match[0].length), ...value, outerStart: value.start, outerEnd: value.end },
    start: word.start,
    end: word.end,
  };
}

/** `NAME="value"` as a word of a shell line behind `env` or `export`: the value's quotes are in the source. */
function shellAssignment(word: CommandWord): CommandAssignment | null {
  const match = /^([A-Za-z_]\w*)=/.exec(word.text);
  if (!match) return null;
  const text = word.text.slice(match[0].length);
  const outerStart = word.start + match[0].length;
  const quotes = word.end - outerStart === text.length + 2 ? 1 : 0;
  const value = { text, start: outerStart + quotes, end: word.end - quotes, outerStart, outerEnd: word.end };
  return { name: match[1]!, value, start: word.start, end: word.end };
}

/** A list's element as a word. */
export function wordOfScalar(scalar: Scalar): CommandWord {
  const { text, start, end, outerStart, outerEnd } = scalar;
  return { text, start, end, outerStart, outerEnd };
}

/** A scalar that holds a command line. */
export function textOfScalar(source: string, scalar: Scalar): MappedText {
  return mappedWord(source, scalar);
}
