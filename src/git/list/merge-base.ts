import { UserError } from '../../cli/errors.ts';
import { explainFailure, type Repository } from '../repository.ts';
import { runGit } from '../run.ts';

/**
 * The commit at which two commits diverged (git's choice if there are several, as in `git diff A...B`).
 * @throws UserError if they have no common ancestor, or a shallow clone does not reach it
 */
export async function mergeBase(
  repository: Repository,
  from: { readonly oid: string; readonly ref: string },
  to: { readonly oid: string; readonly ref: string },
): Promise<string> {
  const { status, stdout, stderr } = await runGit(repository, ['merge-base', from.oid, to.oid]);
  const found = stdout.toString().trim();
  if (status === 0 && /^[0-9a-f]{40,64}$/.test(found)) return found;
  if (status !== 1) throw explainFailure(repository, 'git could not find the merge base', stderr);
  const shallow = (await runGit(repository, ['rev-parse', '--is-shallow-repository'])).stdout.toString().trim();
  throw new UserError(
    `${from.ref} and ${to.ref} have no common ancestor here`,
    shallow === 'true'
      ? 'the clone is shallow: git fetch --unshallow, or fetch-depth: 0 in CI'
      : 'to check every file of the second, write 40 zeros for the first',
  );
}
