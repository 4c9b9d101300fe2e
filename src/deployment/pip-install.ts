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
  /** The word that names the program: `pip`, `/opt/venv/bin/pip`, `python`. */
  readonly program: CommandWord;
  readonly requirements: readonly {
    readonly requirement: Requirement;
    readonly word: CommandWord;
    readonly editable: boolean;
  }[];
  readonly options: readonly InstallOption[];
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/**
 * Options that take a value; all others are flags. From pip's cmdoptions.py of 1.5 to 26, `pipx install --help` of
 * 1.8 and https://docs.astral.sh/uv/reference/cli/ (0.9), read on 2026-11-25.
 */
const PIP_VALUES = words(
  '-r --requirement -c --constraint --build-constraint -e --editable -i --index-url --extra-index-url -f --find-links ' +
    '--trusted-host -t --target --platform --python-version --implementation --abi --root --prefix --src ' +
    '--upgrade-strategy -C --config-settings --config-setting --global-option --install-option --build-option ' +
    '--no-binary --only-binary --all-releases --only-final --hash --progress-bar --root-user-action --report --group ' +
    '--requirements-from-script --uploaded-prior-to --cache-dir --log --proxy --retries --resume-retries --timeout ' +
    '--exists-action --cert --client-cert --python --keyring-provider --use-feature --use-deprecated -b --build',
);
const UV_VALUES = words(
  '-r --requirements --requirement -c --constraints --constraint --overrides --override --excludes --exclude -b ' +
    '--build-constraints --build-constraint --extra --group -t --target --prefix -p --python --python-version ' +
    '--python-platform --python-preference --python-fetch --torch-backend --index --default-index -i --index-url ' +
    '--extra-index-url -f --find-links --index-strategy --keyring-provider -P --upgrade-package --upgrade-group ' +
    '--reinstall-package --resolution --prerelease --fork-strategy -C --config-setting --config-settings ' +
    '--config-settings-package --config-setting-package --no-build-isolation-package --exclude-newer ' +
    '--exclude-newer-package --link-mode --refresh-package --no-build-package --no-binary-package --no-binary ' +
    '--only-binary --no-sources-package --cache-dir --color --allow-insecure-host --trusted-host --project --directory ' +
    '--config-file -m --marker --optional --bounds --tag --rev --branch --package --script --from -w --with ' +
    '--with-editable --with-requirements --with-executables-from',
);
/** `uv pip install -e PATH`. In `uv add` and `uv tool install`, `-e` tells how to install what is named. */
const UV_PIP_VALUES: ReadonlySet<string> = new Set([...UV_VALUES, '-e', '--editable']);
const PIPX_VALUES = words('--spec -i --index-url --pip-args --suffix --python --preinstall --backend');

/** Maps all spellings to one name. */
const LONG_NAME: ReadonlyMap<string, string> = new Map([
  ['-r', '--requirement'],
  ['--requirements', '--requirement'],
  ['-c', '--constraint'],
  ['--constraints', '--constraint'],
  ['-e', '--editable'],
  ['-i', '--index-url'],
  ['-f', '--find-links'],
]);

/** What a command installs with pip; null for other commands. */
export function pipInstallOf(command: Command): PipInstall | null {
  const [program] = command.words;
  if (program === undefined) return null;
  const found = installArguments(command.words);
  if (found === null) return null;
  const { from, values } = found;
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
    const spelling = equals >= 0 ? word.text.slice(0, equals) : lastOf(word.text);
    const name = LONG_NAME.get(spelling) ?? spelling;
    let value: string | null = null;
    let valueSpan: Span | null = null;
    if (equals >= 0) {
      value = word.text.slice(equals + 1);
      // The end is certain; quotes may come before it.
      valueSpan = {
        start: Math.max(word.start, word.end - value.length - (word.text.length === word.end - word.start ? 0 : 1)),
        end: word.end,
      };
      if (valueSpan.end - valueSpan.start !== value.length) valueSpan = { start: word.start, end: word.end };
    } else if (values.has(spelling)) {
      const next = words[index + 1];
      if (next !== undefined) {
        index += 1;
        value = next.text;
        valueSpan = { start: next.start, end: next.end };
        // A bare word after -e is a folder.
        const editable = name === '--editable' ? requirementOf(next) : null;
        if (editable?.url != null) requirements.push({ requirement: editable, word: next, editable: true });
      }
    }
    options.push({ name, value, valueSpan, start: word.start, end: valueSpan?.end ?? word.end });
  }
  return { command, program, requirements, options };
}

/** Short flags may be joined, and the last one may take a value: `-Ur requirements.txt`. */
const lastOf = (option: string): string => (/^-[IUqv]+[rcefi]$/.test(option) ? `-${option.at(-1)}` : option);

/**
 * The index of the first word after `install`, and the options that take a value there. Null if the command does not
 * install with pip, pipx or uv.
 */
function installArguments(
  command: readonly CommandWord[],
): { readonly from: number; readonly values: ReadonlySet<string> } | null {
  const name = programName(command[0]);
  const texts = command.map(({ text }) => text);
  let at = 1;
  const skipOptions = (values: ReadonlySet<string>): void => {
    while (texts[at]?.startsWith('-') === true) at += values.has(texts[at]!) ? 2 : 1;
  };
  const install = (values: ReadonlySet<string>) => {
    skipOptions(values);
    return texts[at] === 'install' ? { from: at + 1, values } : null;
  };
  if (name === 'pipx') return install(PIPX_VALUES);
  if (/^pip[\d.]*$/.test(name)) return install(PIP_VALUES);
  if (/^(?:python|pypy)[\d.]*$|^py$/.test(name)) {
    while (texts[at]?.startsWith('-') === true && texts[at] !== '-m') at += 1;
    const module = texts[at] === '-m' ? texts[at + 1] : undefined;
    at += 2;
    if (module === 'pip') return install(PIP_VALUES);
    if (module === 'pipx') return install(PIPX_VALUES);
    if (module !== 'uv') return null;
  } else if (name !== 'uv') return null;
  skipOptions(UV_VALUES);
  const [verb, next] = texts.slice(at);
  if (verb === 'add') return { from: at + 1, values: UV_VALUES };
  if (verb === 'tool' && next === 'install') return { from: at + 2, values: UV_VALUES };
  if (verb !== 'pip') return null;
  at += 1;
  return install(UV_PIP_VALUES);
}

/** The word as a requirement. Its positions are exact if the word is written without escapes in the file. */
function requirementOf(word: CommandWord): Requirement {
  const exact = word.end - word.start === word.text.length;
  const mapped: MappedText = {
    text: word.text,
    offset: (index) => (exact ? word.start + index : index === 0 ? word.start : word.end - 1),
  };
  return parseRequirement(mapped, 0, word.text.length, true);
}
