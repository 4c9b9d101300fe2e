import { COMMAND_NAMES } from '../../cli/argv.ts';
import { UserError } from '../../cli/errors.ts';
import type { Options } from '../../cli/options.ts';
import { nearest } from '../../cli/suggest.ts';
import type { Repository } from '../repository.ts';
import { listRange, listStaged, listTracked } from './changes.ts';
import type { Listing } from './entry.ts';
import { listFiles, type Since } from './files.ts';
import { mergeBase } from './merge-base.ts';
import { listStdin } from './stdin.ts';

/**
 * The files that the command line asks for.
 * @throws UserError
 */
export async function listAskedFiles(options: Options, repository: Repository): Promise<Listing> {
  const { fromRef, toRef, stdinFilename, operands } = options;
  if (fromRef !== null && toRef !== null) return listRefs(repository, fromRef, toRef);
  if (stdinFilename !== null) return listStdin(repository, stdinFilename);
  if (options.allFiles) return listTracked(repository);
  return operands.length === 0 ? listStaged(repository) : listOperands(repository, operands);
}

async function listRefs(repository: Repository, fromRef: string, toRef: string): Promise<Listing> {
  const { from, to } = await rangeBetween(repository, fromRef, toRef, '--to-ref');
  return listRange(repository, from, to);
}

interface Range {
  /** Where the two diverged; null: nothing was there before. */
  readonly from: string | null;
  readonly to: string;
}

async function rangeBetween(repository: Repository, fromRef: string, toRef: string, toName: string): Promise<Range> {
  const { resolveCommit } = await import('../actions.ts');
  const [from, to] = await Promise.all([resolveCommit(repository, fromRef), resolveCommit(repository, toRef)]);
  if (to === null) throw new UserError(`${toName} ${toRef} is not a commit`);
  if (from === null) return { from, to };
  return { from: await mergeBase(repository, { oid: from, ref: fromRef }, { oid: to, ref: toRef }), to };
}

/** What to compare the files with that pre-commit passes for a range (a push, `--from-ref` and `--to-ref`). */
async function sinceOf(repository: Repository): Promise<Since | null | undefined> {
  const { PRE_COMMIT_FROM_REF: fromRef, PRE_COMMIT_TO_REF: toRef } = repository.env;
  if (!fromRef) return undefined;
  const { from, to } = await rangeBetween(repository, fromRef, toRef || 'HEAD', 'PRE_COMMIT_TO_REF');
  return from === null ? null : { commits: [from], to };
}

/** An argument that is not a file may have been meant as a command. */
async function listOperands(repository: Repository, operands: readonly string[]): Promise<Listing> {
  try {
    return await listFiles(repository, operands, await sinceOf(repository));
  } catch (error) {
    const [only = '', ...others] = operands;
    if (!(error instanceof UserError) || others.length > 0) throw error;
    if (only === 'help' || only === 'version') throw new UserError(`${error.message} (did you mean --${only}?)`);
    const command = nearest(only, COMMAND_NAMES);
    throw command === null ? error : new UserError(`${error.message} (did you mean the command ${command}?)`);
  }
}
