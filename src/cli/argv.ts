import { type ParseArgsConfig, parseArgs } from 'node:util';

export const FORMATS = ['text', 'concise', 'json', 'sarif', 'github', 'gitlab'] as const;
export type Format = (typeof FORMATS)[number];
export const FAIL_ON = ['error', 'warning', 'info', 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];
export const CONFIG_SIDES = ['base', 'change'] as const;
export const COLORS = ['auto', 'always', 'never'] as const;

export interface CommandSpec {
  readonly help: string;
  /** What follows the name: `RULE`, `[FILE...]`. Absent if nothing does. */
  readonly operands?: string;
  /** The minimum and maximum number of operands. Default: none. */
  readonly arity?: readonly [least: number, most: number];
  /** The allowed words for the first operand. */
  readonly words?: readonly string[];
  /** Not shown in the help. */
  readonly hidden?: boolean;
}

export const COMMANDS = {
  install: { help: 'install a git pre-commit hook' },
  uninstall: { help: 'remove the hook again' },
  undo: { help: 'undo what the last --fix changed' },
  doctor: {
    help: 'check hook, git, Node, configuration and environment; --try proves that a bad commit stops',
    operands: '[--try]',
    arity: [0, 0],
  },
  baseline: { help: "write the baseline file of today's findings" },
  config: { help: 'print the configuration in force and where it comes from' },
  advisories: {
    help: 'download the index of vulnerable and malicious packages, or show its age',
    operands: 'update|status',
    arity: [1, 1],
    words: ['update', 'status'],
  },
  ignore: {
    help: 'write a suppression for each finding that blocks now',
    operands: '[--reason TEXT] [FILE...]',
    arity: [0, Number.POSITIVE_INFINITY],
  },
  explain: { help: "print a rule's page", operands: 'RULE', arity: [1, 1] },
  rules: { help: 'list every rule' },
  completion: {
    help: 'print the completion for a shell',
    operands: 'bash|zsh|fish',
    arity: [1, 1],
    words: ['bash', 'zsh', 'fish'],
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;
export type Command = keyof typeof COMMANDS;
export const COMMAND_NAMES = Object.keys(COMMANDS) as readonly Command[];
export const commandSpec = (command: Command): CommandSpec => COMMANDS[command];

export interface OptionSpec {
  readonly short?: string;
  /** The placeholder for its value. An option without one is a switch. */
  readonly value?: string;
  /** The allowed values, if there is a fixed set. */
  readonly choices?: readonly string[];
  readonly help: string;
  /** Commands that accept it, in addition to the check; `all` for every command. */
  readonly commands?: readonly Command[] | 'all';
  /** The check itself does not accept it. */
  readonly notForCheck?: boolean;
  /** It asks for something other than what is staged. */
  readonly source?: boolean;
  /** It asks about the program instead of for a run. */
  readonly aboutItself?: boolean;
}

/**
 * All options. The parser, the help, the shell completion, the listing that starts early and the loader all use this
 * table.
 */
export const OPTIONS = {
  'all-files': { help: 'check every tracked file', source: true, commands: ['ignore'] },
  'from-ref': { value: 'A', help: 'with --to-ref: check what B adds since it branched off A', source: true },
  'to-ref': { value: 'B', help: 'the commit whose files are checked', source: true },
  'stdin-filename': { value: 'PATH', help: 'check standard input as that file', source: true },
  fix: { help: 'apply safe fixes' },
  'unsafe-fixes': { help: 'with --fix: also apply fixes that may change what the program does' },
  diff: { help: 'print what --fix would do, change nothing' },
  format: {
    value: 'FORMAT',
    choices: FORMATS,
    help: `${FORMATS.join(', ')} (default text)`,
    commands: ['config', 'rules', 'advisories'],
  },
  output: { value: 'FILE', help: 'write the report to a file', commands: 'all' },
  reason: { value: 'TEXT', help: 'with ignore: the reason to write down', commands: ['ignore'], notForCheck: true },
  try: { help: 'with doctor: commit a bad file in a throw-away copy', commands: ['doctor'], notForCheck: true },
  select: { value: 'RULE,...', help: 'run only these rules', commands: ['baseline', 'config', 'ignore'] },
  ignore: { value: 'RULE,...', help: 'skip these rules', commands: ['baseline', 'config', 'ignore'] },
  'fail-on': {
    value: 'LEVEL',
    choices: FAIL_ON,
    help: 'the lowest severity that blocks: error (default), warning, info, never',
    commands: ['config', 'ignore'],
  },
  'new-only': { help: 'block only on findings that this change adds (the default)', commands: ['ignore'] },
  'whole-files': { help: 'block on older findings in the changed files too', commands: ['ignore'] },
  baseline: { value: 'FILE', help: 'ignore the findings listed in this file', commands: ['baseline', 'ignore'] },
  shard: { value: 'I/N', help: 'check the I-th of N parts' },
  show: { value: 'info', choices: ['info'], help: 'also print info findings' },
  statistics: { help: 'print how many findings each rule has' },
  'as-of': {
    value: 'YYYY-MM-DD',
    help: "check as of that day (default: today, or the commit's date)",
    commands: ['baseline', 'advisories', 'ignore'],
  },
  config: {
    value: 'FILE',
    help: 'read the configuration from this file',
    commands: ['doctor', 'baseline', 'config', 'ignore'],
  },
  'config-from': {
    value: 'SIDE',
    choices: CONFIG_SIDES,
    help: 'read only the configuration of that side of the change (default: both have to agree)',
  },
  'no-config': { help: 'read no configuration', commands: ['doctor', 'baseline', 'config', 'ignore'] },
  'no-cache': { help: 'keep and use nothing of earlier runs: no compiled code, no findings', commands: 'all' },
  color: { value: 'WHEN', choices: COLORS, help: 'auto (default), always, never', commands: 'all' },
  quiet: { short: 'q', help: 'print findings and nothing else', commands: 'all' },
  verbose: { short: 'v', help: 'print timings, and what was skipped and why', commands: 'all' },
  version: { short: 'V', help: 'print the version', commands: 'all', aboutItself: true },
  help: { short: 'h', help: 'print this help', commands: 'all', aboutItself: true },
  url: {
    value: 'URL',
    help: 'where advisories update downloads the advisories',
    commands: ['advisories'],
    notForCheck: true,
  },
  'names-url': {
    value: 'URL',
    help: 'where advisories update downloads the popular names',
    commands: ['advisories'],
    notForCheck: true,
  },
} as const satisfies Readonly<Record<string, OptionSpec>>;
export type OptionName = keyof typeof OPTIONS;
export const OPTION_NAMES = Object.keys(OPTIONS) as readonly OptionName[];
export const optionSpec = (name: OptionName): OptionSpec => OPTIONS[name];

/** An option as it was typed. */
export interface GivenOption {
  /** As typed, such as `--fxi` or `-x`. */
  readonly raw: string;
  /** Null if there is no such option. */
  readonly name: OptionName | null;
  /** The value after it, following a space or an equals sign. */
  readonly value: string | null;
  readonly inline: boolean;
}

export interface Arguments {
  readonly options: readonly GivenOption[];
  /** A command, files, or a command's own arguments. */
  readonly operands: readonly string[];
  /** The command that the first operand names. */
  readonly command: Command | null;
}

/**
 * Splits the arguments. Never throws: parseOptions reports what is wrong with them.
 * @param onlyFiles every operand is a file, even one named `install`
 */
export function readArguments(argv: readonly string[], onlyFiles = false): Arguments {
  // A commit's check has no arguments, so it need not load Node's parser.
  if (argv.length === 0) return { options: [], operands: [], command: null };
  const { tokens } = parseArgs({ args: [...argv], options: parserOptions(), strict: false, tokens: true });
  const options: GivenOption[] = [];
  const operands: string[] = [];
  let files = onlyFiles;
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    else if (token.kind === 'option-terminator') files ||= operands.length === 0;
    else {
      const name = Object.hasOwn(OPTIONS, token.name) ? (token.name as OptionName) : null;
      options.push({ raw: token.rawName, name, value: token.value ?? null, inline: token.inlineValue === true });
    }
  }
  const first = operands[0];
  const isCommand = !files && first !== undefined && Object.hasOwn(COMMANDS, first);
  return { options, operands, command: isCommand ? (first as Command) : null };
}

const parserOptions = (): NonNullable<ParseArgsConfig['options']> =>
  Object.fromEntries(
    Object.entries<OptionSpec>(OPTIONS).map(([name, { value, short }]) => [
      name,
      { type: value === undefined ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) },
    ]),
  );

/** True if the arguments ask for a check of what is staged. */
export function asksForStaged({ options, operands }: Arguments): boolean {
  return operands.length === 0 && options.every(({ name }) => name !== null && !isElsewhere(optionSpec(name)));
}

const isElsewhere = ({ source, aboutItself }: OptionSpec): boolean => source === true || aboutItself === true;

export const isGiven = ({ options }: Arguments, wanted: OptionName): boolean =>
  options.some(({ name }) => name === wanted);
