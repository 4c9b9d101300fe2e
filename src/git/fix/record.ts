import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../cli/errors.ts';
import type { Repository } from '../repository.ts';
import { ownFolder } from './replace-file.ts';

/** What a fix changed in one file: object ids of the contents before and after. */
export interface FileRecord {
  /** The path, one character per byte (see key). */
  readonly name: string;
  readonly index: { readonly mode: string; readonly old: string; readonly new: string } | null;
  readonly workingFile: { readonly old: string; readonly new: string } | null;
  /** If only the working file was fixed: the blob that was staged at the time, null if none was. */
  readonly stagedThen?: string | null;
}

/** What one run with --fix is about to change, recorded before it changes anything. */
export interface FixRecord {
  readonly version: 1;
  /** Runs in one group are undone together: a hook runner splits a long list of files over several runs. */
  readonly group: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** HEAD's commit; null before the first. If HEAD is different now, the fix has been committed since. */
  readonly head: string | null;
  /** True if the index is dropped when the commit fails. */
  readonly temporaryIndex: boolean;
  readonly files: readonly FileRecord[];
}

export interface StoredRecord {
  readonly file: string;
  readonly record: FixRecord;
}

const folderOf = (repository: Repository): string => join(ownFolder(repository), 'undo');

/** Writes the record next to those of its group. Records of other runs no longer count. Returns its path. */
export function storeRecord(repository: Repository, record: FixRecord): string {
  const folder = folderOf(repository);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${String(record.time).padStart(15, '0')}-${randomUUID()}.json`);
  writeRecord(file, record);
  return file;
}

/** Deletes the records of earlier runs, once a new one has changed something. */
export function dropOlderRecords(repository: Repository, newest: FixRecord): void {
  for (const { file, record } of allRecords(repository)) {
    if (!isOneRun(record, newest)) rmSync(file, { force: true });
  }
}

/** Replaces a record, or removes it if there is nothing left to undo. */
export function updateRecord(file: string, record: FixRecord): void {
  if (record.files.length === 0) rmSync(file, { force: true });
  else writeRecord(file, record);
}

/** The records of the last run (or group of runs) that changed something, newest first. */
export function lastRecords(repository: Repository): readonly StoredRecord[] {
  const records = allRecords(repository);
  const newest = records[0];
  // Using an older record instead would restore what the user does not mean.
  if (newest?.file !== recordFiles(repository)[0]) {
    throw new UserError(`the record of the last fix is damaged; remove ${folderOf(repository)} to forget it`);
  }
  return newest === undefined ? [] : records.filter(({ record }) => isOneRun(record, newest.record));
}

/** Newest first: their names begin with the time. */
function recordFiles(repository: Repository): readonly string[] {
  const folder = folderOf(repository);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names
    .sort()
    .reverse()
    .map((name) => join(folder, name));
}

/** Batches of one runner follow each other directly. The same process id an hour later is another run. */
function isOneRun(a: FixRecord, b: FixRecord): boolean {
  if (a === b || (a.time === b.time && a.group === b.group)) return true;
  return a.group !== '' && a.group === b.group && a.head === b.head && Math.abs(a.time - b.time) < 600_000;
}

function allRecords(repository: Repository): StoredRecord[] {
  return recordFiles(repository).flatMap((file) => {
    const record = parseRecord(file);
    return record === null ? [] : [{ file, record }];
  });
}

/** Null for a record in another format, or a damaged one. */
function parseRecord(file: string): FixRecord | null {
  try {
    const record = JSON.parse(readFileSync(file, 'utf8')) as FixRecord;
    return isRecord(record) ? record : null;
  } catch {
    return null;
  }
}

/** Somebody who can write a record must not be able to make us write outside the work tree. */
function isRecord(record: FixRecord): boolean {
  const { version, group, time, head, temporaryIndex, files } = record;
  const isId = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{40,64}$/.test(value);
  return (
    version === 1 &&
    typeof group === 'string' &&
    typeof time === 'number' &&
    (head === null || isId(head)) &&
    typeof temporaryIndex === 'boolean' &&
    Array.isArray(files) &&
    files.every(
      ({ name, index, workingFile, stagedThen }) =>
        typeof name === 'string' &&
        isInside(name) &&
        (index === null || (/^100(?:644|755)$/.test(index.mode) && isId(index.old) && isId(index.new))) &&
        (workingFile === null || (isId(workingFile.old) && isId(workingFile.new))) &&
        (stagedThen === undefined || stagedThen === null || isId(stagedThen)),
    )
  );
}

function isInside(name: string): boolean {
  return name !== '' && !name.startsWith('/') && name.split('/').every((part) => !/^(?:|\.|\.\.|\.git)$/i.test(part));
}

function writeRecord(file: string, record: FixRecord): void {
  const growing = `${file}.new`;
  writeFileSync(growing, `${JSON.stringify(record, null, 2)}\n`, { flush: true });
  renameSync(growing, file);
}
