import type { Span } from '../engine/span.ts';
import { type CommandWord, isPython } from './command.ts';

/** An option of the interpreter itself (`-O`, `-X dev`) in a command. */
export interface PythonOption extends Span {
  readonly flag: string;
  /** What follows -X or -W; empty for a plain flag. */
  readonly value: string;
  /** What to cut out to remove the option; null if it is joined with others or has lines to itself. */
  readonly removal: Span | null;
}

/**
 * The options between `python` and its script or module; joined options (`-uO`) are split into letters.
 * https://docs.python.org/3/using/cmdline.html
 */
export function pythonOptions(source: string, words: readonly CommandWord[]): PythonOption[] {
  const options: PythonOption[] = [];
  if (!isPython(words[0])) return options;
  for (let index = 1; index < words.length; index++) {
    const word = words[index]!;
    if (!/^-[A-Za-z]/.test(word.text)) break;
    const letters = word.text.slice(1);
    for (let at = 0; at < letters.length; at++) {
      const flag = letters[at]!;
      if (flag === 'c' || flag === 'm') return options;
      if (flag === 'X' || flag === 'W') {
        const joined = letters.slice(at + 1);
        const next = words[index + 1];
        const last = joined === '' && next ? next : word;
        const value = joined === '' ? (next?.text ?? '') : joined;
        const after = words[index + (last === word ? 1 : 2)];
        const removal = at === 0 ? removalOf(source, word, last, after) : null;
        options.push({ flag, value, start: word.start, end: last.end, removal });
        if (last !== word) index++;
        break;
      }
      const removal = letters.length === 1 ? removalOf(source, word, word, words[index + 1]) : null;
      options.push({ flag, value: '', start: word.start, end: word.end, removal });
    }
  }
  return options;
}

/** From the first word to the next one, if only blanks and a list's comma separate them. */
function removalOf(source: string, first: CommandWord, last: CommandWord, next: CommandWord | undefined): Span | null {
  if (!next) return null;
  const between = source.slice(last.outerEnd, next.outerStart);
  return /^,?$/.test(between.replaceAll(' ', '').replaceAll('\t', ''))
    ? { start: first.outerStart, end: next.outerStart }
    : null;
}
