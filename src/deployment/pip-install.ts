import type { Span } from '../engine/span.ts';
import type { MappedText } from '../formats/mapped-text.ts';
import { parseRequirement, type Requirement } from '../formats/requirement.ts';
import { type Command, type CommandWord, programName } from './command.ts';

/** An option of `pip install` or `uv pip install` with its value. */
export interface InstallOption extends Span {
  readonly name: string;
  readonly value: string | null;
  readonly valueSpan: Span | null;
}

/** `pip install`, `python -m pip install`, `uv pip install`, `uv add`, `pipx install`. */
export interface PipInstall {
  readonly command: Command;
  /** The word that is the program: `pip`, `/opt/venv/bin/pip`, `python`. */
  readonly program: CommandWord;
  readonly requirements: readonly {
    readonly requirement: Requirement;
    readonly word: CommandWord;
    readonly editable: boolean;
  }[];
  readonly options: readonly InstallOption[];
}

/** pip's options that take a value; all others are flags. */
const WITH_VALUE: ReadonlySet<string> = new Set(
  (
    '-r --requirement -c --constraint -e --editable -i --index-url --extra-index-url --default-index --index -f ' +
    '--find-links --trusted-host --allow-insecure-host -t --target --platform --python-version --implementation --abi ' +
    '--root --prefix --src --upgrade-strategy -C --config-settings --global-option --install-option --no-binary ' +
    '--only-binary --hash --progress-bar --root-user-action --report --build-option --cache-dir --log --proxy --retries ' +
    '--timeout --exists-action --cert --client-cert --python -p --group --extra --index-strategy --keyring-provider ' +
    '--exclude-newer --resolution --prerelease --override --link-mode --use-feature --use-deprecated --build --branch ' +
    '--tag --rev --package --project --directory'
  ).split(' '),
);
const LONG_NAME: ReadonlyMap<string, string> = new Map([
  ['-r', '--requirement'],
  ['-c', '--constraint'],
  ['-e', '--editable'],
  ['-i', '--index-url'],
  ['-f', '--find-links'],
]);

/** What a command installs with pip; null where it is no such command. */
export function pipInstallOf(command: Command): PipInstall | null {
  const [program] = command.words;
  if (program === undefined) return null;
  const from = installArguments(command.words);
  if (from === null) return null;
  const requirements: PipInstall['requirements'][number][] = [];
  const options: InstallOption[] = [];
  const words = command.words;
  for (let index = 1; index < words.length; index += 1) {
    const word = words[index]!;
    const isArgument = index >= from;
    if (!word.text.startsWith('-') || word.text === '-') {
      if (isArgument) requirements.push({ requirement: requirementOf(word), word, editable: false });
      continue;
    }
    const equals = word.text.startsWith('--') ? word.text.indexOf('=') : -1;
    const spelling = equals >= 0 ? word.text.slice(0, equals) : word.text;
    const name = LONG_NAME.get(spelling) ?? spelling;
    let value: string | null = null;
    let valueSpan: Span | null = null;
    if (equals >= 0) {
      value = word.text.slice(equals + 1);
      // The end is sure, quotes may stand before it.
      valueSpan = {
        start: Math.max(word.start, word.end - value.length - (word.text.length === word.end - word.start ? 0 : 1)),
        end: word.end,
      };
      if (valueSpan.end - valueSpan.start !== value.length) valueSpan = { start: word.start, end: word.end };
    } else if (WITH_VALUE.has(spelling)) {
      const next = words[index + 1];
      if (next !== undefined) {
        index += 1;
        value = next.text;
        valueSpan = { start: next.start, end: next.end };
        if (name === '--editable') requirements.push({ requirement: requirementOf(next), word: next, editable: true });
      }
    }
    options.push({ name, value, valueSpan, start: word.start, end: valueSpan?.end ?? word.end });
  }
  return { command, program, requirements, options };
}

/** The index of the first word behind `install`; null where nothing is installed with pip or uv. */
function installArguments(command: readonly CommandWord[]): number | null {
  const name = programName(command[0]);
  const words = command.map(({ text }) => text);
  let at = 1;
  const skipOptions = (): void => {
    while (words[at]?.startsWith('-') === true) at += WITH_VALUE.has(words[at]!) ? 2 : 1;
  };
  if (/^(?:python|pypy)[\d.]*$|^py$/.test(name)) {
    while (words[at]?.startsWith('-') === true && words[at] !== '-m') at += 1;
    if (words[at] !== '-m' || !/^(?:pip|uv)$/.test(words[at + 1] ?? '')) return null;
    if (words[at + 1] === 'uv' && words[at + 2] !== 'pip') return null;
    at += words[at + 1] === 'uv' ? 3 : 2;
  } else if (name === 'uv') {
    skipOptions();
    if (words[at] === 'add') return at + 1;
    if (words[at] === 'tool' && words[at + 1] === 'install') return at + 2;
    if (words[at] !== 'pip') return null;
    at += 1;
  } else if (!/^pip[\d.]*$|^pipx$/.test(name)) return null;
  skipOptions();
  return words[at] === 'install' ? at + 1 : null;
}

/** The word as a requirement; its positions are exact where the word stands unescaped in the file. */
function requirementOf(word: CommandWord): Requirement {
  const exact = word.end - word.start === word.text.length;
  const mapped: MappedText = {
    text: word.text,
    offset: (index) => (exact ? word.start + index : index === 0 ? word.start : word.end - 1),
  };
  return parseRequirement(mapped, 0, word.text.length, true);
}
