import { listRange, listStaged, listTracked } from '../git/list/changes.ts';
import type { Listing } from '../git/list/entry.ts';
import { listFiles } from '../git/list/files.ts';
import { listStdin } from '../git/list/stdin.ts';
import type { Repository } from '../git/repository.ts';
import { COMMAND_NAMES } from './argv.ts';
import { UserError } from './errors.ts';
import type { Options } from './options.ts';
import { nearest } from './suggest.ts';

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
  const { resolveCommit } = await import('../git/actions.ts');
  const [from, to] = await Promise.all([resolveCommit(repository, fromRef), resolveCommit(repository, toRef)]);
  if (to === null) throw new UserError(`--to-ref ${toRef} is not a commit`);
  return listRange(repository, from, to);
}

/** A file that does not exist may have been meant as a command. */
async function listOperands(repository: Repository, operands: readonly string[]): Promise<Listing> {
  try {
    return await listFiles(repository, operands);
  } catch (error) {
    const [only = '', ...others] = operands;
    if (!(error instanceof UserError) || others.length > 0) throw error;
    if (only === 'help' || only === 'version') throw new UserError(`${error.message}, did you mean --${only}?`);
    const command = nearest(only, COMMAND_NAMES);
    throw command === null ? error : new UserError(`${error.message}, did you mean the command ${command}?`);
  }
}
