import { GitError } from '../cli/errors.ts';
import type { SnapshotSource } from './list/entry.ts';
import type { Repository } from './repository.ts';
import { runGit } from './run.ts';

/** The day to judge by, YYYY-MM-DD: a commit's own, else today where the user is. */
export async function judgingDay(repository: Repository, source: SnapshotSource, now: Date): Promise<string> {
  if (source.kind === 'commit') {
    const { status, stdout, stderr } = await runGit(repository, ['show', '-s', '--format=%cs', source.oid]);
    if (status !== 0) throw new GitError('git could not tell the date of the commit', stderr);
    return stdout.toString().trim();
  }
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
