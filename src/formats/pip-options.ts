import { type MappedText, mapText } from './mapped-text.ts';

/** An option of a requirements file or of `pip install`. Offsets are relative to the document. */
export interface PipOption {
  /** The long name, with its dashes: `--hash`, even if written as `-i` or abbreviated (`--extra-index`). */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Unquoted. Null for a flag, or if the value is missing. */
  readonly value: string | null;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** The unquoted value with its positions. */
  readonly mapped: MappedText | null;
}

/** Options that take a value, and those that don't. Long names first. Sources: pip's cmdoptions.py from 1.5 to 26. */
const WITH_VALUE: readonly (readonly string[])[] = [
  ['--index-url', '--pypi-url', '-i'],
  ['--extra-index-url'],
  ['--constraint', '-c'],
  ['--requirement', '-r'],
  ['--editable', '-e'],
  ['--find-links', '-f'],
  ['--no-binary'],
  ['--only-binary'],
  ['--all-releases'],
  ['--only-final'],
  ['--trusted-host'],
  ['--use-feature'],
  ['--hash'],
  ['--config-settings', '--config-setting', '-C'],
  ['--global-option'],
  ['--install-option'],
  ['--allow-external'],
  ['--allow-unverified'],
];
const FLAGS: readonly (readonly string[])[] = [
  ['--no-index'],
  ['--prefer-binary'],
  ['--require-hashes'],
  ['--no-require-hashes'],
  ['--pre'],
  ['--process-dependency-links'],
  ['--allow-all-external'],
  ['--always-unzip', '-Z'],
  ['--use-wheel'],
  ['--no-use-wheel'],
];

interface Known {
  readonly name: string;
  readonly takesValue: boolean;
}
const KNOWN: ReadonlyMap<string, Known> = new Map(
  [...WITH_VALUE.map((names) => [names, true] as const), ...FLAGS.map((names) => [names, false] as const)].flatMap(
    ([names, takesValue]) => names.map((spelling) => [spelling, { name: names[0]!, takesValue }] as const),
  ),
);

/** Reads the options in `mapped[from, to)` as pip does: shlex, then optparse. */
export function parsePipOptions(
  mapped: MappedText,
  from: number,
  to: number,
): { readonly options: readonly PipOption[]; readonly problem: string | null } {
  const { words, problem: wordProblem } = splitWords(mapped, from, to);
  const options: PipOption[] = [];
  let problem = wordProblem;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]!;
    if (word.text === '--') break;
    if (!word.text.startsWith('-') || word.text === '-') continue;
    const equals = word.text.startsWith('--') ? word.text.indexOf('=') : -1;
    const spelling = equals >= 0 ? word.text.slice(0, equals) : word.text;
    const long = spelling.startsWith('--') ? find(spelling) : KNOWN.get(spelling.slice(0, 2));
    if (long === undefined) {
      problem ??= `${spelling} is not an option of a requirements file`;
      continue;
    }
    let value: MappedText | null = null;
    let end = word.end;
    if (long.takesValue) {
      if (equals >= 0) value = word.slice(equals + 1);
      else if (!spelling.startsWith('--') && word.text.length > 2) value = word.slice(2);
      else if (index + 1 < words.length) {
        index += 1;
        const next = words[index]!;
        value = next.slice(0);
        end = next.end;
      } else problem ??= `${spelling} needs a value`;
    } else if (equals >= 0) problem ??= `${spelling} takes no value`;
    const valueStart = value === null ? end : value.offset(0);
    const last = value === null ? 0 : value.text.length;
    options.push({
      name: long.name,
      start: word.start,
      end,
      value: value?.text ?? null,
      valueStart,
      valueEnd: value === null || last === 0 ? valueStart : value.offset(last - 1) + 1,
      mapped: value,
    });
  }
  return { options, problem };
}

/** optparse accepts any prefix that matches only one option. */
function find(spelling: string): Known | undefined {
  const exact = KNOWN.get(spelling);
  if (exact !== undefined) return exact;
  const names = new Map<string, Known>();
  for (const [name, known] of KNOWN) if (name.startsWith(spelling)) names.set(known.name, known);
  return names.size === 1 ? names.values().next().value : undefined;
}

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  slice(from: number): MappedText;
}

/** Like shlex.split: splits at white space, quotes join, a backslash escapes outside single quotes. */
function splitWords(
  mapped: MappedText,
  from: number,
  to: number,
): { readonly words: readonly Word[]; readonly problem: string | null } {
  const { text } = mapped;
  const words: Word[] = [];
  let problem: string | null = null;
  let at = from;
  while (at < to) {
    if (/\s/.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const start = at;
    const chars: string[] = [];
    const offsets: number[] = [];
    let quote = '';
    for (; at < to; at += 1) {
      const char = text.charAt(at);
      if (quote === '' && /\s/.test(char)) break;
      if (quote === '' && (char === '"' || char === "'")) quote = char;
      else if (char === quote) quote = '';
      else {
        if (char === '\\' && quote !== "'" && at + 1 < to && (quote === '' || /["\\]/.test(text.charAt(at + 1)))) {
          at += 1;
        }
        chars.push(text.charAt(at));
        offsets.push(mapped.offset(at));
      }
    }
    if (quote !== '') problem ??= 'a quotation is not closed';
    const end = mapped.offset(at - 1) + 1;
    const whole = chars.join('');
    words.push({
      text: whole,
      start: mapped.offset(start),
      end,
      slice: (index) => mapText(whole.slice(index), offsets.slice(index), end),
    });
  }
  return { words, problem };
}
