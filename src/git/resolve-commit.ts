import { UserError } from '../cli/errors.ts';
import { isZeroOid } from './list/raw-diff.ts';
import { explainFailure, type Repository } from './repository.ts';

/**
 * The commit that a ref, a tag or an abbreviated id names, as a full object id; null for the id of zeros, by which
 * git and CI services say 'there was nothing before'.
 * @throws UserError no such commit here
 */
export async function resolveCommit(repository: Repository, ref: string): Promise<string | null> {
  if (ref.length >= 40 && isZeroOid(ref)) return null;
  const { openClient } = await import('./client.ts');
  try {
    // --end-of-options is newer than the oldest git we take, and no ref begins with a dash.
    if (ref.startsWith('-')) throw new Error('an option');
    const client = openClient(repository);
    // In `:/text` everything behind the slash is the text that is looked for.
    const name = ref.startsWith(':/') ? await client.revparse(['--verify', ref]) : ref;
    return await client.revparse(['--verify', `${name}^{commit}`]);
  } catch (error) {
    const failure = explainFailure(repository, 'git could not look it up', String(error));
    if (failure instanceof UserError) throw failure;
    throw new UserError(`unknown ref: ${ref}`, 'in a shallow clone, fetch it first');
  }
}
