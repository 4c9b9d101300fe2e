import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileFix } from '../../src/git/fix/file-fix.ts';
import type { FixOptions } from '../../src/git/fix/ready-files.ts';
import { type FixReport, fixStaged, fixWorkingFiles } from '../../src/git/fix/write.ts';
import { listStaged } from '../../src/git/list/changes.ts';
import type { Listing } from '../../src/git/list/entry.ts';
import { listFiles } from '../../src/git/list/files.ts';
import { openSnapshot } from '../../src/git/read/snapshot.ts';
import type { Repository } from '../../src/git/repository.ts';
import type { Outcome, TestRepository } from './repository.ts';

/** A fixable construct, representing all others. */
export const BAD = 'DEBUG = True';
export const GOOD = 'DEBUG = False';

/** The bytes with every BAD replaced by GOOD; null if there is none. */
export function fixBytes(bytes: Buffer): Buffer | null {
  const text = bytes.toString('latin1');
  return text.includes(BAD) ? Buffer.from(text.replaceAll(BAD, GOOD), 'latin1') : null;
}

async function fixesOf(repository: Repository, listing: Listing): Promise<FileFix[]> {
  const contents = await openSnapshot(repository, listing.source).contents(listing.entries);
  return listing.entries.flatMap((entry, i) => {
    const before = contents[i]!.bytes;
    const after = before === null ? null : fixBytes(before);
    return before === null || after === null ? [] : [{ entry, before, after, refix: fixBytes }];
  });
}

export async function fixAllStaged(repository: Repository, options?: FixOptions): Promise<FixReport> {
  return fixStaged(repository, await fixesOf(repository, await listStaged(repository)), options);
}

export async function fixAllGiven(
  repository: Repository,
  paths: readonly string[],
  options?: FixOptions,
): Promise<FixReport> {
  return fixWorkingFiles(repository, await fixesOf(repository, await listFiles(repository, paths)), options);
}

/** A summary of a report that tests can compare. */
export function outcomes(report: FixReport): Record<string, string> {
  return {
    ...Object.fromEntries(report.written.map(({ entry, workingFile }) => [entry.path, workingFile])),
    ...Object.fromEntries(report.failed.map(({ path }) => [path, 'failed'])),
  };
}

/** Runs a git command that commits, with a pre-commit hook that fixes what is staged. */
export function fixedDuring(repository: TestRepository, ...command: string[]): Outcome & { report: unknown } {
  const note = join(repository.root, '..', 'report.json');
  const program = new URL('./fix-staged.js', import.meta.url).pathname;
  repository.hook('pre-commit', `exec '${process.execPath}' '${program}' '${note}'`);
  const outcome = repository.tryGit(command);
  return { ...outcome, report: existsSync(note) ? JSON.parse(readFileSync(note, 'utf8')) : null };
}

/** Both lines of `git status --porcelain`, sorted: the two letters and the path. */
export const statusOf = (repository: TestRepository): string[] =>
  repository.git('status', '--porcelain', '-uno').split('\n').filter(Boolean);
