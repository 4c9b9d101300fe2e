import { rmSync } from 'node:fs';
import { GitError } from '../../cli/errors.ts';
import { blobId } from '../blob-id.ts';
import type { Entry, FileProblem } from '../list/entry.ts';
import { key } from '../list/path-bytes.ts';
import { isBehindLink, readFile } from '../read/working-file.ts';
import type { Repository } from '../repository.ts';
import { runGitSync } from '../run.ts';
import type { FileFix, WrittenFix } from './file-fix.ts';
import { type IndexEntry, indexFilesOf, readIndex, writeIndex } from './index-entries.ts';
import { isAsJudged, type PlannedFix, planFix } from './plan.ts';
import { dropOlderRecords, type FileRecord, type FixRecord, storeRecord } from './record.ts';
import { type PreparedFile, prepareFile, sweepOwnFolder } from './replace-file.ts';

export interface FixReport {
  readonly written: readonly WrittenFix[];
  /** Files in which nothing was changed, and why. Their findings stay. */
  readonly failed: readonly FileProblem[];
}

export interface FixOptions {
  /** Identifies the runs that `antivenom undo` reverts together, for instance by the process id of the hook runner. */
  readonly group?: string;
  /** Called with the name of each step that changes something on disk, before the step. */
  readonly onStep?: (step: string) => void;
}

/**
 * Fixes what is staged: the index's blob and the working file separately, so that staged and unstaged hunks both
 * survive.
 * First everything is written to temporary places, then a record for `antivenom undo`, then all index entries in one
 * step, then the working files, each by a rename.
 * @throws GitError if nothing was changed
 */
export async function fixStaged(
  repository: Repository,
  fixes: readonly FileFix[],
  options: FixOptions = {},
): Promise<FixReport> {
  const failed: FileProblem[] = [];
  const indexFiles = indexFilesOf(repository);
  const entries = readIndex(repository, indexFiles.files.at(-1)!);
  const unchanged = fixes.filter(({ entry }) => {
    const same = entries.get(key(entry.name))?.oid === entry.oid;
    if (!same) failed.push(failure(entry, 'its index entry has changed meanwhile'));
    return same;
  });
  const note = indexFiles.staleAfterwards
    ? 'git add it once more after this commit: the index still has the old content'
    : null;
  const planned = planAll(repository, unchanged, failed);
  const files = await prepareAll(repository, planned, true, failed, options);
  const record = newRecord(repository, files, options, indexFiles.temporary);
  const finish: ReturnType<typeof writeIndex>[] = [];
  carryOut(repository, files, record, options, () => {
    const changes = files.map(({ plan, newOid }) => ({
      name: plan.fix.entry.name,
      mode: plan.fix.entry.mode,
      oid: newOid,
    }));
    for (const file of indexFiles.files) {
      options.onStep?.('index');
      const current = file === indexFiles.files.at(-1) ? entries : readIndex(repository, file);
      // Another index may have other content at the same path; that stays.
      finish.push(
        writeIndex(
          repository,
          file,
          changes.filter(({ name }) => current.get(key(name))?.oid === entries.get(key(name))?.oid),
        ),
      );
    }
  });
  const fixed = new Set(
    files.flatMap(({ plan, outcome }) => (outcome.workingFile === 'fixed' ? [key(plan.fix.entry.name)] : [])),
  );
  for (const done of finish) done((name) => fixed.has(name));
  return { written: files.map((file) => ({ ...file.outcome, note: file.outcome.note ?? note })), failed };
}

/**
 * Fixes only working files. The runner (pre-commit, lint-staged) or the user stages them.
 * @throws GitError if nothing was changed
 */
export async function fixWorkingFiles(
  repository: Repository,
  fixes: readonly FileFix[],
  options: FixOptions = {},
): Promise<FixReport> {
  const failed: FileProblem[] = [];
  const planned = planAll(repository, fixes, failed).filter(({ fix, seen, target, outcome }) => {
    // What was read from the index may look different on disk (autocrlf, a filter), unlike what was read from disk.
    const same = target !== null && (fix.entry.oid !== null || isAsJudged(fix, seen));
    if (!same) failed.push(failure(fix.entry, whyNotWritten(repository, fix, outcome)));
    return same;
  });
  const staged = planned.length === 0 ? NO_ENTRIES : readIndex(repository, indexFilesOf(repository).files.at(-1)!);
  const files = (await prepareAll(repository, planned, false, failed, options)).map((file) => ({
    ...file,
    record: { ...file.record, stagedThen: staged.get(file.record.name)?.oid ?? null },
  }));
  carryOut(repository, files, newRecord(repository, files, options, false), options, () => {});
  return { written: files.map(({ outcome }) => outcome), failed };
}

const NO_ENTRIES: ReadonlyMap<string, IndexEntry> = new Map();

function whyNotWritten(repository: Repository, { entry }: FileFix, outcome: WrittenFix['workingFile']): string {
  if (isBehindLink(repository, entry.name)) return 'a folder on its way is a symbolic link; fix it under its own path';
  return outcome === 'gone'
    ? 'it is gone from the disk; --fix without file names fixes what is staged'
    : 'it has changed meanwhile';
}

/** A file for which everything is written to temporary places. */
interface ReadyFile {
  readonly plan: PlannedFix;
  /** The fixed blob. If only the working file is fixed: the id that it would have. */
  readonly newOid: string;
  readonly prepared: PreparedFile | null;
  readonly record: FileRecord;
  outcome: WrittenFix;
}

function planAll(repository: Repository, fixes: readonly FileFix[], failed: FileProblem[]): PlannedFix[] {
  return fixes.flatMap((fix) => {
    const plan = planFix(repository, fix);
    if (typeof plan !== 'string') return [plan];
    failed.push(failure(fix.entry, plan));
    return [];
  });
}

async function prepareAll(
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

/** From here on nothing waits, so a signal finds every file either old or new. */
function carryOut(
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

/** Stores bytes unchanged (no filters, no converted line endings) and returns their id. */
export async function storeBlob(repository: Repository, bytes: Buffer): Promise<string> {
  const { openClient } = await import('../client.ts');
  try {
    return await openClient(repository, bytes).raw(['hash-object', '-w', '--stdin']);
  } catch (error) {
    throw new GitError('git could not store the content; nothing was changed', String(error));
  }
}

function newRecord(
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

const failure = ({ path }: Entry, reason: string): FileProblem => ({ path, kind: 'unwritable', reason });
