import { rmSync } from 'node:fs';
import { GitError } from '../../cli/errors.ts';
import { readFile } from '../read/working-file.ts';
import type { Repository } from '../repository.ts';
import { runGitSync } from '../run.ts';
import type { PlannedFix } from './plan.ts';
import type { FixOptions, ReadyFile } from './ready-files.ts';
import { dropOlderRecords, type FixRecord, storeRecord } from './record.ts';
import { type PreparedFile, sweepOwnFolder } from './replace-file.ts';

/**
 * Puts prepared files in place: the record for `antivenom undo`, the indexes, then the working files. Nothing waits here,
 * so a signal finds every file either old or new.
 */
export function carryOut(
  repository: Repository,
  files: readonly ReadyFile[],
  record: FixRecord,
  options: FixOptions,
  writeIndexes: () => void,
): void {
  if (files.length === 0) return;
  options.onStep?.('record');
  let recordFile: string | null = null;
  try {
    recordFile = storeRecord(repository, record);
    writeIndexes();
  } catch (error) {
    for (const { prepared } of files) prepared?.discard();
    if (recordFile !== null) rmSync(recordFile, { force: true });
    else throw new GitError('the record for antivenom undo cannot be written; nothing was changed', String(error));
    throw error;
  }
  for (const file of files) {
    if (file.prepared === null) continue;
    options.onStep?.('working file');
    const note = replace(file.plan, file.prepared);
    if (note !== null) file.outcome = { ...file.outcome, workingFile: 'left', note };
  }
  options.onStep?.('forget');
  try {
    dropOlderRecords(repository, record);
    sweepOwnFolder(repository);
  } catch {
    // The fix is done. What another user's run left behind only takes up space.
  }
}

/** Why the working file was left as it is; null if it was replaced. */
function replace(plan: PlannedFix, prepared: PreparedFile): string | null {
  try {
    if (readFile(plan.target!)?.equals(plan.seen)) {
      prepared.commit();
      return null;
    }
  } catch (error) {
    prepared.discard();
    return `the working file cannot be written (${(error as NodeJS.ErrnoException).code})`;
  }
  prepared.discard();
  return 'the working file has changed meanwhile and was left as it is';
}

export function newRecord(
  repository: Repository,
  files: readonly ReadyFile[],
  { group = '' }: FixOptions,
  temporaryIndex: boolean,
): FixRecord {
  const head = headCommit(repository);
  return { version: 1, group, time: Date.now(), head, temporaryIndex, files: files.map(({ record }) => record) };
}

/** HEAD's commit id; null before the first commit. */
export function headCommit(repository: Repository): string | null {
  const { status, stdout } = runGitSync(repository, ['rev-parse', '--verify', '--quiet', 'HEAD']);
  return status === 0 ? stdout.toString().trim() : null;
}
