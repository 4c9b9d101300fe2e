import { GitError } from '../../cli/errors.ts';
import { blobId } from '../blob-id.ts';
import type { Entry, FileProblem } from '../list/entry.ts';
import { key } from '../list/path-bytes.ts';
import type { Repository } from '../repository.ts';
import type { FileFix, WrittenFix } from './file-fix.ts';
import { type PlannedFix, planFix } from './plan.ts';
import type { FileRecord } from './record.ts';
import { type PreparedFile, prepareFile } from './replace-file.ts';

export interface FixOptions {
  /** Identifies the runs that `antivenom undo` reverts together, for instance by the process id of the hook runner. */
  readonly group?: string;
  /** Called with the name of each step that changes something on disk, before the step. */
  readonly onStep?: (step: string) => void;
}

/** A file for which everything is written to temporary places. */
export interface ReadyFile {
  readonly plan: PlannedFix;
  /** The fixed blob. If only the working file is fixed: the id that it would have. */
  readonly newOid: string;
  readonly prepared: PreparedFile | null;
  readonly record: FileRecord;
  outcome: WrittenFix;
}

export function planAll(repository: Repository, fixes: readonly FileFix[], failed: FileProblem[]): PlannedFix[] {
  return fixes.flatMap((fix) => {
    const plan = planFix(repository, fix);
    if (typeof plan !== 'string') return [plan];
    failed.push(failure(fix.entry, plan));
    return [];
  });
}

/** Writes everything to temporary places: blobs that nothing names yet, and files beside the working files. */
export async function prepareAll(
  repository: Repository,
  planned: readonly PlannedFix[],
  staged: boolean,
  failed: FileProblem[],
  options: FixOptions,
): Promise<ReadyFile[]> {
  const files: ReadyFile[] = [];
  try {
    for (const plan of planned) {
      const { fix, target, seen } = plan;
      options.onStep?.('objects');
      const newOid = staged ? await storeBlob(repository, fix.after) : '';
      const oldWorking = target === null ? '' : await storeBlob(repository, seen);
      let prepared: PreparedFile | null = null;
      if (target !== null) {
        options.onStep?.('prepare');
        try {
          prepared = prepareFile(repository, target, plan.fixed, plan.owner);
        } catch (error) {
          failed.push(failure(fix.entry, `it cannot be written (${(error as NodeJS.ErrnoException).code})`));
          continue;
        }
      }
      files.push({
        plan,
        newOid,
        prepared,
        record: {
          name: key(fix.entry.name),
          index: staged ? { mode: fix.entry.mode, old: fix.entry.oid!, new: newOid } : null,
          workingFile: target === null ? null : { old: oldWorking, new: blobId(plan.fixed, oldWorking) },
        },
        outcome: { entry: fix.entry, workingFile: plan.outcome, note: plan.note },
      });
    }
  } catch (error) {
    for (const file of files) file.prepared?.discard();
    throw error;
  }
  return files;
}

/** Stores bytes unchanged (no filters, no converted line endings) and returns their id. */
export async function storeBlob(repository: Repository, bytes: Buffer): Promise<string> {
  const { openClient } = await import('../client.ts');
  try {
    return await openClient(repository, bytes).raw(['hash-object', '-w', '--stdin']);
  } catch (error) {
    throw new GitError('git could not store the content; nothing was changed', String(error));
  }
}

export const failure = ({ path }: Entry, reason: string): FileProblem => ({ path, kind: 'unwritable', reason });
