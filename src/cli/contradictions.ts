import { optionSpec } from './argv.ts';
import { UserError } from './errors.ts';
import type { Options } from './options.ts';

/** @throws UserError for options that contradict each other */
export function rejectContradictions(options: Options): void {
  if (options.help || options.version) return;
  if (options.select?.length === 0) throw new UserError('--select names no rule; write --select RULE,...');
  if (options.diff && options.format !== null && options.format !== 'text' && options.output === null) {
    throw new UserError(`--diff prints a diff: with --format ${options.format} also write --output FILE`);
  }
  if (options.unsafeFixes && !options.fix && !options.diff) {
    throw new UserError('--unsafe-fixes does nothing by itself; write --fix --unsafe-fixes');
  }
  if (options.noConfig && options.config !== null)
    throw new UserError('--config and --no-config cannot be used together');
  if (options.configFrom !== null && (options.noConfig || options.config !== null)) {
    throw new UserError(`--config-from and --${options.noConfig ? 'no-config' : 'config'} cannot be used together`);
  }
  if (options.configFrom !== null && (options.allFiles || options.stdinFilename !== null)) {
    const source = options.allFiles ? '--all-files' : '--stdin-filename';
    throw new UserError(`--config-from chooses a side of a change, and ${source} compares nothing`);
  }
  if (options.quiet && options.verbose) throw new UserError('--quiet and --verbose cannot be used together');
  rejectOptionsOfCommands(options);
  rejectSources(options);
}

function rejectOptionsOfCommands(options: Options): void {
  if (options.command !== null) return;
  const given = {
    reason: options.reason !== null,
    try: options.try,
    url: options.url !== null,
    'names-url': options.namesUrl !== null,
  };
  for (const [name, isGiven] of Object.entries(given)) {
    const { commands } = optionSpec(name as keyof typeof given);
    if (isGiven) throw new UserError(`--${name} belongs to antivenom ${commands?.[0]}`);
  }
}

function rejectSources(options: Options): void {
  if ((options.fromRef === null) !== (options.toRef === null)) {
    throw new UserError('--from-ref and --to-ref go together: --from-ref A --to-ref B');
  }
  const sources = [
    options.allFiles && '--all-files',
    options.fromRef !== null && '--from-ref',
    options.stdinFilename !== null && '--stdin-filename',
    (options.command === null || options.command === 'ignore') && options.operands.length > 0 && 'FILE arguments',
  ].filter((source) => source !== false);
  if (sources.length > 1) throw new UserError(`${sources.join(' and ')} cannot be used together`);
  if (options.fix && !options.diff && options.fromRef !== null) {
    throw new UserError('--fix cannot rewrite commits: check the range without it, or fix the staged files');
  }
  if (options.fix && !options.diff && options.stdinFilename !== null) {
    throw new UserError('--fix cannot rewrite standard input: --diff prints what it would do');
  }
}
