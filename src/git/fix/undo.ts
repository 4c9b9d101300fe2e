import { lstatSync } from 'node:fs';
import { blobId } from '../blob-id.ts';
import type { FileProblem } from '../list/entry.ts';
import { parseTree } from '../list/files.ts';
import { displayPath } from '../list/path-bytes.ts';
import { type Objects, openObjects } from '../read/objects.ts';
import { isBehindLink, readFile, workingPath } from '../read/working-file.ts';
import { confirmRepository, type Repository } from '../repository.ts';
import { runGitSync } from '../run.ts';
import { headCommit } from './carry-out.ts';
import { type IndexChange, type IndexEntry, readIndex, writeIndex } from './index-entries.ts';
import { storeBlob } from './ready-files.ts';
import { type FileRecord, lastRecords, updateRecord } from './record.ts';
import { prepareFile } from './replace-file.ts';
import { contentBefore, isStagedForm } from './staged-fix.ts';

export interface UndoReport {
  /** Paths that were restored, in the index, the work tree or both. */
  readonly restored: readonly string[];
  /** Those whose index entry was restored, and those whose working file was. */
  readonly inIndex: ReadonlySet<string>;
  readonly inWorkTree: ReadonlySet<string>;
  /** What was left alone, and why. The exit status is then 1. */
  readonly left: readonly FileProblem[];
  /** True if no fix is on record. */
  readonly nothing: boolean;
  /** True if the fix has been committed since, so that the index was left alone. */
  readonly committed: boolean;
}

/**
 * Restores what the last run with --fix changed: each index entry and file only if it still is what the fix wrote. What
 * could not be restored stays on record.
 * @throws GitError, UserError
 */
export async function undoFixes(repository: Repository): Promise<UndoReport> {
  confirmRepository(repository);
  const records = lastRecords(repository);
  const inIndex = new Set<string>();
  const inWorkTree = new Set<string>();
  const left: FileProblem[] = [];
  const head = headCommit(repository);
  let committed = false;
  for (const { file, record } of records) {
    // If HEAD has moved: what it contains of the fix, and what is still staged (another commit may have been made).
    const inHead = record.head === head ? NO_BLOBS : headBlobs(repository);
    const isCommitted = ({ name, index }: FileRecord): boolean => index !== null && inHead.get(name) === index.new;
    committed ||= record.files.some(isCommitted);
    // If the commit failed, git has dropped the index too.
    const withIndex = !record.temporaryIndex;
    const entries = withIndex ? readIndex(repository, null) : new Map<string, IndexEntry>();
    const objects = openObjects(repository, Number.POSITIVE_INFINITY);
    objects.load(record.files.flatMap((file) => [file.workingFile?.old ?? [], file.index?.old ?? []].flat()));
    const rest = new Set<FileRecord>();
    const changes: IndexChange[] = [];
    for (const fileRecord of record.files) {
      if (!withIndex || isCommitted(fileRecord)) continue;
      const { name } = fileRecord;
      const entry = entries.get(name);
      const before = await entryBefore(repository, fileRecord, entry, objects);
      if (before === null) continue;
      if (before.reason !== null) {
        rest.add(fileRecord);
        left.push(problem(name, before.reason));
      } else if (entry !== undefined && inHead.get(name) === entry.oid) {
        committed = true;
      } else {
        changes.push({ name: bytesOf(name), mode: entry?.mode ?? fileRecord.index?.mode ?? '100644', oid: before.oid });
      }
    }
    const finish = writeIndex(repository, null, changes);
    for (const { name } of changes) inIndex.add(displayPath(name));
    const clean = new Set<string>();
    for (const fileRecord of record.files) {
      const reason = restoreWorkingFile(repository, fileRecord, objects);
      if (reason === 'restored') {
        inWorkTree.add(displayPath(bytesOf(fileRecord.name)));
        clean.add(fileRecord.name);
      } else if (reason !== null) {
        left.push(problem(fileRecord.name, reason));
        rest.add(fileRecord);
      }
    }
    finish((name) => clean.has(name));
    updateRecord(file, { ...record, files: record.files.filter((fileRecord) => rest.has(fileRecord)) });
  }
  const restored = [...new Set([...inIndex, ...inWorkTree])].sort();
  return { restored, inIndex, inWorkTree, left, nothing: records.length === 0, committed };
}

type EntryBefore = { readonly oid: string; readonly reason: null } | { readonly oid: null; readonly reason: string };

/** What the index should contain again; null to leave it alone. */
async function entryBefore(
  repository: Repository,
  { name, index, workingFile, stagedThen }: FileRecord,
  entry: IndexEntry | undefined,
  objects: Objects,
): Promise<EntryBefore | null> {
  if (index !== null) {
    if (entry?.oid === index.old) return null;
    if (entry?.oid !== index.new) return leaving('its index entry is no longer what the fix wrote');
    // An entry must not name an object that git no longer has: the next commit would fail.
    return objects.get(index.old).status === 'ok'
      ? { oid: index.old, reason: null }
      : leaving('git no longer has the old content of its index entry (git gc removes it)');
  }
  // The fix was only written to the working file, but (as after pre-commit) may have been staged since.
  if (workingFile === null || entry === undefined || entry.oid === stagedThen) return null;
  const old = objects.get(workingFile.old);
  if (old.status !== 'ok' || isStagedForm(entry.oid, old.bytes)) return null;
  const fixed = fixedContent(repository, name, workingFile.new, objects);
  const before = fixed === null ? null : contentBefore(entry.oid, old.bytes, fixed);
  if (before !== null) return { oid: await storeBlob(repository, before), reason: null };
  return stagedThen === undefined ? null : leaving('what is staged has changed since the fix, and may hold it');
}

const leaving = (reason: string): EntryBefore => ({ oid: null, reason });

/** From disk, or from git's store once it is staged. */
function fixedContent(repository: Repository, name: string, oid: string, objects: Objects): Buffer | null {
  try {
    const bytes = readFile(workingPath(repository, bytesOf(name)));
    if (bytes !== null && blobId(bytes, oid) === oid) return bytes;
  } catch {
    // Something else is there now.
  }
  const stored = objects.get(oid);
  return stored.status === 'ok' ? stored.bytes : null;
}

const NO_BLOBS: ReadonlyMap<string, string> = new Map();

/** The object ids of HEAD's files by {@link key}. */
function headBlobs(repository: Repository): ReadonlyMap<string, string> {
  const { stdout } = runGitSync(repository, ['ls-tree', '-r', '-z', '--full-tree', 'HEAD']);
  return parseTree(stdout);
}

/** Null if there was nothing to do; 'restored', or why not. */
function restoreWorkingFile(
  repository: Repository,
  { name, workingFile }: FileRecord,
  objects: Objects,
): string | null {
  if (workingFile === null) return null;
  const bytes = bytesOf(name);
  const target = workingPath(repository, bytes);
  const changed = 'the working file is no longer what the fix wrote';
  try {
    if (isBehindLink(repository, bytes)) return changed;
    const found = lstatSync(target, { throwIfNoEntry: false });
    if (found === undefined || !found.isFile()) return changed;
    const current = blobId(readFile(target) ?? Buffer.alloc(0), workingFile.new);
    if (current === workingFile.old) return null;
    if (current !== workingFile.new) return changed;
    const old = objects.get(workingFile.old);
    if (old.status !== 'ok') return 'git no longer has its old content (git gc removes it after two weeks)';
    prepareFile(repository, target, old.bytes, found).commit();
    return 'restored';
  } catch (error) {
    return `the working file cannot be written (${(error as NodeJS.ErrnoException).code})`;
  }
}

const bytesOf = (name: string): Buffer => Buffer.from(name, 'latin1');

const problem = (name: string, reason: string): FileProblem => ({
  path: displayPath(bytesOf(name)),
  kind: 'unwritable',
  reason,
});
