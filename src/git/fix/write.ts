import type { FileProblem } from '../list/entry.ts';
import { key } from '../list/path-bytes.ts';
import { isBehindLink } from '../read/working-file.ts';
import type { Repository } from '../repository.ts';
import { carryOut, newRecord } from './carry-out.ts';
import type { FileFix, WrittenFix } from './file-fix.ts';
import { type IndexEntry, indexFilesOf, readIndex, writeIndex } from './index-entries.ts';
import { isAsJudged } from './plan.ts';
import { type FixOptions, failure, planAll, prepareAll } from './ready-files.ts';

export interface FixReport {
  readonly written: readonly WrittenFix[];
  /** Files in which nothing was changed, and why. Their findings stay. */
  readonly failed: readonly FileProblem[];
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
