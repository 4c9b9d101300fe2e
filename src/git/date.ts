import { GitError } from '../cli/errors.ts';
import type { SnapshotSource } from './list/entry.ts';
import { explainFailure, type Repository } from './repository.ts';
import { runGit } from './run.ts';

/** The day to judge by, YYYY-MM-DD: a commit's own, otherwise the user's local date. */
export async function judgingDay(repository: Repository, source: SnapshotSource, now: Date): Promise<string> {
  return source.kind === 'commit' ? commitDay(repository, source.oid) : localDay(now);
}

/** YYYY-MM-DD. */
export const localDay = (now: Date): string =>
  [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');

/**
 * The committer's local date. Read from the object itself, since settings such as `log.showSignature` change the output
 * of git show.
 */
async function commitDay(repository: Repository, oid: string): Promise<string> {
  const { status, stdout, stderr } = await runGit(repository, ['cat-file', 'commit', oid]);
  if (status !== 0) throw explainFailure(repository, 'git could not read the commit', stderr);
  const header = stdout.toString('latin1').split('\n\n', 1)[0] ?? '';
  const found = /^committer .*> (\d{1,12}) ([+-])(\d\d)(\d\d)$/m.exec(header);
  if (found === null) throw new GitError(`the commit ${oid} has no date that can be read`, '');
  const [, seconds, sign, hours, minutes] = found;
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60 : 60);
  return new Date((Number(seconds) + offset) * 1000).toISOString().slice(0, 10);
}
