import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from '../../cli/argv.ts';
import { UserError } from '../../cli/errors.ts';
import type { Io } from '../../cli/io.ts';
import type { Options } from '../../cli/options.ts';
import { parseOptions } from '../../cli/parse-options.ts';
import { runGitSync } from '../run.ts';

type Place = Pick<Io, 'argv' | 'cwd' | 'env'>;

/**
 * True if arguments are names of files from a hook runner or a commit hook (git sets GIT_INDEX_FILE for its hooks). A
 * file named `install` is then not a command.
 */
export function handsOverFiles(env: Io['env']): boolean {
  return [env.PRE_COMMIT, env.LEFTHOOK, env.GIT_INDEX_FILE].some((value) => value !== undefined && value !== '');
}

/**
 * The options, reading every argument that names a file as if it followed `--`. Runners append raw names to our
 * options, and a file may be named `--help`: under a runner, an argument that names a file is that file, wherever it
 * is.
 * @throws UserError
 */
export function parseHandedArguments(place: Place): Options {
  const { argv, names } = separateFiles(place);
  const options = parseOptions(argv, handsOverFiles(place.env));
  if (names.length > 0 && options.operands.every((operand) => names.includes(operand))) {
    // As an option it would be obeyed; as the only judged file it would hide the others.
    throw new UserError(`${names[0]} is an option and a file here`, 'write -- before the names of files');
  }
  rejectAmbiguousCommand(place, options);
  return options;
}

function separateFiles(place: Place): { readonly argv: readonly string[]; readonly names: readonly string[] } {
  const { argv, env } = place;
  if (!handsOverFiles(env)) return { argv, names: [] };
  const end = argv.indexOf('--');
  const before = end === -1 ? argv : argv.slice(0, end);
  const dashed = before.filter((argument) => argument.startsWith('-') && argument !== '-');
  const isTracked = end === -1 && dashed.length < argv.length ? trackedNames(place, dashed) : () => false;
  const names = dashed.filter((name) => isFileHere(place, name) || isTracked(name));
  if (end !== -1 && isFileHere(place, '--')) names.push('--');
  const first = names.map((name) => argv.indexOf(name)).sort((a, b) => a - b)[0];
  if (first === undefined) return { argv, names };
  // After the first name, there are only names.
  const rest = argv.filter((_, at) => at >= first && (at !== end || names.includes('--')));
  return { argv: [...argv.slice(0, first), '--', ...new Set(rest)], names };
}

/** @throws UserError if the command's name is also a file's, which a script may have meant */
function rejectAmbiguousCommand(place: Place, { command }: Pick<Options, 'command'>): void {
  if (command === null || place.argv.includes('--') || !isFileHere(place, command satisfies Command)) return;
  throw new UserError(
    `${command} is a command and a file here`,
    `antivenom -- ${command} checks the file, antivenom ${command} -- is the command`,
  );
}

function isFileHere({ cwd }: Place, name: string): boolean {
  return lstatSync(resolve(cwd, name), { throwIfNoEntry: false })?.isDirectory() === false;
}

/** A file that is staged but gone from disk is also a file. */
function trackedNames({ cwd, env }: Place, names: readonly string[]): (name: string) => boolean {
  const missing = names.filter((name) => !isFileHere({ cwd, env, argv: [] }, name));
  if (missing.length === 0) return () => false;
  const specs = missing.map((name) => `:(literal)${name}`);
  const { stdout } = runGitSync({ cwd, env }, ['ls-files', '-z', '--', ...specs]);
  const tracked = new Set(stdout.toString().split('\0'));
  return (name) => tracked.has(name);
}
