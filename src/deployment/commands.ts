import { alignText, type MappedText, mappedSpan } from '../formats/mapped-text.ts';
import { type ShellCommand, type ShellWord, splitShell } from '../formats/shell-words.ts';
import { resolveReferences } from '../formats/substitution.ts';
import type { Scalar } from '../formats/tree.ts';
import { type Command, type CommandAssignment, type CommandWord, isPython, programName } from './command.ts';
import type { Piece } from './types.ts';
import { OWN_DASHES, SHELL_VALUES, SHELLS, WRAPPERS } from './wrappers.ts';

/** How deep to follow nested `sh -c "sh -c …"`. */
const MAX_NESTING = 5;

/** The commands of a shell command line. `source` is the whole file, of which the mapped text is a part. */
export function commandsOfText(source: string, text: MappedText): Command[] {
  return commandsIn(source, text, null, 0);
}

/** The commands in a list of words (exec form), which no shell splits. */
export function commandsOfWords(source: string, words: readonly CommandWord[]): Command[] {
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return [];
  return unwrap(source, { assignments: [], words, start: first.outerStart, end: last.outerEnd }, null, 0);
}

/** An item of a list as a word. */
export function wordOfScalar({ text, start, end, outerStart, outerEnd }: Scalar): CommandWord {
  return { text, start, end, outerStart, outerEnd };
}

/** The text of a scalar that contains a command line. */
export function textOfScalar(source: string, scalar: Scalar): MappedText {
  return textOfWord(source, scalar);
}

function commandsIn(source: string, text: MappedText, sudo: CommandWord | null, depth: number): Command[] {
  return splitShell(text).flatMap((command) => commandsOfShell(source, text, command, sudo, depth));
}

/** What one simple command of a shell line runs. */
export function commandsOfShell(
  source: string,
  text: MappedText,
  { assignments, words, heredocs, start, end }: ShellCommand,
  sudo: CommandWord | null = null,
  depth = 0,
): Command[] {
  const commands = unwrap(
    source,
    {
      assignments: assignments.map((assignment) => ({ ...assignment, value: wordOf(text, assignment.value) })),
      words: words.map((word) => wordOf(text, word)),
      start,
      end,
    },
    sudo,
    depth,
  );
  const program = commands.at(-1);
  // `sudo bash <<EOF`
  if (heredocs.length === 0 || program === undefined || !readsScript(program) || depth >= MAX_NESTING) return commands;
  return [...commands, ...heredocs.flatMap((body) => commandsIn(source, body, program.sudo, depth + 1))];
}

/** A shell that is not given a script as an argument reads it from its input. */
const readsScript = ({ words }: Command): boolean =>
  SHELLS.has(programName(words[0])) && words.slice(1).every(({ text }) => /^[-+]/.test(text));

function wordOf(line: MappedText, { text, start, end, from, to }: ShellWord): CommandWord {
  const outer = mappedSpan(line, from, to);
  return { text, start, end, outerStart: outer.start, outerEnd: outer.end };
}

/** The text of a word, for `sh -c`. */
function textOfWord(source: string, { text, start, end }: Pick<CommandWord, 'text' | 'start' | 'end'>): MappedText {
  // If its characters cannot be located, each gets the position of the whole word.
  return alignText(source, start, end, text) ?? { text, offset: (index) => (index >= text.length ? end : start) };
}

function unwrap(
  source: string,
  command: Pick<Command, 'assignments' | 'words' | 'start' | 'end'>,
  outerSudo: CommandWord | null,
  depth: number,
): Command[] {
  const { words, start, end } = command;
  const assignments = [...command.assignments];
  let sudo = outerSudo;
  let at = 0;
  const inShell = (text: MappedText): Command[] => {
    const inner = commandsIn(source, text, sudo, depth + 1);
    if (assignments.length === 0) return inner;
    const exported = assignments.map(({ name }) => name);
    return [{ assignments, words: [], exported, sudo, start, end }, ...inner];
  };
  while (at < words.length) {
    const word = words[at]!;
    const program = programName(word);
    if (isExport(program, words[at + 1])) {
      const exported = readExport(words.slice(at + 1), assignments);
      return exported.length === 0 ? [] : [{ assignments, words: [], exported, sudo, start, end }];
    }
    const script = depth < MAX_NESTING ? scriptOf(words, at) : null;
    if (script !== null) return inShell(textOfWord(source, script));
    const next = wrappedAt(words, at);
    if (next === null) break;
    if (program === 'sudo' || program === 'doas') sudo = word;
    at = next;
    for (; at < words.length; at++) {
      const assignment = assignmentIn(words[at]!);
      if (assignment === null) break;
      assignments.push(assignment);
    }
  }
  if (at >= words.length && assignments.length === 0) return [];
  return [{ assignments, words: words.slice(at), exported: [], sudo, start, end }];
}

/** The index of the program that the one at an index runs; null if it does not run another. */
function wrappedAt(words: readonly CommandWord[], at: number): number | null {
  const program = programName(words[at]);
  // `command -v python2` only asks whether the program exists.
  if (program === 'command' && /^-[vV]$/.test(words[at + 1]?.text ?? '')) return null;
  if (program === 'env') return skipOptions(words, at + 1, ENV_OPTIONS);
  const wrapper = WRAPPERS.get(program);
  if (wrapper !== undefined) {
    let next = skipOptions(words, at + 1, wrapper.options);
    if (wrapper.subcommand === null) return skipDashes(words, next + wrapper.operands);
    if (words[next]?.text === wrapper.subcommand) {
      next = skipOptions(words, next + 1, wrapper.options);
      return skipDashes(words, next + wrapper.operands);
    }
  }
  // `wait-for-it.sh db:5432 -- python app.py`
  if (isPython(words[at]) || OWN_DASHES.test(program)) return null;
  const dashes = indexOfWord(words, '--', at + 1);
  return dashes < 0 || dashes + 1 >= words.length ? null : dashes + 1;
}

function indexOfWord(words: readonly CommandWord[], text: string, from: number): number {
  for (let index = from; index < words.length; index++) if (words[index]!.text === text) return index;
  return -1;
}

const ENV_OPTIONS: ReadonlySet<string> = new Set(['-u', '-C', '--unset', '--chdir']);

function skipOptions(words: readonly CommandWord[], from: number, withValue: ReadonlySet<string>): number {
  let at = from;
  while (at < words.length) {
    const { text } = words[at]!;
    if (text === '--') return at + 1;
    if (!text.startsWith('-') || text === '--split-string' || text === '-S') return at;
    at += withValue.has(text) ? 2 : 1;
  }
  return at;
}

const skipDashes = (words: readonly CommandWord[], at: number): number => (words[at]?.text === '--' ? at + 1 : at);

/**
 * The word with the text that a shell at an index runs: `sh -c`, with options before it, after it and joined to it
 * (`-lc`, `-euxc`); also `su user -c` and `env -S`.
 */
function scriptOf(words: readonly CommandWord[], from: number): CommandWord | null {
  const program = programName(words[from]);
  if (program === '-S' || program === '--split-string') return words[from + 1] ?? null;
  if (program === 'su' || program === 'runuser') {
    const option = words.findIndex(({ text }, index) => index > from && (text === '-c' || text === '--command'));
    return option < 0 ? null : (words[option + 1] ?? null);
  }
  if (!SHELLS.has(program)) return null;
  let runsText = false;
  for (let index = from + 1; index < words.length; index++) {
    const { text } = words[index]!;
    if (!/^[-+]./.test(text)) return runsText ? words[index]! : null;
    if (/^-[abd-zA-Z]*c[A-Za-z]*$/.test(text)) runsText = true;
    if (SHELL_VALUES.has(text)) index++;
  }
  return null;
}

function isExport(program: string, next: CommandWord | undefined): boolean {
  return program === 'export' || ((program === 'declare' || program === 'typeset') && /^-\w*x/.test(next?.text ?? ''));
}

/** The names that `export` passes on. Those with a value are added to the assignments. */
function readExport(words: readonly CommandWord[], assignments: CommandAssignment[]): string[] {
  const names = assignments.map(({ name }) => name);
  for (const word of words) {
    const assignment = assignmentIn(word);
    if (assignment !== null) assignments.push(assignment);
    const name = assignment?.name ?? word.text;
    if (/^[A-Za-z_]\w*$/.test(name)) names.push(name);
  }
  return names;
}

/** `NAME=value` or `NAME="value"` as a word. The value's quotes are in the source. */
function assignmentIn(word: CommandWord): CommandAssignment | null {
  const match = /^([A-Za-z_]\w*)=/.exec(word.text);
  if (match === null) return null;
  const text = word.text.slice(match[0].length);
  const outerStart = word.start + match[0].length;
  const isPlain = word.end - word.start === word.text.length;
  const quotes = !isPlain && word.end - outerStart === text.length + 2 ? 1 : 0;
  const value = { text, start: outerStart + quotes, end: word.end - quotes, outerStart, outerEnd: word.end };
  return { name: match[1]!, value, start: word.start, end: word.end };
}

/** The word, or if it is a reference, its default. */
export function pieceOfWord(word: CommandWord): Piece | null {
  if (!word.text.includes('$')) return word;
  const resolved = resolveReferences(word.text, () => null);
  if (resolved === null || 'known' in resolved) return null;
  const { literal } = resolved;
  if (word.end - word.start !== word.text.length) return { text: literal.text, start: word.start, end: word.end };
  return { text: literal.text, start: word.start + literal.start, end: word.start + literal.end };
}
