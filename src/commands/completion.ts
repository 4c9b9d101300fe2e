import { COMMAND_NAMES, COMMANDS, commandSpec, OPTION_NAMES, type OptionName, optionSpec } from '../cli/argv.ts';
import { UserError } from '../cli/errors.ts';
import { EXIT } from '../cli/exit.ts';
import type { Io } from '../cli/io.ts';
import type { Options } from '../cli/options.ts';
import { didYouMean } from '../cli/suggest.ts';
import { CATALOGUE } from '../rules/index.ts';

const SHELLS = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** Prints a shell's completion, generated from the tables of options, commands and rules. */
export function printCompletion(options: Options, io: Io): number {
  const shell = options.operands[0] as string;
  if (!Object.hasOwn(SHELLS, shell)) {
    const known = Object.keys(SHELLS);
    throw new UserError(`no completion for ${shell}, only for ${known.join(', ')}${didYouMean(shell, known)}`);
  }
  io.stdout(SHELLS[shell as keyof typeof SHELLS]());
  return EXIT.clean;
}

const ruleNames = (): string[] => [...CATALOGUE.families.keys(), ...CATALOGUE.ids];

/** What may follow an option: fixed words, or null for a file or a free value. */
function valuesOf(name: OptionName): readonly string[] | null {
  return name === 'select' || name === 'ignore' ? ruleNames() : (optionSpec(name).choices ?? null);
}

/** What may follow a command. */
function operandsOf(command: (typeof COMMAND_NAMES)[number]): readonly string[] {
  return command === 'explain' ? [...CATALOGUE.ids] : (commandSpec(command).words ?? []);
}

const takesFile = (name: OptionName): boolean => /FILE|PATH/.test(optionSpec(name).value ?? '');

const visibleCommands = COMMAND_NAMES.filter((name) => commandSpec(name).hidden !== true);

function bashScript(): string {
  const values = OPTION_NAMES.flatMap((name) => {
    const words = valuesOf(name);
    return words === null
      ? []
      : [`    --${name}) COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$word")); return ;;`];
  });
  const files = OPTION_NAMES.filter(takesFile).map((name) => `--${name}`);
  const free = OPTION_NAMES.filter((name) => {
    return optionSpec(name).value !== undefined && valuesOf(name) === null && !takesFile(name);
  }).map((name) => `--${name}`);
  const operands = visibleCommands.flatMap((name) => {
    const words = operandsOf(name);
    return words.length === 0
      ? []
      : [`      ${name}) COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$word")); return ;;`];
  });
  return `# Completion of antivenom for bash: eval "$(antivenom completion bash)"
_antivenom() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]}
  COMPREPLY=()
  case $before in
${values.join('\n')}
    ${files.join('|')}) COMPREPLY=($(compgen -f -- "$word")); return ;;
    ${free.join('|')}) return ;;
  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W '${OPTION_NAMES.map((name) => `--${name}`).join(' ')}' -- "$word"))
    return
  fi
  if [ "$COMP_CWORD" -gt 1 ]; then
    case $command in
${operands.join('\n')}
    esac
  else
    COMPREPLY=($(compgen -W '${visibleCommands.join(' ')}' -- "$word"))
  fi
  COMPREPLY+=($(compgen -f -- "$word"))
}
complete -o filenames -F _antivenom antivenom
`;
}

/** A text inside single quotes, without zsh's special characters. */
const zshText = (text: string): string => text.replaceAll("'", "'\\''").replace(/[[\]:]/g, '\\$&');

function zshScript(): string {
  const options = OPTION_NAMES.map((name) => {
    const { value, help } = optionSpec(name);
    const words = valuesOf(name);
    const action = words !== null ? `(${words.join(' ')})` : takesFile(name) ? '_files' : ' ';
    return `    '--${name}[${zshText(help)}]${value === undefined ? '' : `:${zshText(value)}:${action}`}'`;
  });
  const commands = visibleCommands.map((name) => `    '${name}:${zshText(COMMANDS[name].help)}'`);
  const operands = visibleCommands.flatMap((name) => {
    const words = operandsOf(name);
    return words.length === 0 ? [] : [`      ${name}) compadd -- ${words.join(' ')} ;;`];
  });
  return `#compdef antivenom
# Completion of antivenom for zsh: eval "$(antivenom completion zsh)"
_antivenom() {
  local state
  local -a commands options
  commands=(
${commands.join('\n')}
  )
  options=(
${options.join('\n')}
  )
  _arguments -S $options '1: :->first' '*: :->rest'
  case $state in
    first) _describe command commands; _files ;;
    rest)
      case \${words[2]} in
${operands.join('\n')}
      *) _files ;;
      esac ;;
  esac
}
compdef _antivenom antivenom
`;
}

/** A word in single quotes for fish. */
const fishText = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

function fishScript(): string {
  const options = OPTION_NAMES.map((name) => {
    const { value, help, short } = optionSpec(name);
    const words = valuesOf(name);
    const behind =
      value === undefined
        ? ''
        : words !== null
          ? ` -x -a ${fishText(words.join(' '))}`
          : takesFile(name)
            ? ' -r'
            : ' -x';
    return `complete -c antivenom${short === undefined ? '' : ` -s ${short}`} -l ${name}${behind} -d ${fishText(help)}`;
  });
  const commands = visibleCommands.map(
    (name) => `complete -c antivenom -n __fish_use_subcommand -a ${name} -d ${fishText(COMMANDS[name].help)}`,
  );
  const operands = visibleCommands.flatMap((name) => {
    const words = operandsOf(name);
    if (words.length === 0) return [];
    return [`complete -c antivenom -n '__fish_seen_subcommand_from ${name}' -f -a ${fishText(words.join(' '))}`];
  });
  return `# Completion of antivenom for fish: antivenom completion fish | source\n${[...options, ...commands, ...operands].join('\n')}\n`;
}
