import {
  type Arguments,
  COLORS,
  CONFIG_SIDES,
  type Command,
  commandSpec,
  FAIL_ON,
  FORMATS,
  type GivenOption,
  isGiven,
  OPTION_NAMES,
  type OptionName,
  optionSpec,
  readArguments,
} from './argv.ts';
import { rejectContradictions } from './contradictions.ts';
import { UserError } from './errors.ts';
import type { Options } from './options.ts';
import { didYouMean } from './suggest.ts';

/**
 * @param onlyFiles every operand is a file: a runner passes names, and a file may be named `install`
 * @throws UserError
 */
export function parseOptions(argv: readonly string[], onlyFiles = false): Options {
  const given = readArguments(argv, onlyFiles);
  for (const option of given.options) checkOption(option);
  if (given.command !== null) checkCommand(given.command, given);
  if (isGiven(given, 'whole-files') && isGiven(given, 'new-only')) {
    throw new UserError('--whole-files and --new-only cannot be used together');
  }
  const options = readOptions(given);
  rejectContradictions(options);
  return options;
}

function checkOption({ raw, name, value, inline }: GivenOption): void {
  if (name === null) {
    const known = OPTION_NAMES.map((option) => `--${option}`);
    throw new UserError(`unknown option ${raw}${raw.startsWith('--') ? didYouMean(raw, known) : ''}`);
  }
  const spec = optionSpec(name);
  if (spec.value === undefined) {
    if (inline) throw new UserError(`--${name} takes no value`);
  } else if (value === null || (!inline && /^--/.test(value))) {
    throw new UserError(`--${name} needs a value: --${name} ${spec.value}`);
  } else if (spec.choices !== undefined && !spec.choices.includes(value)) {
    throw new UserError(
      `--${name} ${value} is not one of ${spec.choices.join(', ')}${didYouMean(value, spec.choices)}`,
    );
  }
}

/** If we accepted an option that means nothing to the command, users would think it has an effect. */
function checkCommand(command: Command, { options, operands }: Arguments): void {
  for (const { name } of options) {
    const { commands } = optionSpec(name as OptionName);
    if (commands !== 'all' && !commands?.includes(command)) {
      throw new UserError(`antivenom ${command} takes no --${name}`);
    }
  }
  if (options.some(({ name }) => optionSpec(name as OptionName).aboutItself === true)) return;
  const spec = commandSpec(command);
  const [least, most] = spec.arity ?? [0, 0];
  const count = operands.length - 1;
  if (count < least || count > most) {
    throw new UserError(`usage: antivenom ${command}${spec.operands === undefined ? '' : ` ${spec.operands}`}`);
  }
}

function readOptions(given: Arguments): Options {
  const { options, operands, command } = given;
  const has = (name: OptionName): boolean => isGiven(given, name);
  const values = (name: OptionName): string[] =>
    options.flatMap((option) => (option.name === name && option.value !== null ? [option.value] : []));
  const value = (name: OptionName): string | null => values(name).at(-1) ?? null;
  const choice = <T extends string>(name: OptionName, allowed: readonly T[]): T | null =>
    allowed.find((candidate) => candidate === value(name)) ?? null;
  const list = (name: OptionName): string[] =>
    values(name).flatMap((text) => text.split(/[\s,]+/).filter((id) => id !== ''));
  return {
    command,
    operands: command === null ? operands : operands.slice(1),
    allFiles: has('all-files'),
    fromRef: value('from-ref'),
    toRef: value('to-ref'),
    stdinFilename: value('stdin-filename'),
    fix: has('fix'),
    unsafeFixes: has('unsafe-fixes'),
    diff: has('diff'),
    format: choice('format', FORMATS),
    output: value('output'),
    select: has('select') ? list('select') : null,
    ignore: list('ignore'),
    failOn: choice('fail-on', FAIL_ON),
    newOnly: has('whole-files') ? false : has('new-only') ? true : null,
    baseline: value('baseline'),
    shard: readShard(value('shard')),
    showInfo: has('show'),
    statistics: has('statistics'),
    asOf: readDate(value('as-of')),
    config: value('config'),
    noConfig: has('no-config'),
    configFrom: choice('config-from', CONFIG_SIDES),
    color: choice('color', COLORS) ?? 'auto',
    quiet: has('quiet'),
    verbose: has('verbose'),
    version: has('version'),
    help: has('help'),
    reason: value('reason'),
    try: has('try'),
    url: value('url'),
    namesUrl: value('names-url'),
  };
}

function readShard(text: string | null): Options['shard'] {
  if (text === null) return null;
  const [, index, count] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (index === undefined || count === undefined || index < 1 || index > count) {
    throw new UserError(`--shard ${text} is not a part; write I/N with I from 1 to N, such as 1/4`);
  }
  return { index, count };
}

function readDate(text: string | null): string | null {
  if (text === null) return null;
  const date = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) {
    throw new UserError(`--as-of ${text} is not a date; write YYYY-MM-DD`);
  }
  return text;
}
