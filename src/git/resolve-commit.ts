import { UserError } from '../cli/errors.ts';
import { isZeroOid } from './list/raw-diff.ts';
import { explainFailure, type Repository } from './repository.ts';

/**
 * The full object id of the commit that a ref, a tag or an abbreviated id names. Null for the zero id, which git and CI
 * services use for 'there was nothing before'.
 * @throws UserError if there is no such commit here
 */
export async function resolveCommit(repository: Repository, ref: string): Promise<string | null> {
  if (ref.length >= 40 && isZeroOid(ref)) return null;
  const { openClient } = await import('./client.ts');
  try {
    // --end-of-options is newer than the oldest git that we support, and no ref begins with a dash.
    if (ref.startsWith('-')) throw new Error('an option');
    const client = openClient(repository);
    // In `:/text` everything after the slash is the text to search for.
    const name = ref.startsWith(':/') ? await client.revparse(['--verify', ref]) : ref;
    return await client.revparse(['--verify', `${name}^{commit}`]);
  } catch (error) {
    const failure = explainFailure(repository, 'git could not look it up', String(error));
    if (failure instanceof UserError) throw failure;
    throw new UserError(`unknown ref: ${ref}`, 'in a shallow clone, fetch it first');
  }
}
