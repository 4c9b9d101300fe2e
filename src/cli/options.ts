import type { Severity } from '../engine/severity.ts';
import { UserError } from './errors.ts';
import { didYouMean } from './suggest.ts';

export const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
export type Format = (typeof FORMATS)[number];
export const FAIL_ON = ['error', 'warning', 'info', 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];
const COLOR = ['auto', 'always', 'never'] as const;

export const COMMANDS = {
  install: 'put a git pre-commit hook in place',
  uninstall: 'take the hook out again',
  undo: 'put back what the last --fix changed',
  doctor: 'look at the set-up: hook, git, Node, config, virtual environment',
  baseline: "write the baseline file of today's findings",
  config: 'print what is in force and where it comes from',
  advisories: 'update [--url URL] [--names-url URL], or status: the index of known vulnerabilities',
  explain: "RULE: print the rule's page",
  rules: 'list every rule',
} as const;
export type Command = keyof typeof COMMANDS;

export interface Options {
  /** Null: check. */
  readonly command: Command | null;
  /** Files to check, or a command's own arguments. */
  readonly operands: readonly string[];
  readonly allFiles: boolean;
  readonly fromRef: string | null;
  readonly toRef: string | null;
  readonly stdinFilename: string | null;
  readonly fix: boolean;
  readonly unsafeFixes: boolean;
  readonly diff: boolean;
  /** Null: not asked for. */
  readonly format: Format | null;
  readonly output: string | null;
  /** Null: the configuration's, or every rule. */
  readonly select: readonly string[] | null;
  readonly ignore: readonly string[];
  readonly failOn: FailOn | null;
  readonly newOnly: boolean;
  readonly baseline: string | null;
  /** The I-th of N parts, I from 1. */
  readonly shard: { readonly index: number; readonly count: number } | null;
  readonly showInfo: boolean;
  /** YYYY-MM-DD. */
  readonly asOf: string | null;
  readonly config: string | null;
  readonly noConfig: boolean;
  readonly noCache: boolean;
  readonly color: (typeof COLOR)[number];
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly version: boolean;
  readonly help: boolean;
  readonly url: string | null;
  readonly namesUrl: string | null;
}

interface OptionSpec {
  /** The placeholder of its value; without one the option is a switch. */
  readonly value?: string;
  readonly help: string;
  /** Left out of --help: it belongs to one command. */
  readonly hidden?: boolean;
}

const SPECS: Readonly<Record<string, OptionSpec>> = {
  'all-files': { help: 'check every tracked file' },
  'from-ref': { value: 'A', help: 'with --to-ref: check the files that differ between two commits' },
  'to-ref': { value: 'B', help: 'the commit whose files are checked' },
  'stdin-filename': { value: 'PATH', help: 'check standard input as that file' },
  fix: { help: 'apply safe fixes' },
  'unsafe-fixes': { help: 'with --fix: apply fixes that may change what the program does, too' },
  diff: { help: 'print what --fix would do, change nothing' },
  format: { value: 'FORMAT', help: `${FORMATS.join(', ')} (default text)` },
  output: { value: 'FILE', help: 'write the report to a file' },
  select: { value: 'RULE,...', help: 'run only these rules' },
  ignore: { value: 'RULE,...', help: 'leave these rules out' },
  'fail-on': { value: 'LEVEL', help: 'block from this severity on: error (default), warning, info, never' },
  'new-only': { help: 'block only for findings that this change adds' },
  baseline: { value: 'FILE', help: 'leave out the findings listed in this file' },
  shard: { value: 'I/N', help: 'check the I-th of N parts' },
  show: { value: 'info', help: 'print info findings, too' },
  'as-of': { value: 'YYYY-MM-DD', help: 'judge by that day (default: today, or the commit’s)' },
  config: { value: 'FILE', help: 'take the configuration from this file' },
  'no-config': { help: 'read no configuration' },
  'no-cache': { help: 'keep and use no compiled code of earlier runs' },
  color: { value: 'WHEN', help: 'auto (default), always, never' },
  quiet: { help: 'print findings and nothing else' },
  verbose: { help: 'print timings, and what was skipped and why' },
  version: { help: 'print the version' },
  help: { help: 'print this' },
  url: { value: 'URL', help: 'where advisories update gets the advisories', hidden: true },
  'names-url': { value: 'URL', help: 'where advisories update gets the popular names', hidden: true },
};

const CONFIGURING = ['config', 'no-config'] as const;
const CHOOSING = ['select', 'ignore'] as const;
const ANYWHERE = ['color', 'no-cache', 'output', 'quiet', 'verbose', 'version', 'help'] as const;

/** The options that mean something to a command; any other would be taken for obeyed. */
const COMMAND_OPTIONS: Readonly<Record<Command, readonly string[]>> = {
  install: [],
  uninstall: [],
  undo: [],
  doctor: CONFIGURING,
  baseline: [...CONFIGURING, ...CHOOSING, 'as-of', 'baseline'],
  config: [...CONFIGURING, ...CHOOSING, 'fail-on', 'format'],
  advisories: ['url', 'names-url', 'format', 'as-of'],
  explain: [],
  rules: ['format'],
};

const SHORT: Readonly<Record<string, string>> = { h: 'help', V: 'version', q: 'quiet', v: 'verbose' };

/**
 * @param commandsAllowed false where every operand is a file (pre-commit passes names, and a file may be called
 *   `install`)
 * @throws UserError
 */
export function parseOptions(argv: readonly string[], commandsAllowed = true): Options {
  const given = new Map<string, string[]>();
  const operands: string[] = [];
  let onlyFiles = !commandsAllowed;
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index] as string;
    if (argument === '--') {
      // `antivenom install --` is the command, also where a file is called so.
      if (operands.length === 0) onlyFiles = true;
      operands.push(...argv.slice(index + 1));
      break;
    }
    if (!argument.startsWith('-') || argument === '-') {
      operands.push(argument);
      continue;
    }
    const [name, inline] = optionName(argument);
    const spec = SPECS[name] as OptionSpec;
    if (spec.value === undefined) {
      if (inline !== null) throw new UserError(`--${name} takes no value`);
      given.set(name, []);
      continue;
    }
    const value = inline ?? argv[index + 1];
    if (inline === null) index += 1;
    if (value === undefined || (inline === null && /^--/.test(value))) {
      throw new UserError(`--${name} needs a value: --${name} ${spec.value}`);
    }
    given.set(name, [...(given.get(name) ?? []), value]);
  }
  const command = onlyFiles ? null : commandOf(operands);
  if (command !== null) rejectForeignOptions(command, [...given.keys()]);
  const options = readOptions(given, command, command === null ? operands : operands.slice(1));
  rejectContradictions(options);
  return options;
}

function optionName(argument: string): [name: string, inline: string | null] {
  if (!argument.startsWith('--')) {
    const name = SHORT[argument.slice(1)];
    if (name === undefined) throw new UserError(`unknown option ${argument}`);
    return [name, null];
  }
  const equals = argument.indexOf('=');
  const name = argument.slice(2, equals === -1 ? undefined : equals);
  if (!Object.hasOwn(SPECS, name)) {
    throw new UserError(
      `unknown option --${name}${didYouMean(
        `--${name}`,
        Object.keys(SPECS).map((known) => `--${known}`),
      )}`,
    );
  }
  return [name, equals === -1 ? null : argument.slice(equals + 1)];
}

function commandOf(operands: readonly string[]): Command | null {
  const first = operands[0];
  return first !== undefined && Object.hasOwn(COMMANDS, first) ? (first as Command) : null;
}

function rejectForeignOptions(command: Command, given: readonly string[]): void {
  const allowed: readonly string[] = [...COMMAND_OPTIONS[command], ...ANYWHERE];
  const foreign = given.find((name) => !allowed.includes(name) && SPECS[name]?.hidden !== true);
  if (foreign !== undefined) throw new UserError(`antivenom ${command} takes no --${foreign}`);
}

function readOptions(
  given: ReadonlyMap<string, readonly string[]>,
  command: Command | null,
  operands: readonly string[],
): Options {
  const value = (name: string): string | null => given.get(name)?.at(-1) ?? null;
  const oneOf = <T extends string>(name: string, allowed: readonly T[]): T | null => {
    const text = value(name);
    if (text === null) return null;
    if ((allowed as readonly string[]).includes(text)) return text as T;
    throw new UserError(`--${name} ${text} is none of ${allowed.join(', ')}${didYouMean(text, allowed)}`);
  };
  const list = (name: string): string[] =>
    (given.get(name) ?? []).flatMap((text) => text.split(/[\s,]+/).filter((id) => id !== ''));
  oneOf('show', ['info']);
  return {
    command,
    operands,
    allFiles: given.has('all-files'),
    fromRef: value('from-ref'),
    toRef: value('to-ref'),
    stdinFilename: value('stdin-filename'),
    fix: given.has('fix'),
    unsafeFixes: given.has('unsafe-fixes'),
    diff: given.has('diff'),
    format: oneOf('format', FORMATS),
    output: value('output'),
    select: given.has('select') ? list('select') : null,
    ignore: list('ignore'),
    failOn: oneOf('fail-on', FAIL_ON),
    newOnly: given.has('new-only'),
    baseline: value('baseline'),
    shard: readShard(value('shard')),
    showInfo: given.has('show'),
    asOf: readDate(value('as-of')),
    config: value('config'),
    noConfig: given.has('no-config'),
    noCache: given.has('no-cache'),
    color: oneOf('color', COLOR) ?? 'auto',
    quiet: given.has('quiet'),
    verbose: given.has('verbose'),
    version: given.has('version'),
    help: given.has('help'),
    url: value('url'),
    namesUrl: value('names-url'),
  };
}

function readShard(text: string | null): Options['shard'] {
  if (text === null) return null;
  const [, index, count] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (index === undefined || count === undefined || index < 1 || index > count) {
    throw new UserError(`--shard ${text} is no part: write I/N with I from 1 to N, such as 1/4`);
  }
  return { index, count };
}

function readDate(text: string | null): string | null {
  if (text === null) return null;
  const date = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) {
    throw new UserError(`--as-of ${text} is no date: write YYYY-MM-DD`);
  }
  return text;
}

function rejectContradictions(options: Options): void {
  const { command, operands } = options;
  if (options.help || options.version) return;
  if (options.select?.length === 0) throw new UserError('--select names no rule: write --select RULE,...');
  if (options.diff && options.format !== null && options.format !== 'text' && options.output === null) {
    throw new UserError(`--diff prints a diff: with --format ${options.format} write --output FILE, too`);
  }
  if (options.unsafeFixes && !options.fix && !options.diff) {
    throw new UserError('--unsafe-fixes does nothing by itself: write --fix --unsafe-fixes');
  }
  if (options.noConfig && options.config !== null) throw new UserError('--config and --no-config exclude each other');
  if (options.quiet && options.verbose) throw new UserError('--quiet and --verbose exclude each other');
  if ((options.url !== null || options.namesUrl !== null) && command !== 'advisories') {
    throw new UserError('--url and --names-url belong to antivenom advisories update');
  }
  if ((options.fromRef === null) !== (options.toRef === null)) {
    throw new UserError('--from-ref and --to-ref go together: --from-ref A --to-ref B');
  }
  const sources = [
    options.allFiles && '--all-files',
    options.fromRef !== null && '--from-ref',
    options.stdinFilename !== null && '--stdin-filename',
    command === null && operands.length > 0 && 'FILE arguments',
  ].filter((source) => source !== false);
  if (sources.length > 1) throw new UserError(`${sources.join(' and ')} exclude each other`);
  if (options.fix && !options.diff && options.fromRef !== null) {
    throw new UserError('--fix cannot rewrite commits: check the range without it, or fix the staged files');
  }
  if (options.fix && !options.diff && options.stdinFilename !== null) {
    throw new UserError('--fix cannot rewrite standard input: --diff prints what it would do');
  }
  const arity: Partial<Record<Command, readonly [least: number, most: number, usage: string]>> = {
    explain: [1, 1, 'antivenom explain RULE'],
    advisories: [1, 1, 'antivenom advisories update, or antivenom advisories status'],
  };
  if (command !== null) {
    const [least, most, usage] = arity[command] ?? [0, 0, `antivenom ${command}`];
    if (operands.length < least || operands.length > most) throw new UserError(`usage: ${usage}`);
  }
}

/** The lowest severity that blocks, or null for never. */
export function blockingSeverity(failOn: FailOn): Severity | null {
  return failOn === 'never' ? null : failOn;
}

export function helpText(): string {
  const rows = (entries: readonly (readonly [string, string])[]): string => {
    const width = Math.max(...entries.map(([name]) => name.length));
    return entries.map(([name, help]) => `  ${name.padEnd(width)}  ${help}`).join('\n');
  };
  const options = Object.entries(SPECS)
    .filter(([, spec]) => spec.hidden !== true)
    .map(([name, spec]) => [`--${name}${spec.value === undefined ? '' : ` ${spec.value}`}`, spec.help] as const);
  return `antivenom stops unsafe Python at the commit.

  antivenom                            check what is staged
  antivenom FILE...                    check those files
  antivenom --all-files                check every tracked file
  antivenom --from-ref A --to-ref B    check what differs between two commits

Options
${rows(options)}

Commands
${rows(Object.entries(COMMANDS).map(([name, help]) => [name, help]))}

Exit status: 0 nothing that blocks, 1 findings block the commit, 2 it could not start and nothing was checked,
3 something failed while checking and is named.
`;
}
